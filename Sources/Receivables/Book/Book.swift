// The book as one list of tables and the sums the store keeps by itself.
// This is the drawing of the trade's data; it holds no rows and no rule.

package import Columns

package enum Book {
    /// Every table, by frozen number, and the sums that make a balance instant.
    ///
    ///     let store = Store(catalog: Book.catalog)
    package static let catalog = Catalog(
        tables: [
            Debtors.schema, People.schema, Invoices.schema, Charges.schema, Credits.schema, WriteOffs.schema,
            Payments.schema, Allocations.schema, Contacts.schema, Promises.schema, Plans.schema, PlanInvoices.schema,
            Instalments.schema, Cases.schema, Steps.schema, Holds.schema, Disputes.schema, Notices.schema, Staff.schema,
            ExchangeRates.schema, ReferenceRates.schema, Settings.schema, ClosedMonths.schema, Revisions.schema,
            Imports.schema, Keys.schema, InvoiceTerms.schema, Refunds.schema,
        ],
        sums: [
            MaintainedSum(target: Invoices.table, column: "allocated", source: Allocations.table, amount: "amount", key: "invoice", sign: 1),
            MaintainedSum(target: Invoices.table, column: "charged", source: Charges.table, amount: "amount", key: "invoice", sign: 1),
            MaintainedSum(target: Invoices.table, column: "credited", source: Credits.table, amount: "amount", key: "invoice", sign: 1),
            MaintainedSum(target: Invoices.table, column: "written_off", source: WriteOffs.table, amount: "amount", key: "invoice", sign: 1),
            MaintainedSum(target: Payments.table, column: "allocated", source: Allocations.table, amount: "amount", key: "payment", sign: 1),
        ])
}

extension Book {
    /// An empty book.
    package static func empty() throws(StoreFault) -> Store {
        var store = try Store(catalog: catalog)
        prepare(&store)
        return store
    }

    /// Makes the words known that derived columns answer with (`overdue`, `plan-active`, …), so that each has a code. Call it
    /// once on every store that was read or made; on one that was prepared before it does nothing.
    package static func prepare(_ store: inout Store) {
        for table in catalog.tables {
            for column in table.columns {
                for word in column.words { _ = store.intern(word) }
            }
        }
        for word in derivedWords { _ = store.intern(word) }
    }

    /// Every word that a derived column may hold.
    package static let derivedWords: [String] =
        InvoiceStatus.allCases.map(\.rawValue) + Exclusion.allCases.map(\.rawValue) + InstalmentStatus.allCases.map(\.rawValue)
        + PromiseStatus.allCases.map(\.rawValue) + PlanStatus.allCases.map(\.rawValue) + StepState.words
        + PaymentStatus.allCases.map(\.rawValue) + AgeingBuckets.standard.names
        + ["open", "closed", "active", "released", "expired"]
}
