// Conditions as masks: a byte for each row, 0 or 1. Concrete loops over lanes, no branch inside.

package enum Comparison: Hashable, Sendable {
    case equal
    case notEqual
    case less
    case atMost
    case greater
    case atLeast
}

/// Two-valued: an ordering or equality with null is false, `notEqual` is true where exactly one side is null.
package enum Masks {
    package static func compare(
        _ a: UnsafePointer<Int64>, _ comparison: Comparison, _ b: UnsafePointer<Int64>, _ count: Int,
        into mask: UnsafeMutablePointer<UInt8>
    ) {
        switch comparison {
        case .equal: for i in 0..<count { mask[i] = bit(a[i] == b[i]) & bit(a[i] != Lane.null) }
        case .notEqual: for i in 0..<count { mask[i] = bit(a[i] != b[i]) }
        case .less: for i in 0..<count { mask[i] = bit(a[i] < b[i]) & bit(a[i] != Lane.null) }
        case .atMost: for i in 0..<count { mask[i] = bit(a[i] <= b[i]) & bit(a[i] != Lane.null) }
        case .greater: for i in 0..<count { mask[i] = bit(a[i] > b[i]) & bit(b[i] != Lane.null) }
        case .atLeast: for i in 0..<count { mask[i] = bit(a[i] >= b[i]) & bit(b[i] != Lane.null) }
        }
    }

    package static func compare(
        _ a: UnsafePointer<Int64>, _ comparison: Comparison, _ c: Int64, _ count: Int, into mask: UnsafeMutablePointer<UInt8>
    ) {
        if c == Lane.null, comparison != .notEqual { return mask.update(repeating: 0, count: count) }
        switch comparison {
        case .equal: for i in 0..<count { mask[i] = bit(a[i] == c) }
        case .notEqual: for i in 0..<count { mask[i] = bit(a[i] != c) }
        case .less: for i in 0..<count { mask[i] = bit(a[i] < c) & bit(a[i] != Lane.null) }
        case .atMost: for i in 0..<count { mask[i] = bit(a[i] <= c) & bit(a[i] != Lane.null) }
        case .greater: for i in 0..<count { mask[i] = bit(a[i] > c) }
        case .atLeast: for i in 0..<count { mask[i] = bit(a[i] >= c) }
        }
    }

    /// Both ends included; null is outside.
    package static func between(
        _ a: UnsafePointer<Int64>, _ low: Int64, _ high: Int64, _ count: Int, into mask: UnsafeMutablePointer<UInt8>
    ) {
        let floor = Swift.max(low, Lane.null + 1)
        for i in 0..<count { mask[i] = bit(a[i] >= floor) & bit(a[i] <= high) }
    }

    package static func isNull(_ a: UnsafePointer<Int64>, _ count: Int, into mask: UnsafeMutablePointer<UInt8>) {
        for i in 0..<count { mask[i] = bit(a[i] == Lane.null) }
    }

    /// 1 where `set` holds a 1 at the lane: a condition on texts worked out once for each code, a list, a semi-join.
    /// Null and lanes beyond the set give 0.
    package static func member(
        _ a: UnsafePointer<Int64>, of set: [UInt8], _ count: Int, into mask: UnsafeMutablePointer<UInt8>
    ) {
        set.withUnsafeBufferPointer { all in
            let size = UInt64(all.count)
            for i in 0..<count {
                let lane = UInt64(bitPattern: a[i])
                mask[i] = lane < size ? all[Int(lane)] & 1 : 0
            }
        }
    }

    package static func and(_ a: UnsafeMutablePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) {
        for i in 0..<count { a[i] &= b[i] }
    }

    package static func or(_ a: UnsafeMutablePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) {
        for i in 0..<count { a[i] |= b[i] }
    }

    package static func not(_ a: UnsafeMutablePointer<UInt8>, _ count: Int) {
        for i in 0..<count { a[i] ^= 1 }
    }

    @inline(__always)
    static func bit(_ condition: Bool) -> UInt8 { condition ? 1 : 0 }
}

extension ColumnView {
    /// Compares a block in its kind at rest, four or eight times narrower than lanes. False where it cannot: the block is short,
    /// or the constant is null or too wide for the kind.
    func compare(
        block i: Int, count: Int, _ comparison: Comparison, _ constant: Int64, into mask: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        guard constant != Lane.null, physical.range.contains(constant) else { return false }
        return withChunk(i) { chunk in
            guard chunk.count >= count else { return false }
            switch chunk {
            case .i64(let rows):
                guard let base = rows.baseAddress else { return false }
                Masks.compare(base, comparison, constant, count, into: mask)
            case .i32(let rows): narrow(rows, .min, comparison, Int32(truncatingIfNeeded: constant), count, mask)
            case .u32(let rows): narrow(rows, .max, comparison, UInt32(truncatingIfNeeded: constant), count, mask)
            case .u16(let rows): narrow(rows, .max, comparison, UInt16(truncatingIfNeeded: constant), count, mask)
            case .u8(let rows): narrow(rows, .max, comparison, UInt8(truncatingIfNeeded: constant), count, mask)
            }
            return true
        } ?? false
    }

    @inline(__always)
    private func narrow<T: FixedWidthInteger>(
        _ a: UnsafeBufferPointer<T>, _ null: T, _ comparison: Comparison, _ c: T, _ count: Int, _ mask: UnsafeMutablePointer<UInt8>
    ) {
        switch comparison {
        case .equal: for i in 0..<count { mask[i] = Masks.bit(a[i] == c) }
        case .notEqual: for i in 0..<count { mask[i] = Masks.bit(a[i] != c) }
        case .less: for i in 0..<count { mask[i] = Masks.bit(a[i] < c) & Masks.bit(a[i] != null) }
        case .atMost: for i in 0..<count { mask[i] = Masks.bit(a[i] <= c) & Masks.bit(a[i] != null) }
        case .greater: for i in 0..<count { mask[i] = Masks.bit(a[i] > c) & Masks.bit(a[i] != null) }
        case .atLeast: for i in 0..<count { mask[i] = Masks.bit(a[i] >= c) & Masks.bit(a[i] != null) }
        }
    }
}
