// A row of a payments file: from a ledger, which says what it settled, or from a bank, which says who wrote what.
import Columns
import Receivables
import Values

extension Intake {
    @inline(__always)
    mutating func takePayment(_ row: RowCells, _ at: PaymentPlaces, _ store: inout Store) throws(CellFault) {
        var invoice: UInt32?
        var debtor: UInt32?
        var unit: Currency?
        let invoiceCell = row.trimmed(at.invoice)
        if !invoiceCell.isEmpty {
            self.at = .invoice
            guard let found = invoices.row(invoiceCell, &store) else { throw .unknown(.invoices) }
            invoice = found
            debtor = open.debtor(of: found)
            unit = Currency(raw: open.currency(of: found))
        }
        let debtorCell = row.trimmed(at.debtor)
        if !debtorCell.isEmpty {
            self.at = .debtor
            guard let found = debtors.row(debtorCell, &store) else { throw .unknown(.debtors) }
            if let debtor, debtor != found { throw .otherDebtor }
            debtor = found
        }
        let currencyCell = row.trimmed(at.currency)
        if !currencyCell.isEmpty {
            let named = try currency(currencyCell)
            if invoice != nil, let unit, let named, unit != named { throw .otherCurrency(unit) }
            unit = named
        }
        if unit == nil { unit = cells.style.currency }
        if unit == nil, let debtor { unit = currencyOfDebtor(debtor, store) }
        self.at = .currency
        guard let unit else { throw .noCurrency }
        let minor = try amount(row.trimmed(at.amount), unit)
        let date = try day(row.trimmed(at.date), .date)

        let transaction = row.trimmed(at.transaction)
        self.at = .transaction
        if !transaction.isEmpty, payments.isNotedText(transaction, store) { throw .twiceInFile }
        if !transaction.isEmpty, payments.isInBook(external: transaction, &store) {
            skipped += 1
            return
        }
        self.at = .id
        switch try payments.naming(row.trimmed(at.id), other: row[-1], ledger: transaction, keeps: false, &store) {
        case .inBook: skipped += 1
        case .new(let key, let external):
            self.at = .date
            try checkOpen(date)
            let rows = payments.rows
            try rows.set(Payments.external, text: external)
            self.at = .payer
            try rows.set(Payments.payer, text: row.trimmed(at.payer).written)
            rows.set(Payments.date, date)
            rows.set(Payments.amount, minor)
            rows.set(Payments.currency, Int64(unit.raw))
            rows.set(Payments.method, at.method < 0 ? Lane.null : try word(row.trimmed(at.method), .method, 0, &store))
            self.at = .reference
            try rows.set(Payments.reference, text: row[at.reference].written)
            self.at = .note
            try rows.set(Payments.note, text: row[at.note].written)
            if at.isBank {
                debtor = bank.debtor(
                    payer: row.trimmed(at.payer), reference: row[at.reference], Money(minor: minor, currency: unit), &self.invoices,
                    open, &store)
            }
            self.at = .amount
            if let debtor { try sums.add(minor, .received, of: debtor, unit, store) }
            rows.set(Payments.debtor, debtor.map(Int64.init) ?? Lane.null)
            let payment = rows.take(id: key, &store)
            if !transaction.isEmpty { try payments.noteText(transaction, payment, &store) }
            guard let invoice else { return }
            let part = open.settle(invoice, minor)
            if part < minor { overpaid += 1 }
            guard part > 0 else { return }
            allocations.set(Allocations.payment, Int64(payment))
            allocations.set(Allocations.invoice, Int64(invoice))
            allocations.set(Allocations.amount, part)
            allocations.set(Allocations.currency, Int64(unit.raw))
            allocations.set(Allocations.date, date)
            allocations.take(&store)
        }
    }

    @inline(__always)
    mutating func takeCredit(_ row: RowCells, _ at: CreditPlaces, _ store: inout Store) throws(CellFault) {
        var invoice: UInt32?
        var debtor: UInt32?
        var unit: Currency?
        let invoiceCell = row.trimmed(at.invoice)
        if !invoiceCell.isEmpty {
            self.at = .invoice
            guard let found = invoices.row(invoiceCell, &store) else { throw .unknown(.invoices) }
            invoice = found
            debtor = open.debtor(of: found)
            unit = Currency(raw: open.currency(of: found))
        }
        self.at = .debtor
        let debtorCell = row.trimmed(at.debtor)
        if !debtorCell.isEmpty {
            guard let found = debtors.row(debtorCell, &store) else { throw .unknown(.debtors) }
            if let debtor, debtor != found { throw .otherDebtor }
            debtor = found
        }
        guard let debtor else { throw .empty }
        if let named = try currency(row.trimmed(at.currency)) {
            if let unit, unit != named { throw .otherCurrency(unit) }
            unit = named
        }
        guard let unit = unit ?? currencyOfDebtor(debtor, store) else { throw .noCurrency }
        let minor = try amount(row.trimmed(at.amount), unit)
        let date = try day(row.trimmed(at.date), .date)
        try checkOpen(date)
        self.at = .id
        let number = row.trimmed(at.number)
        let id = row.trimmed(at.id)
        let main = number.isEmpty ? id : number
        switch try credits.naming(
            main, other: number.isEmpty ? row[-1] : id, ledger: row.trimmed(at.external), keeps: true, &store)
        {
        case .inBook: throw .inBook
        case .new(let key, let external):
            let rows = credits.rows
            rows.set(Credits.external, try store.lane(external))
            rows.set(Credits.debtor, Int64(debtor))
            rows.set(Credits.invoice, invoice.map(Int64.init) ?? Lane.null)
            rows.set(Credits.date, date)
            rows.set(Credits.currency, Int64(unit.raw))
            rows.set(Credits.amount, minor)
            rows.set(Credits.reason, try text(row[at.reason], .reason, &store))
            let taken = rows.take(id: key, &store)
            if !main.isEmpty, !RecordKeys.isIDForm(main) { try credits.note(main, taken, &store) }
            if let invoice { _ = open.settle(invoice, minor) }
        }
    }
}
