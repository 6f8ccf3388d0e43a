// Two columns as one: what union puts below one another and join compares. Their meanings are brought to one that loses nothing,
// and their lanes with them. May not know a stage by name.
package import Columns
package import Values

extension Meaning {
    /// The meaning that both can be brought to; nil where there is none.
    ///
    ///     Meaning.number(scale: 2).common(with: .integer)     // number(scale: 2)
    package func common(with other: Meaning) -> Meaning? {
        switch (self, other) {
        case _ where self == other: self
        case (.integer, .number(let scale)), (.number(let scale), .integer): .number(scale: scale)
        case (.number(let a), .number(let b)): .number(scale: max(a, b))
        case (.percent(let a), .percent(let b)): .percent(scale: max(a, b))
        case (.text, .word), (.word, .text): .text
        case (.id, .reference), (.reference, .id), (.reference, .reference): .id
        default: nil
        }
    }

    fileprivate var decimals: UInt8 {
        switch self {
        case .number(let scale), .percent(let scale): scale
        case .integer, .money, .currency, .day, .minutes, .moment, .days, .flag, .text, .word, .id, .reference: 0
        }
    }
}

extension ColumnShape {
    /// One column for the cells of both, under this one's name; nil where their kinds do not go together.
    package func joined(with other: ColumnShape) -> ColumnShape? {
        guard let common = meaning.common(with: other.meaning) else { return nil }
        var column = self
        column.meaning = common
        column.words = common == .word ? words + other.words.filter { !words.contains($0) } : []
        if words.isEmpty || other.words.isEmpty { column.words = [] }
        if currency != other.currency { column.currency = nil }
        column.nullable = nullable || other.nullable
        return column
    }
}

extension LaneSource {
    /// The same cells as lanes of a meaning that theirs can be brought to: references as the ids of their rows, numbers with more
    /// decimals. The lanes are parallel to the base rows, as these are.
    package func aligned(_ meaning: Meaning, as wanted: Meaning, rows: Int, in store: Store) throws(ValueFault) -> LaneSource {
        if case .reference(let table) = meaning, wanted == .id { return .through(.column(store.view(table, 0)), by: self) }
        let raise = wanted.decimals - min(wanted.decimals, meaning.decimals)
        guard raise > 0 else { return self }
        let factor = Int64(clamping: Operators.power(raise))
        var lanes = Selection(count: rows).lanes(self)
        for i in lanes.indices where lanes[i] != Lane.null {
            let (lane, over) = lanes[i].multipliedReportingOverflow(by: factor)
            if over || lane == Lane.null { throw .overflow }
            lanes[i] = lane
        }
        return .dense(DenseLane(lanes))
    }
}
