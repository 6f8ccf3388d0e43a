// A figure of an invoice was wrong from the start, or is another from a day on: it is restated, what it no longer owes is
// freed, and everything derived follows by itself.

package import Columns
package import Values

package struct CorrectInvoice: Sendable {
    package enum Field: Sendable, Hashable {
        case amount(Money)
        case due(Day)
    }

    package var invoice: UInt32
    package var field: Field
    /// From which day it counts; nil restates it from the issue.
    package var from: Day?
    package var actor: String?
    package var reason: String?

    package init(invoice: UInt32, field: Field, from: Day? = nil) {
        self.invoice = invoice
        self.field = field
        self.from = from
    }

    /// The revision and, where less is owed than was paid, allocations taken back: the newest first, the last in part.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let now = Day.last
        let facts = try InvoiceFacts(invoice, in: store, on: now)
        try facts.checkIssued()
        let start = from ?? facts.issued
        if start < facts.issued { throw .dayBeforeFact(fact: facts.issued, given: start) }
        try Draft.check(open: start, in: store)
        var draft = Draft()
        switch field {
        case .amount(let money):
            guard money.currency == facts.currency else { throw .currencyDiffers(given: money.currency, owed: facts.currency) }
            try Draft.check(positive: money.minor)
            try AccountLimit.check(claiming: money.minor - facts.amount, of: facts.debtor, facts.currency, in: store)
            guard money.minor != facts.amount else { throw .nothingToChange(Invoices.table, row: invoice, column: Invoices.amount) }
            let (open, over) = facts.open.addingReportingOverflow(money.minor - facts.amount)
            if over { throw .overflow }
            if open < 0 {
                // What credits and write-offs alone take off stays taken off: only payments are freed.
                guard 0 - open <= facts.allocated else { throw .exceedsOpen(Invoices.table, row: invoice, open: money.minor, asked: facts.amount - facts.open) }
                try free(0 - open, from: start, draft: &draft, in: store)
            }
            revise(Invoices.amount, to: money.minor, from: start, draft: &draft, in: &store)
        case .due(let day):
            try facts.checkOneDueDay(in: store)
            guard day >= facts.issued else { throw .dueBeforeIssued(issued: facts.issued, due: day) }
            guard day != facts.due else { throw .nothingToChange(Invoices.table, row: invoice, column: Invoices.due) }
            // The first due day stays known where another was agreed later; a wrong one was never true.
            if from != nil, store.cell(Invoices.table, invoice, Invoices.originalDue) == Lane.null {
                draft.update(Invoices.table, invoice, Invoices.originalDue, to: facts.due.lane, in: store)
            }
            revise(Invoices.due, to: day.lane, from: start, draft: &draft, in: &store)
        }
        return draft.changes
    }

    private func revise(_ column: Int, to new: Int64, from start: Day, draft: inout Draft, in store: inout Store) {
        let old = store.cell(Invoices.table, invoice, column)
        draft.update(Invoices.table, invoice, column, to: new, in: store)
        draft.insert(
            Revisions.schema,
            [
                (Revisions.tableNumber, Int64(Invoices.table.rawValue)), (Revisions.row, Int64(invoice)), (Revisions.column, Int64(column)),
                (Revisions.day, start.lane), (Revisions.sequence, Int64(store.rowCount(Revisions.table))), (Revisions.old, old),
                (Revisions.actor, Draft.text(actor, in: &store)), (Revisions.reason, Draft.text(reason, in: &store)),
            ], in: store)
    }

    /// Takes `amount` of the payments back off the invoice, from the day they counted, or from the day of the correction
    /// where that is later.
    private func free(_ amount: Int64, from start: Day, draft: inout Draft, in store: Store) throws(TradeFault) {
        var left = amount
        let standing = store.rows(Allocations.table, where: Allocations.invoice, is: Int64(invoice)).filter {
            store.cell(Allocations.table, $0, Allocations.takesBack) == Lane.null && !TakeBackAllocation.isTakenBack($0, in: store)
        }.sorted { store.cell(Allocations.table, $0, Allocations.date) > store.cell(Allocations.table, $1, Allocations.date) }
        for row in standing where left > 0 {
            func cell(_ column: Int) -> Int64 { store.cell(Allocations.table, row, column) }
            let on = max(Day(lane: cell(Allocations.date)) ?? start, start)
            try Draft.check(open: on, in: store)
            try TakeBackAllocation.takeBack(row, on: on, draft: &draft, in: store)
            let kept = cell(Allocations.amount) - min(left, cell(Allocations.amount))
            left -= min(left, cell(Allocations.amount))
            guard kept > 0 else { continue }
            draft.insert(
                Allocations.schema,
                [
                    (Allocations.payment, cell(Allocations.payment)), (Allocations.invoice, Int64(invoice)), (Allocations.amount, kept),
                    (Allocations.currency, cell(Allocations.currency)), (Allocations.date, on.lane), (Allocations.order, cell(Allocations.order)),
                ], in: store)
        }
        guard left == 0 else { throw .notEnough(left: amount - left, asked: amount) }
    }
}
