// A small terminal: cells, a cursor, and the escape sequences the painter uses. It refuses sequences it does not know.

struct ScreenModel {
    let columns: Int
    let rows: Int
    /// A wide character stands in its first cell, with an empty string after it.
    private(set) var cells: [[String]]
    private(set) var row = 0
    private(set) var column = 0
    private(set) var bells = 0
    private(set) var unknown: [String] = []
    /// Rows pushed out at the top.
    private(set) var scrolled = 0
    private var wrapIsPending = false
    /// Whether what is written next looks otherwise than plain.
    private(set) var isStyled = false

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// Rows without trailing spaces, without empty rows at the end.
    var lines: [String] {
        var lines = cells.map { row in
            var text = row.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    mutating func feed(_ bytes: [UInt8]) {
        var rest = Substring(String(decoding: bytes, as: UTF8.self))
        while let character = rest.popFirst() {
            switch character {
            case "\u{1B}": escape(&rest)
            case "\r\n":
                carriageReturn()
                lineFeed()
            case "\r": carriageReturn()
            case "\n": lineFeed()
            case "\u{07}": bells += 1
            default: put(character)
            }
        }
    }

    private mutating func carriageReturn() {
        column = 0
        wrapIsPending = false
    }

    private mutating func lineFeed() {
        wrapIsPending = false
        if row + 1 < rows {
            row += 1
        } else {
            cells.removeFirst()
            cells.append(Array(repeating: " ", count: columns))
            scrolled += 1
        }
    }

    private mutating func put(_ character: Character) {
        let isWide = character.unicodeScalars.contains { $0.value >= 0x1100 && $0.value != 0x25CC }
            && !character.unicodeScalars.allSatisfy { $0.value >= 0x2000 && $0.value < 0x2600 }
        let width = isWide ? 2 : 1
        if wrapIsPending || column + width > columns {
            column = 0
            lineFeed()
        }
        cells[row][column] = String(character)
        if width == 2 { cells[row][column + 1] = "" }
        column += width
        if column >= columns {
            column = columns - 1
            wrapIsPending = true
        }
    }

    private mutating func escape(_ rest: inout Substring) {
        guard rest.popFirst() == "[" else { return unknown.append("no [") }
        var parameters = ""
        while let next = rest.popFirst() {
            guard next.isLetter else {
                parameters.append(next)
                continue
            }
            return control(next, parameters)
        }
    }

    private mutating func control(_ final: Character, _ parameters: String) {
        let count = Int(parameters) ?? 1
        switch final {
        case "A": row = max(0, row - count)
        case "B": row = min(rows - 1, row + count)
        case "C": column = min(columns - 1, column + count)
        case "H": (row, column) = (0, 0)
        case "J":
            for index in column..<columns where parameters.isEmpty { cells[row][index] = " " }
            for index in (parameters == "2" ? 0 : row + 1)..<rows {
                cells[index] = Array(repeating: " ", count: columns)
            }
        case "m": isStyled = parameters != "0"
        case "h", "l": break
        default: unknown.append("[\(parameters)\(final)")
        }
        if "ABCH".contains(final) { wrapIsPending = false }
    }
}
