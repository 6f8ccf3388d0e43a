// Case-blind equality of texts by code, worked out as codes are asked for.
import Values

/// For each code the first code that folds to the same bytes. Shared by copies of a pool while they agree.
final class TextFolds {
    private var firsts: [UInt32] = []
    private var slots: [UInt32] = Array(repeating: 0, count: 16)
    private var classes: [UInt32] = []

    func first(_ code: UInt32, in pool: TextPool) -> UInt32 {
        if Int(code) >= firsts.count { extend(through: pool.count, pool) }
        return firsts[Int(code)]
    }

    private func extend(through count: Int, _ pool: TextPool) {
        var text: [UInt8] = []
        var other: [UInt8] = []
        firsts.reserveCapacity(count)
        for i in firsts.count..<count {
            let code = UInt32(truncatingIfNeeded: i)
            text.removeAll(keepingCapacity: true)
            CaseFold.fold(pool.bytes(code), into: &text)
            firsts.append(classify(code, pool, text, &other))
        }
    }

    private func classify(_ code: UInt32, _ pool: TextPool, _ text: [UInt8], _ other: inout [UInt8]) -> UInt32 {
        var at = Int(truncatingIfNeeded: text.withUnsafeBytes { TextHash.hash($0) }) & (slots.count - 1)
        while slots[at] != 0 {
            let first = slots[at] - 1
            other.removeAll(keepingCapacity: true)
            CaseFold.fold(pool.bytes(first), into: &other)
            if other == text { return first }
            at = (at + 1) & (slots.count - 1)
        }
        slots[at] = code + 1
        classes.append(code)
        if classes.count * 2 > slots.count { grow(pool) }
        return code
    }

    private func grow(_ pool: TextPool) {
        var text: [UInt8] = []
        slots = Array(repeating: 0, count: slots.count * 2)
        for code in classes {
            text.removeAll(keepingCapacity: true)
            CaseFold.fold(pool.bytes(code), into: &text)
            var at = Int(truncatingIfNeeded: text.withUnsafeBytes { TextHash.hash($0) }) & (slots.count - 1)
            while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
            slots[at] = code + 1
        }
    }
}
