// Texts and periods as the language's own literals. The language has no escapes: a brace is doubled, a text with double
// quotes stands in single ones, and what fits neither stands in a block.

extension ByteSink {
    /// `"50 {{net}"`, `'say "now"'`, or a block. Three quotes in a row inside a block are written as expressions.
    package mutating func append(quoted text: String) {
        let hasNewline = text.utf8.contains(10)
        if !hasNewline, !text.utf8.contains(34) {
            append(byte: 34)
            append(braced: text)
            append(byte: 34)
        } else if !hasNewline, !text.utf8.contains(39) {
            append(byte: 39)
            append(text)
            append(byte: 39)
        } else {
            // The newlines inside the quotes are layout and belong to no text; nothing is indented, so nothing is shed.
            append(hasNewline ? "\"\"\"\n" : "\"\"\"" as StaticString)
            append(braced: text, guardingQuotes: true)
            append(hasNewline ? "\n\"\"\"" : "\"\"\"" as StaticString)
        }
    }

    private mutating func append(braced text: String, guardingQuotes: Bool = false) {
        var quotes = 0
        for byte in text.utf8 {
            quotes = byte == 34 ? quotes + 1 : 0
            if guardingQuotes, quotes == 3 {
                append("{'\"'}")
                quotes = 0
                continue
            }
            append(byte: byte)
            if byte == 123 { append(byte: 123) }
        }
    }

    /// A month or a quarter by its name; a year alone would read as a number, so it and all others are written as
    /// their two ends: `2026-01-01..2026-12-31`.
    package mutating func append(literal period: Period) {
        let months = Month(of: period.first).months(to: Month(of: period.last))
        let isNamed = period == Period(.month, containing: period.first)
            || (months == 2 && period == Period(.quarter, containing: period.first))
        if isNamed {
            append(period)
        } else {
            append(period.first)
            append("..")
            append(period.last)
        }
    }
}
