// Sorting row numbers by unsigned keys, least digit first: stable, and linear in the rows.
// Digits that all keys share cost one look and no pass.

enum RadixSort {
    /// Reorders `order` so that `key[order[i]]` ascends; rows with equal keys keep their order.
    static func sort(_ order: inout [UInt32], by key: [UInt64]) {
        let count = order.count
        guard count > 1 else { return }
        if count < 256 {
            // Few rows: comparing is cheaper than counting. The position breaks ties.
            let sorted = order.enumerated().sorted { a, b in
                let (x, y) = (key[Int(a.element)], key[Int(b.element)])
                return x != y ? x < y : a.offset < b.offset
            }
            order = sorted.map(\.element)
            return
        }
        var all: UInt64 = 0
        var shared: UInt64 = .max
        for k in key {
            all |= k
            shared &= k
        }
        let varying = all ^ shared
        var other = [UInt32](repeating: 0, count: count)
        let bits: UInt64 = 11
        var shift: UInt64 = 0
        while shift < 64 {
            let mask: UInt64 = (1 << bits) - 1
            if (varying >> shift) & mask != 0 {
                pass(&order, &other, key, shift, mask)
                swap(&order, &other)
            }
            shift += bits
        }
    }

    private static func pass(
        _ order: inout [UInt32], _ other: inout [UInt32], _ key: [UInt64], _ shift: UInt64, _ mask: UInt64
    ) {
        var starts = [Int](repeating: 0, count: Int(mask) + 1)
        key.withUnsafeBufferPointer { key in
            order.withUnsafeBufferPointer { order in
                other.withUnsafeMutableBufferPointer { other in
                    starts.withUnsafeMutableBufferPointer { starts in
                        for row in order { starts[Int(truncatingIfNeeded: key[Int(row)] >> shift & mask)] &+= 1 }
                        var sum = 0
                        for digit in 0..<starts.count {
                            let here = starts[digit]
                            starts[digit] = sum
                            sum &+= here
                        }
                        for row in order {
                            let digit = Int(truncatingIfNeeded: key[Int(row)] >> shift & mask)
                            other[starts[digit]] = row
                            starts[digit] &+= 1
                        }
                    }
                }
            }
        }
    }
}
