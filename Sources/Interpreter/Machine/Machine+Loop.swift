// The other half of the loop: what the fast half leaves. It asks the operators of the language for every meaning, so both
// halves mean the same, and the session for queries and acts; it looks at the limits, and hands faults to the `try` around them.
import Diagnostics
import Syntax
import Values

extension Machine {
    /// Turns and calls between two looks at the limits, the interrupt and the arena.
    private static let quantum = 4096

    /// Runs a unit whose arguments stand at a place of the register file. What it gives stands there afterwards.
    func loop(_ number: Int, _ base: Int) throws(SessionFault) -> Session.Ending {
        let (file, frames) = open()
        let entry = table[number]
        guard let code = entry.code, let constants = entry.constants else { return .through }
        top = base + entry.frameSize
        var window = Window(pc: code, r: file + base, k: constants, unit: number, frame: frames + depth, fuel: 0)
        let first = window.frame
        let last = frames + session.limits.depth
        byteLimit = session.limits.bytes
        let outer = handlers.count
        var given = 0
        defer {
            session.steps += given - window.fuel
            depth = first - frames
            if handlers.count > outer { handlers.removeLast(handlers.count - outer) }
        }
        while true {
            window.run(
                Window.Borders(entry: first, last: last, end: file + touched - Self.margin, table: table))
            depth = window.frame - frames
            top = window.r - file + table[window.unit].frameSize
            do throws(Stop) {
                if let ending = try step(&window, &given, first, outer) { return ending }
            } catch {
                let fault = placed(error, window.unit)
                guard handlers.count > outer, fault.kind != .interrupted, let handler = handlers.popLast() else { throw fault }
                window = Window(
                    pc: handler.target, r: handler.r, k: handler.k, unit: handler.unit, frame: frames + handler.depth,
                    fuel: window.fuel)
                depth = handler.depth
                window.r[handler.register] = caught(fault, handler)
            }
        }
    }

    /// One instruction that is not for the fast half; gives how the run ended, where it ended.
    private func step(
        _ window: inout Window, _ given: inout Int, _ first: UnsafeMutablePointer<Window.Frame>, _ outer: Int
    ) throws(Stop) -> Session.Ending? {
        let (word, r, k) = (window.pc.pointee, window.r, window.k)
        let (a, b, c) = (
            Int(truncatingIfNeeded: word >> 8 & 0xFF), Int(truncatingIfNeeded: word >> 16 & 0xFF), Int(truncatingIfNeeded: word >> 24)
        )
        let wide = Int(truncatingIfNeeded: word >> 16)
        guard let op = Instruction(rawValue: UInt8(truncatingIfNeeded: word)) else { return .through }
        let place = Place(unit: window.unit, pc: window.pc)
        // The distance of a jump, or what else stands in a word behind the instruction.
        func behind() -> Int { Int(Int32(bitPattern: (window.pc + 1).pointee)) }
        func test(_ op: Operation, _ x: Cell, _ y: Cell) throws(Stop) {
            window.pc += try holds(op, x, y, place) ? 1 : behind()
        }
        switch op {
        case .add: r[a] = try arithmetic(.add, r[b], r[c], place)
        case .addK: r[a] = try arithmetic(.add, r[b], k[c], place)
        case .subtract: r[a] = try arithmetic(.subtract, r[b], r[c], place)
        case .subtractK: r[a] = try arithmetic(.subtract, r[b], k[c], place)
        case .multiply: r[a] = try arithmetic(.multiply, r[b], r[c], place)
        case .multiplyK: r[a] = try arithmetic(.multiply, r[b], k[c], place)
        case .divide: r[a] = try divided(r[b], r[c], place)
        case .divideK: r[a] = try divided(r[b], k[c], place)
        case .modulo: r[a] = try arithmetic(.modulo, r[b], r[c], place)
        case .moduloK: r[a] = try arithmetic(.modulo, r[b], k[c], place)
        case .unlessLess: try test(.less, r[a], r[b])
        case .unlessLessEqual: try test(.lessEqual, r[a], r[b])
        case .unlessEqual: try test(.equal, r[a], r[b])
        case .unlessNotEqual: try test(.notEqual, r[a], r[b])
        case .unlessLessK: try test(.less, r[a], k[b])
        case .unlessLessEqualK: try test(.lessEqual, r[a], k[b])
        case .unlessGreaterK: try test(.greater, r[a], k[b])
        case .unlessGreaterEqualK: try test(.greaterEqual, r[a], k[b])
        case .unlessEqualK: try test(.equal, r[a], k[b])
        case .unlessNotEqualK: try test(.notEqual, r[a], k[b])
        case .turn, .next, .call:
            // The instruction is done again once there are steps, or a unit, for it. The end of a list takes no step.
            if op == .next, isAtEnd(r, a) {
                window.pc += 1
                break
            }
            if window.fuel == 0 {
                try refuel(&window, &given, place)
                return nil
            }
            if op == .call {
                try ready(wide, window, place)
                return nil
            }
            window.fuel -= 1
            r[b] = nextItem(r, a)
            window.pc += behind()
        case .give, .giveNothing:
            r[0] = op == .give ? r[a] : .nothing
            return goBack(&window, first) ? nil : .finished
        case .end: return .through
        case .statement, .evaluate:
            // What is asked counts its own steps, and begins where this run is.
            session.steps += given - window.fuel
            (given, window.fuel) = (0, 0)
            switch try callOut(a, units[window.unit].callOuts[wide], r, place) {
            case .through: break
            case .finished:
                settle(depth, outer)
                guard units[window.unit].definition != nil else { return .finished }
                r[0] = arena.cell(session.given)
                session.given = .nothing
                return goBack(&window, first) ? nil : .finished
            case .left(let way): return .left(way)
            }
        case .attempt:
            handlers.append(
                Handler(
                    depth: depth, r: r, k: k, unit: window.unit, target: window.pc + 1 + behind(), register: a,
                    mark: session.group.mark(context.world.store)))
            session.attempts += 1
            window.pc += 1
        case .fresh: r[a] = arena.cell(arena.value(k[wide]))
        case .append: r[a] = try appended(r[b], r[c], place)
        case .appendK: r[a] = try appended(r[b], k[c], place)
        case .join: r[a] = try joined(r[b], r[c], place)
        case .joinK: r[a] = try joined(r[b], k[c], place)
        case .push: r[a] = try pushed(r[c], to: r[b], place)
        case .list: r[a] = arena.list(UnsafeBufferPointer(start: UnsafePointer(r + b), count: c))
        case .negate: r[a] = try negated(r[b], place)
        case .isNull: r[a] = Cell((r[b].tag == .null) != (c == 1))
        case .index: r[a] = try item(r[c], of: r[b], place)
        case .member: r[a] = member(k[c], of: r[b])
        case .elements, .range: try begin(op, r, a, place)
        case .promise: try promise(r[a], place)
        case .show: session.show(arena.flow(of: r[a]), printing: b == 0)
        case .settle: if let handler = handlers.popLast() { session.settle(handler.mark) }
        case .compare:
            if let operation = Operation(rawValue: UInt8(truncatingIfNeeded: behind())) {
                r[a] = Cell(try holds(operation, r[b], r[c], place))
            }
            window.pc += 1
        case .check:
            try check(r[a], units[behind()], b, place)
            window.pc += 1
        case .function:
            r[a] = try called(units[window.unit].functions[behind()], (0..<c).map { arena.value(r[b + $0]) })
            window.pc += 1
        case .move, .constant, .jump, .unless, .when, .unlessNull: break
        }
        window.pc += 1
        return nil
    }

    /// To the call that waits; false where none does in this run.
    private func goBack(_ window: inout Window, _ first: UnsafeMutablePointer<Window.Frame>) -> Bool {
        if window.frame == first { return false }
        window.frame -= 1
        let frame = window.frame.pointee
        (window.pc, window.r, window.k, window.unit) = (frame.pc, frame.r, frame.k, frame.unit)
        return true
    }

    /// Looks at the limits, the interrupt and the arena, and gives steps until the next look; the instruction is done again.
    private func refuel(_ window: inout Window, _ given: inout Int, _ place: Place) throws(Stop) {
        session.steps += given
        given = 0
        let span = self.span(place)
        if session.steps >= session.limits.steps { throw .fault(.tooManySteps(session.limits.steps, span)) }
        do throws(Diagnostic) {
            try context.checkInterrupt(span)
            if arena.wantsCollecting || arena.bytes > session.limits.bytes { try collect(span) }
        } catch {
            throw .fault(error)
        }
        given = min(Self.quantum, session.limits.steps - session.steps)
        window.fuel = given
    }

    /// Makes a call possible that was not, and it is done again: compiles its unit, or says that calls are too deep.
    private func ready(_ target: Int, _ window: Window, _ place: Place) throws(Stop) {
        do throws(Diagnostic) {
            let unit = try compiled(target)
            guard depth < session.limits.depth, let registers, touch(window.r - registers + 256 + unit.frameSize + Self.margin + 1) else {
                throw .tooDeep(session.limits.depth, unit.definition?.name ?? "", span(place))
            }
        } catch {
            throw .fault(error)
        }
    }

    func span(_ place: Place) -> Span { units[place.unit].span(at: place.pc) }

    /// Where an instruction stands.
    struct Place {
        var unit: Int
        var pc: UnsafePointer<UInt32>
    }
}
