// Where the cells of each kind of row stand, looked up once for a file rather than once for a cell.

/// The places of one kind of file.
enum FieldPlaces {
    case debtors(DebtorPlaces), people(PersonPlaces), invoices(InvoicePlaces), payments(PaymentPlaces)
    case credits(CreditPlaces), contacts(ContactPlaces)

    init(_ layout: Layout) {
        switch layout.kind {
        case .debtors: self = .debtors(DebtorPlaces(layout))
        case .people: self = .people(PersonPlaces(layout))
        case .invoices: self = .invoices(InvoicePlaces(layout))
        case .payments: self = .payments(PaymentPlaces(layout))
        case .credits: self = .credits(CreditPlaces(layout))
        case .contacts: self = .contacts(ContactPlaces(layout))
        }
    }
}

struct DebtorPlaces {
    let id, external, name, kind, country, currency, terms, limit, segment, email, phone, zone, language, opened, owner, note: Int

    init(_ layout: Layout) {
        (id, external, name, kind) = (layout[.id], layout[.external], layout[.name], layout[.kind])
        (country, currency, terms, limit) = (layout[.country], layout[.currency], layout[.terms], layout[.limit])
        (segment, email, phone, zone) = (layout[.segment], layout[.email], layout[.phone], layout[.zone])
        (language, opened, owner, note) = (layout[.language], layout[.opened], layout[.owner], layout[.note])
    }
}

struct PersonPlaces {
    let id, debtor, name, role, phone, email, language, zone, consent, note: Int

    init(_ layout: Layout) {
        (id, debtor, name, role, phone) = (layout[.id], layout[.debtor], layout[.name], layout[.role], layout[.phone])
        (email, language, zone) = (layout[.email], layout[.language], layout[.zone])
        (consent, note) = (layout[.consent], layout[.note])
    }
}

struct InvoicePlaces {
    let id, number, external, debtor, name, currency, amount, issued, due, terms, reference, note: Int
    /// Whether the amount is what is left to pay, by the name of its column, rather than what was invoiced.
    let isOpen: Bool

    init(_ layout: Layout) {
        (id, number, external, debtor, name) = (layout[.id], layout[.number], layout[.external], layout[.debtor], layout[.name])
        (currency, amount, issued, due) = (layout[.currency], layout[.amount], layout[.issued], layout[.due])
        (terms, reference, note) = (layout[.terms], layout[.reference], layout[.note])
        isOpen = layout.header.indices.contains(amount) && FileKind.isOpen(layout.header[amount])
    }
}

struct PaymentPlaces {
    let id, transaction, debtor, invoice, payer, date, amount, currency, method, reference, note: Int

    init(_ layout: Layout) {
        (id, transaction, debtor, invoice) = (layout[.id], layout[.transaction], layout[.debtor], layout[.invoice])
        (payer, date, amount, currency) = (layout[.payer], layout[.date], layout[.amount], layout[.currency])
        (method, reference, note) = (layout[.method], layout[.reference], layout[.note])
    }

    /// Who paid what must be found out.
    var isBank: Bool { debtor < 0 && invoice < 0 }
}

struct CreditPlaces {
    let id, number, external, debtor, invoice, date, amount, currency, reason: Int

    init(_ layout: Layout) {
        (id, number, external, debtor) = (layout[.id], layout[.number], layout[.external], layout[.debtor])
        (invoice, date, amount) = (layout[.invoice], layout[.date], layout[.amount])
        (currency, reason) = (layout[.currency], layout[.reason])
    }
}

struct ContactPlaces {
    let id, debtor, invoice, person, at, channel, outcome, next, staff, note: Int

    init(_ layout: Layout) {
        (id, debtor, invoice, person) = (layout[.id], layout[.debtor], layout[.invoice], layout[.person])
        at = layout.has(.at) ? layout[.at] : layout[.date]
        (channel, outcome, next) = (layout[.channel], layout[.outcome], layout[.next])
        (staff, note) = (layout[.staff], layout[.note])
    }
}
