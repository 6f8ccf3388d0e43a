// The small words of RFC 8259, shared by reader and writer so that they cannot disagree. May not allocate.

enum JSONGrammar {
    /// Where the number that begins at `start` ends, or nil where none does. Digits, one point, an exponent; no plus
    /// in front, no leading zero, no point without digits on both sides.
    static func numberEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        func digit() -> Bool { index < bytes.count && bytes[index] &- 0x30 < 10 }
        func take(_ byte: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }
        _ = take(UInt8(ascii: "-"))
        guard digit() else { return nil }
        if !take(UInt8(ascii: "0")) {
            while digit() { index += 1 }
        }
        if take(UInt8(ascii: ".")) {
            guard digit() else { return nil }
            while digit() { index += 1 }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            _ = take(UInt8(ascii: "-")) || take(UInt8(ascii: "+"))
            guard digit() else { return nil }
            while digit() { index += 1 }
        }
        return index
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
