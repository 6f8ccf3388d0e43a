// The signature of a noun: its columns with their meaning, and how its rows come about.
// A noun can never change anything: its closures get a request to read from, and give lanes.
package import Columns
package import Diagnostics
package import Values

/// What a noun's closures read from: the world on the day that was asked for.
package final class NounRequest {
    package let context: Context
    /// What was true that day; nil for now.
    package let asOf: Day?
    private var kept: [String: Any] = [:]

    package init(context: Context, asOf: Day? = nil) {
        self.context = context
        self.asOf = asOf
    }

    package var world: World { context.world }
    package var store: Store { context.world.store }
    /// The day the figures are for.
    package var day: Day { asOf ?? context.world.day }

    /// Works something out once for all columns of one request, under a name of the noun's own.
    package func once<Result>(
        _ name: String, _ make: () throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        if let found = kept[name] as? Result { return found }
        let made = try make()
        kept[name] = made
        return made
    }
}

/// One column of a noun.
package struct NounColumn: Sendable {
    package var shape: ColumnShape
    /// The column over every base row of the noun's table; nil where only `rows` makes it. Called when the column is
    /// asked for, so it may cost something, but giving a lazy lane is better.
    package var lane: (@Sendable (NounRequest) throws(Diagnostic) -> RelationColumn)?

    package init(
        _ shape: ColumnShape, lane: (@Sendable (NounRequest) throws(Diagnostic) -> RelationColumn)? = nil
    ) {
        self.shape = shape
        self.lane = lane
    }
}

/// A noun. A class, since whoever looks one up carries it along.
package final class Noun: Sendable {
    package typealias Prepare = @Sendable (NounCall) throws(Diagnostic) -> PreparedNoun

    package let name: String
    /// One of them, for a message: "debtor".
    package let singular: String
    /// The table whose rows these are; nil for rows that are worked out.
    package let table: TableID?
    package let columns: [NounColumn]
    /// Names of the columns shown when nobody selects, in order.
    package let shown: [String]
    package let parameters: [Parameter]
    package let summary: String
    package let details: String
    package let examples: [Example]
    /// The row of a record that a person names by something other than its id: an outside number, a policy's name.
    package let find: (@Sendable (Store, String) -> UInt32?)?
    package let shape: RowShape
    let prepare: Prepare

    private init(
        name: String, singular: String, table: TableID?, columns: [NounColumn], shown: [String], parameters: [Parameter],
        summary: String, details: String, examples: [Example], find: (@Sendable (Store, String) -> UInt32?)?,
        prepare: @escaping Prepare
    ) {
        self.name = name
        self.singular = singular
        self.table = table
        self.columns = columns
        self.shown = shown
        self.parameters = parameters
        self.summary = summary
        self.details = details
        self.examples = examples
        self.find = find
        shape = RowShape(columns: columns.map(\.shape), shown: shown, noun: name, table: table)
        self.prepare = prepare
    }

    /// Rows of a table, each base row being the row of the table with the same number.
    /// `keeps` says which are there on the day asked for; live rows where it is nil.
    package static func rows(
        _ name: String, singular: String, of table: TableID, columns: [NounColumn], shown: [String], summary: String,
        details: String = "", examples: [Example] = [], find: (@Sendable (Store, String) -> UInt32?)? = nil,
        keeps: @escaping @Sendable (NounRequest) throws(Diagnostic) -> Selection?
    ) -> Noun {
        let shape = RowShape(columns: columns.map(\.shape), shown: shown, noun: name, table: table)
        let label = "rows of \(name)"
        return Noun(
            name: name, singular: singular, table: table, columns: columns, shown: shown, parameters: [],
            summary: summary, details: details, examples: examples, find: find
        ) { _ in
            PreparedNoun(shape) { (request: NounRequest, _: Run) throws(Diagnostic) -> Relation in
                // One look-up after another must not make every column of the noun again.
                return try request.context.keptWork.work(
                    label, on: request.context.world.store, today: request.context.world.today,
                    asOf: request.asOf ?? request.context.world.asOf
                ) { () throws(Diagnostic) in
                    var relation = try base(table, shape, columns, request)
                    if let kept = try keeps(request) { relation.selection = kept }
                    return KeptRows(relation)
                }.relation
            }
        }
    }

    /// Rows that are worked out: a worklist, a forecast. `prepare` may choose columns by the arguments.
    package static func derived(
        _ name: String, singular: String, _ items: [any SignatureItem] = [], columns: [ColumnShape], shown: [String],
        summary: String, details: String = "", examples: [Example] = [], prepare: @escaping Prepare
    ) -> Noun {
        Noun(
            name: name, singular: singular, table: nil, columns: columns.map { NounColumn($0) }, shown: shown,
            parameters: items.map(\.parameter), summary: summary, details: details, examples: examples, find: nil,
            prepare: prepare)
    }

    /// Every base row of the table, for links (`debtor.country`) that go by row number.
    package func allRows(_ request: NounRequest) throws(Diagnostic) -> Relation? {
        guard let table else { return nil }
        return try Self.base(table, shape, columns, request)
    }

    /// The row of the record a person named by its id or by another number.
    package func row(_ spelling: String, in store: Store) -> UInt32? {
        guard let table else { return nil }
        return store.row(table, id: spelling) ?? find?(store, spelling)
    }

    private static func base(
        _ table: TableID, _ shape: RowShape, _ columns: [NounColumn], _ request: NounRequest
    ) throws(Diagnostic) -> Relation {
        var lanes: [RelationColumn] = []
        lanes.reserveCapacity(columns.count)
        for column in columns {
            lanes.append(try column.lane?(request) ?? RelationColumn(.constant(Lane.null)))
        }
        return Relation(
            shape: shape, columns: lanes, baseCount: request.store.rowCount(table), asOf: request.asOf)
    }
}

private final class KeptRows {
    let relation: Relation
    init(_ relation: Relation) { self.relation = relation }
}

/// A checked use of a noun. The closure gets the request and the run, for its keys.
package struct PreparedNoun {
    package var shape: RowShape
    package var rows: (NounRequest, Run) throws(Diagnostic) -> Relation

    package init(_ shape: RowShape, rows: @escaping (NounRequest, Run) throws(Diagnostic) -> Relation) {
        self.shape = shape
        self.rows = rows
    }
}

/// What a noun with parameters is checked with.
package typealias NounCall = Call

extension RowShape {
    init(columns: [ColumnShape], shown names: [String], noun: String?, table: TableID?) {
        self.init(columns: columns, noun: noun, table: table)
        shown = names.compactMap { name in columns.firstIndex { $0.name == name } }
    }
}
