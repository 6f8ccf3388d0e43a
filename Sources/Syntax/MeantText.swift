// A text that ended before it was meant to, since a quote in it was written as in other languages: behind a backslash, or twice.
// Says where it was meant to end and how it is written here; reports nothing by itself.
import Diagnostics

struct MeantText {
    /// Behind the quote that was meant to close it.
    let upper: Int
    private let inside: [UInt8]
    private let isDoubled: Bool
    /// Whether it begins at its own quote, rather than behind an expression.
    private let isWhole: Bool

    /// Nil where the quote at `closing` closes it. A backslash before it may be one, as at the end of a path.
    init?(_ bytes: ByteView, from start: Int, closing: Int) {
        let quote = bytes[closing]
        guard closing > start + 1 else { return nil }
        let isEscaped = bytes[closing - 1] == UInt8(ascii: "\\") && Self.goesOn(bytes[closing + 1])
        guard isEscaped || bytes[closing + 1] == quote else { return nil }
        let mark = isEscaped ? UInt8(ascii: "\\") : quote
        var (at, inside) = (start + 1, [UInt8]())
        while at < bytes.count, bytes[at] != 0x0A, inside.count < 200 {
            if bytes[at] == mark, bytes[at + 1] == quote {
                inside.append(quote)
                at += 2
            } else if bytes[at] == quote {
                upper = at + 1
                self.inside = inside
                (isDoubled, isWhole) = (!isEscaped, bytes[start] == quote)
                return
            } else {
                inside.append(bytes[at])
                at += 1
            }
        }
        return nil
    }

    /// Whether a text cannot have ended before this byte.
    private static func goesOn(_ byte: UInt8) -> Bool {
        switch byte {
        case 0, 0x09, 0x0A, 0x0D, 0x20, UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"),
            UInt8(ascii: "]"), UInt8(ascii: "}"):
            false
        default: true
        }
    }

    /// The text between quotes that it may stand in: a brace is an expression between double quotes only.
    private var written: String? {
        guard isWhole else { return nil }
        let text = String(decoding: inside, as: UTF8.self)
        if !inside.contains(UInt8(ascii: "'")), !inside.contains(UInt8(ascii: "{")) { return "'\(text)'" }
        if !inside.contains(UInt8(ascii: "\"")) { return "\"\(text)\"" }
        return !text.contains("\"\"\"") ? "\"\"\"\(text)\"\"\"" : nil
    }

    func fault(_ bytes: ByteView, _ range: Range<Int>) -> Diagnostic {
        Diagnostic(
            "lex.quote-in-text", "a quote ends its text, but this one was to stand in it", at: Span(range),
            label: isDoubled ? "two quotes are not one" : "a backslash is only a backslash",
            notes: ["\" stands between ' and ', or between \"\"\" and \"\"\"; ' stands between \" and \""],
            tryLine: written.flatMap { bytes.line(replacing: range, with: $0) })
    }
}
