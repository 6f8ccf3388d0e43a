// The fast half of the machine: whole numbers, amounts and dates of one kind, jumps and calls. It calls nothing and refuses
// nothing; an instruction that needs more is left to the other half, which finds `pc` at it. So everything it works with
// stays in the processor's registers. Changes to this file are measured: rows k1 and k2 of the bench.

/// What runs: the place in the code, the frame's registers and constants, and the calls that wait.
struct Window {
    var pc: UnsafePointer<UInt32>
    var r: UnsafeMutablePointer<Cell>
    var k: UnsafePointer<Cell>
    var unit: Int
    var frame: UnsafeMutablePointer<Frame>
    /// Turns and calls until the next look at the limits.
    var fuel: Int

    /// Where a call goes back to.
    struct Frame {
        var pc: UnsafePointer<UInt32>
        var r: UnsafeMutablePointer<Cell>
        var k: UnsafePointer<Cell>
        var unit: Int
    }

    /// What a call needs of a unit.
    struct Entry {
        var code: UnsafePointer<UInt32>?
        var constants: UnsafePointer<Cell>?
        var frameSize = 0
    }

    /// The borders of one run: the frame it began with, the last there is, the end of the registers, the units.
    struct Borders {
        var entry: UnsafeMutablePointer<Frame>
        var last: UnsafeMutablePointer<Frame>
        var end: UnsafeMutablePointer<Cell>
        var table: UnsafeMutablePointer<Entry>
    }

    /// Runs until an instruction is not for this half.
    @inline(never)
    mutating func run(_ borders: Borders) {
        var (pc, r, k, unit, frame, fuel) = (pc, r, k, unit, frame, fuel)
        run: while true {
            let word = pc.pointee
            var next = pc + 1
            let a = Int(truncatingIfNeeded: word >> 8 & 0xFF)
            let b = Int(truncatingIfNeeded: word >> 16 & 0xFF)
            let c = Int(truncatingIfNeeded: word >> 24)
            // The compiler of this folder writes no other operations.
            switch unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Instruction.self) {
            case .move: r[a] = r[b]
            case .constant: r[a] = k[Int(truncatingIfNeeded: word >> 16)]
            case .add:
                let (x, y) = (r[b], r[c])
                let (result, over) = x.bits.addingReportingOverflow(y.bits)
                guard x.head == y.head, x.head & 0xFF < 3, !over, result != .min else { break run }
                r[a] = Cell(head: x.head, bits: result)
            case .addK:
                let (x, y) = (r[b], k[c])
                let (result, over) = x.bits.addingReportingOverflow(y.bits)
                guard x.head == y.head, x.head & 0xFF < 3, !over, result != .min else { break run }
                r[a] = Cell(head: x.head, bits: result)
            case .subtract:
                let (x, y) = (r[b], r[c])
                let (result, over) = x.bits.subtractingReportingOverflow(y.bits)
                guard x.head == y.head, x.head & 0xFF < 3, !over, result != .min else { break run }
                r[a] = Cell(head: x.head, bits: result)
            case .subtractK:
                let (x, y) = (r[b], k[c])
                let (result, over) = x.bits.subtractingReportingOverflow(y.bits)
                guard x.head == y.head, x.head & 0xFF < 3, !over, result != .min else { break run }
                r[a] = Cell(head: x.head, bits: result)
            case .multiply:
                let (x, y) = (r[b], r[c])
                let (result, over) = x.bits.multipliedReportingOverflow(by: y.bits)
                guard x.head | y.head == 0, !over, result != .min else { break run }
                r[a] = Cell(head: 0, bits: result)
            case .multiplyK:
                let (x, y) = (r[b], k[c])
                let (result, over) = x.bits.multipliedReportingOverflow(by: y.bits)
                guard x.head | y.head == 0, !over, result != .min else { break run }
                r[a] = Cell(head: 0, bits: result)
            case .modulo:
                let (x, y) = (r[b], r[c])
                // The rest has the sign of the divisor; what is negative takes the long way.
                guard x.head | y.head == 0, x.bits >= 0, y.bits > 0 else { break run }
                r[a] = Cell(head: 0, bits: Int64(bitPattern: UInt64(bitPattern: x.bits) % UInt64(bitPattern: y.bits)))
            case .moduloK:
                let (x, y) = (r[b], k[c])
                // The rest has the sign of the divisor; what is negative takes the long way.
                guard x.head | y.head == 0, x.bits >= 0, y.bits > 0 else { break run }
                r[a] = Cell(head: 0, bits: Int64(bitPattern: UInt64(bitPattern: x.bits) % UInt64(bitPattern: y.bits)))
            case .unlessLess:
                let (x, y) = (r[a], r[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits < y.bits ? 1 : distance(next)
            case .unlessLessEqual:
                let (x, y) = (r[a], r[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits <= y.bits ? 1 : distance(next)
            case .unlessEqual:
                let (x, y) = (r[a], r[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits == y.bits ? 1 : distance(next)
            case .unlessNotEqual:
                let (x, y) = (r[a], r[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits != y.bits ? 1 : distance(next)
            case .unlessLessK:
                let (x, y) = (r[a], k[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits < y.bits ? 1 : distance(next)
            case .unlessLessEqualK:
                let (x, y) = (r[a], k[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits <= y.bits ? 1 : distance(next)
            case .unlessGreaterK:
                let (x, y) = (r[a], k[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits > y.bits ? 1 : distance(next)
            case .unlessGreaterEqualK:
                let (x, y) = (r[a], k[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits >= y.bits ? 1 : distance(next)
            case .unlessEqualK:
                let (x, y) = (r[a], k[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits == y.bits ? 1 : distance(next)
            case .unlessNotEqualK:
                let (x, y) = (r[a], k[b])
                guard x.head == y.head, x.head & 0xFF < 4 else { break run }
                next += x.bits != y.bits ? 1 : distance(next)
            case .turn:
                if fuel == 0 { break run }
                fuel &-= 1
                next += distance(next)
            case .jump: next += distance(next)
            case .unless: next += r[a].isTrue ? 1 : distance(next)
            case .when: next += r[a].isTrue ? distance(next) : 1
            case .unlessNull: next += r[a].head & 0xFF == Cell.nullTag ? 1 : distance(next)
            case .next:
                // A range: the next element and the last, which are of one kind. One behind the last still fits.
                // Word by word: a cell of which one half was just written is slow to read as a whole.
                let (element, last) = (r[a].bits, r[a + 1].bits)
                guard r[a + 1].head == 0 else { break run }
                if element <= last {
                    if fuel == 0 { break run }
                    fuel &-= 1
                    r[b].head = r[a].head
                    r[b].bits = element
                    r[a].bits = element &+ 1
                    next += distance(next)
                } else {
                    next += 1
                }
            case .call:
                let entry = borders.table[Int(truncatingIfNeeded: word >> 16)]
                let window = r + a
                guard let code = entry.code, let constants = entry.constants, fuel > 0, frame < borders.last,
                    window + entry.frameSize < borders.end
                else { break run }
                fuel &-= 1
                frame.pointee = Frame(pc: next, r: r, k: k, unit: unit)
                frame += 1
                (r, k, next, unit) = (window, constants, code, Int(truncatingIfNeeded: word >> 16))
            case .give:
                if frame == borders.entry { break run }
                r[0] = r[a]
                frame -= 1
                (next, r, k, unit) = (frame.pointee.pc, frame.pointee.r, frame.pointee.k, frame.pointee.unit)
            case .giveNothing, .end, .fresh, .divide, .divideK, .compare, .negate, .isNull, .append, .appendK, .join, .joinK, .push,
                .list, .index, .member, .elements, .range, .check, .promise, .function, .evaluate, .statement, .show, .attempt, .settle:
                break run
            }
            pc = next
        }
        (self.pc, self.r, self.k, self.unit, self.frame, self.fuel) = (pc, r, k, unit, frame, fuel)
    }

    /// The distance that stands at a place, counted from there.
    @inline(__always)
    private func distance(_ at: UnsafePointer<UInt32>) -> Int { Int(Int32(bitPattern: at.pointee)) }
}
