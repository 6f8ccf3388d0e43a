// A relation as a grid, for people and for machines: which columns, which kind of cell, which bytes. The one place that
// says how a lane is spelled when it leaves the program. May not lay out a table or write a format.
package import Interpreter
package import Rendering
import Values
import Columns

package struct ResultGrid {
    /// Whom the cells are for.
    package enum Reader: Sendable {
        /// Money with its currency, days as `41d`.
        case person
        /// Plain decimals with a column of currencies beside them, days as integers, ISO dates.
        case machine
    }

    package let grid: Grid

    /// The shown columns of a relation, or all of them.
    package init(
        _ relation: Relation, for reader: Reader, in context: Context, allColumns: Bool = false, rows limit: Int = .max
    ) {
        let shape = relation.shape
        let places = allColumns ? Array(shape.columns.indices) : shape.shown
        let kept = relation.rowCount > limit ? relation.slice(from: 0, count: limit) : relation
        let money = places.filter { shape.columns[$0].meaning == .money }
        // A column `currency` that is shown anyway says it for every amount of the row that is in it.
        let own = places.first { shape.columns[$0].name == "currency" && shape.columns[$0].meaning == .currency }
        let ownUnits = own.map { kept.lanes(of: $0) }
        let codec = context.codec
        var columns: [GridColumn] = []
        var cells: [ResultColumn] = []
        for place in places {
            let column = shape.columns[place]
            let cell = ResultColumn(kept, place, reader, codec)
            columns.append(GridColumn(column.name, cell.kind, isGrouped: cell.isGrouped))
            cells.append(cell)
            guard reader == .machine, column.meaning == .money else { continue }
            let name = money.count == 1 ? "currency" : "\(column.name)_currency"
            let units = kept.currencies(of: place)
            if let ownUnits, ownUnits == units { continue }
            if places.contains(where: { shape.columns[$0].name == name }) { continue }
            columns.append(GridColumn(name, .symbol))
            cells.append(ResultColumn(currencies: units))
        }
        grid = Grid(columns: columns, rowCount: kept.rowCount) { row, column, out in cells[column].append(row, to: &out) }
    }
}

/// One column, read whole: its lanes, and how a lane is spelled. A class, since a copy for each cell would cost more than the cell.
final class ResultColumn {
    private let lanes: [Int64]
    private let currencies: [Int64]
    private let meaning: Meaning
    private let reader: ResultGrid.Reader
    private let codec: CellCodec?
    // Of the codec's store, held here so that a cell copies no part of it.
    private let texts: TextPool
    private let ids: IDPatterns
    private var lastPattern: (number: UInt32, isPlain: Bool) = (.max, false)

    init(_ relation: Relation, _ place: Int, _ reader: ResultGrid.Reader, _ codec: CellCodec) {
        meaning = relation.shape.columns[place].meaning
        if case .reference(let table) = meaning {
            // A reference is spelled by the id of its row: all of them are looked up at once.
            lanes = relation.lanes(.through(.column(codec.store.view(table, 0)), by: relation.columns[place].lane))
        } else {
            lanes = relation.lanes(of: place)
        }
        currencies = relation.currencies(of: place)
        self.reader = reader
        self.codec = codec
        texts = codec.store.texts
        ids = codec.store.ids
    }

    /// The currencies beside a column of money.
    init(currencies: [Int64]) {
        lanes = currencies
        self.currencies = []
        meaning = .currency
        reader = .machine
        codec = nil
        texts = TextPool()
        ids = IDPatterns()
    }

    var kind: CellKind {
        switch meaning {
        case .integer, .number, .money, .days, .percent: .number
        case .day, .minutes, .moment, .currency, .word: .symbol
        case .flag: .flag
        case .text, .id, .reference: .text
        }
    }

    var isGrouped: Bool { meaning != .days }

    /// Appends the cell; false for null.
    func append(_ row: Int, to out: inout ByteSink) -> Bool {
        let lane = lanes[row]
        if lane == Lane.null { return false }
        switch meaning {
        case .integer: out.append(lane)
        case .days:
            out.append(lane)
            if reader == .person { out.append(byte: UInt8(ascii: "d")) }
        case .money:
            guard row < currencies.count, let raw = UInt16(exactly: currencies[row]), let currency = Currency(raw: raw) else {
                out.append(decimal: lane, scale: 2, grouped: false)
                return true
            }
            out.append(decimal: lane, scale: currency.exponent, grouped: false)
            if reader == .person {
                out.append(byte: UInt8(ascii: " "))
                out.append(currency)
            }
        case .currency:
            guard let raw = UInt16(exactly: lane), let currency = Currency(raw: raw) else { return false }
            out.append(currency)
        case .day:
            guard let day = Day(number: lane) else { return false }
            out.append(day)
        case .text, .word:
            guard let code = UInt32(exactly: lane) else { break }
            if code & ScratchTexts.mark == 0 {
                out.append(repairing: texts.bytes(code))
            } else if let codec {
                out.append(codec.scratch.string(code))
            }
        case .id, .reference:
            let key = IDKey(bits: lane)
            if isPlain(key.pattern) {
                out.append { ids.append(key, to: &$0) }
            } else {
                out.append(ids.text(of: key))
            }
        case .number, .percent, .minutes, .moment, .flag:
            guard let value = codec?.value(lane, meaning), !value.isNull else { return false }
            if reader == .person { out.append(shown: value) } else { out.append(plain: value) }
        }
        return true
    }
    /// Whether a pattern of ids is all ASCII, so that its bytes are text as they are. Rows of one pattern follow one another.
    private func isPlain(_ pattern: UInt32) -> Bool {
        if lastPattern.number != pattern {
            lastPattern = (pattern, ids.forms.bytes(pattern).dropLast().allSatisfy { $0 < 0x80 })
        }
        return lastPattern.isPlain
    }
}
