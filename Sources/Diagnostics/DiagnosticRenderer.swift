// Lays a diagnostic out as text. Pure: it neither writes nor knows a terminal.
//
//     error: invoices has no column 'balnace'
//       ┌ monthly.recoup:3:18
//     3 │ invoices | where balnace > £500
//       │                  ^^^^^^^ did you mean 'balance'?
//       = columns: id, debtor, issued, due, amount, balance, status (+6)
//       try: invoices | where balance > £500
//       code: where.unknown-column

/// `DiagnosticRenderer().render(fault, in: source)` gives lines that each end in a newline.
package struct DiagnosticRenderer: Sendable {
    package var color: Bool
    /// Columns a quoted line may take, with what stands before it; a longer one is windowed around the fault.
    package var width: Int

    /// Lines of source quoted at most.
    private static let quotedLines = 3
    /// Bytes of a line looked at on each side of a fault.
    private static let reach = 600
    /// Characters of one line of prose: a message may quote a name of a megabyte.
    private static let longest = 600

    package init(color: Bool = false, width: Int = 100) {
        self.color = color
        self.width = width
    }

    package func render(_ diagnostic: Diagnostic, in source: Source) -> String {
        let table = source.lines()
        let quoted = quotedLines(of: diagnostic, source, table)
        let gutter = String((quoted.map(\.line).max() ?? 0) + 1).utf8.count
        let margin = String(repeating: " ", count: gutter)
        let place = table.position(of: source.anchor(diagnostic.primary.span), in: source)
        let word = diagnostic.severity == .error ? "error" : "warning"

        var out = paint(word + ":", .fault) + " " + prose(diagnostic.message) + "\n"
        out += paint("\(margin) ┌", .frame) + " \(visible(source.name)):\(place.line):\(place.column)\n"
        for entry in quoted {
            let number = String(entry.line + 1)
            let window = Window(source, table.range(ofLine: entry.line), entry.labels, max(20, width - gutter - 3), DiagnosticRenderer.reach)
            let lead = String(repeating: " ", count: gutter - number.utf8.count) + number + " │"
            out += paint(lead, .frame) + (window.text.isEmpty ? "" : " " + window.text) + "\n"
            for label in entry.labels {
                let isPrimary = label == diagnostic.primary
                let mark = window.mark(source.anchor(label.span), isPrimary ? "^" : "-")
                let text = label.text.isEmpty ? "" : " " + prose(label.text)
                out += paint("\(margin) │", .frame) + " " + mark.indent + paint(mark.signs + text, isPrimary ? .fault : .frame) + "\n"
            }
        }
        for note in diagnostic.notes { out += "\(margin) \(paint("=", .frame)) \(prose(note))\n" }
        if let hint = diagnostic.hint { out += "\(margin) hint: \(prose(hint))\n" }
        if let tryLine = diagnostic.tryLine, tryLine.utf8.count <= 4 * DiagnosticRenderer.longest {
            for (place, line) in tryLine.split(separator: "\n").enumerated() {
                out += "\(margin) \(place == 0 ? "try:" : " or:") \(paint(visible(String(line)), .advice))\n"
            }
        }
        return out + "\(margin) code: \(visible(diagnostic.code))\n"
    }

    private func prose(_ text: String) -> String {
        guard text.utf8.count > DiagnosticRenderer.longest else { return visible(text) }
        let scalars = text.unicodeScalars
        let half = DiagnosticRenderer.longest / 2
        // Both ends: what is wrong often stands behind what was quoted.
        return visible(String(String.UnicodeScalarView(scalars.prefix(half)))) + " … "
            + visible(String(String.UnicodeScalarView(scalars.suffix(half))))
    }

    private struct QuotedLine {
        let line: Int
        var labels: [Diagnostic.Label]
    }

    /// The line of the primary label first, then those of others while there is room; shown from the top.
    private func quotedLines(of diagnostic: Diagnostic, _ source: Source, _ table: LineTable) -> [QuotedLine] {
        var lines: [QuotedLine] = []
        for label in [diagnostic.primary] + diagnostic.others {
            let line = table.line(at: source.anchor(label.span).lowerBound)
            if let place = lines.firstIndex(where: { $0.line == line }) {
                lines[place].labels.append(label)
            } else if lines.count < DiagnosticRenderer.quotedLines {
                lines.append(QuotedLine(line: line, labels: [label]))
            }
        }
        return lines.sorted { $0.line < $1.line }
    }

    private enum Role: String {
        case fault = "\u{1B}[1;31m"
        case frame = "\u{1B}[34m"
        case advice = "\u{1B}[32m"
    }

    private func paint(_ text: String, _ role: Role) -> String {
        color && !text.isEmpty ? role.rawValue + text + "\u{1B}[0m" : text
    }
}

extension Source {
    /// Where a span is shown: the end of the text means the end of the last line that holds something.
    func anchor(_ span: Span) -> Range<Int> {
        var lower = min(Int(span.lower), bytes.count)
        guard lower == bytes.count else { return lower..<max(lower, min(Int(span.upper), bytes.count)) }
        while lower > 0, bytes[lower - 1] == 0x0A || bytes[lower - 1] == 0x0D { lower -= 1 }
        return lower..<lower
    }
}

extension LineTable {
    /// Line and column as people count them, from 1; columns are characters.
    func position(of range: Range<Int>, in source: Source) -> (line: Int, column: Int) {
        let line = line(at: range.lowerBound)
        let start = min(self.range(ofLine: line).lowerBound, range.lowerBound)
        let before = source.bytes[start..<range.lowerBound]
        return (line + 1, before.count { $0 & 0xC0 != 0x80 } + 1)
    }
}
