// What a loop goes over, one after the other: rows, a list, a range of whole numbers or days, a period. Ranges are counted,
// never laid out, so `1..10000000` costs nothing.
import Diagnostics
import Values

struct Elements {
    enum Kind {
        case values([Value])
        case numbers(Int64, Int64)
        case days(Int64, Int64)
    }

    let kind: Kind

    init(_ flow: Flow, _ context: Context, _ span: Span) throws(Diagnostic) {
        switch flow {
        case .nothing, .value(.null): kind = .values([])
        case .value(.list(let list)): kind = .values(list)
        case .value(.period(let period)): kind = .days(Int64(period.first.number), Int64(period.last.number))
        case .value(.range(.day(let first)?, .day(let last)?)): kind = .days(Int64(first.number), Int64(last.number))
        case .value(.range(.number(let first)?, .number(let last)?)):
            guard let low = first.whole, let high = last.whole else { throw .notWhole(span) }
            kind = .numbers(low, high)
        case .value(.range): throw .notWhole(span)
        case .value(let value): kind = .values([value])
        case .rows(let relation): kind = .values(relation.elements(context.codec))
        }
    }
}

extension Relation {
    /// Rows of one column as values, others as records.
    fileprivate func elements(_ codec: CellCodec) -> [Value] {
        if shape.shown.count == 1, let only = shape.shown.first { return values(of: only, codec) }
        let columns = shape.shown.map { values(of: $0, codec) }
        let names = shape.shown.map { shape.columns[$0].name }
        return (0..<rowCount).map { row in .record(names.indices.map { Field(names[$0], columns[$0][row]) }) }
    }
}

extension Diagnostic {
    fileprivate static func notWhole(_ span: Span) -> Diagnostic {
        Diagnostic(
            "loop.over", "a loop goes over whole numbers or days from a first to a last, but this range has others", at: span)
    }
}
