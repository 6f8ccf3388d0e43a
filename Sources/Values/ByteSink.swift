// A growing buffer of bytes that tables, CSV and JSON print into. Printing a number allocates nothing beyond the
// buffer's own growth. Each type adds its own `append` beside its parser.

package struct ByteSink: Sendable {
    package private(set) var bytes: [UInt8]

    package init(reserving capacity: Int = 0) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    package var count: Int { bytes.count }
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Empties the sink and keeps its room for the next line.
    package mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    /// Drops what came after `length` bytes.
    package mutating func cut(to length: Int) {
        if length >= 0, length < bytes.count { bytes.removeLast(bytes.count - length) }
    }

    package mutating func append(byte: UInt8) { bytes.append(byte) }
    package mutating func append(_ raw: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: raw) }
    package mutating func append(bytes more: [UInt8]) { bytes.append(contentsOf: more) }

    /// Bytes that should be UTF-8 and come from a file: what is not is repaired as `String` repairs it.
    package mutating func append(repairing raw: UnsafeBufferPointer<UInt8>) {
        var all: UInt8 = 0
        for byte in raw { all |= byte }
        if all < 0x80 { bytes.append(contentsOf: raw) } else { append(String(decoding: raw, as: UTF8.self)) }
    }

    /// Lets somebody who prints into plain bytes print here.
    package mutating func append(by print: (inout [UInt8]) -> Void) { print(&bytes) }

    package mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    package mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// `-1250`.
    package mutating func append(_ integer: Int64) {
        // Apart from the decimal form for speed: tables and CSV print these by the million.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { room in
            var at = 20
            var rest = integer.magnitude
            repeat {
                at -= 1
                room[at] = 48 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if integer < 0 {
                at -= 1
                room[at] = 45
            }
            bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: room[at...]))
        }
    }

    /// A whole number of 10^-scale units, with all its decimals: 125050 at scale 2 is `1250.50`, grouped `1,250.50`.
    package mutating func append(decimal mantissa: Int64, scale: Int, grouped: Bool) {
        let scale = max(0, min(scale, 18))
        // 19 digits, 6 commas, a point, a sign and a leading zero are fewer than 32 bytes.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { room in
            var at = 48
            var rest = mantissa.magnitude
            var written = 0
            while rest > 0 || written <= scale {
                if written == scale, scale > 0 {
                    at -= 1
                    room[at] = 46
                }
                let whole = written - scale
                if grouped, whole > 0, whole % 3 == 0 {
                    at -= 1
                    room[at] = 44
                }
                let (next, digit) = rest.quotientAndRemainder(dividingBy: 10)
                at -= 1
                room[at] = 48 + UInt8(truncatingIfNeeded: digit)
                rest = next
                written += 1
            }
            if mantissa < 0 {
                at -= 1
                room[at] = 45
            }
            bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: room[at...]))
        }
    }

    /// A number with leading zeros to a width: 7 at width 2 is `07`.
    mutating func append(padded value: Int, width: Int) {
        var power = 1
        for _ in 1..<max(1, width) { power *= 10 }
        while power > 0 {
            bytes.append(48 + UInt8(truncatingIfNeeded: value / power % 10))
            power /= 10
        }
    }
}

extension ByteSink {
    /// The text one `append` would print.
    static func printed(_ print: (inout ByteSink) -> Void) -> String {
        var sink = ByteSink()
        print(&sink)
        return sink.text
    }
}
