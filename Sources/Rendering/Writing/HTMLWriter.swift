// One table as a page that needs nothing else: no script, no font, no picture beside it. It is read on a light screen and on a
// dark one, and on paper its heading is repeated on each sheet and no row is torn. Everything that comes from data is escaped,
// and what cannot be seen is made visible, as on the screen.

import Values

struct HTMLWriter {
    private let grid: Grid
    private let frame: PageFrame

    init(_ grid: Grid, frame: PageFrame) {
        self.grid = grid
        self.frame = frame
    }

    private static let style = """
        :root { color-scheme: light dark; }
        body { font: 15px/1.45 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; margin: 2em auto; padding: 0 1.5em; max-width: 72em; }
        h1 { font-size: 1.4em; margin: 0 0 0.2em; }
        p { margin: 0 0 0.4em; }
        .facts, .notes { opacity: 0.75; font-size: 0.9em; }
        table { border-collapse: collapse; margin: 1.2em 0; }
        th { text-align: left; border-bottom: 2px solid; padding: 0.25em 1.2em 0.25em 0; vertical-align: bottom; }
        td { padding: 0.25em 1.2em 0.25em 0; vertical-align: top; border-bottom: 1px solid rgba(128, 128, 128, 0.25); }
        tfoot td { font-weight: 600; border-bottom: none; }
        tfoot tr:first-child td { border-top: 2px solid; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .s { white-space: nowrap; }
        .neg { color: #c5332b; }
        svg.chart { max-width: 100%; height: auto; }
        @page { margin: 18mm 15mm; }
        @media print {
          :root { color-scheme: light; }
          body { font-size: 9pt; margin: 0; padding: 0; max-width: none; }
          th, td { padding-right: 0.8em; }
          thead { display: table-header-group; }
          tfoot { display: table-row-group; }
          tr, svg.chart { break-inside: avoid; }
          .neg { color: #a00000; }
        }

        """

    private static let longWord = 24

    func head(to out: inout [UInt8]) {
        let title = Markup.text(frame.title.isEmpty ? "table" : frame.title)
        out.append(contentsOf: """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>
            \(Self.style)</style>
            </head>
            <body>

            """.utf8)
        if !frame.title.isEmpty { out.append(contentsOf: "<h1>\(title)</h1>\n".utf8) }
        for fact in frame.facts { out.append(contentsOf: "<p class=\"facts\">\(Markup.text(fact))</p>\n".utf8) }
        out.append(contentsOf: frame.picture.utf8)
        out.append(contentsOf: "<table>\n<thead>\n<tr>".utf8)
        for column in grid.columns {
            out.append(contentsOf: column.kind == .number ? "<th scope=\"col\" class=\"n\">".utf8 : "<th scope=\"col\">".utf8)
            Markup.append(Array(column.name.utf8), to: &out)
            out.append(contentsOf: "</th>".utf8)
        }
        out.append(contentsOf: "</tr>\n</thead>\n<tbody>\n".utf8)
    }

    func row(_ row: Int, cell: inout ByteSink, to out: inout [UInt8]) {
        out.append(contentsOf: "<tr>".utf8)
        for (index, column) in grid.columns.enumerated() {
            cell.clear()
            let isPresent = grid.cell(row, index, &cell)
            self.cell(isPresent ? cell.bytes : nil, column, to: &out)
        }
        out.append(contentsOf: "</tr>\n".utf8)
    }

    private func cell(_ bytes: [UInt8]?, _ column: GridColumn, to out: inout [UInt8]) {
        switch column.kind {
        case .number:
            let isNegative = bytes?.first == UInt8(ascii: "-")
            out.append(contentsOf: isNegative ? "<td class=\"n neg\">".utf8 : "<td class=\"n\">".utf8)
            if let bytes { Markup.append(NumberCell.grouped(bytes, column.isGrouped), to: &out) }
        case .symbol:
            out.append(contentsOf: "<td class=\"s\">".utf8)
            if let bytes { Markup.append(bytes, to: &out) }
        case .text, .flag:
            // An id is not broken at its hyphens.
            let isWord = bytes.map { $0.count <= Self.longWord && !$0.contains(UInt8(ascii: " ")) } ?? false
            out.append(contentsOf: isWord ? "<td class=\"s\">".utf8 : "<td>".utf8)
            if let bytes { Markup.append(bytes, to: &out) }
        }
        out.append(contentsOf: "</td>".utf8)
    }

    func foot(to out: inout [UInt8]) {
        out.append(contentsOf: "</tbody>\n".utf8)
        if !frame.totals.isEmpty {
            out.append(contentsOf: "<tfoot>\n".utf8)
            for total in frame.totals {
                out.append(contentsOf: "<tr>".utf8)
                for (column, text) in zip(grid.columns, total) { cell(text.map { Array($0.utf8) }, column, to: &out) }
                out.append(contentsOf: "</tr>\n".utf8)
            }
            out.append(contentsOf: "</tfoot>\n".utf8)
        }
        out.append(contentsOf: "</table>\n".utf8)
        for note in frame.notes { out.append(contentsOf: "<p class=\"notes\">\(Markup.text(note))</p>\n".utf8) }
        out.append(contentsOf: "</body>\n</html>\n".utf8)
    }
}
