// A typed line as what stands in the cells of a screen: clusters, widths, and nothing a terminal would obey.

/// One cluster of the line as it is shown.
struct Glyph: Equatable {
    /// How many scalars of the line it stands for.
    var scalars: Int
    var width: Int
    var bytes: [UInt8]
}

enum Glyphs {
    /// Clusters of text without newlines. ASCII is not looked at twice.
    static func of(_ text: ArraySlice<UInt32>) -> [Glyph] {
        var glyphs: [Glyph] = []
        glyphs.reserveCapacity(text.count)
        var at = text.startIndex
        while at < text.endIndex {
            if isAlone(text, at) {
                glyphs.append(ascii(UInt8(truncatingIfNeeded: text[at])))
                at += 1
                continue
            }
            var end = at + 1
            while end < text.endIndex, !isAlone(text, end) { end += 1 }
            var run = String.UnicodeScalarView()
            for value in text[at..<end] { run.append(shown(value)) }
            for character in String(run) { glyphs.append(cluster(character)) }
            at = end
        }
        return glyphs
    }

    /// Text with everything a terminal might obey taken out.
    static func visible(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isControl(scalar.value) { scalars.append(scalar) }
        return String(scalars)
    }

    /// The line as bytes; what is no scalar becomes U+FFFD.
    static func utf8(_ text: [UInt32]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        for value in text {
            if value < 0x80 {
                bytes.append(UInt8(value))
            } else {
                bytes += UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}").map(Array.init) ?? []
            }
        }
        return bytes
    }

    static func scalars(_ utf8: [UInt8]) -> [UInt32] {
        String(decoding: utf8, as: UTF8.self).unicodeScalars.map(\.value)
    }

    /// Controls, and the marks that reorder text: data must not move the cursor or turn the reading around.
    static func isControl(_ value: UInt32) -> Bool {
        value < 0x20 || (value >= 0x7F && value < 0xA0) || (value >= 0x202A && value <= 0x202E)
            || (value >= 0x2066 && value <= 0x2069) || value == 0x200E || value == 0x200F || value == 0x061C
            || value == 0x2028 || value == 0x2029
    }

    /// ASCII that nothing can combine with: marks and joiners start at U+0300.
    private static func isAlone(_ text: ArraySlice<UInt32>, _ at: Int) -> Bool {
        text[at] < 0x80 && (at + 1 == text.endIndex || text[at + 1] < 0x300)
    }

    private static func ascii(_ byte: UInt8) -> Glyph {
        // A control character typed on purpose shows as ^A, and stays one position of the line.
        if byte < 0x20 { return Glyph(scalars: 1, width: 2, bytes: [0x5E, byte + 0x40]) }
        if byte == 0x7F { return Glyph(scalars: 1, width: 2, bytes: [0x5E, 0x3F]) }
        return Glyph(scalars: 1, width: 1, bytes: [byte])
    }

    private static func shown(_ value: UInt32) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(value), value < 0x80 || !isControl(value) else { return "\u{FFFD}" }
        return scalar
    }

    private static func cluster(_ character: Character) -> Glyph {
        let scalars = character.unicodeScalars
        guard let first = scalars.first else { return Glyph(scalars: 0, width: 0, bytes: []) }
        if scalars.count == 1, first.value < 0x80 { return ascii(UInt8(truncatingIfNeeded: first.value)) }
        let bytes = Array(String(character).utf8)
        if CBridge.width(of: first) == 0 { return alone(first, scalars.count, bytes) }
        // A digit with a selector behind it is still a digit on most terminals.
        let isEmoji =
            first.properties.isEmojiPresentation || (first.value > 0xFF && first.properties.isEmoji && scalars.contains("\u{FE0F}"))
        let width = isEmoji ? 2 : CBridge.width(of: first)
        return Glyph(scalars: scalars.count, width: max(1, width), bytes: bytes)
    }

    /// What takes no room with nothing before it: a mark stands on a circle, a joiner or a selector would swallow what follows.
    private static func alone(_ first: Unicode.Scalar, _ count: Int, _ bytes: [UInt8]) -> Glyph {
        let isSelector = first.value >= 0xFE00 && first.value <= 0xFE0F
        switch first.properties.generalCategory {
        case .nonspacingMark where !isSelector, .enclosingMark where !isSelector:
            return Glyph(scalars: count, width: 1, bytes: Array("\u{25CC}".utf8) + bytes)
        default: return Glyph(scalars: count, width: 1, bytes: Array("\u{FFFD}".utf8))
        }
    }
}
