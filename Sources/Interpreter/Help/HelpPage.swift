// A page of help as data, and the plain lines it reads as. Colours and pages are for the floors above.

package struct HelpPage: Sendable, Hashable {
    package struct Section: Sendable, Hashable {
        package var title: String
        /// Two columns: what, and what it means. A row with an empty second column runs on.
        package var rows: [Row]
    }

    package struct Row: Sendable, Hashable {
        package var left: String
        package var right: String

        package init(_ left: String, _ right: String = "") {
            self.left = left
            self.right = right
        }
    }

    package var title: String
    package var summary: String
    package var usage: String?
    package var sections: [Section] = []
    package var examples: [Example] = []
    package var see: [String] = []

    /// The page as lines without a newline, the second column aligned.
    package func lines() -> [String] {
        var lines = [summary.isEmpty ? title : "\(title): \(summary)"]
        if let usage { lines.append("usage: \(usage)") }
        for section in sections where !section.rows.isEmpty {
            lines.append("")
            lines.append(section.title)
            let width = section.rows.filter { !$0.right.isEmpty }.map(\.left.count).max() ?? 0
            for row in section.rows {
                if row.right.isEmpty {
                    for line in row.left.split(separator: "\n") { lines.append("  \(line)") }
                } else {
                    lines.append("  \(row.left)\(String(repeating: " ", count: width - row.left.count + 2))\(row.right)")
                }
            }
        }
        if !examples.isEmpty {
            lines.append("")
            lines.append("examples")
            for example in examples {
                lines.append("  \(example.line)")
                if !example.says.isEmpty { lines.append("      \(example.says)") }
            }
        }
        if !see.isEmpty {
            lines.append("")
            lines.append("see also: \(see.joined(separator: ", "))")
        }
        return lines
    }
}
