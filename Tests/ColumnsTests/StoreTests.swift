import Columns
import Testing

@Suite struct StoreTests {
    @Test func keptSumsFollowAndChain() throws {
        var store = try Sample.oneInvoice()
        #expect(store.cell(Sample.debtors, 0, 3) == 10_000)
        let inverse = try store.apply(ChangeSet([.insert(Sample.payments, row: 0, cells: [0, 4_000, 1])]))
        #expect(store.cell(Sample.invoices, 0, 4) == 6_000)
        #expect(store.cell(Sample.debtors, 0, 3) == 6_000)
        try store.apply(ChangeSet([.update(Sample.payments, row: 0, column: 1, old: 4_000, new: Lane.null)]))
        #expect(store.cell(Sample.debtors, 0, 3) == 10_000)
        try store.apply(ChangeSet([.update(Sample.payments, row: 0, column: 1, old: Lane.null, new: 4_000)]))
        try store.apply(inverse)
        #expect(store.cell(Sample.debtors, 0, 3) == 10_000)
        #expect(store.rowCount(Sample.payments) == 1)
        #expect(store.liveCount(Sample.payments) == 0)
    }

    @Test func refusalsNameTheCellAndLeaveNothing() throws {
        var store = try Sample.oneInvoice()
        let before = store.digest()
        let id = store.key(for: "INV-2026-0001").bits
        let next = store.key(for: "INV-2026-0002").bits
        func refused(_ effects: [Effect], _ fault: StoreFault) {
            #expect(throws: fault) { try store.apply(ChangeSet(effects)) }
            #expect(store.digest() == before)
            #expect(store.rowCount(Sample.invoices) == 1)
            #expect(store.rowCount(Sample.payments) == 0)
        }
        let t = Sample.invoices
        let pay = Effect.insert(Sample.payments, row: 0, cells: [0, 4_000, 1])
        refused([pay, .insert(t, row: 1, cells: [id, 0, 0, 0, 0, Lane.null, 0])], .duplicateID(t, row: 1, existing: 0))
        refused([pay, .insert(t, row: 1, cells: [next, 7, 0, 0, 0, Lane.null, 0])], .dangling(t, row: 1, column: 1))
        refused([pay, .insert(t, row: 1, cells: [next, 0, 0, Lane.null, 0, Lane.null, 0])], .null(t, row: 1, column: 3))
        refused([pay, .insert(t, row: 1, cells: [next, 0, 1 << 40, 0, 0, Lane.null, 0])], .outOfRange(t, row: 1, column: 2))
        refused([pay, .insert(t, row: 1, cells: [next, 0, 0, 0, 0, 999, 0])], .outOfRange(t, row: 1, column: 5))
        refused([pay, .insert(t, row: 1, cells: [next, 0, 0, 0, 0, Lane.null, 2])], .outOfRange(t, row: 1, column: 6))
        refused([pay, .insert(t, row: 1, cells: [1 << 50, 0, 0, 0, 0, Lane.null, 0])], .outOfRange(t, row: 1, column: 0))
        refused([pay, .insert(t, row: 1, cells: [next, 0])], .shape(t))
        refused([pay, .insert(t, row: 9, cells: [next, 0, 0, 0, 0, Lane.null, 0])], .gap(t, row: 9, next: 1))
        refused([pay, .insert(t, row: 0, cells: [next, 0, 0, 0, 0, Lane.null, 0])], .occupied(t, row: 0))
        refused([pay, .insert(TableID(9), row: 0, cells: [])], .unknownTable(TableID(9)))
        refused([pay, .update(t, row: 0, column: 9, old: 0, new: 1)], .unknownColumn(t, column: 9))
        refused([pay, .update(t, row: 5, column: 3, old: 0, new: 1)], .unknownRow(t, row: 5))
        refused([pay, .update(t, row: 0, column: 3, old: 1, new: 2)], .differs(t, row: 0, column: 3))
        refused([.remove(Sample.debtors, row: 0, cells: store.cells(Sample.debtors, 0))],
            .referenced(Sample.debtors, row: 0, by: t, byRow: 0))
        refused([.insert(Sample.payments, row: 0, cells: [0, Int64.max, 1]), .insert(Sample.payments, row: 1, cells: [0, Int64.max, 1])],
            .overflow(t, row: 0, column: 4))
    }

    @Test(arguments: [[7, 8, 9, 8], [9, 8, 7, 9], [5, 6, 1, 9], [3, 9, 1, 4]])
    func aBatchMayNotRepeatAnID(numbers: [Int]) throws {
        var store = try Sample.oneInvoice()
        let before = store.digest()
        guard let schema = Sample.catalog.table(Sample.invoices) else { return }
        var batch = ColumnBatch(schema)
        for number in numbers {
            let fits = batch.append([store.key(for: "INV-2026-000\(number)").bits, 0, 0, 9, 9, Lane.null, 0])
            #expect(fits)
        }
        let repeated = Set(numbers).count < numbers.count || numbers.contains(1)
        let change = ChangeSet([.insertRows(Sample.invoices, first: 1, batch)])
        if repeated {
            #expect(throws: StoreFault.self) { try store.apply(change) }
            #expect(store.digest() == before && store.rowCount(Sample.invoices) == 1)
            #expect(store.row(Sample.invoices, id: "INV-2026-0009") == nil)
        }
        var fresh = ColumnBatch(schema)
        for number in [4, 3, 2] {
            let fits = fresh.append([store.key(for: "INV-2026-000\(number)").bits, 0, 0, 9, 9, Lane.null, 0])
            #expect(fits)
        }
        let inverse = try store.apply(ChangeSet([.insertRows(Sample.invoices, first: 1, fresh)]))
        #expect(store.row(Sample.invoices, id: "INV-2026-0003") == 2)
        #expect(store.cell(Sample.debtors, 0, 3) == 10_027)
        try store.apply(inverse)
        #expect(store.digest() == before)
    }

    @Test func closedWordsAreClosed() throws {
        var store = try Sample.oneInvoice()
        let word = Int64(store.intern("charity"))
        let id = store.key(for: "D-2").bits
        #expect(throws: StoreFault.outOfRange(Sample.debtors, row: 1, column: 2)) {
            try store.apply(ChangeSet([.insert(Sample.debtors, row: 1, cells: [id, 0, word, 0, Lane.null])]))
        }
    }

    @Test func removedParentsAndChildrenTogether() throws {
        var store = try Sample.oneInvoice()
        let empty = try Sample.store().digest()
        let full = store.digest()
        let inverse = try store.apply(ChangeSet([
            .remove(Sample.invoices, row: 0, cells: store.cells(Sample.invoices, 0)),
            .remove(Sample.debtors, row: 0, cells: { var c = store.cells(Sample.debtors, 0); c[3] = 0; return c }()),
        ]))
        #expect(store.digest() == empty)
        #expect(store.row(Sample.invoices, id: "INV-2026-0001") == nil)
        try store.apply(inverse)
        #expect(store.digest() == full)
        #expect(store.row(Sample.invoices, id: "INV-2026-0001") == 0)
    }

    @Test func nextIDContinuesWhateverTheOrder() throws {
        var store = try Sample.oneInvoice()
        func add(_ id: String) throws {
            let key = store.key(for: id).bits
            let row = UInt32(store.rowCount(Sample.invoices))
            try store.apply(ChangeSet([.insert(Sample.invoices, row: row, cells: [key, 0, 0, 0, 0, Lane.null, 0])]))
        }
        func next(_ prefix: String) -> String? {
            let key = store.nextID(Sample.invoices, prefix: prefix, width: 4)
            return key.map { store.ids.text(of: $0) }
        }
        #expect(next("INV-2026-") == "INV-2026-0002")
        try add("INV-2026-0009")
        try add("INV-2026-0005")
        #expect(next("INV-2026-") == "INV-2026-0010")
        try add("INV-2026-9999")
        #expect(next("INV-2026-") == "INV-2026-10000")
        try add("INV-2026-10000")
        #expect(next("INV-2026-") == "INV-2026-10001")
        #expect(next("INV-2027-") == "INV-2027-0001")
        #expect(next("INV-2027") == nil)
        for id in ["INV-2026-0001", "INV-2026-0005", "INV-2026-0009", "INV-2026-10000"] {
            #expect(store.row(Sample.invoices, id: id) != nil)
        }
        #expect(store.row(Sample.invoices, id: "INV-2026-0004") == nil)
    }

    @Test func circlesOfSumsAreRefused() {
        let t = TableID(1)
        let loop = Catalog(
            tables: [TableSchema(t, "t", prefix: "", columns: [
                ColumnSchema("a", .i64, .money, tag: 1), ColumnSchema("up", .u32, .reference(t), nullable: true, tag: 2),
            ])],
            sums: [MaintainedSum(target: t, column: "a", source: t, amount: "a", key: "up", sign: 1)])
        #expect(throws: StoreFault.self) { try Store(catalog: loop) }
    }
}
