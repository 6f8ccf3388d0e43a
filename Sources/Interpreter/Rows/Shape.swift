// What flows between two stages, as far as it is known before anything runs.
// The checker passes shapes along a pipeline; a relation at run time has exactly the shape the checker foretold.
// May not hold rows, verbs or text of a statement.
package import Columns
package import Values

/// One column as the checker knows it.
///
///     ColumnShape("balance", .money, summary: "what is still owed")
package struct ColumnShape: Sendable, Hashable {
    package var name: String
    package var meaning: Meaning
    /// The words of an enumeration; empty when any text will do.
    package var words: [String]
    /// Set when every row of a money column is known to be in this currency.
    package var currency: Currency?
    package var nullable: Bool
    package var summary: String
    /// For a column that shows one word of several that may hold: the words a condition must not test, and what to
    /// write instead.
    package var conditions: [WordCondition]
    /// What the footer says of the rows in which this column counts something, where the column itself is not shown; empty
    /// for most.
    package var remark: String
    /// Whether the amounts of several rows make a sum that means something. A figure that runs on from row to row, stands in
    /// several rows, or is an average does not.
    package var addsUp: Bool

    package init(
        _ name: String, _ meaning: Meaning, words: [String] = [], currency: Currency? = nil, nullable: Bool = true,
        summary: String = "", conditions: [WordCondition] = [], remark: String = "", addsUp: Bool = true
    ) {
        self.name = name
        self.meaning = meaning
        self.words = words
        self.currency = currency
        self.nullable = nullable
        self.summary = summary
        self.conditions = conditions
        self.remark = remark
        self.addsUp = addsUp
    }
}

/// A word that only displays, and the condition that means it: `overdue` and `overdue > 0d`.
package struct WordCondition: Sendable, Hashable {
    package var word: String
    package var condition: String

    package init(_ word: String, _ condition: String) {
        self.word = word
        self.condition = condition
    }
}

/// The columns of a flow of rows, those shown when nobody selects, and where the rows come from.
package struct RowShape: Sendable, Hashable {
    package var columns: [ColumnShape]
    /// Indices into `columns`, in the order they are shown.
    package var shown: [Int]
    /// The noun a person would call these rows by; nil once a stage has made new rows.
    package var noun: String?
    /// Set while base row numbers are row numbers of this table.
    package var table: TableID?
    /// More columns follow when it runs, named by what is in the rows: a pivot whose columns nobody listed.
    package var isOpen = false

    package init(columns: [ColumnShape], shown: [Int]? = nil, noun: String? = nil, table: TableID? = nil) {
        self.columns = columns
        self.shown = shown ?? Array(columns.indices)
        self.noun = noun
        self.table = table
    }

    /// The position of the column with this name, or nil. Names are compared exactly.
    package func index(of name: String) -> Int? {
        for i in columns.indices where columns[i].name == name { return i }
        return nil
    }

    package var names: [String] { columns.map(\.name) }
}

/// What a stage takes or gives.
package enum Shape: Sendable, Hashable {
    case nothing
    case value(ExpressionType)
    case rows(RowShape)
}
