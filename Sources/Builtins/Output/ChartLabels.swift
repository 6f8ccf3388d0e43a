// How the keys of an axis are spelled, and which of them are missing: a month by `2026-03` where all keys are months. May not
// draw.
import Columns
import Interpreter
import Values

struct ChartLabels {
    /// The keys of all kept rows.
    let lanes: [Int64]
    let codec: CellCodec
    private let column: ColumnShape
    private let currencies: [Int64]
    /// How many months lie between two keys where all are first days of months, and there are several.
    let months: Int64?

    /// So few words are shown even where no row has them: five ages are always five.
    private static let fewWords = 12

    /// The label of a key that is empty.
    static let nothing = "–"

    init(_ relation: Relation, _ place: Int, _ context: Context) {
        column = relation.shape.columns[place]
        lanes = relation.lanes(of: place)
        currencies = relation.currencies(of: place)
        codec = context.codec
        months = column.meaning == .day ? Self.months(lanes) : nil
    }

    /// The label of the key of a row.
    func text(row: Int) -> String { text(lanes[row], currency: currencies.isEmpty ? Lane.null : currencies[row]) }

    func text(_ lane: Int64, currency: Int64 = Lane.null) -> String {
        if let months, lane != Lane.null, let day = Day(number: lane) { return Self.month(day, months) }
        let value = codec.value(lane, column.meaning, currency: currency)
        return value.isNull ? Self.nothing : value.shown
    }

    /// Where a key stands on an axis that is measured; nil where keys merely follow one another.
    func measure(_ lane: Int64) -> Int64? {
        if lane == Lane.null { return nil }
        switch column.meaning {
        case .integer, .number, .percent, .money, .day, .minutes, .moment, .days: return lane
        case .flag, .word, .text, .id, .reference, .currency: return nil
        }
    }

    /// Every key once, in order; `filled` with the months between and the words that have no row.
    func steps(filled: Bool) -> [Int64] {
        var met = Set<Int64>()
        var steps = lanes.filter { $0 != Lane.null && met.insert($0).inserted }
        if column.meaning == .word, !column.words.isEmpty {
            let words = column.words
            func rank(_ lane: Int64) -> Int { words.firstIndex(of: laneText(lane, codec.store, codec.scratch)) ?? words.count }
            steps.sort { rank($0) < rank($1) }
            if filled, words.count <= Self.fewWords { return words.map { Int64(codec.code($0)) } }
        } else if column.isAxis {
            steps.sort()
        }
        guard filled, let months, let first = steps.first, let last = steps.last else { return steps }
        return Self.between(first, last, months) ?? steps
    }

    /// The first days of months that belong between two keys; nil for more than a century of them.
    static func between(_ first: Int64, _ last: Int64, _ months: Int64) -> [Int64]? {
        guard let start = Day(number: first), last >= first, (last - first) / (28 * max(1, months)) < 1200 else { return nil }
        var days: [Int64] = []
        var month = Month(of: start)
        while Int64(month.first.number) <= last {
            days.append(Int64(month.first.number))
            guard let next = try? month.adding(months) else { break }
            month = next
        }
        return days
    }

    /// A month, a quarter or a year by its first day.
    static func month(_ day: Day, _ step: Int64) -> String {
        let year = String(day.year)
        if step % 12 == 0 { return year }
        if step % 3 == 0 { return "\(year)-Q\((day.month + 2) / 3)" }
        return "\(year)-\(day.month < 10 ? "0" : "")\(day.month)"
    }

    private static func months(_ lanes: [Int64]) -> Int64? {
        let days = Set(lanes).filter { $0 != Lane.null }.compactMap { Day(number: $0) }.sorted()
        guard days.count > 1, let first = days.first, days.allSatisfy({ $0.day == 1 }) else { return nil }
        var step: Int64 = 0
        for day in days { step = divisor(step, Month(of: first).months(to: Month(of: day))) }
        if first.month % 12 == 1, step % 12 == 0 { return 12 }
        if first.month % 3 == 1, step % 3 == 0 { return 3 }
        return 1
    }

    private static func divisor(_ a: Int64, _ b: Int64) -> Int64 { b == 0 ? a : divisor(b, a % b) }
}
