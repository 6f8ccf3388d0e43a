// Rows at run time: lanes over a base of rows, and which of them are kept, in which order.
// Stages narrow, reorder or rebase; lanes are read only when somebody asks. May not know a stage by name.
package import Columns
package import Values

/// One column: a lane, and beside a column of money the lane of its currencies, which travels with it.
package struct RelationColumn {
    package var lane: LaneSource
    package var currency: LaneSource?

    package init(_ lane: LaneSource, currency: LaneSource? = nil) {
        self.lane = lane
        self.currency = currency
    }

    /// The column of a relation that has these rows alone.
    package func picked(_ rows: RowList) -> RelationColumn {
        RelationColumn(.picked(lane, rows), currency: currency.map { .picked($0, rows) })
    }

    package func through(_ rows: LaneSource) -> RelationColumn {
        RelationColumn(.through(lane, by: rows), currency: currency.map { .through($0, by: rows) })
    }
}

/// A table in flight. `columns` is parallel to `shape.columns`.
package struct Relation {
    package var shape: RowShape
    package var columns: [RelationColumn]
    package var baseCount: Int
    /// Which base rows are kept, in order. Asking for it makes an order that was put off.
    package var selection: Selection {
        get { order?.selection ?? kept }
        set {
            kept = newValue
            order = nil
        }
    }
    private var kept: Selection
    private var order: PendingOrder?
    /// What the footer must say: rows left out for their currency, nulls skipped.
    package var notes: [String]
    /// The day these rows were asked for; links to other nouns use the same day.
    package var asOf: Day?
    /// The earlier book these rows are of; links to other nouns look into the same.
    package var known: KnownBook?
    /// The format its printer is asked for by a last `as`; nil leaves it to the printer.
    package var printsAs: String?
    /// How these rows are drawn; nil for a table.
    package var chart: ChartPlan?
    /// What a page of these rows is called; nil leaves it to the page.
    package var title: String?

    package init(
        shape: RowShape, columns: [RelationColumn], baseCount: Int, selection: Selection? = nil, notes: [String] = [],
        asOf: Day? = nil
    ) {
        self.shape = shape
        self.columns = columns
        self.baseCount = baseCount
        kept = selection ?? Selection(count: baseCount)
        self.notes = notes
        self.asOf = asOf
    }

    package var rowCount: Int { kept.count }

    /// The base row behind the n-th kept row.
    package func base(_ row: Int) -> Int { row >= 0 && row < rowCount ? Int(selection[row]) : 0 }

    /// The kept base rows in order.
    package var selectedRows: [UInt32] { selection.rowNumbers() }

    /// Whether every base row is kept, in its place.
    package var keepsAll: Bool { selection.isIdentity && selection.count == baseCount }

    /// The lanes of one column for all kept rows, in order.
    package func lanes(of column: Int) -> [Int64] { lanes(columns[column].lane) }

    /// The currencies beside one column for all kept rows; empty for a column that is not money.
    package func currencies(of column: Int) -> [Int64] { columns[column].currency.map(lanes) ?? [] }

    package func lanes(_ source: LaneSource) -> [Int64] { selection.lanes(source) }

    /// Several lanes for all kept rows, one lane after the other.
    package func lanes(_ sources: [LaneSource]) -> [Int64] { selection.lanes(sources) }

    /// The same rows as a base of their own, so that new columns cost only the rows kept. Base rows are then no
    /// longer rows of a table.
    package func rebased() -> Relation {
        if keepsAll { return self }
        let rows = RowList(selection.rowNumbers())
        var result = self
        result.columns = columns.map { $0.picked(rows) }
        result.baseCount = selection.count
        result.selection = Selection(count: selection.count)
        result.shape.table = nil
        return result
    }

    /// These kept rows only, by their positions among the kept rows.
    package func picking(_ positions: [UInt32]) -> Relation {
        var result = self
        result.selection = selection.picking(positions)
        return result
    }

    /// The kept rows from one position, at most this many.
    package func slice(from: Int, count: Int) -> Relation {
        let low = min(max(0, from), rowCount)
        let high = low + min(max(0, count), rowCount - low)
        if low == 0 && high == rowCount { return self }
        if let order, high < rowCount / 8 {
            var result = self
            result.selection = kept.picking(Array(order.first(high)[low...]))
            return result
        }
        return picking((UInt32(low)..<UInt32(high)).map { $0 })
    }

    /// The same rows in an order that is made when somebody reads it; until then the first rows cost little.
    func ordered(by order: PendingOrder) -> Relation {
        var result = self
        result.kept = selection
        result.order = order
        return result
    }

    /// With every lane read and kept, so that later changes of the book do not show: what `let` does.
    package func frozen() -> Relation {
        var result = self
        result.columns = columns.indices.map { i in
            RelationColumn(
                .dense(DenseLane(lanes(of: i))), currency: columns[i].currency.map { .dense(DenseLane(lanes($0))) })
        }
        result.baseCount = rowCount
        result.selection = Selection(count: rowCount)
        result.shape.table = nil
        return result
    }
}

/// An order that was asked for and may never be needed whole.
final class PendingOrder {
    private let kept: Selection
    /// The first key, where its lanes order as they stand: it alone finds which rows can be among the first.
    private let first: Columns.SortKey?
    private let keys: (_ among: Selection) -> [Columns.SortKey]
    private let isOnlyKey: Bool
    private(set) lazy var selection = kept.picking(Self.sorted(kept, keys))

    /// `keys` makes the keys of some of the rows, by position among them.
    init(kept: Selection, first: Columns.SortKey?, isOnlyKey: Bool, keys: @escaping (_ among: Selection) -> [Columns.SortKey]) {
        self.kept = kept
        self.first = first
        self.isOnlyKey = isOnlyKey
        self.keys = keys
    }

    private static func sorted(_ rows: Selection, _ keys: (Selection) -> [Columns.SortKey]) -> [UInt32] {
        Sorting.order(Selection(count: rows.count), by: keys(rows))
    }

    /// The positions of the first `n` rows of the order.
    func first(_ n: Int) -> [UInt32] {
        guard let first, let some = Sorting.candidates(kept, first, n, isOnlyKey: isOnlyKey) else {
            return Array(Self.sorted(kept, keys).prefix(n))
        }
        return Self.sorted(kept.picking(some), keys).prefix(n).map { some[Int($0)] }
    }
}

/// What a stage hands to the next.
package enum Flow {
    case nothing
    case value(Value)
    // Behind a reference: a flow is handed on at each step of a statement, and most carry no rows.
    indirect case rows(Relation)
}
