// Case-blind equality of texts by code, worked out as codes are asked for.

/// Text without its case: `STRASSE`, `Straße` and `strasse` fold to the same bytes. No locale.
package enum TextCase {
    /// Replaces `out` by the folded text.
    package static func fold(_ text: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
        out.removeAll(keepingCapacity: true)
        var ascii = true
        for byte in text where byte >= 0x80 { ascii = false }
        if ascii {
            out.reserveCapacity(text.count)
            for byte in text { out.append(byte &- 65 < 26 ? byte | 0x20 : byte) }
        } else {
            // Up and down again: lower-casing alone would keep ß apart from SS.
            out.append(contentsOf: String(decoding: text, as: UTF8.self).uppercased().lowercased().utf8)
        }
    }
}

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
            TextCase.fold(pool.bytes(code), into: &text)
            firsts.append(classify(code, pool, text, &other))
        }
    }

    private func classify(_ code: UInt32, _ pool: TextPool, _ text: [UInt8], _ other: inout [UInt8]) -> UInt32 {
        var at = Int(truncatingIfNeeded: text.withUnsafeBytes { TextHash.hash($0) }) & (slots.count - 1)
        while slots[at] != 0 {
            let first = slots[at] - 1
            TextCase.fold(pool.bytes(first), into: &other)
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
            TextCase.fold(pool.bytes(code), into: &text)
            var at = Int(truncatingIfNeeded: text.withUnsafeBytes { TextHash.hash($0) }) & (slots.count - 1)
            while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
            slots[at] = code + 1
        }
    }
}
