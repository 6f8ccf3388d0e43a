// Eight bytes looked at in one go. Each test gives a word with the top bit set in exactly the bytes that pass (no
// carries between bytes, so that every bit, not only the lowest, can be trusted).

enum ByteWord {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let tops: UInt64 = 0x8080_8080_8080_8080
    private static let rests: UInt64 = 0x7F7F_7F7F_7F7F_7F7F

    /// The first byte is the lowest, whatever the machine.
    @inline(__always)
    static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
    }

    /// Bytes equal to those of `pattern`.
    @inline(__always)
    static func equal(_ bytes: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = bytes ^ pattern
        return ~((difference & rests) &+ rests | difference) & tops
    }

    /// Bytes below 0x0E: NUL, tab, the ends of lines.
    @inline(__always)
    static func controls(_ bytes: UInt64) -> UInt64 {
        ~((bytes & rests) &+ (0x72 &* ones) | bytes) & tops
    }
}
