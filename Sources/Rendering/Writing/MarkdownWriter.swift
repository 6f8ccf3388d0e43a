// A Markdown table (the pipes of GitHub) for people to paste: numbers to the right and grouped, null an empty cell.
// Text cannot leave its cell or become a link, a tag or emphasis.

import Values

struct MarkdownWriter {
    private let grid: Grid
    private let frame: PageFrame

    init(_ grid: Grid, frame: PageFrame) {
        self.grid = grid
        self.frame = frame
    }

    func head(to out: inout [UInt8]) {
        if !frame.title.isEmpty {
            out.append(contentsOf: "# ".utf8)
            append(Array(frame.title.utf8), to: &out)
            out.append(contentsOf: "\n\n".utf8)
        }
        for fact in frame.facts { paragraph(fact, to: &out) }
        for column in grid.columns {
            out.append(contentsOf: "| ".utf8)
            append(Array(column.name.utf8), to: &out)
            out.append(UInt8(ascii: " "))
        }
        out.append(contentsOf: "|\n".utf8)
        for column in grid.columns {
            out.append(contentsOf: column.kind == .number ? "| ---: ".utf8 : "| --- ".utf8)
        }
        out.append(contentsOf: "|\n".utf8)
    }

    func row(_ row: Int, cell: inout ByteSink, to out: inout [UInt8]) {
        for (index, column) in grid.columns.enumerated() {
            cell.clear()
            out.append(contentsOf: "| ".utf8)
            if grid.cell(row, index, &cell) {
                append(column.kind == .number ? NumberCell.grouped(cell.bytes, column.isGrouped) : cell.bytes, to: &out)
                out.append(UInt8(ascii: " "))
            }
        }
        out.append(contentsOf: "|\n".utf8)
    }

    func foot(to out: inout [UInt8]) {
        for total in frame.totals {
            for (column, text) in zip(grid.columns, total) {
                out.append(contentsOf: "| ".utf8)
                guard let text else { continue }
                out.append(contentsOf: "**".utf8)
                append(column.kind == .number ? NumberCell.grouped(Array(text.utf8), column.isGrouped) : Array(text.utf8), to: &out)
                out.append(contentsOf: "** ".utf8)
            }
            out.append(contentsOf: "|\n".utf8)
        }
        if !frame.notes.isEmpty { out.append(UInt8(ascii: "\n")) }
        for note in frame.notes { paragraph(note, to: &out) }
    }

    private func paragraph(_ text: String, to out: inout [UInt8]) {
        append(Array(text.utf8), to: &out)
        out.append(contentsOf: "\n\n".utf8)
    }

    private func append(_ text: [UInt8], to out: inout [UInt8]) {
        var safe = text
        SafeText.makeSafe(&safe, from: 0)
        for byte in safe {
            switch byte {
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "|"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "_"),
                UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "~"), UInt8(ascii: ">"):
                out.append(contentsOf: [UInt8(ascii: "\\"), byte])
            default:
                out.append(byte)
            }
        }
    }
}
