// Reads the columns of one record of a noun as values: what `show` and the account card are made of.
import Columns
import Diagnostics
import Interpreter
import Values

struct RecordReader {
    private let relation: Relation
    private let codec: CellCodec

    init?(_ noun: Noun, _ request: NounRequest) throws(Diagnostic) {
        guard let relation = try noun.allRows(request) else { return nil }
        self.relation = relation
        codec = request.context.codec
    }

    var shape: RowShape { relation.shape }

    func value(_ row: UInt32, _ column: Int) -> Value {
        var lane = Lane.null
        var currency = Lane.null
        relation.columns[column].lane.read(from: Int(row), count: 1, into: &lane)
        relation.columns[column].currency?.read(from: Int(row), count: 1, into: &currency)
        return codec.value(lane, relation.shape.columns[column].meaning, currency: currency)
    }

    func value(_ row: UInt32, _ column: String) -> Value { relation.shape.index(of: column).map { value(row, $0) } ?? .null }

    /// As a person reads it; nothing for null.
    func text(_ row: UInt32, _ column: String) -> String {
        let value = value(row, column)
        return value.isNull ? "" : value.shown
    }
}
