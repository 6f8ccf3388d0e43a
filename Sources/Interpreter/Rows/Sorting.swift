// Order of rows: keys are brought to unsigned numbers that sort as the values do, then sorted by digits, last key first,
// so equal rows keep their order. Nulls stand last either way. May not know a stage by name.
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

package enum Sorting {
    /// The relation in order. With a limit only that many rows are kept, which costs a scan instead of a sort.
    package static func sorted(
        _ relation: Relation, by orders: [SortOrder], limit: Int? = nil, _ ctx: Context
    ) throws(Diagnostic) -> Relation {
        var keys: [[UInt64]] = []
        for order in orders { keys.append(try rankKeys(relation, order, ctx)) }
        let count = relation.rowCount
        if let limit, limit < count / 4 {
            return relation.picking(top(keys, count: count, limit: limit))
        }
        var order = (0..<UInt32(count)).map { $0 }
        for key in keys.reversed() { RadixSort.sort(&order, by: key) }
        return relation.picking(order)
    }

    /// Numbers that order as the key does, one for each kept row.
    private static func rankKeys(_ relation: Relation, _ order: SortOrder, _ ctx: Context) throws(Diagnostic) -> [UInt64] {
        let e = order.expression
        guard let meaning = e.type.meaning else { throw .cannotSort(e) }
        let planner = LanePlanner(relation: relation, ctx: ctx)
        let plan = try planner.plan(e)
        var lanes = [Int64](repeating: 0, count: relation.rowCount)
        var units: [Int64] = []
        if plan.currency != nil { units = lanes }
        let out = planner.room.take()
        defer { planner.room.give(out) }
        try eachBatch(relation, ctx, e.span) { at, batch throws(Diagnostic) in
            try plan.op.fill(batch, out)
            for i in 0..<batch.count { lanes[at + i] = out[i] }
            if let currency = plan.currency {
                try currency.fill(batch, out)
                for i in 0..<batch.count { units[at + i] = out[i] }
            }
        }
        switch meaning {
        case .text, .word, .id, .reference, .currency: rankSpelled(&lanes, meaning, ctx)
        case .money: evenUnits(&lanes, units)
        case .integer, .number, .percent, .day, .minutes, .moment, .days, .flag: break
        }
        let flip: UInt64 = order.descending ? .max : 0
        return lanes.map { lane in
            // Flipping the sign bit makes signed order unsigned; null goes last whichever way the sort runs.
            lane == Lane.null ? .max : min((UInt64(bitPattern: lane) ^ (1 << 63)) ^ flip, .max - 1)
        }
    }

    /// Codes give way to their place in the order of what they spell.
    private static func rankSpelled(_ lanes: inout [Int64], _ meaning: Meaning, _ ctx: Context) {
        let codec = ctx.codec
        var interner = LaneInterner()
        var ordinals: [Int32] = []
        ordinals.reserveCapacity(lanes.count)
        for lane in lanes { ordinals.append(interner.ordinal(lane)) }
        let values = interner.lanes.map { codec.value($0, meaning) }
        let keys = values.map { Operators.plainText($0).map { SpelledKey($0, isID: meaning.isID) } }
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
        for i in lanes.indices { lanes[i] = ranks[Int(ordinals[i])] }
    }

    /// Amounts of currencies with unlike decimals are compared by their units: 10 yen stand before 10.50 euros.
    private static func evenUnits(_ lanes: inout [Int64], _ units: [Int64]) {
        var exponents: [Int64: Int] = [:]
        for unit in units where exponents[unit] == nil {
            exponents[unit] = UInt16(exactly: unit).flatMap { Currency(raw: $0) }?.exponent ?? 2
        }
        guard let most = exponents.values.max(), exponents.values.contains(where: { $0 != most }) else { return }
        for i in lanes.indices where lanes[i] != Lane.null {
            let raised = Int128(lanes[i]) * Operators.power(UInt8(clamping: most - (exponents[units[i]] ?? most)))
            lanes[i] = Int64(clamping: max(raised, Int128(Int64.min + 1)))
        }
    }

    /// The first rows of the order, by a heap whose root is the worst row kept.
    private static func top(_ keys: [[UInt64]], count: Int, limit: Int) -> [UInt32] {
        guard limit > 0, let first = keys.first else { return (0..<UInt32(min(limit, count))).map { $0 } }
        func before(_ a: UInt32, _ b: UInt32) -> Bool {
            for key in keys {
                let (x, y) = (key[Int(a)], key[Int(b)])
                if x != y { return x < y }
            }
            return a < b
        }
        var heap: [UInt32] = []
        heap.reserveCapacity(limit)
        func sift(_ start: Int) {
            var at = start
            while true {
                var worst = at
                for child in [2 * at + 1, 2 * at + 2] where child < heap.count && before(heap[worst], heap[child]) {
                    worst = child
                }
                if worst == at { return }
                heap.swapAt(worst, at)
                at = worst
            }
        }
        for row in 0..<UInt32(count) {
            if heap.count < limit {
                heap.append(row)
                if heap.count == limit { for i in stride(from: limit / 2, through: 0, by: -1) { sift(i) } }
            } else if first[Int(row)] <= first[Int(heap[0])], before(row, heap[0]) {
                heap[0] = row
                sift(0)
            }
        }
        return heap.sorted(by: before)
    }
}

/// How a text or an id orders: case-blind; ids by prefix and number, D-9 before D-10.
private struct SpelledKey: Comparable {
    let prefix: [UInt8]
    let number: [UInt8]

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
    fileprivate var isID: Bool {
        switch self {
        case .id, .reference: true
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .text, .word: false
        }
    }
}

extension Diagnostic {
    fileprivate static func cannotSort(_ e: BoundExpression) -> Diagnostic {
        Diagnostic("sort.no-order", "\(e.type.name) has no order to sort by", at: e.span)
    }
}
