// What a payment closes besides what it pays: the discount that was earned by paying in time, a difference too small to chase,
// and the loss of what was written off and comes in after all. Each is a row of its own that names the payment, so that a
// payment the bank takes back takes it along.

import Columns
import Values

package enum Closing {
    /// The setting that says up to which difference an invoice is closed with its payment.
    package static let smallDifference = "small_difference"

    /// What may still be kept off an invoice that is paid up on `day`; nothing once anything was paid late or charged.
    static func discount(open facts: InvoiceFacts, on day: Day, in store: Store) -> Int64 {
        guard store.liveCount(InvoiceTerms.table) > 0,
            let row = store.rows(InvoiceTerms.table, where: InvoiceTerms.invoice, is: Int64(facts.row)).first,
            let until = Day(lane: store.cell(InvoiceTerms.table, row, InvoiceTerms.discountUntil)), day <= until,
            store.cell(Invoices.table, facts.row, Invoices.charged) == 0
        else { return 0 }
        let percent = Percent(number: Number(mantissa: store.cell(InvoiceTerms.table, row, InvoiceTerms.discount), scale: 4))
        for paid in store.rows(Allocations.table, where: Allocations.invoice, is: Int64(facts.row))
        where store.cell(Allocations.table, paid, Allocations.date) > until.lane { return 0 }
        var taken: Int64 = 0
        let kind = store.texts.code(of: Credits.discount).map(Int64.init) ?? Lane.null
        for credit in store.rows(Credits.table, where: Credits.invoice, is: Int64(facts.row))
        where store.cell(Credits.table, credit, Credits.payment) != Lane.null && store.cell(Credits.table, credit, Credits.kind) == kind {
            taken = taken.addingClamped(store.cell(Credits.table, credit, Credits.amount))
        }
        let credited = store.cell(Invoices.table, facts.row, Invoices.credited).addingClamped(0 - taken)
        let whole = (try? PaymentTerms.part(percent, of: max(0, facts.amount.addingClamped(0 - credited)))) ?? 0
        return min(max(0, whole - taken), max(0, facts.open))
    }

    /// The due day an allocation goes by: of the first instalment that is open, where there are any.
    static func due(of facts: InvoiceFacts, in store: Store) -> Day {
        guard store.liveCount(Instalments.table) > 0 else { return facts.due }
        func cell(_ column: Int) -> Int64 { store.cell(Invoices.table, facts.row, column) }
        var settled = cell(Invoices.credited).addingClamped(cell(Invoices.allocated)).addingClamped(cell(Invoices.writtenOff))
        for row in store.rows(Instalments.table, where: Instalments.invoice, is: Int64(facts.row)) {
            settled = settled.addingClamped(0 - store.cell(Instalments.table, row, Instalments.amount))
            if settled < 0 { return Day(clamping: store.cell(Instalments.table, row, Instalments.due)) }
        }
        return facts.due
    }

    /// What is open, and what was written off and may come in after all.
    static func recoverable(_ facts: InvoiceFacts, in store: Store) -> Int64 {
        facts.open.addingClamped(max(0, store.cell(Invoices.table, facts.row, Invoices.writtenOff)))
    }

    /// What a book closes as too small, in minor units; 0 where it says nothing.
    static func smallest(_ currency: Currency, in store: Store) -> Int64 {
        guard let text = ChangeSetting.value(of: smallDifference, in: store), let limit = try? Number(parsing: text),
            let minor = try? limit.mantissa(atScale: UInt8(currency.exponent), rounding: .down)
        else { return 0 }
        return max(0, minor)
    }

    static func close(
        _ part: Receive.Part, payment: UInt32, _ currency: Currency, on day: Day, draft: inout Draft, in store: inout Store
    ) throws(TradeFault) {
        let (rest, over) = part.open.subtractingReportingOverflow(part.amount)
        if over { throw .overflow }
        if rest < 0 {
            // More than is open: it was written off, and is recovered.
            try write(off: rest, part.invoice, payment, currency, "recovered", on: day, draft: &draft, in: &store)
            return
        }
        guard rest > 0 else { return }
        let facts = try InvoiceFacts(part.invoice, in: store, on: day)
        if rest <= discount(open: facts, on: day, in: store) {
            draft.insert(
                Credits.schema,
                [
                    (Credits.id, try draft.id(nil, Credits.schema, in: &store)), (Credits.debtor, Int64(facts.debtor)),
                    (Credits.invoice, Int64(part.invoice)), (Credits.date, day.lane), (Credits.currency, Int64(currency.raw)),
                    (Credits.amount, rest), (Credits.kind, Int64(store.intern(Credits.discount))), (Credits.payment, Int64(payment)),
                    (Credits.reason, Draft.text("paid in time", in: &store)),
                ], in: store)
        } else if rest <= smallest(currency, in: store) {
            try write(off: rest, part.invoice, payment, currency, "small difference", on: day, draft: &draft, in: &store)
        }
    }

    /// Gives up what a settlement leaves open, once a payment completes it in time.
    static func concede(
        _ parts: [Receive.Part], payment: UInt32, _ currency: Currency, on day: Day, draft: inout Draft, in store: inout Store
    ) throws(TradeFault) {
        guard store.liveCount(Plans.table) > 0 else { return }
        var plans: Set<UInt32> = []
        for part in parts {
            for cover in store.rows(PlanInvoices.table, where: PlanInvoices.invoice, is: Int64(part.invoice)) {
                guard let plan = store.cell(PlanInvoices.table, cover, PlanInvoices.plan).rowNumber,
                    store.cell(Plans.table, plan, Plans.concession) > 0, store.cell(Plans.table, plan, Plans.agreed) != Lane.null,
                    store.cell(Plans.table, plan, Plans.agreed) <= day.lane, store.cell(Plans.table, plan, Plans.cancelled) == Lane.null
                else { continue }
                plans.insert(plan)
            }
        }
        guard !plans.isEmpty else { return }
        let view = BookView(store, today: day, asOf: day)
        for plan in plans.sorted() {
            let covered = view.invoices(ofPlan: plan)
            let mine = parts.filter { covered.contains($0.invoice) }
            let standing = try view.standing(ofPlan: plan, with: mine.map { Receipt(day: day, amount: $0.amount) })
            guard standing.isComplete, !view.isInDefault(plan: plan, standing) else { continue }
            for invoice in covered {
                let facts = try InvoiceFacts(invoice, in: store, on: day)
                let rest = open(facts, after: draft)
                guard rest > 0 else { continue }
                draft.insert(
                    Credits.schema,
                    [
                        (Credits.id, try draft.id(nil, Credits.schema, in: &store)), (Credits.debtor, Int64(facts.debtor)),
                        (Credits.invoice, Int64(invoice)), (Credits.date, day.lane), (Credits.currency, Int64(currency.raw)),
                        (Credits.amount, rest), (Credits.kind, Int64(store.intern(Credits.concession))), (Credits.payment, Int64(payment)),
                        (Credits.reason, Draft.text("settled", in: &store)),
                    ], in: store)
            }
        }
    }

    /// What is open of an invoice once a change that is being written is made: payments, and what they closed already.
    private static func open(_ facts: InvoiceFacts, after draft: Draft) -> Int64 {
        var open = facts.open
        for effect in draft.effects {
            guard case .insert(let table, _, let cells) = effect else { continue }
            let (of, amount): (Int, Int)
            switch table {
            case Allocations.table: (of, amount) = (Allocations.invoice, Allocations.amount)
            case Credits.table: (of, amount) = (Credits.invoice, Credits.amount)
            case WriteOffs.table: (of, amount) = (WriteOffs.invoice, WriteOffs.amount)
            default: continue
            }
            if cells[of] == Int64(facts.row) { open = open.addingClamped(0 - cells[amount]) }
        }
        return open
    }

    /// The invoices that a payment closed something on, beside those it settles.
    static func closed(by payment: UInt32, in store: Store) -> [UInt32] {
        [(Credits.table, Credits.payment, Credits.invoice), (WriteOffs.table, WriteOffs.payment, WriteOffs.invoice)].flatMap { table, by, of in
            store.rows(table, where: by, is: Int64(payment)).compactMap { store.cell(table, $0, of).rowNumber }
        }
    }

    /// Takes back what a payment closed on an invoice that it no longer settles.
    static func reopen(
        _ invoice: UInt32, payment: UInt32, on day: Day, draft: inout Draft, in store: inout Store
    ) throws(TradeFault) {
        for (table, of, by, amount) in [
            (Credits.table, Credits.invoice, Credits.payment, Credits.amount),
            (WriteOffs.table, WriteOffs.invoice, WriteOffs.payment, WriteOffs.amount),
        ] {
            var sum: Int64 = 0
            var kind = Lane.null
            for row in store.rows(table, where: of, is: Int64(invoice)) where store.cell(table, row, by) == Int64(payment) {
                if table == Credits.table { kind = store.cell(table, row, Credits.kind) }
                sum = sum.addingClamped(store.cell(table, row, amount))
            }
            guard sum != 0, let currency = Currency(lane: store.cell(Invoices.table, invoice, Invoices.currency)) else { continue }
            if table == WriteOffs.table {
                // A loss that was recovered is one again, but no more than is open by now: the amount may have been corrected since.
                let facts = try InvoiceFacts(invoice, in: store, on: day)
                let back = sum < 0 ? max(0, min(0 - sum, open(facts, after: draft))) : 0 - sum
                guard back != 0 else { continue }
                try write(off: back, invoice, payment, currency, "the payment was taken back", on: day, draft: &draft, in: &store)
                continue
            }
            draft.insert(
                Credits.schema,
                [
                    (Credits.id, try draft.id(nil, Credits.schema, in: &store)),
                    (Credits.debtor, store.cell(Invoices.table, invoice, Invoices.debtor)), (Credits.invoice, Int64(invoice)),
                    (Credits.date, day.lane), (Credits.currency, Int64(currency.raw)), (Credits.amount, 0 - sum),
                    (Credits.kind, kind), (Credits.payment, Int64(payment)),
                    (Credits.reason, Draft.text("the payment was taken back", in: &store)),
                ], in: store)
        }
    }

    private static func write(
        off amount: Int64, _ invoice: UInt32, _ payment: UInt32, _ currency: Currency, _ reason: String, on day: Day,
        draft: inout Draft, in store: inout Store
    ) throws(TradeFault) {
        draft.insert(
            WriteOffs.schema,
            [
                (WriteOffs.id, try draft.id(nil, WriteOffs.schema, in: &store)),
                (WriteOffs.debtor, store.cell(Invoices.table, invoice, Invoices.debtor)), (WriteOffs.invoice, Int64(invoice)),
                (WriteOffs.date, day.lane), (WriteOffs.currency, Int64(currency.raw)), (WriteOffs.amount, amount),
                (WriteOffs.reason, Draft.text(reason, in: &store)), (WriteOffs.payment, Int64(payment)),
            ], in: store)
    }
}
