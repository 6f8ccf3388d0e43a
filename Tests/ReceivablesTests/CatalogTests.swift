import Columns
import Receivables
import Testing

@Suite struct CatalogTests {
    @Test func numbersAreUniqueAndFrozen() {
        let tables = Book.catalog.tables
        #expect(tables.map(\.id.rawValue) == Array(1...28))
        #expect(Set(tables.map(\.name)).count == tables.count)
        for table in tables {
            #expect(Set(table.columns.map(\.name)).count == table.columns.count, "\(table.name)")
            #expect(table.columns.map(\.tag) == (1...UInt16(table.columns.count)).map { $0 }, "\(table.name)")
            #expect(table.hasID == !table.prefix.isEmpty, "\(table.name)")
            for column in table.columns {
                #expect(!column.summary.isEmpty, "\(table.name).\(column.name)")
                if case .money = column.meaning { #expect(column.currency.flatMap(table.column) != nil, "\(table.name).\(column.name)") }
            }
        }
    }

    /// The ordinals that code uses against the names that people use.
    @Test func ordinalsNameTheirColumns() {
        func check(_ schema: TableSchema, _ named: [(Int, String)]) {
            #expect(named.map(\.1) == schema.columns.map(\.name), "\(schema.name)")
            #expect(named.map(\.0) == Array(schema.columns.indices), "\(schema.name)")
        }
        check(Invoices.schema, [
            (Invoices.id, "id"), (Invoices.external, "external"), (Invoices.reference, "reference"), (Invoices.debtor, "debtor"),
            (Invoices.currency, "currency"), (Invoices.amount, "amount"), (Invoices.issued, "issued"), (Invoices.due, "due"),
            (Invoices.originalDue, "original_due"), (Invoices.termsDays, "terms_days"), (Invoices.state, "state"),
            (Invoices.cancelledOn, "cancelled_on"), (Invoices.note, "note"), (Invoices.allocated, "allocated"),
            (Invoices.charged, "charged"), (Invoices.credited, "credited"), (Invoices.writtenOff, "written_off"),
            (Invoices.cancelledBecause, "cancelled_because"),
        ])
        check(Debtors.schema, [
            (Debtors.id, "id"), (Debtors.external, "external"), (Debtors.name, "name"), (Debtors.country, "country"),
            (Debtors.currency, "currency"), (Debtors.termsDays, "terms_days"), (Debtors.creditLimit, "credit_limit"),
            (Debtors.segment, "segment"), (Debtors.email, "email"), (Debtors.phone, "phone"), (Debtors.zone, "zone"),
            (Debtors.language, "language"), (Debtors.kind, "kind"), (Debtors.opened, "opened"), (Debtors.owner, "owner"),
            (Debtors.note, "note"), (Debtors.noChase, "no_chase"),
        ])
        check(Payments.schema, [
            (Payments.id, "id"), (Payments.external, "external"), (Payments.debtor, "debtor"), (Payments.payer, "payer"),
            (Payments.date, "date"), (Payments.amount, "amount"), (Payments.currency, "currency"), (Payments.method, "method"),
            (Payments.reference, "reference"), (Payments.reversedOn, "reversed_on"), (Payments.note, "note"),
            (Payments.allocated, "allocated"), (Payments.reversedBecause, "reversed_because"),
        ])
        check(Allocations.schema, [
            (Allocations.payment, "payment"), (Allocations.invoice, "invoice"), (Allocations.amount, "amount"),
            (Allocations.currency, "currency"), (Allocations.date, "date"), (Allocations.order, "order"),
            (Allocations.takesBack, "takes_back"),
        ])
        check(Charges.schema, [
            (Charges.id, "id"), (Charges.debtor, "debtor"), (Charges.invoice, "invoice"), (Charges.date, "date"),
            (Charges.kind, "kind"), (Charges.currency, "currency"), (Charges.amount, "amount"), (Charges.reason, "reason"),
            (Charges.waives, "waives"),
        ])
        check(Credits.schema, [
            (Credits.id, "id"), (Credits.external, "external"), (Credits.debtor, "debtor"), (Credits.invoice, "invoice"),
            (Credits.date, "date"), (Credits.currency, "currency"), (Credits.amount, "amount"), (Credits.reason, "reason"),
            (Credits.kind, "kind"), (Credits.from, "from"), (Credits.payment, "payment"),
        ])
        check(WriteOffs.schema, [
            (WriteOffs.id, "id"), (WriteOffs.debtor, "debtor"), (WriteOffs.invoice, "invoice"), (WriteOffs.date, "date"),
            (WriteOffs.currency, "currency"), (WriteOffs.amount, "amount"), (WriteOffs.reason, "reason"),
            (WriteOffs.approvedBy, "approved_by"), (WriteOffs.payment, "payment"),
        ])
        check(Refunds.schema, [
            (Refunds.id, "id"), (Refunds.debtor, "debtor"), (Refunds.payment, "payment"), (Refunds.credit, "credit"),
            (Refunds.date, "date"), (Refunds.currency, "currency"), (Refunds.amount, "amount"), (Refunds.method, "method"),
            (Refunds.reason, "reason"),
        ])
        check(InvoiceTerms.schema, [
            (InvoiceTerms.invoice, "invoice"), (InvoiceTerms.said, "said"), (InvoiceTerms.discount, "discount"),
            (InvoiceTerms.discountUntil, "discount_until"),
        ])
        check(Instalments.schema, [
            (Instalments.plan, "plan"), (Instalments.n, "n"), (Instalments.due, "due"), (Instalments.currency, "currency"),
            (Instalments.amount, "amount"), (Instalments.interest, "interest"), (Instalments.invoice, "invoice"),
        ])
        check(Plans.schema, [
            (Plans.id, "id"), (Plans.debtor, "debtor"), (Plans.currency, "currency"), (Plans.total, "total"),
            (Plans.principal, "principal"), (Plans.start, "start"), (Plans.everyMonths, "every_months"),
            (Plans.everyDays, "every_days"), (Plans.count, "count"), (Plans.rate, "rate"), (Plans.proposed, "proposed"),
            (Plans.agreed, "agreed"), (Plans.cancelled, "cancelled"), (Plans.note, "note"),
            (Plans.cancelledBecause, "cancelled_because"), (Plans.missed, "missed"), (Plans.graceDays, "grace"), (Plans.cureDays, "cure"),
            (Plans.concession, "concession"),
        ])
        check(Steps.schema, [
            (Steps.id, "id"), (Steps.recoveryCase, "case"), (Steps.n, "n"), (Steps.title, "title"), (Steps.owner, "owner"),
            (Steps.due, "due"), (Steps.gate, "gate"), (Steps.doneOn, "done_on"), (Steps.evidence, "evidence"),
            (Steps.skippedOn, "skipped_on"), (Steps.skippedReason, "skipped_reason"),
        ])
        check(Revisions.schema, [
            (Revisions.tableNumber, "table"), (Revisions.row, "row"), (Revisions.column, "column"), (Revisions.day, "day"),
            (Revisions.sequence, "sequence"), (Revisions.old, "old"), (Revisions.actor, "actor"), (Revisions.reason, "reason"),
        ])
        check(Contacts.schema, [
            (Contacts.id, "id"), (Contacts.at, "at"), (Contacts.debtor, "debtor"), (Contacts.invoice, "invoice"),
            (Contacts.channel, "channel"), (Contacts.person, "person"), (Contacts.outcome, "outcome"), (Contacts.next, "next"),
            (Contacts.staff, "staff"), (Contacts.note, "note"), (Contacts.struck, "struck"),
        ])
        check(Promises.schema, [
            (Promises.id, "id"), (Promises.debtor, "debtor"), (Promises.invoice, "invoice"), (Promises.currency, "currency"),
            (Promises.amount, "amount"), (Promises.due, "due"), (Promises.made, "made"), (Promises.staff, "staff"),
            (Promises.endedOn, "ended_on"), (Promises.ended, "ended"), (Promises.note, "note"),
            (Promises.endedBecause, "ended_because"),
        ])
    }

    @Test func sumsNameRealColumns() throws {
        for sum in Book.catalog.sums {
            let target = try #require(Book.catalog.table(sum.target))
            let source = try #require(Book.catalog.table(sum.source))
            #expect(target.column(sum.column) != nil && source.column(sum.amount) != nil)
            let key = try #require(source.column(sum.key))
            #expect(source.columns[key].meaning == .reference(sum.target))
        }
    }
}
