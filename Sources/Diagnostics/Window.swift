// The part of a quoted line that fits, and where marks stand under it.

struct Window {
    private(set) var text = ""
    private var shown: [Cell] = []
    /// Columns before the first cell shown: the width of `…`.
    private var lead = 0

    init(_ source: Source, _ line: Range<Int>, _ labels: [Diagnostic.Label], _ width: Int, _ reach: Int) {
        var upper = line.upperBound
        while upper > line.lowerBound, source.bytes[upper - 1] == 0x0A || source.bytes[upper - 1] == 0x0D { upper -= 1 }
        let focus = min(max(labels.first.map { source.anchor($0.span).lowerBound } ?? line.lowerBound, line.lowerBound), upper)
        var from = max(line.lowerBound, focus - reach)
        var to = min(upper, focus + reach)
        while from > line.lowerBound, from < focus, source.bytes[from] & 0xC0 == 0x80 { from += 1 }
        while to < upper, to > focus, source.bytes[to] & 0xC0 == 0x80 { to -= 1 }

        let cells = cells(source.bytes[from..<to])
        let total = cells.reduce(0) { $0 + $1.width }
        if total <= width, from == line.lowerBound, to == upper {
            shown = cells
        } else {
            // A third of the room stays for what comes before the fault.
            let middle = cells.firstIndex { $0.upper > focus } ?? cells.count
            var first = middle
            var room = width / 3
            while first > 0, cells[first - 1].width <= room {
                first -= 1
                room -= cells[first].width
            }
            var last = first
            room = width - 2
            while last < cells.count, cells[last].width <= room {
                room -= cells[last].width
                last += 1
            }
            shown = Array(cells[first..<last])
            if first > 0 || from > line.lowerBound {
                lead = 1
                text = "…"
            }
            text += shown.map(\.text).joined()
            if last < cells.count || to < upper { text += "…" }
            return
        }
        text = shown.map(\.text).joined()
    }

    /// Blanks up to a range, and signs below it: at least one, and none beyond what is shown.
    func mark(_ range: Range<Int>, _ sign: String) -> (indent: String, signs: String) {
        var indent = lead
        var signs = 0
        for cell in shown {
            if cell.upper <= range.lowerBound {
                indent += cell.width
            } else if cell.lower < range.upperBound {
                signs += cell.width
            }
        }
        return (String(repeating: " ", count: indent), String(repeating: sign, count: max(1, signs)))
    }
}
