// A naive model and a random walk: whatever happens, the store and a dictionary of rows agree.
import Columns
import Testing

/// Rows by table and number; kept sums recomputed from nothing.
private struct Model {
    var rows: [TableID: [UInt32: [Int64]]] = [Sample.debtors: [:], Sample.invoices: [:], Sample.payments: [:]]

    /// What the kept cells must be: an invoice's balance is its amount less payments, a debtor's debt the sum of balances.
    mutating func settle() {
        for row in (rows[Sample.invoices] ?? [:]).keys {
            let amount = rows[Sample.invoices]?[row]?[3] ?? 0
            rows[Sample.invoices]?[row]?[4] = amount
        }
        for row in (rows[Sample.debtors] ?? [:]).keys { rows[Sample.debtors]?[row]?[3] = 0 }
        for cells in (rows[Sample.payments] ?? [:]).values where cells[0] != Lane.null && cells[1] != Lane.null {
            rows[Sample.invoices]?[UInt32(cells[0])]?[4] -= cells[1]
        }
        for cells in (rows[Sample.invoices] ?? [:]).values { rows[Sample.debtors]?[UInt32(cells[1])]?[3] += cells[4] }
    }
}

private struct Walk {
    var random: Seeded
    var store: Store
    var model = Model()
    var number = 0

    init(_ seed: UInt64) throws {
        random = Seeded(seed)
        store = try Sample.store()
    }

    func live(_ table: TableID) -> [UInt32] { store.live(table).rows() }
    func next(_ table: TableID, _ ahead: Int) -> UInt32 { UInt32(store.rowCount(table) + ahead) }

    mutating func newID(_ prefix: String) -> Int64 {
        number += 1
        // Mostly ascending, now and then from anywhere.
        let n = random.chance(80) ? number : number + 1_000_000 - random.below(500_000)
        return store.key(for: "\(prefix)\(random.chance(50) ? "" : "0")\(n)").bits
    }

    mutating func debtor() -> [Int64] {
        let kind = Int64(store.intern(random.chance(50) ? "company" : "person"))
        let parents = live(Sample.debtors)
        let parent = parents.isEmpty || random.chance(70) ? Lane.null : Int64(parents[random.below(parents.count)])
        return [newID("D-"), Int64(store.intern("name \(random.below(40))")), kind, 0, parent]
    }

    mutating func invoice(_ debtor: UInt32) -> [Int64] {
        let amount = Int64(random.below(100_000))
        let number = random.chance(30) ? Lane.null : Int64(store.intern("ext \(random.below(60))"))
        return [newID("INV-"), Int64(debtor), random.chance(20) ? Lane.null : Int64(random.below(30_000)), amount, amount, number, 0]
    }

    mutating func payment() -> [Int64] {
        let rows = live(Sample.invoices)
        let invoice = rows.isEmpty || random.chance(10) ? Lane.null : Int64(rows[random.below(rows.count)])
        return [invoice, random.chance(5) ? Lane.null : Int64(random.below(9_000)), Int64(random.below(5))]
    }

    /// One change set, sound or not.
    mutating func change() throws -> ChangeSet {
        var effects: [Effect] = []
        switch random.below(9) {
        case 0: effects = [.insert(Sample.debtors, row: next(Sample.debtors, 0), cells: debtor())]
        case 1, 2:
            for i in 0...random.below(3) {
                guard let debtor = live(Sample.debtors).randomElement(using: &random) else { break }
                effects.append(.insert(Sample.invoices, row: next(Sample.invoices, i), cells: invoice(debtor)))
            }
        case 3: effects = [.insert(Sample.payments, row: next(Sample.payments, 0), cells: payment())]
        case 4:
            guard let row = live(Sample.payments).randomElement(using: &random) else { break }
            let column = random.below(3)
            let cells = store.cells(Sample.payments, row)
            effects = [.update(Sample.payments, row: row, column: column, old: cells[column], new: payment()[column])]
        case 5:
            guard let row = live(Sample.invoices).randomElement(using: &random) else { break }
            let old = store.cells(Sample.invoices, row)
            let new = invoice(UInt32(old[1]))
            let column = [0, 2, 5][random.below(3)]
            effects = [.update(Sample.invoices, row: row, column: column, old: old[column], new: new[column])]
        case 6:
            let table = [Sample.payments, Sample.invoices, Sample.debtors][random.below(3)]
            guard let row = live(table).randomElement(using: &random) else { break }
            effects = [.remove(table, row: row, cells: store.cells(table, row))]
        case 7:
            guard let schema = Sample.catalog.table(Sample.payments) else { break }
            var batch = ColumnBatch(schema)
            for _ in 0..<random.below(random.chance(10) ? 5_000 : 60) where !batch.append(payment()) { Issue.record("a row did not fit") }
            effects = [.insertRows(Sample.payments, first: next(Sample.payments, 0), batch)]
        default:
            guard let schema = Sample.catalog.table(Sample.invoices), let debtor = live(Sample.debtors).first else { break }
            var batch = ColumnBatch(schema)
            for _ in 0..<random.below(80) where !batch.append(invoice(debtor)) { Issue.record("a row did not fit") }
            effects = [.insertRows(Sample.invoices, first: next(Sample.invoices, 0), batch)]
        }
        if random.chance(10) { effects.append(.update(Sample.debtors, row: 0, column: 3, old: -1, new: -2)) }
        return ChangeSet(effects)
    }

    mutating func note(_ change: ChangeSet) {
        for effect in change.effects {
            switch effect {
            case .insert(let table, let row, let cells): model.rows[table]?[row] = cells
            case .update(let table, let row, let column, _, let new): model.rows[table]?[row]?[column] = new
            case .remove(let table, let row, _): model.rows[table]?[row] = nil
            case .insertRows(let table, let first, let batch):
                for i in 0..<batch.count { model.rows[table]?[first + UInt32(i)] = batch.cells(i) }
            case .removeRows(let table, let first, let count, _):
                for i in 0..<count { model.rows[table]?[first + i] = nil }
            }
        }
        model.settle()
    }

    func agrees() -> Bool {
        for (table, rows) in model.rows {
            guard store.live(table).rows() == rows.keys.sorted() else { return false }
            for (row, cells) in rows where store.cells(table, row) != cells { return false }
        }
        return true
    }

    /// Indexes against a scan.
    mutating func indexesAgree() -> Bool {
        for (table, rows) in model.rows where table != Sample.payments {
            for (row, cells) in rows where store.row(table, id: IDKey(bits: cells[0])) != row { return false }
        }
        let adjacency = store.adjacency(source: Sample.payments, key: 0)
        var byInvoice: [Int64: [UInt32]] = [:]
        for (row, cells) in model.rows[Sample.payments] ?? [:] { byInvoice[cells[0], default: []].append(row) }
        for invoice in (model.rows[Sample.invoices] ?? [:]).keys {
            let expected = (byInvoice[Int64(invoice)] ?? []).sorted()
            guard Array(adjacency.rows(of: Int(invoice))) == expected else { return false }
            guard store.rows(Sample.payments, where: 0, is: Int64(invoice)) == expected else { return false }
        }
        let code = Int64(store.intern("ext \(random.below(60))"))
        let expected = (model.rows[Sample.invoices] ?? [:]).filter { $0.value[5] == code }.keys.sorted()
        return store.rows(Sample.invoices, where: 5, is: code) == expected
    }

    /// The model's rows put into an empty store, in another order of interning.
    func rebuilt() throws -> Digest {
        var fresh = try Sample.store()
        _ = fresh.intern("something else first")
        var effects: [Effect] = []
        for table in [Sample.debtors, Sample.invoices, Sample.payments] {
            let schema = Sample.catalog.table(table)
            for row in 0..<UInt32(store.rowCount(table)) {
                var cells = store.cells(table, row)
                for (c, column) in (schema?.columns ?? []).enumerated() where cells[c] != Lane.null {
                    switch column.meaning {
                    case .text, .word: cells[c] = Int64(fresh.intern(store.texts.string(UInt32(cells[c]))))
                    case .id: cells[c] = fresh.key(for: store.ids.text(of: IDKey(bits: cells[c]))).bits
                    default: break
                    }
                }
                effects.append(.insert(table, row: row, cells: cells))
            }
        }
        // Rows that died may contradict those that live, so a naive rebuild keeps only the living, at their numbers.
        var parts: [TableID: [[Int64]]] = [:]
        for case .insert(let table, _, let cells) in effects { parts[table, default: []].append(cells) }
        var tables: [TableID: TableParts] = [:]
        for (table, rows) in parts {
            guard let schema = Sample.catalog.table(table) else { continue }
            var batch = ColumnBatch(schema)
            for cells in rows where !batch.append(cells) { Issue.record("a row did not fit") }
            tables[table] = TableParts(
                rows: rows.count, ascending: 0, dead: store.live(table).dead,
                columns: batch.columns.map { column in
                    ColumnParts(column.physical) { i in
                        column.view.withBytes(i) { Block(column.physical, mapped: $0, owner: Holder(column)) }
                    }
                })
        }
        return try Store(
            catalog: Sample.catalog, texts: fresh.texts, ids: fresh.ids, tables: tables, damage: Damage()
        ).digest()
    }
}

/// Keeps a batch's memory alive for blocks that look at it, as a mapped file would be.
private final class Holder {
    let column: BatchColumn
    init(_ column: BatchColumn) { self.column = column }
}

@Suite struct StoreWalkTests {
    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func walk(seed: UInt64) throws {
        var walk = try Walk(seed)
        var done: [(inverse: ChangeSet, before: Digest, change: ChangeSet)] = []
        var refused = 0
        for step in 0..<120 {
            let before = walk.store.digest()
            if walk.random.chance(12), let last = done.popLast() {
                let now = walk.store.digest()
                let redo = try walk.store.apply(last.inverse)
                #expect(walk.store.digest() == last.before, "seed \(seed) step \(step): inverse of do")
                try walk.store.apply(redo)
                #expect(walk.store.digest() == now, "seed \(seed) step \(step): redo")
                try walk.store.apply(last.inverse)
                walk.note(last.inverse)
                continue
            }
            let change = try walk.change()
            let copy = walk.store
            let copied = copy.cells(Sample.debtors, 0)
            do {
                let inverse = try walk.store.apply(change)
                walk.note(change)
                done.append((inverse, before, change))
            } catch {
                refused += 1
                #expect(walk.store.digest() == before, "seed \(seed) step \(step): refused \(error)")
                #expect(walk.store.rowCount(Sample.payments) == copy.rowCount(Sample.payments))
            }
            #expect(copy.digest() == before, "seed \(seed) step \(step): the copy stands")
            #expect(copy.cells(Sample.debtors, 0) == copied)
            if step % 20 == 19 {
                #expect(walk.agrees(), "seed \(seed) step \(step)")
                let agree = walk.indexesAgree()
                #expect(agree, "seed \(seed) step \(step)")
            }
        }
        #expect(refused > 0 && done.count > 20, "seed \(seed)")
        #expect(try walk.rebuilt() == walk.store.digest(), "seed \(seed): content, not codes")
    }
}
