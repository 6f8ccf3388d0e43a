// Order of rows: each key becomes a lane that sorts as its values do, then the columns' radix sort does the work; equal rows
// keep their order and nulls stand last either way. May not know a stage by name.
import Columns
package import Diagnostics
import Values

/// One key of a sort.
package struct SortOrder {
    package var expression: BoundExpression
    package var descending: Bool

    package init(_ expression: BoundExpression, descending: Bool) {
        self.expression = expression
        self.descending = descending
    }
}

package enum RowOrder {
    /// The relation in order.
    package static func sorted(
        _ relation: Relation, by orders: [SortOrder], _ ctx: Context
    ) throws(Diagnostic) -> Relation {
        var keys: [Columns.SortKey] = []
        for order in orders { keys.append(Columns.SortKey(try key(relation, order, ctx), descending: order.descending)) }
        // Keys are by position, so positions are sorted, not base rows.
        return relation.picking(Sorting.order(Selection(count: relation.rowCount), by: keys))
    }

    /// Lanes by position that order as the key does.
    private static func key(_ relation: Relation, _ order: SortOrder, _ ctx: Context) throws(Diagnostic) -> LaneSource {
        let expression = order.expression
        guard let meaning = expression.type.meaning else { throw .cannotSort(expression) }
        let column = try expression.column(over: relation, ctx)
        switch meaning {
        case .text, .word, .id, .reference, .currency:
            return .dense(DenseLane(spelledRanks(relation, column.lane, meaning, ctx)))
        case .money:
            let units = column.currency.map { relation.lanes($0) } ?? []
            return .dense(DenseLane(evened(relation.lanes(column.lane), units)))
        case .integer, .number, .percent, .day, .minutes, .moment, .days, .flag:
            return .dense(DenseLane(relation.lanes(column.lane)))
        }
    }

    /// Codes give way to their place in the order of what they spell; each different code is spelled once.
    private static func spelledRanks(
        _ relation: Relation, _ lane: LaneSource, _ meaning: Meaning, _ ctx: Context
    ) -> [Int64] {
        let groups = Groups(relation.selection, by: [Columns.GroupKey(lane)])
        let lanes = relation.selection.picking(groups.firsts).lanes(lane)
        let codec = ctx.codec
        let keys = lanes.map { lane in
            Operators.plainText(codec.value(lane, meaning)).map { SpelledKey($0, isID: meaning.isID) }
        }
        let order = keys.indices.sorted { a, b in
            switch (keys[a], keys[b]) {
            case (let x?, let y?): x < y
            case (nil, _): false
            case (_, nil): true
            }
        }
        var ranks = [Int64](repeating: Lane.null, count: keys.count)
        var rank: Int64 = -1
        var previous: SpelledKey?
        for place in order {
            guard let key = keys[place] else { continue }
            if previous != key { rank += 1 }
            previous = key
            ranks[place] = rank
        }
        return groups.ordinals.map { ranks[Int($0)] }
    }

    /// Amounts of currencies with unlike decimals are compared by their units: 10 yen stand before 10.50 euros.
    private static func evened(_ lanes: [Int64], _ units: [Int64]) -> [Int64] {
        var exponents: [Int64: Int] = [:]
        for unit in units where exponents[unit] == nil {
            exponents[unit] = UInt16(exactly: unit).flatMap { Currency(raw: $0) }?.exponent ?? 2
        }
        guard let most = exponents.values.max(), exponents.values.contains(where: { $0 != most }) else { return lanes }
        return zip(lanes, units).map { lane, unit in
            if lane == Lane.null { return lane }
            let raised = Int128(lane) * Operators.power(UInt8(clamping: most - (exponents[unit] ?? most)))
            return Int64(clamping: max(raised, Int128(Int64.min + 1)))
        }
    }
}

/// How a text or an id orders: case-blind; ids by prefix and number, D-9 before D-10.
struct SpelledKey: Comparable {
    private let prefix: [UInt8]
    private let number: [UInt8]

    init(_ text: String, isID: Bool) {
        let bytes = TextFold.key(text)
        guard isID else {
            prefix = bytes
            number = []
            return
        }
        var digits = bytes.count
        while digits > 0, bytes[digits - 1] >= 48, bytes[digits - 1] <= 57 { digits -= 1 }
        var start = digits
        while start < bytes.count - 1, bytes[start] == 48 { start += 1 }
        prefix = Array(bytes[..<digits])
        number = Array(bytes[start...])
    }

    static func < (a: SpelledKey, b: SpelledKey) -> Bool {
        if a.prefix != b.prefix { return a.prefix.lexicographicallyPrecedes(b.prefix) }
        if a.number.count != b.number.count { return a.number.count < b.number.count }
        return a.number.lexicographicallyPrecedes(b.number)
    }
}

extension Meaning {
    var isID: Bool {
        switch self {
        case .id, .reference: true
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .text, .word: false
        }
    }

    /// Whether its lanes are codes, so that order is by what they spell.
    var isSpelled: Bool {
        switch self {
        case .id, .reference, .text, .word, .currency: true
        case .integer, .number, .percent, .money, .day, .minutes, .moment, .days, .flag: false
        }
    }
}

extension Diagnostic {
    fileprivate static func cannotSort(_ e: BoundExpression) -> Diagnostic {
        Diagnostic("sort.no-order", "\(e.type.name) has no order to sort by", at: e.span)
    }
}
