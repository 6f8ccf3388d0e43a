// A small book for the store's tests: debtors, invoices with a kept balance that is summed again by debtor, payments.
import Columns

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
                ColumnSchema("parent", .u32, .reference(debtors), nullable: true, tag: 5),
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
                ColumnSchema("level", .u16, .integer, nullable: true, tag: 3),
            ]),
        ],
        sums: [
            MaintainedSum(target: invoices, column: "balance", source: payments, amount: "amount", key: "invoice", sign: -1),
            MaintainedSum(target: debtors, column: "owed", source: invoices, amount: "balance", key: "debtor", sign: 1),
        ])

    static func store() throws -> Store { try Store(catalog: catalog) }

    /// Debtor 0 with one invoice of 100.00 at row 0.
    static func oneInvoice() throws -> Store {
        var store = try store()
        let debtor = store.key(for: "D-1").bits
        let invoice = store.key(for: "INV-2026-0001").bits
        let name = Int64(store.intern("Acme"))
        let kind = Int64(store.intern("company"))
        try store.apply(ChangeSet([
            .insert(debtors, row: 0, cells: [debtor, name, kind, 0, Lane.null]),
            .insert(invoices, row: 0, cells: [invoice, 0, 20_000, 10_000, 10_000, Lane.null, 0]),
        ]))
        return store
    }
}
