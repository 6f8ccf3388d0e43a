// The bytes of a file that a transcript writes down: as programs of other houses save them. Knows no transcript.

enum FileBytes {
    /// Nil where a word or a letter means nothing here.
    static func of(_ lines: [String], as words: ArraySlice<String>) -> [UInt8]? {
        var text = lines.map { $0 + (words.contains("crlf") ? "\r\n" : "\n") }.joined()
        var bytes: [UInt8] = []
        for word in words {
            switch word {
            case "crlf", "latin1", "utf16": continue
            case "bom": bytes += [0xEF, 0xBB, 0xBF]
            case "zip": bytes += [0x50, 0x4B, 0x03, 0x04]
            case "nul": text = text.replacing("\u{2400}", with: "\u{0}")
            default: return nil
            }
        }
        if words.contains("latin1") {
            for scalar in text.unicodeScalars {
                guard let byte = UInt8(exactly: scalar.value) else { return nil }
                bytes.append(byte)
            }
        } else if words.contains("utf16") {
            bytes += [0xFF, 0xFE]
            for unit in text.utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        } else {
            bytes += Array(text.utf8)
        }
        return bytes
    }
}
