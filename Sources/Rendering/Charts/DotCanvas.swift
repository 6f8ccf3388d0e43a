// Dots on a terminal: eight to a cell with Braille patterns (Unicode 2800–28FF), one to a cell in ASCII. Draws lines between
// dots. A dot beside the canvas is dropped. May not know what is drawn.

struct DotCanvas {
    let columns: Int
    let rows: Int
    let isASCII: Bool
    private var cells: [UInt8]

    init(columns: Int, rows: Int, isASCII: Bool) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
        self.isASCII = isASCII
        cells = Array(repeating: 0, count: self.columns * self.rows)
    }

    /// Dots across and down.
    var width: Int { isASCII ? columns : 2 * columns }
    var height: Int { isASCII ? rows : 4 * rows }
    private var across: Int { isASCII ? 1 : 2 }
    private var down: Int { isASCII ? 1 : 4 }

    /// From the left edge and the lower one, both counted from 0.
    mutating func dot(_ x: Int, _ y: Int) {
        guard x >= 0, x < width, y >= 0, y < height else { return }
        let fromTop = height - 1 - y
        let cell = fromTop / down * columns + x / across
        let bit: UInt8 =
            switch (x % across, fromTop % down) {
            case (0, 0): 0x01
            case (0, 1): 0x02
            case (0, 2): 0x04
            case (0, _): 0x40
            case (_, 0): 0x08
            case (_, 1): 0x10
            case (_, 2): 0x20
            case (_, _): 0x80
            }
        cells[cell] |= bit
    }

    /// Bresenham's line (IBM Systems Journal 4, 1965).
    mutating func line(from: (x: Int, y: Int), to: (x: Int, y: Int)) {
        var (x, y) = from
        let (wide, tall) = (abs(to.x - x), -abs(to.y - y))
        let (stepX, stepY) = (x < to.x ? 1 : -1, y < to.y ? 1 : -1)
        var slack = wide + tall
        while true {
            dot(x, y)
            if x == to.x, y == to.y { return }
            let twice = 2 * slack
            if twice >= tall {
                slack += tall
                x += stepX
            }
            if twice <= wide {
                slack += wide
                y += stepY
            }
        }
    }

    /// One row of cells from the top, without blanks at its end.
    func row(_ row: Int) -> String {
        var out = String.UnicodeScalarView()
        var blanks = 0
        for cell in cells[row * columns..<(row + 1) * columns] {
            if cell == 0 {
                blanks += 1
                continue
            }
            for _ in 0..<blanks { out.append(" ") }
            blanks = 0
            out.append(isASCII ? "*" : Unicode.Scalar(0x2800 + UInt32(cell)) ?? " ")
        }
        return String(out)
    }
}
