// The register machine that scripts run on. One serves a session: a flat file of registers, windows into it for the calls,
// and the arena. What is not arithmetic on values (queries, acts) it asks of the session.
import Columns
import Diagnostics
import Values

/// Why a unit stopped: a fault that knows its place in the unit's text, or one of a statement that was done for it.
enum Stop: Error {
    case fault(Diagnostic)
    case session(SessionFault)
}

final class Machine {
    /// Unsafe, since it is asked for at every instruction of the slow half: the session owns the machine, so it outlives it.
    unowned(unsafe) let session: Session
    var context: Context { session.context }
    /// Unchecked, since each instruction of the slow half touches it and none while another does: the arena calls nobody.
    @exclusivity(unchecked) var arena = Arena()
    /// Every unit that may be called, by its number.
    private(set) var units: [Unit] = []
    private var numbers: [ObjectIdentifier: Int] = [:]

    /// Parallel to `units`.
    private(set) var table = UnsafeMutablePointer<Window.Entry>.allocate(capacity: 16)
    private var tableCapacity = 16

    /// An open `try`: where its `catch` is, and what was done before it.
    struct Handler {
        var depth: Int
        var r: UnsafeMutablePointer<Cell>
        var k: UnsafePointer<Cell>
        var unit: Int
        var target: UnsafePointer<UInt32>
        var register: Int
        var mark: Group.Mark
    }

    /// Registers of all frames, a fixed stretch of memory of which only what is used is ever touched.
    static let registerCount = 1 << 20
    /// Registers that a frame leaves free behind it.
    static let margin = 8
    private(set) var registers: UnsafeMutablePointer<Cell>?
    private(set) var frames: UnsafeMutablePointer<Window.Frame>?
    var handlers: [Handler] = []
    /// The first register that no running frame has.
    var top = 0
    /// Registers that hold a cell, be it an old one.
    private(set) var touched = 0
    /// Calls that wait, and how often the machine was entered again from a query.
    var depth = 0
    var entries = 0
    @exclusivity(unchecked) var sink = ByteSink()
    /// What the session allows, kept here while something runs: each append asks.
    var byteLimit = 0

    init(_ session: Session) { self.session = session }

    deinit {
        table.deallocate()
        registers?.deallocate()
        frames?.deallocate()
        arena.empty()
    }

    // MARK: units

    func number(of definition: Definition) -> Int {
        if let known = numbers[ObjectIdentifier(definition)] { return known }
        numbers[ObjectIdentifier(definition)] = units.count
        return add(Unit(definition.source, definition, isInside: true))
    }

    private func add(_ unit: Unit) -> Int {
        units.append(unit)
        if units.count > tableCapacity {
            let longer = UnsafeMutablePointer<Window.Entry>.allocate(capacity: tableCapacity * 2)
            longer.initialize(from: table, count: tableCapacity)
            table.deallocate()
            table = longer
            tableCapacity *= 2
        }
        (table + (units.count - 1)).initialize(to: Window.Entry())
        return units.count - 1
    }

    private func enter(_ number: Int) {
        let unit = units[number]
        table[number] = Window.Entry(code: UnsafePointer(unit.code), constants: UnsafePointer(unit.constants), frameSize: unit.frameSize)
    }

    /// A unit of its own for a statement, and its number; it is forgotten again by `forget`.
    func number(of statement: Statement, in source: Source) throws(Diagnostic) -> Int {
        let unit = Unit(source, nil, isInside: session.isInside)
        let number = add(unit)
        try Compiler(self, unit).compile(statement)
        enter(number)
        return number
    }

    func forget(_ number: Int) {
        // Units made while it ran, of definitions it called, stay behind it.
        table[number] = Window.Entry()
        if number == units.count - 1 { units.removeLast() } else { units[number] = Unit(units[number].source, nil, isInside: false) }
    }

    /// The unit to call, compiled now if it was not before.
    func compiled(_ number: Int) throws(Diagnostic) -> Unit {
        let unit = units[number]
        if !unit.isCompiled, let definition = unit.definition {
            try Compiler(self, unit).compile(definition)
            enter(number)
        }
        return unit
    }

    // MARK: memory

    /// The register file, made when the first unit runs.
    func open() -> (registers: UnsafeMutablePointer<Cell>, frames: UnsafeMutablePointer<Window.Frame>) {
        if let registers, let frames { return (registers, frames) }
        let registers = UnsafeMutablePointer<Cell>.allocate(capacity: Self.registerCount)
        let frames = UnsafeMutablePointer<Window.Frame>.allocate(capacity: session.limits.depth + 1)
        self.registers = registers
        self.frames = frames
        return (registers, frames)
    }

    /// Makes registers up to a place hold cells; false where there are not so many.
    func touch(_ upTo: Int) -> Bool {
        guard upTo <= touched else {
            guard upTo <= Self.registerCount, let registers else { return false }
            let next = min(Self.registerCount, upTo + 4096)
            (registers + touched).initialize(repeating: .null, count: next - touched)
            touched = next
            return true
        }
        return true
    }

    /// Frees what nobody reaches, and refuses what is too much even so.
    func collect(_ span: Span) throws(Diagnostic) {
        guard let registers else { return }
        var roots = [UnsafeBufferPointer(start: UnsafePointer(registers), count: top)]
        for unit in units where unit.constantCount > 0 {
            roots.append(UnsafeBufferPointer(start: UnsafePointer(unit.constants), count: unit.constantCount))
        }
        arena.collect(roots)
        if arena.bytes > session.limits.bytes { throw .tooMuch(session.limits.bytes, span) }
    }

    // MARK: entering

    /// Runs a statement with control flow.
    func run(_ statement: Statement, in source: Source) throws(SessionFault) -> Session.Ending {
        let number: Int
        do throws(Diagnostic) { number = try self.number(of: statement, in: source) } catch {
            throw SessionFault(.failed, error, in: source)
        }
        defer { forget(number) }
        let unit = units[number]
        let base = top
        let registers = open().registers
        guard touch(base + unit.frameSize + 256) else {
            throw SessionFault(.failed, .tooDeep(session.limits.depth, "", statement.span), in: source)
        }
        for place in unit.shared { (registers + base + Int(place.register)).pointee = arena.cell(session.variable(place.slot)) }
        defer {
            for place in unit.written {
                session.keep(arena.flow(of: (registers + base + Int(place.register)).pointee), in: place.slot)
            }
            top = base
            if base == 0, arena.bytes > 1 << 20 { try? collect(statement.span) }
        }
        return try loop(number, base)
    }

    /// What a definition gives; asked by a query or an expression over rows.
    func call(_ definition: Definition, _ arguments: [Flow], _ span: Span) throws(Diagnostic) -> Flow {
        let base = top
        entries += 1
        defer { entries -= 1 }
        guard entries <= session.limits.entries else { throw .tooDeep(session.limits.entries, definition.name, span) }
        _ = open()
        let number = self.number(of: definition)
        let unit = try compiled(number)
        guard touch(base + unit.frameSize + 256), let registers else {
            throw .tooDeep(session.limits.depth, definition.name, span)
        }
        for (parameter, argument) in zip(definition.parameters, arguments) {
            guard case .value(let value) = argument, !parameter.wanted.holds(value) else { continue }
            throw .wrongType(parameter.name, ExpressionType.name(of: parameter.wanted), ExpressionType(of: value).name, span)
        }
        for (place, argument) in arguments.enumerated() { (registers + base + place).pointee = arena.cell(argument) }
        // What a query of a caller still reads stands in the same variables.
        let outer = session.variables(definition.slots)
        defer {
            session.restore(outer, definition.slots)
            top = base
            if base == 0, arena.wantsCollecting { try? collect(span) }
        }
        do throws(SessionFault) { _ = try loop(number, base) } catch {
            context.faultPlace = FaultPlace(source: error.source, code: error.diagnostic.code, span: error.diagnostic.primary.span)
            throw error.diagnostic
        }
        return arena.flow(of: (registers + base).pointee)
    }
}

extension Diagnostic {
    static func tooMuch(_ limit: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "limit.memory",
            "the texts and lists of one statement may take \(limit < 1 << 20 ? "\(limit) bytes" : "\(limit >> 20) MB"), and these take more",
            at: span,
            hint: "work through the rows in parts, or save them to a file")
    }
}
