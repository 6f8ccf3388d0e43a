// Single instructions of the slow half: values of every kind, by way of the operators of the language.
import Diagnostics
import Syntax
import Values

extension Machine {
    func arithmetic(_ op: Operation, _ left: Cell, _ right: Cell, _ place: Place) throws(Stop) -> Cell {
        do throws(OperatorFault) {
            return arena.cell(
                try Operators.arithmetic(op, arena.value(left), arena.value(right), rounding: context.world.rounding))
        } catch {
            throw .fault(.operation(error, span(place)))
        }
    }

    func divided(_ left: Cell, _ right: Cell, _ place: Place) throws(Stop) -> Cell {
        if left.head | right.head == 0, right.bits > 0, left.bits % right.bits == 0 {
            return Cell(head: 0, bits: left.bits / right.bits)
        }
        return try arithmetic(.divide, left, right, place)
    }

    func negated(_ cell: Cell, _ place: Place) throws(Stop) -> Cell {
        do throws(OperatorFault) { return arena.cell(try Operators.negate(arena.value(cell))) } catch {
            throw .fault(.operation(error, span(place)))
        }
    }

    func holds(_ op: Operation, _ left: Cell, _ right: Cell, _ place: Place) throws(Stop) -> Bool {
        do throws(OperatorFault) { return try Comparisons.holds(op, arena.value(left), arena.value(right)) } catch {
            throw .fault(.operation(error, span(place)))
        }
    }

    func called(_ call: (function: Function, span: Span), _ values: [Value]) throws(Stop) -> Cell {
        guard let body = call.function.body else { throw .fault(.aggregateAlone(call.function, call.span)) }
        do throws(FunctionFault) { return arena.cell(try body(values, context)) } catch {
            throw .fault(.function(call.function, error, call.span))
        }
    }

    // MARK: texts

    /// A text with what a value reads as behind it. A text may grow long without a turn of any loop that looks at the arena,
    /// so it looks itself.
    func appended(_ text: Cell, _ more: Cell, _ place: Place) throws(Stop) -> Cell {
        if text.length > 1 << 20, arena.bytes > byteLimit {
            do throws(Diagnostic) { try collect(span(place)) } catch { throw .fault(error) }
        }
        guard text.isText else {
            let empty = arena.text(UnsafeBufferPointer(start: nil, count: 0))
            return arena.appending(shown: more, to: arena.appending(shown: text, to: empty, &sink), &sink)
        }
        return arena.appending(shown: more, to: text, &sink)
    }

    /// `a + b` of texts; without one of them there is none.
    func joined(_ text: Cell, _ more: Cell, _ place: Place) throws(Stop) -> Cell {
        guard text.isText, more.isText else { return try arithmetic(.add, text, more, place) }
        return try appended(text, more, place)
    }

    // MARK: lists and records

    func pushed(_ item: Cell, to list: Cell, _ place: Place) throws(Stop) -> Cell {
        if list.tag == .list { return arena.appending(item, to: list) }
        let single = withUnsafePointer(to: item) { arena.list(UnsafeBufferPointer(start: $0, count: 1)) }
        return try arithmetic(.add, list, single, place)
    }

    func member(_ name: Cell, of record: Cell) -> Cell {
        guard case .record(let fields) = arena.value(record), case .text(let name) = arena.value(name) else { return .null }
        return arena.cell(fields.first { $0.name == name }?.value ?? .null)
    }

    func item(_ which: Cell, of list: Cell, _ place: Place) throws(Stop) -> Cell {
        guard which.tag == .number, let whole = Number(mantissa: which.bits, scale: which.scale).exact(atScale: 0) else {
            return .null
        }
        let items: [Value]?
        if list.tag == .list {
            items = nil
        } else {
            guard case .list(let found) = arena.value(list) else { return .null }
            items = found
        }
        let count = items?.count ?? list.length
        // The first item is 1, as people count; -1 is the last.
        let at = whole > 0 ? whole - 1 : whole < 0 ? Int64(count).addingReportingOverflow(whole).partialValue : -1
        guard at >= 0, at < Int64(count) else { throw .fault(.outOfList(whole, count, span(place))) }
        if let items { return arena.cell(items[Int(at)]) }
        let cells = arena.items(of: list)
        return Int(at) < cells.count ? cells[Int(at)] : .null
    }

    // MARK: loops

    /// The state of a loop: an element, and the last of its kind; or a list, and a place in it.
    func begin(_ op: Instruction, _ r: UnsafeMutablePointer<Cell>, _ a: Int, _ place: Place) throws(Stop) {
        let flow: Flow = op == .range ? .value(.range(arena.value(r[a]), arena.value(r[a + 1]))) : arena.flow(of: r[a])
        let elements: Elements
        do throws(Diagnostic) { elements = try Elements(flow, context, span(place)) } catch { throw .fault(error) }
        switch elements.kind {
        case .values(let values):
            r[a] = arena.cell(.value(.list(values)))
            r[a + 1] = Cell(.list, 0)
        case .numbers(let first, let last):
            r[a] = Cell(head: 0, bits: first)
            // The loop counts one beyond the last, so the very last of all numbers is left out: nobody gets there.
            r[a + 1] = Cell(head: 0, bits: min(last, .max - 1))
        case .days(let first, let last):
            r[a] = Cell(.day, first)
            r[a + 1] = Cell(head: 0, bits: last)
        }
    }

    /// Whether a loop over a list has seen all of it.
    func isAtEnd(_ r: UnsafeMutablePointer<Cell>, _ a: Int) -> Bool {
        r[a + 1].head != 0 && r[a + 1].bits >= Int64(arena.items(of: r[a]).count)
    }

    /// The next item of the list that a loop goes over.
    func nextItem(_ r: UnsafeMutablePointer<Cell>, _ a: Int) -> Cell {
        let items = arena.items(of: r[a])
        let place = r[a + 1].bits
        guard place >= 0, place < Int64(items.count) else { return .null }
        r[a + 1].bits = place + 1
        return items[Int(place)]
    }

    // MARK: types that are known only when it runs

    func check(_ cell: Cell, _ target: Unit, _ parameter: Int, _ place: Place) throws(Stop) {
        guard let parameters = target.definition?.parameters, parameters.indices.contains(parameter) else { return }
        let (wanted, value) = (parameters[parameter].wanted, arena.value(cell))
        if wanted.holds(value) { return }
        throw .fault(
            .wrongType(
                parameters[parameter].name, ExpressionType.name(of: wanted), ExpressionType(of: value).name, span(place)))
    }

    func promise(_ cell: Cell, _ place: Place) throws(Stop) {
        guard let definition = units[place.unit].definition, case .value(let wanted) = definition.promise else { return }
        let value = arena.value(cell)
        if wanted.holds(value) { return }
        throw .fault(
            .otherResult(definition.name, ExpressionType.name(of: wanted), ExpressionType(of: value).name, span(place)))
    }
}
