// Scalars out of UTF-8 bytes, one at a time, and whether a run of bytes is well formed. Everything that looks at text
// here stands on this one decoder. May not replace, repair or allocate.

package enum ScalarWalk {
    /// The scalar that begins at `index` and how many bytes it takes, or nil where the bytes are not well-formed UTF-8
    /// (overlong forms, surrogates, beyond U+10FFFF, cut short). Unicode 15, table 3-7.
    @inline(__always)
    static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (value: UInt32, length: Int)? {
        let count = bytes.count
        guard index < count else { return nil }
        let first = UInt32(bytes[index])
        if first < 0x80 { return (first, 1) }
        guard first >= 0xC2, index + 1 < count else { return nil }
        let second = UInt32(bytes[index + 1])
        guard second & 0xC0 == 0x80 else { return nil }
        if first < 0xE0 { return ((first & 0x1F) << 6 | second & 0x3F, 2) }
        guard index + 2 < count else { return nil }
        let third = UInt32(bytes[index + 2])
        guard third & 0xC0 == 0x80 else { return nil }
        if first < 0xF0 {
            let value = (first & 0x0F) << 12 | (second & 0x3F) << 6 | third & 0x3F
            return value >= 0x800 && !(0xD800...0xDFFF).contains(value) ? (value, 3) : nil
        }
        guard first < 0xF5, index + 3 < count else { return nil }
        let fourth = UInt32(bytes[index + 3])
        guard fourth & 0xC0 == 0x80 else { return nil }
        let value = (first & 0x07) << 18 | (second & 0x3F) << 12 | (third & 0x3F) << 6 | fourth & 0x3F
        return value >= 0x10000 && value <= 0x10FFFF ? (value, 4) : nil
    }

    /// The offset of the first byte that is not part of well-formed UTF-8, or nil.
    package static func firstFlaw(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        let count = bytes.count
        while index < count {
            if let base = bytes.baseAddress, index + 8 <= count,
                UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                index += 8
                continue
            }
            guard let (_, length) = scalar(bytes, at: index) else { return index }
            index += length
        }
        return nil
    }

    /// Appends a scalar as UTF-8; a value that is no scalar becomes U+FFFD.
    static func append(_ scalar: UInt32, to out: inout [UInt8]) {
        switch scalar {
        case 0..<0x80:
            out.append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800:
            out.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        case 0x800..<0xD800, 0xE000..<0x10000:
            out.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        case 0x10000...0x10FFFF:
            out.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
        default:
            append(0xFFFD, to: &out)
        }
    }
}
