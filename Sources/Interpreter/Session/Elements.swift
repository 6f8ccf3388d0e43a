// What a loop goes over, one after the other: rows, a list, a range of whole numbers or days, a period. Ranges are counted,
// never laid out, so `1..10000000` costs nothing.
import Diagnostics
import Values

struct Elements: Sequence, IteratorProtocol {
    private enum Kind {
        case values([Value])
        case numbers
        case days
    }

    private let kind: Kind
    private var at: Int64
    private let last: Int64

    init(_ flow: Flow, _ context: Context, _ span: Span) throws(Diagnostic) {
        switch flow {
        case .nothing, .value(.null): self.init([])
        case .value(.list(let list)): self.init(list)
        case .value(.period(let period)): self.init(.days, Int64(period.first.number), Int64(period.last.number))
        case .value(.range(.day(let first)?, .day(let last)?)): self.init(.days, Int64(first.number), Int64(last.number))
        case .value(.range(.number(let first)?, .number(let last)?)):
            guard let low = first.whole, let high = last.whole else { throw .notWhole(span) }
            self.init(.numbers, low, high)
        case .value(.range): throw .notWhole(span)
        case .value(let value): self.init([value])
        case .rows(let relation): self.init(relation.elements(context.codec))
        }
    }

    private init(_ values: [Value]) {
        kind = .values(values)
        (at, last) = (0, Int64(values.count) - 1)
    }

    private init(_ kind: Kind, _ first: Int64, _ last: Int64) {
        self.kind = kind
        (at, self.last) = (first, last)
    }

    mutating func next() -> Value? {
        guard at <= last else { return nil }
        // The last of all numbers has none behind it, and a range may end there.
        defer { if at == last { at = .max } else { at += 1 } }
        switch kind {
        case .values(let values): return values[Int(at)]
        case .numbers: return at == .max ? nil : .number(Number(at))
        case .days: return .day(Day(clamping: at))
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
