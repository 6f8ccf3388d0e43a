// Which columns of some rows make a chart, and which kind of chart. It travels with the rows, names its columns, and draws
// nothing: whoever prints the rows may draw it, and rows that no longer have the columns are a table again.

package struct ChartPlan: Hashable, Sendable {
    package enum Form: Hashable, Sendable { case bars, stacked, histogram, line }

    package var form: Form
    package var title: String
    /// The column that names a point; nil where the panels are all there is to tell.
    package var key: String?
    /// Columns of figures, the parts of a point. Several only where bars are stacked.
    package var values: [String]
    /// The column that names the part which a row is of; nil where each part has a column of its own.
    package var part: String?
    /// How many points are drawn; nil leaves it to the chart.
    package var most: Int?
    /// Whether figures of several points may be added up into one.
    package var adds: Bool

    package init(
        _ form: Form, title: String, key: String?, values: [String], part: String? = nil, most: Int? = nil, adds: Bool = false
    ) {
        self.form = form
        self.title = title
        self.key = key
        self.values = values
        self.part = part
        self.most = most
        self.adds = adds
    }
}
