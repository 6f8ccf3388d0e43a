// Rows that a noun works out one by one, as values, and then gives as lanes: for nouns of tens or thousands of rows, where
// the lanes of a whole table would be no gain.
import Columns
import Interpreter
import Values

struct LaneTable {
    private var rows: [[Value]] = []
    private let codec: CellCodec

    init(_ codec: CellCodec) { self.codec = codec }

    mutating func add(_ values: Value...) { rows.append(values) }
    mutating func add(_ values: [Value]) { rows.append(values) }
    var count: Int { rows.count }

    /// The relation, its cells read as the shape's columns say. Money brings its currency along.
    func relation(_ shape: RowShape, notes: [String] = [], asOf: Day? = nil) -> Relation {
        let columns = shape.columns.indices.map { place in
            let meaning = shape.columns[place].meaning
            let lanes = rows.map { row in place < row.count ? lane(row[place], meaning) : Lane.null }
            guard meaning == .money else { return RelationColumn(.dense(DenseLane(lanes))) }
            let units = rows.map { row in
                if place < row.count, case .money(let money) = row[place] { Int64(money.currency.raw) } else { Lane.null }
            }
            return RelationColumn(.dense(DenseLane(lanes)), currency: .dense(DenseLane(units)))
        }
        return Relation(shape: shape, columns: columns, baseCount: rows.count, notes: notes, asOf: asOf)
    }

    private func lane(_ value: Value, _ meaning: Meaning) -> Int64 {
        switch (value, meaning) {
        // A row of a table by its number, which is how a reference is stored.
        case (.number(let row), .reference): row.whole ?? Lane.null
        default: codec.lane(value, meaning) ?? Lane.null
        }
    }
}
