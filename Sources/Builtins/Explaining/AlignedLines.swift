// Lines of a page whose columns stand under each other: for cards and derivations, which are read and not computed with.
// Knows nothing of what it lays out.
import Rendering

struct AlignedLines {
    private var rows: [[String]] = []
    /// Columns that stand to the right, as amounts do.
    let right: Set<Int>
    let indent: Int

    init(right: Set<Int> = [], indent: Int = 2) {
        self.right = right
        self.indent = indent
    }

    mutating func add(_ cells: String...) { rows.append(cells) }
    mutating func add(_ cells: [String]) { rows.append(cells) }
    var isEmpty: Bool { rows.isEmpty }

    /// Two blanks between columns, none at the end of a line; columns that are empty throughout are left out.
    var lines: [String] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { place in
            rows.map { place < $0.count ? DisplayWidth.columns(of: $0[place]) : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = ""
            var owed = indent
            for (place, cell) in row.enumerated() where widths[place] > 0 {
                let blanks = widths[place] - DisplayWidth.columns(of: cell)
                if cell.isEmpty {
                    owed += widths[place] + 2
                } else if right.contains(place) {
                    line += String(repeating: " ", count: owed + blanks) + cell
                    owed = 2
                } else {
                    line += String(repeating: " ", count: owed) + cell
                    owed = blanks + 2
                }
            }
            return line
        }
    }
}
