// A Markdown table (the pipes of GitHub) for people to paste: numbers to the right and grouped, null an empty cell.
// Text cannot leave its cell or become a link, a tag or emphasis.

import Values

struct MarkdownWriter {
    private let grid: Grid

    init(_ grid: Grid) { self.grid = grid }

    func head(to out: inout [UInt8]) {
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
