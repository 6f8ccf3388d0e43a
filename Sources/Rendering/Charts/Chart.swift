// A chart as pure data: what is drawn, before anybody has drawn it. The same description is painted on a terminal and written
// as SVG. Figures are whole numbers at a scale, as everywhere; a panel has one unit, so that two currencies never share an axis.
// May not know a width, a colour or a row of the book.

package struct Chart: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        /// A bar for each point.
        case bars
        /// A bar for each point, made of parts.
        case stacked
        /// Counts over ranges that touch.
        case histogram
        /// Points joined in order.
        case line
    }

    package var form: Form
    package var title: String
    /// What the points are: `bucket`, `month`.
    package var axis: String
    package var panels: [ChartPanel]
    /// Whether the parts have an order of their own, as ages have.
    package var gradesParts: Bool

    package init(_ form: Form, title: String, axis: String, panels: [ChartPanel], gradesParts: Bool = false) {
        self.form = form
        self.title = title
        self.axis = axis
        self.panels = panels
        self.gradesParts = gradesParts
    }

    package var isEmpty: Bool { panels.allSatisfy(\.points.isEmpty) }
}

/// One drawing area with its own axis.
package struct ChartPanel: Hashable, Sendable {
    /// What sets it apart from the other panels: `EUR`; empty where there is nothing to tell.
    package var heading: String
    package var unit: ChartUnit
    /// Names of the values of each point; one, except where bars are stacked. The same in every panel.
    package var parts: [String]
    package var points: [ChartPoint]
    /// What the places of its points are, where they are figures: the ranges of a histogram.
    package var axis: ChartUnit?

    package init(heading: String = "", unit: ChartUnit, parts: [String], points: [ChartPoint], axis: ChartUnit? = nil) {
        self.heading = heading
        self.unit = unit
        self.parts = parts
        self.points = points
        self.axis = axis
    }
}

package struct ChartPoint: Hashable, Sendable {
    package var label: String
    /// Where it stands on an axis that is measured: a day's number, a figure. Nil where points merely follow one another.
    package var place: Int64?
    /// Where it ends, for a range of a histogram; nil for one that is open.
    package var end: Int64?
    /// Parallel to the parts of its panel; nil where there is no figure.
    package var values: [Int64?]

    package init(_ label: String, place: Int64? = nil, end: Int64? = nil, values: [Int64?]) {
        self.label = label
        self.place = place
        self.end = end
        self.values = values
    }

    /// All parts together; nil where none has a figure.
    package var total: Int128? {
        var sum: Int128?
        for case let value? in values { sum = (sum ?? 0) + Int128(value) }
        return sum
    }
}
