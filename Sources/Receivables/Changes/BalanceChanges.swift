// Facts beside payments that change what an invoice owes: credits, charges and their waivers, write-offs.

package import Columns
package import Values

package struct AddCredit: Sendable {
    package var invoice: UInt32
    package var amount: Money
    package var date: Day
    package var external: String?
    package var reason: String?
    /// Whether it is taken from what the debtor has credited on account.
    package var isFromAccount = false
    /// The one credit on account it is taken from.
    package var from: UInt32?

    package init(invoice: UInt32, amount: Money, date: Day) {
        self.invoice = invoice
        self.amount = amount
        self.date = date
    }

    /// A credit note, at most what is open; from the account it is at most what is left there, which a second row takes off it.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let facts = try InvoiceFacts.settling(invoice, amount, on: date, in: store)
        if isFromAccount || from != nil {
            var left = OnAccount.left(ofDebtor: facts.debtor, amount.currency, on: date, in: store)
            if let from {
                try Draft.check(Credits.table, from, in: store)
                guard store.cell(Credits.table, from, Credits.debtor) == Int64(facts.debtor) else { throw .debtorDiffers(invoice: invoice) }
                left = try OnAccount.left(ofCredit: from, on: date, in: store)
            }
            guard amount.minor <= left else {
                throw .notOnAccount(debtor: facts.debtor, left: Money(minor: left, currency: amount.currency), asked: amount)
            }
        }
        var draft = Draft()
        let external = try Draft.external(self.external, Credits.table, column: Credits.external, in: &store)
        let cells: [(column: Int, lane: Int64)] = [
            (Credits.id, try draft.id(nil, Credits.schema, in: &store)), (Credits.external, external),
            (Credits.debtor, Int64(facts.debtor)), (Credits.invoice, Int64(invoice)), (Credits.date, date.lane),
            (Credits.currency, Int64(amount.currency.raw)), (Credits.amount, amount.minor),
            (Credits.reason, Draft.text(reason, in: &store)),
        ]
        draft.insert(Credits.schema, cells, in: store)
        if isFromAccount || from != nil {
            draft.insert(
                Credits.schema,
                [
                    (Credits.id, try draft.id(nil, Credits.schema, in: &store)), (Credits.debtor, Int64(facts.debtor)),
                    (Credits.invoice, Lane.null), (Credits.date, date.lane), (Credits.currency, Int64(amount.currency.raw)),
                    (Credits.amount, 0 - amount.minor), (Credits.from, from.lane),
                ], in: store)
        }
        return draft.changes
    }
}

/// Lets a credit on account settle an invoice of its debtor: what both have, unless less is asked for.
package struct OffsetCredit: Sendable {
    package var credit: UInt32
    package var invoice: UInt32
    package var amount: Money?
    package var date: Day
    package var reason: String?

    package init(credit: UInt32, invoice: UInt32, date: Day) {
        self.credit = credit
        self.invoice = invoice
        self.date = date
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Credits.table, credit, in: store)
        let facts = try InvoiceFacts(invoice, in: store, on: date)
        let left = try OnAccount.left(ofCredit: credit, on: date, in: store)
        guard let unit = Currency(lane: store.cell(Credits.table, credit, Credits.currency)) else { throw .overflow }
        guard unit == facts.currency else { throw .currencyDiffers(given: unit, owed: facts.currency) }
        let money = amount ?? Money(minor: min(left, max(0, facts.open)), currency: unit)
        guard money.minor > 0 || amount != nil else {
            throw left == 0
                ? .exceedsOpen(Credits.table, row: credit, open: 0, asked: facts.open)
                : .exceedsOpen(Invoices.table, row: invoice, open: max(0, facts.open), asked: left)
        }
        var request = AddCredit(invoice: invoice, amount: money, date: date)
        request.from = credit
        request.reason = reason
        return try request.changes(in: &store)
    }
}

package struct WriteOff: Sendable {
    package var invoice: UInt32
    /// Without it, all that is open.
    package var amount: Money?
    package var date: Day
    package var reason: String?
    /// Who asks for it, and who else agreed to it.
    package var actor = ""
    package var approvedBy: String?

    /// The setting that says up to which amount one person may write off alone.
    package static let limit = "writeoff_limit"

    package init(invoice: UInt32, amount: Money? = nil, date: Day) {
        self.invoice = invoice
        self.amount = amount
        self.date = date
    }

    /// What one person may write off alone; nil where the book sets no limit.
    package static func limit(_ currency: Currency, in store: Store) -> Money? {
        guard let text = ChangeSetting.value(of: limit, in: store), let limit = try? Number(parsing: text),
            let minor = try? limit.mantissa(atScale: UInt8(currency.exponent), rounding: .down)
        else { return nil }
        return Money(minor: minor, currency: currency)
    }

    /// Gives up the balance in the books; the claim stays.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let open = try InvoiceFacts(invoice, in: store, on: date)
        let money = amount ?? Money(minor: open.open, currency: open.currency)
        let facts = try InvoiceFacts.settling(invoice, money, on: date, in: store)
        // In parts it is no less: what was given up of the invoice before counts with it.
        let whole = money.minor.addingClamped(max(0, store.cell(Invoices.table, invoice, Invoices.writtenOff)))
        if let limit = Self.limit(money.currency, in: store), whole > limit.minor {
            guard let approvedBy, !approvedBy.isEmpty else { throw .needsApproval(limit: limit, asked: money) }
            guard approvedBy != actor else { throw .approvesOwn }
        }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (WriteOffs.approvedBy, Draft.text(approvedBy, in: &store)),
            (WriteOffs.id, try draft.id(nil, WriteOffs.schema, in: &store)), (WriteOffs.debtor, Int64(facts.debtor)),
            (WriteOffs.invoice, Int64(invoice)), (WriteOffs.date, date.lane), (WriteOffs.currency, Int64(money.currency.raw)),
            (WriteOffs.amount, money.minor), (WriteOffs.reason, Draft.text(reason, in: &store)),
        ]
        draft.insert(WriteOffs.schema, cells, in: store)
        return draft.changes
    }
}

package struct AddCharge: Sendable {
    package var invoice: UInt32
    package var amount: Money
    package var date: Day
    /// One of `Charges.kinds` but `waiver`.
    package var kind: String
    package var reason: String?

    package init(invoice: UInt32, amount: Money, date: Day, kind: String) {
        self.invoice = invoice
        self.amount = amount
        self.date = date
        self.kind = kind
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        let facts = try InvoiceFacts(invoice, in: store, on: date)
        try facts.checkIssued()
        try Draft.check(positive: amount.minor)
        try Draft.check(open: date, in: store)
        guard facts.currency == amount.currency else { throw .currencyDiffers(given: amount.currency, owed: facts.currency) }
        // All that was ever claimed must fit, whatever day is asked about, or a balance would wrap around.
        let claimed = Int128(facts.amount) + Int128(store.cell(Invoices.table, invoice, Invoices.charged)) + Int128(amount.minor)
        guard Int64(exactly: claimed) != nil else { throw .overflow }
        try AccountLimit.check(claiming: amount.minor, of: facts.debtor, amount.currency, in: store)
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Charges.id, try draft.id(nil, Charges.schema, in: &store)), (Charges.debtor, Int64(facts.debtor)),
            (Charges.invoice, Int64(invoice)), (Charges.date, date.lane), (Charges.kind, Int64(store.intern(kind))),
            (Charges.currency, Int64(amount.currency.raw)), (Charges.amount, amount.minor),
            (Charges.reason, Draft.text(reason, in: &store)),
        ]
        draft.insert(Charges.schema, cells, in: store)
        return draft.changes
    }
}

package struct WaiveCharge: Sendable {
    package var charge: UInt32
    package var date: Day
    /// Minor units; without it, all that is not waived yet.
    package var amount: Int64?
    package var reason: String?

    package init(charge: UInt32, date: Day, amount: Int64? = nil) {
        self.charge = charge
        self.date = date
        self.amount = amount
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Charges.table, charge, in: store)
        try Draft.check(open: date, in: store)
        func cell(_ column: Int) -> Int64 { store.cell(Charges.table, charge, column) }
        guard let invoice = cell(Charges.invoice).rowNumber else { throw .noSuchRow(Charges.table, row: charge) }
        if let booked = Day(lane: cell(Charges.date)), date < booked { throw .dayBeforeFact(fact: booked, given: date) }
        var left = cell(Charges.amount)
        for waiver in store.rows(Charges.table, where: Charges.waives, is: Int64(charge)) {
            left = left.addingClamped(store.cell(Charges.table, waiver, Charges.amount))
        }
        // A charge that was paid cannot be waived below nothing: that money would have to be refunded.
        left = min(left, try InvoiceFacts(invoice, in: store, on: date).open)
        let waived = amount ?? left
        try Draft.check(positive: waived)
        guard waived <= left else { throw .exceedsOpen(Charges.table, row: charge, open: left, asked: waived) }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Charges.id, try draft.id(nil, Charges.schema, in: &store)), (Charges.debtor, cell(Charges.debtor)),
            (Charges.invoice, Int64(invoice)), (Charges.date, date.lane), (Charges.kind, Int64(store.intern("waiver"))),
            (Charges.currency, cell(Charges.currency)), (Charges.amount, 0 - waived),
            (Charges.reason, Draft.text(reason, in: &store)), (Charges.waives, Int64(charge)),
        ]
        draft.insert(Charges.schema, cells, in: store)
        return draft.changes
    }
}

extension InvoiceFacts {
    /// Facts of an issued invoice that `amount` may be taken off, dated `day`.
    static func settling(
        _ invoice: UInt32, _ amount: Money, on day: Day, in store: Store
    ) throws(TradeFault) -> InvoiceFacts {
        let facts = try InvoiceFacts(invoice, in: store, on: day)
        try facts.checkIssued()
        try Draft.check(positive: amount.minor)
        try Draft.check(open: day, in: store)
        guard facts.currency == amount.currency else { throw .currencyDiffers(given: amount.currency, owed: facts.currency) }
        guard amount.minor <= facts.open else {
            throw .exceedsOpen(Invoices.table, row: invoice, open: facts.open, asked: amount.minor)
        }
        if day < facts.issued { throw .dayBeforeFact(fact: facts.issued, given: day) }
        return facts
    }
}
