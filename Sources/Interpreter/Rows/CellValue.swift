// Between a lane and a value: the one place that says how an Int64 of a column reads as something a person could type.
// Both ways are total: a lane that makes no sense (a damaged disk) reads as null.
package import Columns
package import Values

/// Reads and makes lanes for one store and one scratch of texts.
/// A class, since every column of a result carries it along.
package final class CellCodec {
    package let store: Store
    package let scratch: ScratchTexts

    package init(store: Store, scratch: ScratchTexts) {
        self.store = store
        self.scratch = scratch
    }

    /// The value a lane stands for. `currency` is the raw code beside a money lane.
    package func value(_ lane: Int64, _ meaning: Meaning, currency: Int64 = Lane.null) -> Value {
        if lane == Lane.null { return .null }
        switch meaning {
        case .integer: return .number(Number(mantissa: lane, scale: 0))
        case .number(let scale): return .number(Number(mantissa: lane, scale: scale))
        case .percent(let scale): return .percent(Percent(number: Number(mantissa: lane, scale: scale)))
        case .money:
            guard let unit = UInt16(exactly: currency).flatMap({ Currency(raw: $0) }) else {
                return .number(Number(mantissa: lane, scale: 2))
            }
            return .money(Money(minor: lane, currency: unit))
        case .currency:
            return UInt16(exactly: lane).flatMap { Currency(raw: $0) }.map { .word($0.code) } ?? .null
        case .day: return Day(number: lane).map { .day($0) } ?? .null
        case .minutes: return ClockTime(minutes: lane).map { .time($0) } ?? .null
        case .moment: return Moment(epochMinutes: lane).map { .moment($0) } ?? .null
        case .days: return Duration(dayCount: lane).map { .duration($0) } ?? .null
        case .flag: return .flag(lane != 0)
        case .text: return .text(laneText(lane, store, scratch))
        case .word: return .word(laneText(lane, store, scratch))
        case .id: return .id(store.ids.text(of: IDKey(bits: lane)))
        case .reference(let table): return idText(table, lane).map { .id($0) } ?? .null
        }
    }

    /// The lane for a value in a column of this meaning, or nil where it has none. Money gives its minor units; its
    /// currency is the caller's to keep.
    package func lane(_ value: Value, _ meaning: Meaning) -> Int64? {
        switch (value, meaning) {
        case (.null, _): return Lane.null
        case (.number(let n), .integer): return n.exact(atScale: 0)
        case (.number(let n), .number(let scale)): return n.exact(atScale: scale)
        case (.percent(let p), .percent(let scale)): return p.number.exact(atScale: scale)
        case (.money(let m), .money): return m.minor
        case (.day(let d), .day): return Int64(d.number)
        case (.time(let t), .minutes): return Int64(t.minutes)
        case (.moment(let m), .moment): return m.epochMinutes
        case (.duration(let d), .days) where d.months == 0 && d.minutes == 0 && d.workdays == 0: return Int64(d.days)
        case (.flag(let f), .flag): return f ? 1 : 0
        case (.text(let t), .text), (.word(let t), .text), (.text(let t), .word), (.word(let t), .word),
            (.id(let t), .text):
            return Int64(code(t))
        case (.word(let w), .currency), (.text(let w), .currency): return Currency(code: w).map { Int64($0.raw) }
        case (.id(let t), .id): return store.ids.existingKey(for: t)?.bits
        case (.id(let t), .reference(let table)): return store.row(table, id: t).map { Int64($0) }
        default: return nil
        }
    }

    /// The code of a text: the book's own where it has it, a scratch one otherwise.
    package func code(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { store.texts.code(of: $0) } ?? scratch.intern(text)
    }
}

extension CellCodec {
    /// The id of a row of a table, or nil where the lane names none.
    package func idText(_ table: TableID, _ row: Int64) -> String? {
        guard let row = UInt32(exactly: row) else { return nil }
        let key = store.cell(table, row, 0)
        return key == Lane.null ? nil : store.ids.text(of: IDKey(bits: key))
    }
}

extension Number {
    /// The mantissa at a scale where nothing is lost by it, else nil.
    func exact(atScale wanted: UInt8) -> Int64? {
        guard let lane = try? mantissa(atScale: wanted, rounding: .down),
            Number(mantissa: lane, scale: wanted) == self
        else { return nil }
        return lane
    }
}
