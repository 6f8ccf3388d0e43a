// A store over blocks that Durability would map: lazy, and safe whatever the bits are.
import Columns
import Testing

@Suite struct MappedStoreTests {
    static func book(rows: Int) throws -> Store {
        var store = try Sample.oneInvoice()
        guard let schema = Sample.catalog.table(Sample.invoices) else { throw StoreFault.unknownTable(Sample.invoices) }
        var batch = ColumnBatch(schema)
        for i in 0..<rows {
            let id = store.key(for: "INV-2026-\(i + 10_000)").bits
            let number = Int64(store.intern("ext \(i)"))
            let fits = batch.append([id, 0, Int64(i), 5, 5, number, 0])
            #expect(fits)
        }
        try store.apply(ChangeSet([.insertRows(Sample.invoices, first: 1, batch)]))
        return store
    }

    final class Count { var blocks = 0 }

    /// The same book with its blocks copied into "mapped" memory; `spoil` may change a block's bytes or say it is damaged.
    static func reopen(
        _ store: Store, count: Count = Count(), spoil: @escaping (TableID, Int, Int, inout [UInt8]) -> Bool = { _, _, _, _ in true }
    ) throws -> Store {
        let damage = Damage()
        var tables: [TableID: TableParts] = [:]
        for schema in Sample.catalog.tables {
            let parts = store.parts(schema.id)
            tables[schema.id] = TableParts(
                rows: parts.rows, ascending: parts.ascending, dead: parts.dead,
                columns: schema.columns.indices.map { c in
                    let view = store.view(schema.id, c)
                    return ColumnParts(view.physical) { i in
                        count.blocks += 1
                        var bytes = view.withBytes(i) { Array($0) } ?? []
                        let sound = spoil(schema.id, c, i, &bytes)
                        let memory = Mapped(bytes)
                        return Block(view.physical, mapped: memory.raw, owner: memory) {
                            if !sound { damage.note("\(schema.name) \(c) \(i)") }
                            return sound
                        }
                    }
                })
        }
        return try Store(catalog: Sample.catalog, texts: store.texts, ids: store.ids, tables: tables, damage: damage)
    }

    @Test func openingTouchesNothingAndALookUpLittle() throws {
        let store = try Self.book(rows: 20_000)
        let count = Count()
        let opened = try Self.reopen(store, count: count)
        #expect(count.blocks == 0)
        #expect(opened.row(Sample.invoices, id: "INV-2026-12345") == 2_346)
        #expect(opened.cell(Sample.invoices, 2_346, 2) == 2_345)
        #expect(count.blocks <= 6)
        #expect(opened.digest() == store.digest())
        #expect(count.blocks == Sample.catalog.tables.reduce(0) { sum, table in
            sum + table.columns.count * ((store.rowCount(table.id) + 4095) / 4096)
        })
    }

    @Test func writingCopiesTheBlockAndLeavesTheFile() throws {
        let store = try Self.book(rows: 5_000)
        var opened = try Self.reopen(store)
        let copy = opened
        let inverse = try opened.apply(ChangeSet([
            .insert(Sample.payments, row: 0, cells: [1, 3, Lane.null]),
            .update(Sample.invoices, row: 4_999, column: 2, old: 4_998, new: 7),
        ]))
        #expect(opened.cell(Sample.invoices, 1, 4) == 2)
        #expect(opened.cell(Sample.debtors, 0, 3) == store.cell(Sample.debtors, 0, 3) - 3)
        #expect(copy.digest() == store.digest())
        let key = opened.nextID(Sample.invoices, prefix: "INV-2026-", width: 4)?.bits ?? 0
        #expect(opened.ids.text(of: IDKey(bits: key)) == "INV-2026-15000")
        try opened.apply(ChangeSet([.insert(Sample.invoices, row: 5_001, cells: [key, 0, 0, 0, 0, Lane.null, 0])]))
        try opened.apply(ChangeSet([.remove(Sample.invoices, row: 5_001, cells: [key, 0, 0, 0, 0, Lane.null, 0])]))
        try opened.apply(inverse)
        #expect(opened.digest() == store.digest())
    }

    @Test func aDamagedBlockIsNotedReadsAsNullAndIsNotWritten() throws {
        let store = try Self.book(rows: 5_000)
        var opened = try Self.reopen(store) { table, column, block, _ in !(table == Sample.invoices && column == 4 && block == 1) }
        #expect(opened.damage.isEmpty)
        #expect(opened.cell(Sample.invoices, 4_500, 4) == Lane.null)
        #expect(opened.damage.places == ["invoices 4 1"])
        #expect(opened.cell(Sample.invoices, 4_000, 4) == 5)
        let before = opened.digest()
        #expect(throws: StoreFault.damaged(Sample.invoices, column: 4, block: 1)) {
            try opened.apply(ChangeSet([.insert(Sample.payments, row: 0, cells: [4_500, 3, Lane.null])]))
        }
        #expect(throws: StoreFault.damaged(Sample.invoices, column: 4, block: 1)) {
            try opened.apply(ChangeSet([.insert(Sample.invoices, row: 5_001, cells: [1 << 32 | 77, 0, 0, 0, 0, Lane.null, 0])]))
        }
        #expect(opened.digest() == before)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func anyBitsAreSafe(seed: UInt64) throws {
        let store = try Self.book(rows: 5_000)
        let random = Count()
        random.blocks = Int(seed)
        var opened = try Self.reopen(store) { _, _, _, bytes in
            var local = Seeded(UInt64(random.blocks))
            random.blocks += 1
            for _ in 0..<50 where !bytes.isEmpty { bytes[local.below(bytes.count)] = UInt8(local.below(256)) }
            if local.chance(20) { bytes.removeLast(local.below(bytes.count)) }
            return true
        }
        _ = opened.digest()
        var found = 0
        for i in stride(from: 0, to: 5_000, by: 37) where opened.row(Sample.invoices, id: "INV-2026-\(i + 10_000)") != nil { found += 1 }
        #expect(found <= 136)
        _ = opened.adjacency(source: Sample.invoices, key: 1)
        _ = opened.rows(Sample.invoices, where: 5, is: 17)
        _ = opened.nextID(Sample.invoices, prefix: "INV-2026-", width: 4)
        let invoices = Selection(live: opened.live(Sample.invoices))
        let debtor = LaneSource.column(opened.view(Sample.invoices, 1))
        let groups = Groups(invoices, by: [GroupKey(debtor, cardinality: 1), GroupKey(.column(opened.view(Sample.invoices, 5)))])
        _ = Totals.sum(invoices, .column(opened.view(Sample.invoices, 3)), by: groups).lanes()
        _ = Sorting.order(invoices, by: [SortKey(.through(.column(opened.view(Sample.debtors, 1)), by: debtor))])
        for row in stride(from: UInt32(0), to: 5_001, by: 97) {
            _ = opened.texts.string(UInt32(truncatingIfNeeded: opened.cell(Sample.invoices, row, 5)))
            _ = opened.ids.text(of: IDKey(bits: opened.cell(Sample.invoices, row, 0)))
            _ = try? opened.apply(ChangeSet([.remove(Sample.invoices, row: row, cells: opened.cells(Sample.invoices, row))]))
            _ = try? opened.apply(ChangeSet([.insert(Sample.payments, row: UInt32(opened.rowCount(Sample.payments)), cells: [Int64(row), 1, 1])]))
        }
    }
}
