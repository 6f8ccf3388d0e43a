// Radix sort from the least digit, eleven bits at a time; a digit that all words share costs one look.

enum Radix {
    private static let digit = 11
    private static let buckets = 1 << 11

    /// Sorts words by `bits` bits above bit `from`; what lies below rides along.
    static func sort(_ words: inout [UInt64], from: Int, bits: Int) {
        var other = [UInt64](repeating: 0, count: words.count)
        var starts = [Int](repeating: 0, count: buckets)
        var shift = from
        while shift < from + bits {
            let mask = UInt64((1 << min(digit, from + bits - shift)) - 1)
            let moved = words.withUnsafeBufferPointer { source in
                other.withUnsafeMutableBufferPointer { target in
                    starts.withUnsafeMutableBufferPointer { starts in
                        guard count(source, shift, mask, starts) else { return false }
                        for i in 0..<source.count {
                            let bucket = Int(truncatingIfNeeded: source[i] &>> UInt64(shift) & mask)
                            target[starts[bucket]] = source[i]
                            starts[bucket] &+= 1
                        }
                        return true
                    }
                }
            }
            if moved { swap(&words, &other) }
            shift += digit
        }
    }

    /// Sorts words by their lowest `bits` bits and takes `payload` along.
    static func sort(_ words: inout [UInt64], _ payload: inout [UInt32], bits: Int) {
        var otherWords = [UInt64](repeating: 0, count: words.count)
        var otherPayload = [UInt32](repeating: 0, count: words.count)
        var starts = [Int](repeating: 0, count: buckets)
        var shift = 0
        while shift < bits {
            let mask = UInt64((1 << min(digit, bits - shift)) - 1)
            let moved = words.withUnsafeBufferPointer { source in
                starts.withUnsafeMutableBufferPointer { starts in
                    guard count(source, shift, mask, starts) else { return false }
                    otherWords.withUnsafeMutableBufferPointer { target in
                        payload.withUnsafeBufferPointer { from in
                            otherPayload.withUnsafeMutableBufferPointer { to in
                                for i in 0..<source.count {
                                    let bucket = Int(truncatingIfNeeded: source[i] &>> UInt64(shift) & mask)
                                    target[starts[bucket]] = source[i]
                                    to[starts[bucket]] = from[i]
                                    starts[bucket] &+= 1
                                }
                            }
                        }
                    }
                    return true
                }
            }
            if moved {
                swap(&words, &otherWords)
                swap(&payload, &otherPayload)
            }
            shift += digit
        }
    }

    /// Where each bucket begins; false where one bucket holds all.
    private static func count(
        _ words: UnsafeBufferPointer<UInt64>, _ shift: Int, _ mask: UInt64, _ starts: UnsafeMutableBufferPointer<Int>
    ) -> Bool {
        starts.update(repeating: 0)
        for i in 0..<words.count { starts[Int(truncatingIfNeeded: words[i] &>> UInt64(shift) & mask)] &+= 1 }
        var total = 0
        for bucket in 0..<buckets {
            let size = starts[bucket]
            if size == words.count { return false }
            starts[bucket] = total
            total &+= size
        }
        return true
    }
}
