// One table as a page that needs nothing else: no script, no font, no picture. Everything that comes from data is
// escaped, and what cannot be seen is made visible, as on the screen.

import Values

struct HTMLWriter {
    private let grid: Grid
    private let title: String

    init(_ grid: Grid, title: String) {
        self.grid = grid
        self.title = title
    }

    func head(to out: inout [UInt8]) {
        out.append(contentsOf: """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>
            """.utf8)
        append(Array(title.utf8), to: &out)
        out.append(contentsOf: """
            </title>
            <style>
            body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; }
            table { border-collapse: collapse; }
            caption { text-align: left; font-weight: 600; padding-bottom: 0.5em; }
            th { text-align: left; border-bottom: 1px solid; padding: 0.2em 1em 0.2em 0; }
            td { padding: 0.2em 1em 0.2em 0; vertical-align: top; }
            .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            .neg { color: #b00020; }
            </style>
            </head>
            <body>
            <table>

            """.utf8)
        if !title.isEmpty {
            out.append(contentsOf: "<caption>".utf8)
            append(Array(title.utf8), to: &out)
            out.append(contentsOf: "</caption>\n".utf8)
        }
        out.append(contentsOf: "<thead>\n<tr>".utf8)
        for column in grid.columns {
            out.append(contentsOf: column.kind == .number ? "<th scope=\"col\" class=\"n\">".utf8 : "<th scope=\"col\">".utf8)
            append(Array(column.name.utf8), to: &out)
            out.append(contentsOf: "</th>".utf8)
        }
        out.append(contentsOf: "</tr>\n</thead>\n<tbody>\n".utf8)
    }

    func row(_ row: Int, cell: inout ByteSink, to out: inout [UInt8]) {
        out.append(contentsOf: "<tr>".utf8)
        for (index, column) in grid.columns.enumerated() {
            cell.clear()
            let isPresent = grid.cell(row, index, &cell)
            switch column.kind {
            case .number:
                let isNegative = cell.bytes.first == UInt8(ascii: "-")
                out.append(contentsOf: isNegative ? "<td class=\"n neg\">".utf8 : "<td class=\"n\">".utf8)
                if isPresent { append(NumberCell.grouped(cell.bytes, column.isGrouped), to: &out) }
            case .text, .symbol, .flag:
                out.append(contentsOf: "<td>".utf8)
                if isPresent { append(cell.bytes, to: &out) }
            }
            out.append(contentsOf: "</td>".utf8)
        }
        out.append(contentsOf: "</tr>\n".utf8)
    }

    func foot(to out: inout [UInt8]) { out.append(contentsOf: "</tbody>\n</table>\n</body>\n</html>\n".utf8) }

    private func append(_ text: [UInt8], to out: inout [UInt8]) {
        var safe = text
        SafeText.makeSafe(&safe, from: 0)
        for byte in safe {
            switch byte {
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): out.append(contentsOf: "&#39;".utf8)
            default: out.append(byte)
            }
        }
    }
}
