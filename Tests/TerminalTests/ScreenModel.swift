// A small terminal: cells, a cursor, and the escape sequences the painter uses. It refuses sequences it does not know.

struct ScreenModel {
    private(set) var columns: Int
    private(set) var rows: Int
    /// A wide character stands in its first cell, with an empty string after it.
    private(set) var cells: [[String]]
    private(set) var row = 0
    private(set) var column = 0
    private(set) var bells = 0
    private(set) var unknown: [String] = []
    /// Rows pushed out at the top.
    private(set) var scrolled = 0
    private var wrapIsPending = false
    /// Rows that go on in the next, since the screen became narrower.
    private var goesOn: [Bool] = []
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

    /// Another size, as terminals do that lay their lines out anew: the cursor stays at its cell, what does not fit leaves at the top.
    mutating func resize(columns: Int, rows: Int) {
        var lines: [[String]] = [[]]
        var cursor = (line: 0, cell: 0)
        for index in 0..<self.rows {
            if index == row { cursor = (lines.count - 1, lines[lines.count - 1].count + column + (wrapIsPending ? 1 : 0)) }
            lines[lines.count - 1] += cells[index]
            if index + 1 < self.rows, !(goesOn.indices.contains(index) && goesOn[index]) { lines.append([]) }
        }
        var made: [[String]] = []
        var ongoing: [Bool] = []
        var place = (row: 0, column: 0, isPending: false)
        for (number, line) in lines.enumerated() {
            var line = line
            while line.last == " " { line.removeLast() }
            let first = made.count
            var row: [String] = []
            var starts = [0]
            for (index, cell) in line.enumerated() {
                let isWide = index + 1 < line.count && line[index + 1].isEmpty && !cell.isEmpty
                if row.count + (isWide ? 2 : 1) > columns {
                    made.append(row)
                    ongoing.append(true)
                    starts.append(index)
                    row = []
                }
                row.append(cell)
            }
            made.append(row)
            ongoing.append(false)
            guard number == cursor.line else { continue }
            let part = starts.lastIndex { $0 <= cursor.cell } ?? 0
            let offset = cursor.cell - starts[part]
            place = (first + part, min(offset, columns - 1), offset >= columns && cursor.cell == line.count)
        }
        while made.count > rows, made.count - 1 > place.row, made.last == [] {
            made.removeLast()
            ongoing.removeLast()
        }
        let gone = max(0, made.count - rows)
        scrolled += gone
        made.removeFirst(gone)
        ongoing.removeFirst(gone)
        (self.columns, self.rows) = (columns, rows)
        cells = (made + Array(repeating: [], count: max(0, rows - made.count))).map { $0 + Array(repeating: " ", count: columns - $0.count) }
        goesOn = ongoing + Array(repeating: false, count: max(0, rows - ongoing.count))
        (row, column, wrapIsPending) = (max(0, place.row - gone), place.column, place.isPending)
    }

    /// Controls are cut out of the bytes before anything is taken for a cluster: a terminal knows no cluster across them.
    mutating func feed(_ bytes: [UInt8]) {
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case 0x1B:
                at = escape(bytes, at + 1)
                continue
            case 0x0D: carriageReturn()
            case 0x0A: lineFeed()
            case 0x07: bells += 1
            default:
                let end = bytes[at...].firstIndex { $0 < 0x20 } ?? bytes.count
                for character in String(decoding: bytes[at..<end], as: UTF8.self) { put(character) }
                at = end
                continue
            }
            at += 1
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
            if !goesOn.isEmpty { goesOn.removeFirst() }
            cells.append(Array(repeating: " ", count: columns))
            scrolled += 1
        }
    }

    private mutating func put(_ character: Character) {
        // The first scalar says how wide a cluster is: what is joined to it adds nothing.
        let first = character.unicodeScalars.first?.value ?? 0x20
        let isWide = first >= 0x1100 && !(first >= 0x2000 && first < 0x2700) || first >= 0x2000 && character.unicodeScalars.contains("\u{FE0F}")
        let width = isWide ? 2 : 1
        // What joins the character before it, which stands behind a control, has nothing to join.
        if let scalar = character.unicodeScalars.first, scalar.properties.generalCategory == .nonspacingMark || scalar == "\u{200D}" {
            unknown.append("a mark alone")
        }
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

    /// Obeys a sequence whose ESC stands before `start`; where it ends.
    private mutating func escape(_ bytes: [UInt8], _ start: Int) -> Int {
        guard start < bytes.count, bytes[start] == 0x5B else {
            unknown.append("no [")
            return start + 1
        }
        guard let end = bytes[(start + 1)...].firstIndex(where: { $0 >= 0x40 && $0 <= 0x7E }) else { return bytes.count }
        control(Character(Unicode.Scalar(bytes[end])), String(decoding: bytes[(start + 1)..<end], as: UTF8.self))
        return end + 1
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
            for index in goesOn.indices where index >= row { goesOn[index] = false }
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
