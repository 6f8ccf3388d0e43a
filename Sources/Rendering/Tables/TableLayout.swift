// Which columns fit and how wide each is: measured on the rows that are shown, and shrunk, the widest first, to the
// width there is. A figure is never cut, for a cut figure is a wrong one: text gives way, then headings, then whole
// columns, which the footer owns up to. What the rows are called (the first two columns) and the figures stay
// longest. May not print.

import Values

struct TableLayout {
    struct Column {
        /// Where the grid has it.
        var source: Int
        var width: Int
        /// Widths left of the point, of the decimals, of the unit; zero for text.
        var whole = 0
        var decimals = 0
        var unit = 0
    }

    static let gap = 2
    /// Text is not shrunk below this while another column can go instead.
    static let leastText = 8
    /// A day stays whole.
    static let leastSymbol = 10
    static let leastHeading = 4
    /// As long as ids are that people type: `INV-2026-0311`. Those of strangers may be longer.
    static let leastID = 16

    private(set) var columns: [Column] = []

    init(_ grid: Grid, width: Int?) {
        let measured = grid.columns.indices.map { Self.measure(grid, column: $0) }
        columns = measured.map(\.column)
        guard let width, total > width else { return }
        var least = measured.map(\.least)
        while columns.count > 1, least.reduce(0, +) + Self.gap * (columns.count - 1) > width {
            let words = columns.indices.dropFirst(2).last { grid.columns[columns[$0].source].kind != .number }
            let gone = words ?? columns.count - 1
            columns.remove(at: gone)
            least.remove(at: gone)
        }
        shrink(to: width - Self.gap * (columns.count - 1), least: least)
    }

    private var total: Int { columns.reduce(0) { $0 + $1.width } + Self.gap * max(0, columns.count - 1) }

    /// Takes from the widest column, then from the widest two, and so on, until the sum fits.
    private mutating func shrink(to room: Int, least: [Int]) {
        var excess = columns.reduce(0) { $0 + $1.width } - room
        while excess > 0 {
            var widest: Int?
            var next = 0
            for index in columns.indices where columns[index].width > least[index] {
                if let held = widest, columns[index].width <= columns[held].width {
                    next = max(next, columns[index].width)
                } else {
                    if let held = widest { next = max(next, columns[held].width) }
                    widest = index
                }
            }
            guard let index = widest else { break }
            let floor = max(least[index], min(next, columns[index].width - 1))
            let taken = min(excess, columns[index].width - floor)
            columns[index].width -= taken
            excess -= taken
        }
        // One column wider than the screen: cut it all the same.
        if excess > 0, columns.count == 1 { columns[0].width = max(1, columns[0].width - excess) }
    }

    private static func measure(_ grid: Grid, column: Int) -> (column: Column, least: Int) {
        let about = grid.columns[column]
        var layout = Column(source: column, width: 0)
        var cell = ByteSink(reserving: 256)
        var safe: [UInt8] = []
        var plain = 0
        for row in 0..<grid.rowCount {
            cell.clear()
            guard grid.cell(row, column, &cell) else {
                plain = max(plain, 1)
                continue
            }
            safe.removeAll(keepingCapacity: true)
            cell.bytes.withUnsafeBufferPointer { SafeText.append($0, to: &safe) }
            safe.withUnsafeBufferPointer { bytes in
                if about.kind == .number, let number = NumberCell(bytes, grouped: about.isGrouped) {
                    layout.whole = max(layout.whole, number.wholeWidth)
                    layout.decimals = max(layout.decimals, number.decimals.count)
                    layout.unit = max(layout.unit, DisplayWidth.columns(of: .init(rebasing: bytes[number.unit])))
                } else {
                    plain = max(plain, DisplayWidth.columns(of: bytes))
                }
            }
        }
        let data = max(plain, layout.whole + layout.decimals + layout.unit)
        let heading = DisplayWidth.columns(of: SafeText.visible(about.name))
        layout.width = max(data, heading, 1)
        let least =
            switch about.kind {
            case .number: max(data, min(heading, leastHeading))
            case .text: min(layout.width, about.isID ? max(leastText, min(data, leastID)) : leastText)
            case .symbol, .flag: min(layout.width, leastSymbol)
            }
        return (layout, least)
    }
}
