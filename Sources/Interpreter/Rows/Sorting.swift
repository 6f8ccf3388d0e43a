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
    /// The relation in order. Columns are worked out at once, so that a fault shows here; the order when it is read.
    package static func sorted(
        _ relation: Relation, by orders: [SortOrder], _ ctx: Context
    ) throws(Diagnostic) -> Relation {
        var columns: [RelationColumn] = []
        for order in orders {
            guard order.expression.type.meaning != nil else { throw .cannotSort(order.expression) }
            columns.append(try order.expression.column(over: relation, ctx))
        }
        func lanes(_ i: Int, _ rows: Relation) -> [Int64]? { ranks(rows, orders[i].expression.type, columns[i], ctx) }
        func keys(_ some: Selection) -> [Columns.SortKey] {
            var rows = relation
            rows.selection = some
            return orders.indices.map { i in
                let lane = lanes(i, rows) ?? rows.lanes(columns[i].lane)
                return Columns.SortKey(.dense(DenseLane(lane)), descending: orders[i].descending)
            }
        }
        let isDirect = orders.first?.expression.type.meaning?.isSpelled == false && lanes(0, relation) == nil
        let first = isDirect ? Columns.SortKey(columns[0].lane, descending: orders[0].descending) : nil
        return relation.ordered(
            by: PendingOrder(kept: relation.selection, first: first, isOnlyKey: orders.count == 1, keys: keys))
    }

    /// Lanes by position that order as the values do; nil where the lanes of the column already do.
    private static func ranks(
        _ relation: Relation, _ type: ExpressionType, _ column: RelationColumn, _ ctx: Context
    ) -> [Int64]? {
        guard let meaning = type.meaning else { return nil }
        switch meaning {
        case .id, .reference:
            return idRanks(relation, column.lane, meaning, ctx.world.store) ?? spelledRanks(relation, column.lane, meaning, ctx)
        case .text, .word, .currency: return spelledRanks(relation, column.lane, meaning, ctx)
        case .money: return column.currency.flatMap { evened(relation, column.lane, $0) }
        case .integer, .number, .percent, .day, .minutes, .moment, .days, .flag: return nil
        }
    }

    /// Ids order by their prefixes and then by number, so only the few patterns are spelled; nil where there are many, or one
    /// whose last digits are not its number alone.
    private static func idRanks(_ relation: Relation, _ lane: LaneSource, _ meaning: Meaning, _ store: Store) -> [Int64]? {
        var source = lane
        if case .reference(let target) = meaning {
            guard store.catalog.table(target)?.prefix.isEmpty == false else { return nil }
            source = .through(.column(store.view(target, 0)), by: lane)
        }
        var lanes = relation.lanes(source)
        var patterns: [UInt32] = []
        var places = [UInt32](repeating: 0, count: lanes.count)
        var last = 0
        for i in lanes.indices where lanes[i] != Lane.null {
            let pattern = IDKey(bits: lanes[i]).pattern
            if last >= patterns.count || patterns[last] != pattern {
                last = patterns.firstIndex(of: pattern) ?? patterns.count
                if last == patterns.count { patterns.append(pattern) }
                if last > 64 { return nil }
            }
            places[i] = UInt32(truncatingIfNeeded: last)
        }
        var keys: [SpelledKey] = []
        for pattern in patterns {
            let text = store.ids.text(of: IDKey(bits: Int64(pattern) << 32))
            let digits = text.utf8.reversed().prefix { $0 >= 48 && $0 <= 57 }.count
            guard digits >= 1, digits <= 9 else { return nil }
            keys.append(SpelledKey(text, isID: true))
        }
        let ranks = keys.map { key in Int64(keys.count { $0 < key }) << 32 }
        for i in lanes.indices where lanes[i] != Lane.null {
            lanes[i] = ranks[Int(places[i])] | Int64(IDKey(bits: lanes[i]).number)
        }
        return lanes
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

    /// Amounts of currencies with unlike decimals are compared by their units: 10 yen stand before 10.50 euros. Nil where
    /// all have the same decimals.
    private static func evened(_ relation: Relation, _ lane: LaneSource, _ currency: LaneSource) -> [Int64]? {
        let groups = Groups(relation.selection, by: [Columns.GroupKey(currency)])
        let exponents = relation.selection.picking(groups.firsts).lanes(currency).map { unit in
            UInt16(exactly: unit).flatMap { Currency(raw: $0) }?.exponent ?? 2
        }
        guard let most = exponents.max(), exponents.contains(where: { $0 != most }) else { return nil }
        let factors = exponents.map { Operators.power(UInt8(clamping: most - $0)) }
        return zip(relation.lanes(lane), groups.ordinals).map { lane, group in
            if lane == Lane.null { return lane }
            return Int64(clamping: max(Int128(lane) * factors[Int(group)], Int128(Lane.null) + 1))
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
    package var isID: Bool {
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
