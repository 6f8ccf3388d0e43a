// Money in: a payment, and what of it settles invoices at once. The rest stays unapplied.

package import Columns
package import Values

/// What a payment is to settle.
package enum AllocationInstruction: Sendable, Hashable {
    /// Nothing yet.
    case none
    /// The debtor's open invoices of the payment's currency, in this order.
    case order(AllocationOrder)
    /// These invoices in turn, each up to what is open; an amount limits one (and must fit).
    case invoices([InvoiceShare])
}

package struct InvoiceShare: Sendable, Hashable {
    package var invoice: UInt32
    /// Minor units of the payment's currency.
    package var amount: Int64?
    package init(_ invoice: UInt32, amount: Int64? = nil) {
        self.invoice = invoice
        self.amount = amount
    }
}

package struct Receive: Sendable {
    /// Nobody: an unidentified payment, unless `settles` names invoices, whose debtor it then is.
    package var debtor: UInt32?
    package var amount: Money
    package var date: Day
    package var settles: AllocationInstruction = .order(.oldestDue)
    package var id: IDKey?
    /// The bank's transaction id; receiving it twice is refused.
    package var external: String?
    package var payer: String?
    package var method: String?
    package var reference: String?
    package var note: String?

    package init(debtor: UInt32?, amount: Money, date: Day) {
        self.debtor = debtor
        self.amount = amount
        self.date = date
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(positive: amount.minor)
        try Draft.check(open: date, in: store)
        var debtor = self.debtor
        if let debtor { try Draft.check(Debtors.table, debtor, in: store) }
        if debtor == nil, case .invoices(let shares) = settles, let first = shares.first {
            debtor = try InvoiceFacts(first.invoice, in: store, on: date).debtor
        }
        try AccountLimit.check(receiving: amount.minor, from: debtor, amount.currency, in: store)
        let parts = try Self.parts(of: amount, settles, debtor: debtor, on: date, in: store)
        var draft = Draft()
        let external = try Draft.external(self.external, Payments.table, column: Payments.external, in: &store)
        let cells: [(column: Int, lane: Int64)] = [
            (Payments.id, try draft.id(id, Payments.schema, in: &store)),
            (Payments.external, external),
            (Payments.debtor, debtor.lane),
            (Payments.payer, Draft.text(payer, in: &store)),
            (Payments.date, date.lane),
            (Payments.amount, amount.minor),
            (Payments.currency, Int64(amount.currency.raw)),
            (Payments.method, Draft.text(method, in: &store)),
            (Payments.reference, Draft.text(reference, in: &store)),
            (Payments.note, Draft.text(note, in: &store)),
        ]
        let payment = draft.insert(Payments.schema, cells, in: store)
        try Self.settle(parts, payment: payment, amount.currency, settles, on: date, draft: &draft, in: &store)
        return draft.changes
    }

    /// What one invoice gets, and what it had open.
    struct Part {
        let invoice: UInt32
        let amount: Int64
        let open: Int64
    }

    /// Which invoices get how much of `amount`. Where it does not pay everything in full, an invoice with a discount for paying
    /// in time needs no more than what is left after it.
    static func parts(
        of amount: Money, _ instruction: AllocationInstruction, debtor: UInt32?, on day: Day, in store: Store
    ) throws(TradeFault) -> [Part] {
        switch instruction {
        case .none:
            return []
        case .order(let order):
            guard let debtor else { return [] }
            let open = try InvoiceFacts.open(ofDebtor: debtor, amount.currency, in: store, on: day)
            let paysAll = open.reduce(Int128(0)) { $0 + Int128($1.open) } <= Int128(amount.minor)
            let items = open.map { facts in
                OpenItem(
                    open: paysAll ? facts.open : facts.open - Closing.discount(open: facts, on: day, in: store),
                    due: Closing.due(of: facts, in: store))
            }
            let parts = order.parts(of: amount.minor, over: items, today: day)
            return zip(open, parts).filter { $1 > 0 }.map { Part(invoice: $0.row, amount: $1, open: $0.open) }
        case .invoices(let shares):
            var left = amount.minor
            var given: [UInt32: Int64] = [:]
            var parts: [Part] = []
            var isShort = false
            if shares.count > 1 {
                var whole: Int128 = 0
                for invoice in Set(shares.map(\.invoice)) { whole += Int128(try InvoiceFacts(invoice, in: store, on: day).open) }
                isShort = whole > Int128(amount.minor)
            }
            for share in shares {
                let facts = try InvoiceFacts(share.invoice, in: store, on: day)
                try facts.checkIssued()
                if facts.currency != amount.currency { throw .currencyDiffers(given: amount.currency, owed: facts.currency) }
                if facts.debtor != debtor { throw .debtorDiffers(invoice: share.invoice) }
                // Money for an invoice that was given up recovers it.
                let before = given[share.invoice] ?? 0
                let open = Closing.recoverable(facts, in: store) - before
                let most = isShort && before == 0 ? open - Closing.discount(open: facts, on: day, in: store) : open
                if let asked = share.amount {
                    try Draft.check(positive: asked)
                    guard asked <= open else { throw .exceedsOpen(Invoices.table, row: share.invoice, open: open, asked: asked) }
                    guard asked <= left else { throw .notEnough(left: left, asked: asked) }
                }
                let part = share.amount ?? min(left, max(0, most))
                guard part > 0 else { continue }
                left -= part
                given[share.invoice, default: 0] += part
                parts.append(Part(invoice: share.invoice, amount: part, open: facts.open - before))
            }
            return parts
        }
    }

    static func settle(
        _ parts: [Part], payment: UInt32, _ currency: Currency,
        _ instruction: AllocationInstruction, on day: Day, draft: inout Draft, in store: inout Store
    ) throws(TradeFault) {
        let order: AllocationOrder? = switch instruction {
        case .none: nil
        case .order(let order): order
        case .invoices: .instructed
        }
        let word = Draft.text(order?.rawValue, in: &store)
        for part in parts {
            draft.insert(
                Allocations.schema,
                [
                    (Allocations.payment, Int64(payment)), (Allocations.invoice, Int64(part.invoice)),
                    (Allocations.amount, part.amount), (Allocations.currency, Int64(currency.raw)),
                    (Allocations.date, day.lane), (Allocations.order, word),
                ], in: store)
        }
        // Each invoice once, by the last of its parts: one that is named twice is not closed before all it gets is in.
        for (place, part) in parts.enumerated() where !parts[(place + 1)...].contains(where: { $0.invoice == part.invoice }) {
            try Closing.close(part, payment: payment, currency, on: day, draft: &draft, in: &store)
        }
        try Closing.concede(parts, payment: payment, currency, on: day, draft: &draft, in: &store)
    }
}
