// What stands around a table in a document that people read: a heading, the day, sums below, what was left out. Formats for
// machines have no frame.

package struct PageFrame: Hashable, Sendable {
    package var title: String
    /// Below the title: the day the figures are for.
    package var facts: [String]
    /// Rows of sums, parallel to the columns of the grid; digits as a grid has them.
    package var totals: [[String?]]
    /// Below the table, a line each.
    package var notes: [String]
    /// A chart above the table, as `ChartPicture` writes it for a page.
    package var picture: String

    package init(
        title: String = "", facts: [String] = [], totals: [[String?]] = [], notes: [String] = [], picture: String = ""
    ) {
        self.title = title
        self.facts = facts
        self.totals = totals
        self.notes = notes
        self.picture = picture
    }

    package static let none = PageFrame()
}
