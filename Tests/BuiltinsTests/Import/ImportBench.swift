// A session on an empty book in memory, with files beside it: what the import tests run on.
import Builtins
import Columns
import Diagnostics
import Files
import Interpreter
import Receivables
import Values

final class ImportBench {
    let disk = MemoryDisk()
    let context: Context
    let session: Session
    private(set) var says: [String] = []

    init(_ files: [String: [UInt8]] = [:]) throws {
        let day = try Day(parsing: "2026-11-23")
        context = Context(world: World(store: try Book.empty(), today: day, now: Moment(day: day), actor: "mara"))
        session = Session(registry: TradeLanguage.registry, context: context, mode: .script)
        try disk.makeDirectory("/in")
        context.surroundings = Surroundings(disk: disk, roots: try Roots(["/in"], on: disk), base: "/in")
        session.answers = { [unowned self] in says.append($0) }
        for (name, bytes) in files { try put(name, bytes) }
    }

    convenience init(texts: [String: String]) throws { try self.init(texts.mapValues { Array($0.utf8) }) }

    func put(_ name: String, _ bytes: [UInt8]) throws { try disk.replaceContents(of: "/in/\(name)", with: bytes) }
    func put(_ name: String, _ text: String) throws { try put(name, Array(text.utf8)) }

    /// What was said.
    @discardableResult
    func run(_ line: String) throws -> [String] {
        says = []
        try session.run(session.check(Source(name: "test", text: line)))
        return says
    }

    /// The diagnostic of a line that fails.
    func fault(_ line: String) -> Diagnostic? {
        do {
            try run(line)
            return nil
        } catch {
            return (error as? SessionFault)?.diagnostic
        }
    }

    var store: Store { context.world.store }
    var digest: Digest { context.world.store.digest() }

    func text(_ table: TableID, _ row: UInt32, _ column: Int) -> String? {
        UInt32(exactly: store.cell(table, row, column)).map { store.texts.string($0) }
    }

    /// What is open on an invoice, by its id or outside number.
    func open(_ id: String) -> Int64? {
        guard let row = store.row(Invoices.table, id: id) else { return nil }
        return store.cell(Invoices.table, row, Invoices.amount) - store.cell(Invoices.table, row, Invoices.allocated)
    }
}

/// Small random numbers from a seed that a failing test prints.
struct Chances: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}
