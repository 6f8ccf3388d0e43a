// The slow half of the loop: what is not whole numbers. It asks the operators of the language for the meaning.
import Diagnostics
import Syntax
import Values

extension Machine {
    /// Looks at the limits, the interrupt and the arena; gives the steps until the next look.
    func refuel(_ used: Int, _ unit: Int, _ pc: UnsafePointer<UInt32>) throws(Stop) -> Int {
        session.steps += used
        let span = units[unit].span(before: pc)
        if session.steps > session.limits.steps { throw .fault(.tooManySteps(session.limits.steps, span)) }
        do throws(Diagnostic) {
            try context.checkInterrupt(span)
            if arena.wantsCollecting || arena.bytes > session.limits.bytes { try collect(span) }
        } catch {
            throw .fault(error)
        }
        return quantum()
    }

    /// Makes a call possible that was not: compiles its unit, or says that calls are too deep.
    func ready(_ target: Int, _ window: Int, _ hasFrame: Bool, _ unit: Int, _ pc: UnsafePointer<UInt32>) throws(Stop) {
        let span = units[unit].span(before: pc)
        do throws(Diagnostic) {
            let found = try compiled(target)
            guard hasFrame, touch(window + found.frameSize + 256) else {
                throw .tooDeep(session.limits.depth, found.definition?.name ?? "", span)
            }
        } catch {
            throw .fault(error)
        }
    }

    func arithmetic(
        _ op: Operation, _ left: Cell, _ right: Cell, _ unit: Int, _ pc: UnsafePointer<UInt32>
    ) throws(Stop) -> Cell {
        do throws(OperatorFault) {
            return arena.cell(
                try Operators.arithmetic(op, arena.value(left), arena.value(right), rounding: context.world.rounding))
        } catch {
            throw .fault(.operation(error, units[unit].span(before: pc)))
        }
    }

    func divided(_ left: Cell, _ right: Cell, _ unit: Int, _ pc: UnsafePointer<UInt32>) throws(Stop) -> Cell {
        if left.head | right.head == 0, right.bits > 0, left.bits % right.bits == 0 {
            return Cell(head: 0, bits: left.bits / right.bits)
        }
        return try arithmetic(.divide, left, right, unit, pc)
    }

    func holds(
        _ op: Operation, _ left: Cell, _ right: Cell, _ unit: Int, _ pc: UnsafePointer<UInt32>
    ) throws(Stop) -> Bool {
        do throws(OperatorFault) { return try Comparisons.holds(op, arena.value(left), arena.value(right)) } catch {
            throw .fault(.operation(error, units[unit].span(before: pc)))
        }
    }

    /// The next item of the list that a loop goes over.
    func nextItem(_ r: UnsafeMutablePointer<Cell>, _ a: Int) -> Cell? {
        let items = arena.items(of: r[a])
        let place = r[a + 1].bits
        guard place >= 0, place < Int64(items.count) else { return nil }
        r[a + 1].bits = place + 1
        return items[Int(place)]
    }

    /// One instruction that is not for the fast half; gives where to go on.
    func slow(
        _ word: UInt32, _ r: UnsafeMutablePointer<Cell>, _ k: UnsafePointer<Cell>, _ unit: Int, _ pc: UnsafePointer<UInt32>
    ) throws(Stop) -> UnsafePointer<UInt32> {
        let a = Int(truncatingIfNeeded: word >> 8 & 0xFF)
        let b = Int(truncatingIfNeeded: word >> 16 & 0xFF)
        let c = Int(truncatingIfNeeded: word >> 24)
        guard let op = Instruction(rawValue: UInt8(truncatingIfNeeded: word)) else { return pc }
        switch op {
        case .fresh: r[a] = arena.cell(arena.value(k[b | c << 8]))
        case .append: r[a] = try appended(r[b], r[c], unit, pc)
        case .appendK: r[a] = try appended(r[b], k[c], unit, pc)
        case .join: r[a] = try joined(r[b], r[c], unit, pc)
        case .joinK: r[a] = try joined(r[b], k[c], unit, pc)
        case .push:
            if r[b].tag == .list {
                r[a] = arena.appending(r[c], to: r[b])
            } else {
                let item = withUnsafePointer(to: r[c]) { arena.list(UnsafeBufferPointer(start: $0, count: 1)) }
                r[a] = try arithmetic(.add, r[b], item, unit, pc)
            }
        case .list: r[a] = arena.list(UnsafeBufferPointer(start: UnsafePointer(r + b), count: c))
        case .negate:
            do throws(OperatorFault) { r[a] = arena.cell(try Operators.negate(arena.value(r[b]))) } catch {
                throw .fault(.operation(error, units[unit].span(before: pc)))
            }
        case .isNull: r[a] = Cell((r[b].tag == .null) != (c == 1))
        case .compare:
            guard let operation = Operation(rawValue: UInt8(truncatingIfNeeded: pc.pointee)) else { return pc + 1 }
            r[a] = Cell(try holds(operation, r[b], r[c], unit, pc))
            return pc + 1
        case .index: r[a] = try item(r[c], of: r[b], unit, pc)
        case .member:
            guard case .record(let fields) = arena.value(r[b]), case .text(let name) = arena.value(k[c]) else {
                r[a] = .null
                break
            }
            r[a] = arena.cell(fields.first { $0.name == name }?.value ?? .null)
        case .elements, .range: try begin(op, r, a, unit, pc)
        case .check:
            let target = units[Int(pc.pointee)]
            if let parameters = target.definition?.parameters, parameters.indices.contains(b) {
                let (parameter, value) = (parameters[b], arena.value(r[a]))
                if !parameter.wanted.holds(value) {
                    throw .fault(
                        .wrongType(
                            parameter.name, ExpressionType.name(of: parameter.wanted), ExpressionType(of: value).name,
                            units[unit].span(before: pc)))
                }
            }
            return pc + 1
        case .promise:
            if let definition = units[unit].definition, case .value(let wanted) = definition.promise {
                let value = arena.value(r[a])
                if !wanted.holds(value) {
                    throw .fault(
                        .otherResult(
                            definition.name, ExpressionType.name(of: wanted), ExpressionType(of: value).name,
                            units[unit].span(before: pc)))
                }
            }
        case .function:
            let (function, span) = units[unit].functions[Int(pc.pointee)]
            guard let body = function.body else { throw .fault(.aggregateAlone(function, span)) }
            let values = (0..<c).map { arena.value(r[b + $0]) }
            do throws(FunctionFault) { r[a] = arena.cell(try body(values, context)) } catch {
                throw .fault(.function(function, error, span))
            }
            return pc + 1
        case .show: session.show(arena.flow(of: r[a]), printing: b == 0)
        case .settle:
            if let handler = handlers.popLast() { session.settle(handler.mark) }
        case .move, .constant, .add, .subtract, .multiply, .divide, .modulo, .addK, .subtractK, .multiplyK, .divideK, .moduloK,
            .unlessLess, .unlessLessEqual, .unlessEqual, .unlessNotEqual, .unlessLessK, .unlessLessEqualK, .unlessGreaterK,
            .unlessGreaterEqualK, .unlessEqualK, .unlessNotEqualK, .turn, .jump, .unless, .when, .unlessNull, .next, .call, .give,
            .giveNothing, .evaluate, .statement, .attempt, .end:
            break
        }
        return pc
    }

    /// A text can be built without a loop that looks at the arena, so it looks itself where a text has grown long.
    private func appended(_ text: Cell, _ more: Cell, _ unit: Int, _ pc: UnsafePointer<UInt32>) throws(Stop) -> Cell {
        if text.length > 1 << 20, arena.bytes > session.limits.bytes {
            do throws(Diagnostic) { try collect(units[unit].span(before: pc)) } catch { throw .fault(error) }
        }
        guard text.isText else {
            let empty = arena.text(UnsafeBufferPointer(start: nil, count: 0))
            return arena.appending(shown: more, to: arena.appending(shown: text, to: empty, &sink), &sink)
        }
        return arena.appending(shown: more, to: text, &sink)
    }

    /// `a + b` of texts; without one of them there is none.
    private func joined(_ text: Cell, _ more: Cell, _ unit: Int, _ pc: UnsafePointer<UInt32>) throws(Stop) -> Cell {
        guard text.isText, more.isText else { return try arithmetic(.add, text, more, unit, pc) }
        return try appended(text, more, unit, pc)
    }

    private func item(_ place: Cell, of list: Cell, _ unit: Int, _ pc: UnsafePointer<UInt32>) throws(Stop) -> Cell {
        guard place.head & 0xFF == 0, let whole = Number(mantissa: place.bits, scale: place.scale).exact(atScale: 0) else {
            return .null
        }
        let count: Int
        switch list.tag {
        case .list: count = list.length
        case .box:
            guard case .list(let items) = arena.value(list) else { return .null }
            count = items.count
        case .number, .money, .percent, .day, .null, .flag, .text, .word, .id: return .null
        }
        // The first item is 1, as people count; -1 is the last.
        let at = whole > 0 ? whole - 1 : whole < 0 ? Int64(count).addingReportingOverflow(whole).partialValue : -1
        guard at >= 0, at < Int64(count) else { throw .fault(.outOfList(whole, count, units[unit].span(before: pc))) }
        if list.tag == .list {
            let items = arena.items(of: list)
            return Int(at) < items.count ? items[Int(at)] : .null
        }
        guard case .list(let items) = arena.value(list), items.indices.contains(Int(at)) else { return .null }
        return arena.cell(items[Int(at)])
    }

    /// The state of a loop: an element, and the last of its kind; or a list, and a place in it.
    private func begin(
        _ op: Instruction, _ r: UnsafeMutablePointer<Cell>, _ a: Int, _ unit: Int, _ pc: UnsafePointer<UInt32>
    ) throws(Stop) {
        let flow: Flow =
            op == .range ? .value(.range(arena.value(r[a]), arena.value(r[a + 1]))) : arena.flow(of: r[a])
        let elements: Elements
        do throws(Diagnostic) { elements = try Elements(flow, context, units[unit].span(before: pc)) } catch { throw .fault(error) }
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
}
