// The loop of the machine. Whole numbers, and amounts and dates of one kind, are worked with here; everything else goes to
// the slow half, which asks the operators of the language, so both halves mean the same. Changes to this file are
// measured: rows k1 and k2 of the bench.
import Diagnostics
import Syntax
import Values

extension Machine {
    /// Turns and calls between two looks at the limits, the interrupt and the arena.
    static let quantum = 4096

    /// Runs a unit whose arguments stand at a place of the register file. What it gives stands there afterwards.
    func loop(_ number: Int, _ base: Int) throws(SessionFault) -> Session.Ending {
        let (file, frames) = open()
        var unit = number
        var table = self.table
        let size = table[unit].frameSize
        guard var pc = table[unit].code, var k = table[unit].constants else { return .through }
        var r = file + base
        let entry = frames + depth
        var frame = entry
        let last = frames + session.limits.depth
        let outerHandlers = handlers.count
        top = base + size
        var given = quantum()
        var fuel = given
        defer {
            session.steps += given - fuel
            depth = entry - frames
            if handlers.count > outerHandlers { handlers.removeLast(handlers.count - outerHandlers) }
        }

        while true {
            do throws(Stop) {
                while true {
                    let word = pc.pointee
                    pc += 1
                    let a = Int(truncatingIfNeeded: word >> 8 & 0xFF)
                    let b = Int(truncatingIfNeeded: word >> 16 & 0xFF)
                    let c = Int(truncatingIfNeeded: word >> 24)
                    // The compiler of this file writes no other operations.
                    switch unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Instruction.self) {
                    case .move: r[a] = r[b]
                    case .constant: r[a] = k[b | c << 8]
                    case .add:
                        let (x, y) = (r[b], r[c])
                        let (sum, over) = x.bits.addingReportingOverflow(y.bits)
                        if x.head == y.head, x.head & 0xFF < 3, !over, sum != .min {
                            r[a] = Cell(head: x.head, bits: sum)
                        } else {
                            r[a] = try arithmetic(.add, x, y, unit, pc)
                        }
                    case .addK:
                        let (x, y) = (r[b], k[c])
                        let (sum, over) = x.bits.addingReportingOverflow(y.bits)
                        if x.head == y.head, x.head & 0xFF < 3, !over, sum != .min {
                            r[a] = Cell(head: x.head, bits: sum)
                        } else {
                            r[a] = try arithmetic(.add, x, y, unit, pc)
                        }
                    case .subtract:
                        let (x, y) = (r[b], r[c])
                        let (rest, over) = x.bits.subtractingReportingOverflow(y.bits)
                        if x.head == y.head, x.head & 0xFF < 3, !over, rest != .min {
                            r[a] = Cell(head: x.head, bits: rest)
                        } else {
                            r[a] = try arithmetic(.subtract, x, y, unit, pc)
                        }
                    case .subtractK:
                        let (x, y) = (r[b], k[c])
                        let (rest, over) = x.bits.subtractingReportingOverflow(y.bits)
                        if x.head == y.head, x.head & 0xFF < 3, !over, rest != .min {
                            r[a] = Cell(head: x.head, bits: rest)
                        } else {
                            r[a] = try arithmetic(.subtract, x, y, unit, pc)
                        }
                    case .multiply:
                        let (x, y) = (r[b], r[c])
                        let (product, over) = x.bits.multipliedReportingOverflow(by: y.bits)
                        if x.head | y.head == 0, !over, product != .min {
                            r[a] = Cell(head: 0, bits: product)
                        } else {
                            r[a] = try arithmetic(.multiply, x, y, unit, pc)
                        }
                    case .multiplyK:
                        let (x, y) = (r[b], k[c])
                        let (product, over) = x.bits.multipliedReportingOverflow(by: y.bits)
                        if x.head | y.head == 0, !over, product != .min {
                            r[a] = Cell(head: 0, bits: product)
                        } else {
                            r[a] = try arithmetic(.multiply, x, y, unit, pc)
                        }
                    case .divide: r[a] = try divided(r[b], r[c], unit, pc)
                    case .divideK: r[a] = try divided(r[b], k[c], unit, pc)
                    case .modulo, .moduloK:
                        let (x, y) = (r[b], UInt8(truncatingIfNeeded: word) == Instruction.modulo.rawValue ? r[c] : k[c])
                        if x.head | y.head == 0, y.bits > 0 {
                            // The rest has the sign of the divisor.
                            let rest = x.bits % y.bits
                            r[a] = Cell(head: 0, bits: rest < 0 ? rest &+ y.bits : rest)
                        } else {
                            r[a] = try arithmetic(.modulo, x, y, unit, pc)
                        }
                    case .unlessLess:
                        let (x, y) = (r[a], r[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits < y.bits : try self.holds(.less, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessLessEqual:
                        let (x, y) = (r[a], r[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits <= y.bits : try self.holds(.lessEqual, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessEqual:
                        let (x, y) = (r[a], r[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits == y.bits : try self.holds(.equal, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessNotEqual:
                        let (x, y) = (r[a], r[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits != y.bits : try self.holds(.notEqual, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessLessK:
                        let (x, y) = (r[a], k[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits < y.bits : try self.holds(.less, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessLessEqualK:
                        let (x, y) = (r[a], k[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits <= y.bits : try self.holds(.lessEqual, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessGreaterK:
                        let (x, y) = (r[a], k[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits > y.bits : try self.holds(.greater, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessGreaterEqualK:
                        let (x, y) = (r[a], k[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits >= y.bits : try self.holds(.greaterEqual, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessEqualK:
                        let (x, y) = (r[a], k[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits == y.bits : try self.holds(.equal, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .unlessNotEqualK:
                        let (x, y) = (r[a], k[b])
                        let holds = x.head == y.head && x.head & 0xFF < 4 ? x.bits != y.bits : try self.holds(.notEqual, x, y, unit, pc)
                        pc += holds ? 1 : distance(pc)
                    case .turn:
                        pc += distance(pc)
                        fuel &-= 1
                        if fuel == 0 {
                            given = try refuel(given, unit, pc)
                            fuel = given
                        }
                    case .jump: pc += distance(pc)
                    case .unless: pc += r[a].isTrue ? 1 : distance(pc)
                    case .when: pc += r[a].isTrue ? distance(pc) : 1
                    case .unlessNull: pc += r[a].tag == .null ? 1 : distance(pc)
                    case .next:
                        let state = r[a + 1]
                        if state.head == 0 {
                            // A range: the next element and the last, which are of one kind.
                            let element = r[a]
                            if element.bits <= state.bits {
                                r[b] = element
                                // One behind the last is never above all numbers: ranges end before.
                                r[a].bits = element.bits &+ 1
                                pc += distance(pc)
                                fuel &-= 1
                                if fuel == 0 {
                                    given = try refuel(given, unit, pc)
                                    fuel = given
                                }
                            } else {
                                pc += 1
                            }
                        } else if let item = nextItem(r, a) {
                            r[b] = item
                            pc += distance(pc)
                            fuel &-= 1
                            if fuel == 0 {
                                given = try refuel(given, unit, pc)
                                fuel = given
                            }
                        } else {
                            pc += 1
                        }
                    case .call:
                        let target = b | c << 8
                        fuel &-= 1
                        if fuel == 0 {
                            given = try refuel(given, unit, pc)
                            fuel = given
                        }
                        let next = table[target]
                        let window = r + a
                        guard let code = next.code, let constants = next.constants, frame < last,
                            window - file + next.frameSize + 256 <= touched
                        else {
                            // Not compiled yet, or the registers end here: made ready, and the call is done again.
                            try ready(target, window - file, frame < last, unit, pc)
                            table = self.table
                            pc -= 1
                            continue
                        }
                        frame.pointee = Frame(next: pc, registers: r, unit: unit)
                        frame += 1
                        r = window
                        pc = code
                        k = constants
                        unit = target
                        top = window - file + next.frameSize
                    case .give, .giveNothing:
                        r[0] = UInt8(truncatingIfNeeded: word) == Instruction.give.rawValue ? r[a] : .nothing
                        if frame == entry { return .finished }
                        frame -= 1
                        let back = frame.pointee
                        pc = back.next
                        r = back.registers
                        unit = back.unit
                        let now = table[unit]
                        if let constants = now.constants { k = constants }
                        top = r - file + now.frameSize
                    case .end: return .through
                    case .negate, .isNull, .compare, .append, .appendK, .join, .joinK, .push, .list, .index, .member, .elements, .range, .check,
                        .promise, .function, .fresh, .show, .settle:
                        depth = frame - frames
                        pc = try slow(word, r, k, unit, pc)
                    case .evaluate, .statement:
                        depth = frame - frames
                        let ending = try callOut(word, r, unit, pc)
                        table = self.table
                        switch ending {
                        case .through: break
                        case .finished:
                            settle(frame - frames, outerHandlers)
                            guard units[unit].definition != nil else { return .finished }
                            r[0] = arena.cell(session.given)
                            session.given = .nothing
                            if frame == entry { return .finished }
                            frame -= 1
                            let back = frame.pointee
                            pc = back.next
                            r = back.registers
                            unit = back.unit
                            let now = table[unit]
                            if let constants = now.constants { k = constants }
                            top = r - file + now.frameSize
                        case .left(let way): return .left(way)
                        }
                    case .attempt:
                        handlers.append(
                            Handler(
                                depth: frame - frames, registers: r, unit: unit, target: pc + distance(pc), register: a,
                                mark: session.group.mark(context.world.store)))
                        session.attempts += 1
                        pc += 1
                    }
                }
            } catch {
                let fault = placed(error, unit)
                guard handlers.count > outerHandlers, fault.kind != .interrupted, let handler = handlers.popLast() else { throw fault }
                frame = frames + handler.depth
                r = handler.registers
                unit = handler.unit
                pc = handler.target
                table = self.table
                if let constants = table[unit].constants { k = constants }
                top = r - file + table[unit].frameSize
                depth = handler.depth
                r[handler.register] = caught(fault, handler)
            }
        }
    }

    /// The distance that stands at a place, counted from there.
    @inline(__always)
    private func distance(_ at: UnsafePointer<UInt32>) -> Int { Int(Int32(bitPattern: at.pointee)) }

    /// Steps until the next look; one more than are left, so that the limit is met exactly.
    func quantum() -> Int { max(1, min(Self.quantum, session.limits.steps - session.steps + 1)) }
}
