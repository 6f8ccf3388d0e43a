// A small catalog and a random clerk for the tests of this room: every kind of effect, every kind of cell.
import Columns
import Durability
import Files

enum Sample {
    static let debtors = TableID(1)
    static let invoices = TableID(2)
    static let payments = TableID(3)

    static let catalog = Catalog(
        tables: [
            TableSchema(debtors, "debtors", prefix: "D-", columns: [
                ColumnSchema("id", .i64, .id, tag: 1),
                ColumnSchema("name", .u32, .text, tag: 2),
                ColumnSchema("kind", .u32, .word, words: ["company", "person"], tag: 3),
                ColumnSchema("owed", .i64, .money, tag: 4),
            ]),
            TableSchema(invoices, "invoices", prefix: "INV-", columns: [
                ColumnSchema("id", .i64, .id, tag: 1),
                ColumnSchema("debtor", .u32, .reference(debtors), tag: 2),
                ColumnSchema("due", .i32, .day, nullable: true, tag: 3),
                ColumnSchema("amount", .i64, .money, tag: 4),
                ColumnSchema("balance", .i64, .money, tag: 5),
                ColumnSchema("number", .u32, .text, nullable: true, tag: 6),
                ColumnSchema("disputed", .u8, .flag, tag: 7),
            ]),
            TableSchema(payments, "payments", prefix: "", columns: [
                ColumnSchema("invoice", .u32, .reference(invoices), nullable: true, tag: 1),
                ColumnSchema("amount", .i64, .money, nullable: true, tag: 2),
            ]),
        ],
        sums: [
            MaintainedSum(target: invoices, column: "balance", source: payments, amount: "amount", key: "invoice", sign: -1),
            MaintainedSum(target: debtors, column: "owed", source: invoices, amount: "balance", key: "debtor", sign: 1),
        ])

    static func options(_ name: String = "test", salt: UInt64 = 0x5EED) -> BookOptions {
        var options = BookOptions(holder: LockHolder(process: 4711, command: name))
        options.patience = 0
        options.step = 1024
        // Small, so that changes of a few rows are several frames and several writes.
        options.frameSize = 40
        options.spillSize = 100
        options.random = { salt }
        options.pause = { _ in }
        return options
    }

    static func entry(_ line: String, _ minute: Int64 = 29_000_000) -> Entry {
        Entry(line: line, actor: "ada", moment: minute)
    }
}

/// The same numbers for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
}

/// Makes changes that fit a store.
struct Clerk {
    var random: Seeded
    init(seed: UInt64) { random = Seeded(seed) }

    mutating func change(_ store: inout Store) -> ChangeSet {
        let debtors = store.rowCount(Sample.debtors)
        let invoices = store.rowCount(Sample.invoices)
        switch random.below(8) {
        case 0, 1: return ChangeSet([debtor(&store)])
        case 2 where debtors > 0:
            return ChangeSet([invoice(&store, store.rowCount(Sample.invoices))])
        case 3 where debtors > 0: return ChangeSet([imported(&store, 1 + random.below(20))])
        case 4 where invoices > 0: return ChangeSet([payment(store)])
        case 5 where invoices > 0:
            let row = UInt32(random.below(invoices))
            guard store.isLive(Sample.invoices, row) else { return ChangeSet([debtor(&store)]) }
            let old = store.cell(Sample.invoices, row, 2)
            return ChangeSet([.update(Sample.invoices, row: row, column: 2, old: old, new: Int64(random.below(30_000)))])
        case 6 where store.rowCount(Sample.payments) > 0:
            let row = UInt32(random.below(store.rowCount(Sample.payments)))
            guard store.isLive(Sample.payments, row) else { return ChangeSet([debtor(&store)]) }
            return ChangeSet([.remove(Sample.payments, row: row, cells: store.cells(Sample.payments, row))])
        default:
            let new = debtor(&store)
            let text = Int64(store.intern("renamed \(random.below(5))"))
            guard case .insert(_, let row, let cells) = new else { return ChangeSet([new]) }
            return ChangeSet([new, .update(Sample.debtors, row: row, column: 1, old: cells[1], new: text)])
        }
    }

    private mutating func debtor(_ store: inout Store) -> Effect {
        let row = store.rowCount(Sample.debtors)
        let name = ["Ärger GmbH", "Acme", "", "a\u{1B}[31m", "株式会社", "Müller & Söhne"][random.below(6)]
        let cells = [
            store.key(for: "D-\(row + 1)").bits, Int64(store.intern(name)),
            Int64(store.intern(random.below(2) == 0 ? "company" : "person")), 0,
        ]
        return .insert(Sample.debtors, row: UInt32(row), cells: cells)
    }

    private mutating func invoiceCells(_ store: inout Store, _ row: Int) -> [Int64] {
        let digits = String(row + 1)
        let id = store.key(for: "INV-2026-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits).bits
        let debtor = random.below(store.rowCount(Sample.debtors))
        let amount = Int64(random.below(1_000_000))
        let number = random.below(3) == 0 ? Lane.null : Int64(store.intern("No \(random.below(50))"))
        let due = random.below(5) == 0 ? Lane.null : Int64(20_000 + random.below(400))
        return [id, Int64(debtor), due, amount, amount, number, Int64(random.below(2))]
    }

    private mutating func invoice(_ store: inout Store, _ row: Int) -> Effect {
        .insert(Sample.invoices, row: UInt32(row), cells: invoiceCells(&store, row))
    }

    mutating func imported(_ store: inout Store, _ count: Int) -> Effect {
        let first = store.rowCount(Sample.invoices)
        var batch = ColumnBatch(Sample.catalog.tables[1])
        for i in 0..<count { _ = batch.append(invoiceCells(&store, first + i)) }
        return .insertRows(Sample.invoices, first: UInt32(first), batch)
    }

    private mutating func payment(_ store: Store) -> Effect {
        var target = Int64(random.below(store.rowCount(Sample.invoices)))
        if !store.isLive(Sample.invoices, UInt32(target)) { target = Lane.null }
        let amount = Int64(random.below(5_000))
        return .insert(
            Sample.payments, row: UInt32(store.rowCount(Sample.payments)), cells: [target, amount])
    }
}

/// A book made of random changes, and what its state was after each.
struct Written {
    static let path = "/acme.book"
    let disk: MemoryDisk
    /// By group, from 0, the empty book.
    var digests: [Digest]

    var last: Int { digests.count - 1 }

    init(groups: Int, seed: UInt64, snapshotsAfter: Set<Int> = []) throws {
        disk = MemoryDisk()
        var clerk = Clerk(seed: seed)
        var (book, store) = try BookFile.create(disk, Self.path, catalog: Sample.catalog, Sample.options())
        digests = [store.digest()]
        for group in 1...max(groups, 1) {
            _ = try book.withLock(&store) { (store) throws(BookFault) in
                let change = clerk.change(&store)
                return try book.perform(change, Sample.entry("line \(group)"), on: &store)
            }
            digests.append(store.digest())
            if snapshotsAfter.contains(group) { try book.snapshot(&store) }
        }
        _ = consume book
    }

    func open(_ disk: any Disk, _ mode: BookFile.Mode = .reading, checksAll: Bool = false) throws(BookFault) -> (BookFile, Store) {
        var options = Sample.options()
        options.checksAll = checksAll
        return try BookFile.open(disk, Self.path, catalog: Sample.catalog, mode, options)
    }

    func bytes(_ file: String) throws -> [UInt8] { try disk.contents(of: Self.path + "/" + file, limit: 1 << 30) }

    /// The journal up to its last byte that is not zero.
    func used(_ file: String) throws -> Int {
        let bytes = try bytes(file)
        return (bytes.lastIndex { $0 != 0 } ?? -1) + 1
    }
}

extension MemoryDisk {
    /// Another disk with the same content and one file changed.
    func with(_ path: String, _ bytes: [UInt8]) throws -> MemoryDisk {
        let twin = afterProcessEnd()
        let file = try twin.open(path, .create)
        try twin.truncate(file, to: 0)
        try twin.writeAll(file, at: 0, bytes)
        try twin.close(file)
        return twin
    }

    func flipping(_ path: String, bit: Int) throws -> MemoryDisk {
        let twin = afterProcessEnd()
        let file = try twin.open(path, .readWrite)
        var byte = try twin.read(file, at: bit / 8, count: 1)
        guard !byte.isEmpty else { return twin }
        byte[0] ^= 1 << UInt8(bit % 8)
        try twin.writeAll(file, at: bit / 8, byte)
        try twin.close(file)
        return twin
    }
}
