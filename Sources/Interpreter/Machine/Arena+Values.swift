// From values to cells and back: what crosses the machine's wall.
import Values

extension Arena {
    mutating func cell(_ value: Value, isFixed: Bool = false) -> Cell {
        switch value {
        case .null: .null
        case .flag(let flag): Cell(flag)
        case .number(let number): Cell(.number, number.mantissa, scale: number.scale)
        case .money(let money): Cell(.money, money.minor, unit: money.currency.raw)
        case .percent(let percent): Cell(.percent, percent.number.mantissa, scale: percent.number.scale)
        case .day(let day): Cell(.day, Int64(day.number))
        case .text(let text): self.text(text, .text, isFixed)
        case .word(let text): self.text(text, .word, isFixed)
        case .id(let text): self.text(text, .id, isFixed)
        case .list(let values):
            // A constant's list is made anew each time, so that its cells need no mark of their own.
            isFixed ? box(.value(value)) : list(values)
        case .period, .time, .moment, .duration, .range, .record: box(.value(value))
        }
    }

    mutating func cell(_ flow: Flow) -> Cell {
        switch flow {
        case .value(let value): cell(value)
        case .nothing: .nothing
        case .rows: box(flow)
        }
    }

    private mutating func text(_ text: String, _ tag: Cell.Tag, _ isFixed: Bool) -> Cell {
        var text = text
        return text.withUTF8 { self.text($0, tag, isFixed: isFixed) }
    }

    private mutating func list(_ values: [Value]) -> Cell {
        var cells: [Cell] = []
        cells.reserveCapacity(values.count)
        for value in values { cells.append(cell(value)) }
        return cells.withUnsafeBufferPointer { list($0) }
    }

    func value(_ cell: Cell) -> Value {
        switch cell.tag {
        case .null: return .null
        case .flag: return .flag(cell.bits == 1)
        case .number: return .number(Number(mantissa: cell.bits, scale: cell.scale))
        case .money: return Currency(raw: cell.unit).map { .money(Money(minor: cell.bits, currency: $0)) } ?? .null
        case .percent: return .percent(Percent(number: Number(mantissa: cell.bits, scale: cell.scale)))
        case .day: return .day(Day(clamping: cell.bits))
        case .text: return .text(String(decoding: bytes(of: cell), as: UTF8.self))
        case .word: return .word(String(decoding: bytes(of: cell), as: UTF8.self))
        case .id: return .id(String(decoding: bytes(of: cell), as: UTF8.self))
        case .list: return .list(items(of: cell).map { value($0) })
        case .box:
            if case .value(let value) = flow(in: cell) { return value }
            return .null
        }
    }

    func flow(of cell: Cell) -> Flow { cell.tag == .box ? flow(in: cell) : .value(value(cell)) }

    /// A text with a value behind it, as it reads in an interpolated text; null reads as nothing.
    mutating func appending(shown more: Cell, to cell: Cell, _ sink: inout ByteSink) -> Cell {
        switch more.tag {
        case .null: return cell
        case .text, .word, .id: return appending(bytes(of: more), to: cell)
        case .number where more.head == 0:
            sink.clear()
            sink.append(more.bits)
        case .number, .money, .percent, .day, .flag, .list, .box:
            sink.clear()
            sink.append(shown: value(more))
        }
        return sink.bytes.withUnsafeBufferPointer { appending($0, to: cell) }
    }
}
