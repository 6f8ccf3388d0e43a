// The catalog resolved once: tables and columns by position, and which sums follow from which column.
// Immutable, so copies of a store share it.

final class Plan {
    /// A maintained sum with its names replaced by positions.
    struct Sum {
        let source: Int
        let amount: Int
        let key: Int
        let target: Int
        let column: Int
        let sign: Int64
    }

    /// What a cell of a column must be, beyond its kind's range.
    enum Rule {
        case any
        case flag
        case text
        case words([String])
        case id
        case reference(Int)
    }

    /// What every cell of a column keeps to; read for each cell written, so apart from what must be counted to be copied.
    struct Limits {
        let nullable: Bool
        let low: Int64
        let high: Int64
    }

    struct Column {
        let physical: Physical
        let limits: Limits
        let rule: Rule
        /// Sums that add this column, and sums that are keyed by it.
        var amounts: [Sum] = []
        var keys: [Sum] = []
    }

    struct Table {
        let schema: TableSchema
        var columns: [Column]
        /// Those of the columns.
        let limits: [Limits]
        let hasID: Bool
        /// Columns, by table and position, that refer to this table.
        var referrers: [(table: Int, column: Int)] = []
        /// Sums whose source this table is.
        var sums: [Sum] = []
    }

    let tables: [Table]
    private let positions: [Int]

    func position(_ id: TableID) -> Int? {
        let i = Int(id.rawValue)
        guard i < positions.count, positions[i] >= 0 else { return nil }
        return positions[i]
    }

    init(_ catalog: Catalog) throws(StoreFault) {
        var positions = [Int](repeating: -1, count: (catalog.tables.map { Int($0.id.rawValue) }.max() ?? -1) + 1)
        for (i, table) in catalog.tables.enumerated() {
            guard positions[Int(table.id.rawValue)] < 0 else { throw .catalog("two tables have number \(table.id.rawValue)") }
            positions[Int(table.id.rawValue)] = i
        }
        var tables: [Table] = []
        for schema in catalog.tables {
            guard Set(schema.columns.map(\.tag)).count == schema.columns.count,
                Set(schema.columns.map(\.name)).count == schema.columns.count
            else { throw .catalog("\(schema.name) repeats a column") }
            var columns: [Column] = []
            for (i, column) in schema.columns.enumerated() {
                guard column.meaning != .id || (i == 0 && column.physical == .i64) else {
                    throw .catalog("\(schema.name).\(column.name): an id is column 0 and of 64 bits")
                }
                columns.append(try Plan.column(column, in: schema, positions))
            }
            tables.append(Table(schema: schema, columns: columns, limits: columns.map(\.limits), hasID: schema.hasID))
        }
        for (i, schema) in catalog.tables.enumerated() {
            for (c, column) in schema.columns.enumerated() {
                if case .reference(let id) = column.meaning { tables[positions[Int(id.rawValue)]].referrers.append((i, c)) }
            }
        }
        for sum in catalog.sums {
            let resolved = try Plan.resolve(sum, catalog, positions)
            tables[resolved.source].sums.append(resolved)
            tables[resolved.source].columns[resolved.amount].amounts.append(resolved)
            tables[resolved.source].columns[resolved.key].keys.append(resolved)
        }
        self.tables = tables
        self.positions = positions
        try refuseCircles(catalog)
    }

    private static func column(_ column: ColumnSchema, in table: TableSchema, _ positions: [Int]) throws(StoreFault) -> Column {
        let rule: Rule
        switch column.meaning {
        case .flag: rule = .flag
        case .text: rule = .text
        case .word: rule = column.words.isEmpty ? .text : .words(column.words)
        case .id: rule = .id
        case .reference(let id):
            guard Int(id.rawValue) < positions.count, positions[Int(id.rawValue)] >= 0 else {
                throw .catalog("\(table.name).\(column.name) refers to no table")
            }
            rule = .reference(positions[Int(id.rawValue)])
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days: rule = .any
        }
        let range = column.physical.range
        return Column(
            physical: column.physical,
            limits: Limits(nullable: column.nullable, low: range.lowerBound, high: range.upperBound), rule: rule)
    }

    private static func resolve(_ sum: MaintainedSum, _ catalog: Catalog, _ positions: [Int]) throws(StoreFault) -> Sum {
        func place(_ id: TableID, _ name: String) -> (Int, Int)? {
            guard Int(id.rawValue) < positions.count, positions[Int(id.rawValue)] >= 0 else { return nil }
            let table = positions[Int(id.rawValue)]
            return catalog.tables[table].column(name).map { (table, $0) }
        }
        guard let (target, column) = place(sum.target, sum.column), let (source, amount) = place(sum.source, sum.amount),
            let (_, key) = place(sum.source, sum.key)
        else { throw .catalog("a sum names a column that does not exist: \(sum.column), \(sum.amount) by \(sum.key)") }
        let kept = catalog.tables[target].columns[column]
        guard kept.physical == .i64, !kept.nullable else { throw .catalog("\(sum.column) is kept, so it is 64 bits and not null") }
        guard catalog.tables[source].columns[key].meaning == .reference(sum.target) else {
            throw .catalog("\(sum.key) does not refer to the table whose \(sum.column) is kept")
        }
        return Sum(source: source, amount: amount, key: key, target: target, column: column, sign: sum.sign)
    }

    /// A sum that fed itself would never settle.
    private func refuseCircles(_ catalog: Catalog) throws(StoreFault) {
        for table in tables {
            for start in table.sums {
                var front = [start]
                for _ in 0...catalog.sums.count {
                    front = front.flatMap { tables[$0.target].columns[$0.column].amounts }
                    if front.isEmpty { break }
                }
                guard front.isEmpty else { throw .catalog("the sum kept in \(catalog.tables[start.target].name) feeds itself") }
            }
        }
    }
}
