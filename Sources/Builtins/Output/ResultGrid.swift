// A relation as a grid, for people and for machines: which columns, which kind of cell, which bytes. The one place that
// says how a lane is spelled when it leaves the program. May not lay out a table or write a format.
package import Interpreter
package import Rendering
package import Values
import Columns

package struct ResultGrid {
    /// Whom the cells are for.
    package enum Reader: Sendable {
        /// Money with its currency, days as `41d`.
        case person
        /// Plain decimals with a column of currencies beside them, days as integers, ISO dates.
        case machine
        /// As for a person, without the currency that the page names once.
        case page(Currency?)

        var isMachine: Bool {
            switch self {
            case .machine: true
            case .person, .page: false
            }
        }

        /// Whether an amount says its currency itself.
        func names(_ currency: Currency) -> Bool {
            switch self {
            case .person: true
            case .machine: false
            case .page(let one): one != currency
            }
        }
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
        let codec = context.codec
        var columns: [GridColumn] = []
        columns.reserveCapacity(places.count + money.count)
        var cells: [ResultCells.Column] = []
        cells.reserveCapacity(places.count + money.count)
        var sources = ResultSources(room: places.count + money.count)
        for place in places {
            let column = shape.columns[place]
            let units = kept.columns[place].currency.map { sources.currency($0) }
            cells.append(
                ResultCells.Column(
                    meaning: column.meaning, lane: sources.add(kept.columns[place].lane, column.meaning, codec), currency: units))
            columns.append(GridColumn(column.name, column.meaning.cellKind, isGrouped: column.meaning != .days, isID: column.meaning.isID))
            guard reader.isMachine, column.meaning == .money else { continue }
            // Beside a column `currency` of its own, an amount in another has its currency under its own name.
            let name = money.count == 1 && own == nil ? "currency" : "\(column.name)_currency"
            if let own, let unit = kept.columns[place].currency, kept.agree(kept.columns[own].lane, unit) { continue }
            if places.contains(where: { shape.columns[$0].name == name }) { continue }
            columns.append(GridColumn(name, .symbol))
            cells.append(
                ResultCells.Column(
                    meaning: .currency, lane: units ?? sources.add(.constant(Lane.null), .currency, codec), currency: nil))
        }
        let all = ResultCells(kept.lanes(sources.list), rows: kept.rowCount, cells, reader, codec)
        grid = Grid(columns: columns, rowCount: kept.rowCount) { row, column, out in all.append(row, column, to: &out) }
    }
}

/// The lanes that the cells of a result are read from.
private struct ResultSources {
    private(set) var list: [LaneSource] = []
    /// Places of lanes of currencies: the amounts of a row mostly share one.
    private var currencies: [Int] = []

    init(room: Int) { list.reserveCapacity(room) }

    mutating func add(_ lane: LaneSource, _ meaning: Meaning, _ codec: CellCodec) -> Int {
        if case .reference(let table) = meaning {
            // A reference is spelled by the id of its row: all of them are looked up at once.
            list.append(.through(.column(codec.store.view(table, 0)), by: lane))
        } else {
            list.append(lane)
        }
        return list.count - 1
    }

    mutating func currency(_ lane: LaneSource) -> Int {
        if let known = currencies.first(where: { list[$0].isSame(as: lane) }) { return known }
        list.append(lane)
        currencies.append(list.count - 1)
        return list.count - 1
    }
}

extension Relation {
    /// Whether two lanes are the same for the kept rows.
    fileprivate func agree(_ lane: LaneSource, _ other: LaneSource) -> Bool {
        lane.isSame(as: other) || lanes(lane) == lanes(other)
    }
}

extension Meaning {
    fileprivate var cellKind: CellKind {
        switch self {
        case .integer, .number, .money, .days, .percent: .number
        case .day, .minutes, .moment, .currency, .word: .symbol
        case .flag: .flag
        case .text, .id, .reference: .text
        }
    }
}

/// All cells, read whole: their lanes in one list, and how a lane is spelled. A class, since a copy for each cell would cost
/// more than the cell.
private final class ResultCells {
    struct Column {
        let meaning: Meaning
        /// Places of its lanes, and of those of the currencies beside them, among all lanes.
        let lane: Int
        let currency: Int?
    }

    private let lanes: [Int64]
    private let rows: Int
    private let columns: [Column]
    private let reader: ResultGrid.Reader
    private let codec: CellCodec
    // Of the codec's store, held here so that a cell copies no part of it.
    private let texts: TextPool
    private let ids: IDPatterns
    private var lastPattern: (number: UInt32, isPlain: Bool) = (.max, false)

    init(_ lanes: [Int64], rows: Int, _ columns: [Column], _ reader: ResultGrid.Reader, _ codec: CellCodec) {
        self.lanes = lanes
        self.rows = rows
        self.columns = columns
        self.reader = reader
        self.codec = codec
        texts = codec.store.texts
        ids = codec.store.ids
    }

    /// Appends the cell; false for null.
    func append(_ row: Int, _ column: Int, to out: inout ByteSink) -> Bool {
        let column = columns[column]
        let lane = lanes[column.lane * rows + row]
        if lane == Lane.null { return false }
        switch column.meaning {
        case .integer: out.append(lane)
        case .days:
            out.append(lane)
            if !reader.isMachine { out.append(byte: UInt8(ascii: "d")) }
        case .money:
            guard let place = column.currency, let raw = UInt16(exactly: lanes[place * rows + row]),
                let currency = Currency(raw: raw)
            else {
                out.append(decimal: lane, scale: 2, grouped: false)
                return true
            }
            out.append(decimal: lane, scale: currency.exponent, grouped: false)
            if reader.names(currency) {
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
            } else {
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
            let value = codec.value(lane, column.meaning)
            if value.isNull { return false }
            if reader.isMachine { out.append(plain: value) } else { out.append(shown: value) }
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
