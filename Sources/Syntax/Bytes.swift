// Classes of bytes, and characters beyond ASCII decoded one at a time: the lexer's alphabet.

extension UInt8 {
    var isDigit: Bool { self &- 0x30 < 10 }
    var isUpper: Bool { self &- 0x41 < 26 }
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
    /// A letter, a digit or `_`.
    var isWord: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }
    /// Blank within a line; a carriage return counts, so that Windows line ends are only newlines.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
    var isControl: Bool { self < 0x20 || self == 0x7F }
}

/// A view of bytes where reading past the end gives 0, so that looking ahead needs no bounds of its own.
struct ByteView {
    let base: UnsafeBufferPointer<UInt8>
    /// Set once enough was reported: quoting costs more than reading, and hostile text is all faults.
    var isQuiet = false

    var count: Int { base.count }

    @inline(__always)
    subscript(_ offset: Int) -> UInt8 {
        offset >= 0 && offset < base.count ? base[offset] : 0
    }

    /// The character at `offset` and its length in bytes; nil where the bytes are no UTF-8.
    func scalar(at offset: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = UInt32(self[offset])
        func tail(_ place: Int) -> UInt32? {
            let byte = self[offset + place]
            return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
        }
        let value: UInt32
        let length: Int
        switch first {
        case 0..<0x80:
            (value, length) = (first, 1)
        case 0xC2...0xDF:
            guard let one = tail(1) else { return nil }
            (value, length) = ((first & 0x1F) << 6 | one, 2)
        case 0xE0...0xEF:
            guard let one = tail(1), let two = tail(2) else { return nil }
            (value, length) = ((first & 0x0F) << 12 | one << 6 | two, 3)
            guard value >= 0x800 else { return nil }
        case 0xF0...0xF4:
            guard let one = tail(1), let two = tail(2), let three = tail(3) else { return nil }
            (value, length) = ((first & 0x07) << 18 | one << 12 | two << 6 | three, 4)
            guard value >= 0x10000 else { return nil }
        default:
            return nil
        }
        guard let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    /// Length of the character at `offset` if it may stand in a word: letters of any script and their marks.
    func wordLength(at offset: Int) -> Int? {
        let byte = self[offset]
        return byte < 0x80 ? (byte.isWord ? 1 : nil) : letterLength(at: offset)
    }

    /// Apart, because asking what a character is needs so much room that every word would pay for it.
    @inline(never)
    private func letterLength(at offset: Int) -> Int? {
        guard let (scalar, length) = scalar(at: offset) else { return nil }
        return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark ? length : nil
    }

    /// Where a word that begins at `offset` ends. A hyphen belongs to it between letters or digits.
    func wordEnd(from offset: Int) -> Int {
        var end = offset
        while true {
            if let length = wordLength(at: end) {
                end += length
            } else if end > offset, self[end] == UInt8(ascii: "-"), wordLength(at: end + 1) != nil {
                end += 1
            } else {
                return end
            }
        }
    }

    func digitsEnd(from offset: Int) -> Int {
        var end = offset
        while self[end].isDigit { end += 1 }
        return end
    }

    func text(_ range: Range<Int>) -> String {
        isQuiet ? "" : String(decoding: base[range.clamped(to: 0..<base.count)], as: UTF8.self)
    }

    /// At most 40 bytes of a range, for a message.
    func excerpt(_ range: Range<Int>) -> String {
        guard range.count > 40 else { return text(range) }
        var end = range.lowerBound + 40
        while end > range.lowerBound, self[end] & 0xC0 == 0x80 { end -= 1 }
        return text(range.lowerBound..<end) + "…"
    }

    func matches(_ word: StaticString, at offset: Int) -> Bool {
        guard offset >= 0, offset + word.utf8CodeUnitCount <= count else { return false }
        return word.withUTF8Buffer { buffer in
            for place in 0..<buffer.count where base[offset + place] != buffer[place] { return false }
            return true
        }
    }

    /// The line around a range with the range replaced: what a `try:` shows; nil where that would be
    /// long. Looks at a bounded stretch, so that a thousand faults on one line stay linear.
    func line(replacing range: Range<Int>, with text: String) -> String? {
        guard !isQuiet else { return nil }
        let newline = UInt8(ascii: "\n")
        let limit = 240
        var lower = min(range.lowerBound, count)
        var upper = min(range.upperBound, count)
        while lower > 0, base[lower - 1] != newline, range.lowerBound - lower <= limit { lower -= 1 }
        while upper < count, base[upper] != newline, upper - range.upperBound <= limit { upper += 1 }
        let isLong = range.lowerBound - lower > limit || upper - range.upperBound > limit
        guard !isLong, text.utf8.count <= limit else { return nil }
        while lower < range.lowerBound, base[lower].isBlank { lower += 1 }
        while upper > range.upperBound, base[upper - 1].isBlank { upper -= 1 }
        let before = self.text(lower..<min(range.lowerBound, count))
        return before + text + self.text(min(range.upperBound, upper)..<upper)
    }
}
