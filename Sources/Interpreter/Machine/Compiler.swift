// From checked statements to the code of a unit. Variables are registers; what stands between is laid on top of them, like
// on a pile. Only control flow and arithmetic over values become code: the rest are call-outs to the session.
import Diagnostics
import Syntax
import Values

/// Compiles one unit.
///
///     try Compiler(machine, unit).compile(definition)
final class Compiler {
    let machine: Machine
    let unit: Unit
    var words: [UInt32] = []
    var spans: [Span] = []
    var constants: [Cell] = []
    private var numbers: [Int64: Int] = [:]
    var callOuts: [CallOut] = []
    var functions: [(function: Function, span: Span)] = []
    /// The register of each variable.
    private(set) var registers: [Int: UInt8] = [:]
    /// The first free register, and the most there were.
    var free = 0
    var most = 0
    var loops: [Loop] = []
    /// How many `try` are open.
    var attempts = 0
    var span = Span(0, 0)

    struct Loop {
        var breaks: [Int] = []
        var continues: [Int] = []
        var attempts: Int
    }

    /// Registers of one frame for variables; the rest is for what stands between.
    static let maximumVariables = 180
    /// Above this an expression is left to the session, which needs no registers.
    static let crowded = 230

    init(_ machine: Machine, _ unit: Unit) {
        self.machine = machine
        self.unit = unit
    }

    func compile(_ definition: Definition) throws(Diagnostic) {
        for (place, slot) in definition.slots.enumerated() { registers[slot] = UInt8(clamping: place) }
        try begin(definition.slots.count, definition.span)
        block(definition.body)
        emit(.giveNothing, 0)
        finish()
    }

    /// A statement works on variables of the session: those that were there before it are brought in, and taken back.
    func compile(_ statement: Statement) throws(Diagnostic) {
        var slots: [Int] = []
        for slot in statement.reads + statement.writes where !slots.contains(slot) { slots.append(slot) }
        for (place, slot) in slots.enumerated() { registers[slot] = UInt8(clamping: place) }
        try begin(slots.count, statement.span)
        let outer = statement.names.slots
        unit.shared = places(slots.filter { $0 < outer })
        unit.written = places(statement.writes.filter { $0 < outer })
        self.statement(statement)
        emit(.end)
        finish()
    }

    private func begin(_ variables: Int, _ span: Span) throws(Diagnostic) {
        guard variables <= Self.maximumVariables else { throw .tooManyVariables(Self.maximumVariables, span) }
        self.span = span
        (free, most) = (max(1, variables), max(1, variables))
    }

    private func finish() {
        unit.fill(words, spans, constants, frameSize: most + 1, callOuts, functions)
    }

    // MARK: words

    func emit(_ op: Instruction, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
        word(UInt32(op.rawValue) | UInt32(a & 0xFF) << 8 | UInt32(b & 0xFF) << 16 | UInt32(c & 0xFF) << 24)
    }

    func emit(_ op: Instruction, _ a: Int, wide n: Int) { emit(op, a, n & 0xFF, n >> 8 & 0xFF) }

    func word(_ word: UInt32) {
        words.append(word)
        spans.append(span)
    }

    /// A jump to a place that is not known yet; give what it returns to `land`.
    func leap(_ op: Instruction, _ a: Int = 0, _ b: Int = 0) -> Int {
        emit(op, a, b)
        word(0)
        return words.count - 1
    }

    /// A jump to a place that was passed.
    func leap(_ op: Instruction, _ a: Int = 0, _ b: Int = 0, to target: Int) {
        let place = leap(op, a, b)
        words[place] = UInt32(bitPattern: Int32(clamping: target - place))
    }

    /// The jumps go to here.
    func land(_ places: [Int]) {
        for place in places { words[place] = UInt32(bitPattern: Int32(clamping: words.count - place)) }
    }

    // MARK: registers and tables

    func register(of slot: Int) -> Int? { registers[slot].map { Int($0) } }

    func take(_ count: Int = 1) -> Int {
        defer {
            free += count
            most = max(most, free)
        }
        return free
    }

    var isCrowded: Bool { free >= Self.crowded }

    func constant(_ value: Value) -> Int {
        if case .number(let number) = value, number.scale == 0 {
            if let known = numbers[number.mantissa] { return known }
            numbers[number.mantissa] = constants.count
        }
        constants.append(machine.arena.cell(value, isFixed: true))
        return constants.count - 1
    }

    func places(_ slots: [Int]) -> [CallOut.Place] {
        slots.compactMap { slot in registers[slot].map { CallOut.Place(slot: slot, register: $0) } }
    }

    func callOut(_ op: Instruction, _ a: Int, _ work: CallOut.Work, reads: [Int], writes: [Int] = []) {
        callOuts.append(CallOut(work: work, reads: places(reads), writes: places(writes)))
        emit(op, a, wide: callOuts.count - 1)
    }
}

extension Diagnostic {
    static func tooManyVariables(_ limit: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "limit.variables", "a def, or a statement with blocks, may use \(limit) variables, and this one uses more", at: span,
            hint: "move a part of it into a def of its own")
    }
}
