// Rows of files about who owes and what was said: debtors, people, contacts.
import Columns
import Receivables
import Values

extension Intake {
    mutating func takeDebtor(_ row: RowCells, _ at: DebtorPlaces, _ store: inout Store) throws(CellFault) {
        self.at = .name
        let name = row.trimmed(at.name)
        if name.isEmpty { throw .empty }
        let nameLane = try store.lane(name.written)
        guard let unit = try currency(row.trimmed(at.currency)) else { throw .noCurrency }
        self.at = .terms
        let terms = try cells.days(row.trimmed(at.terms))
        self.at = .limit
        let limitCell = row.trimmed(at.limit)
        let limit = limitCell.isEmpty ? Lane.null : try cells.amount(limitCell, unit.exponent)
        guard limit == Lane.null || limit >= 0 else { throw .notPositive }
        let opened = try dayIfAny(row.trimmed(at.opened), .opened)
        let kind = try word(row.trimmed(at.kind), of: Debtors.kinds, .kind, 1, &store)
        let cells: [(column: Int, lane: Int64)] = [
            (Debtors.name, nameLane),
            (Debtors.country, try word(row.trimmed(at.country), .country, 2, &store)),
            (Debtors.currency, Int64(unit.raw)),
            (Debtors.termsDays, terms),
            (Debtors.creditLimit, limit),
            (Debtors.segment, try word(row.trimmed(at.segment), .segment, 3, &store)),
            (Debtors.email, try text(row.trimmed(at.email), .email, &store)),
            (Debtors.phone, try text(row.trimmed(at.phone), .phone, &store)),
            (Debtors.zone, try word(row.trimmed(at.zone), .zone, 4, &store)),
            (Debtors.language, try word(row.trimmed(at.language), .language, 5, &store)),
            (Debtors.kind, kind),
            (Debtors.opened, opened),
            (Debtors.owner, try word(row.trimmed(at.owner), .owner, 6, &store)),
            (Debtors.note, try text(row[at.note], .note, &store)),
        ]
        self.at = .id
        let id = row.trimmed(at.id)
        let ledger = row.trimmed(at.external)
        switch try debtors.naming(id, other: row[-1], ledger: ledger, keeps: true, &store) {
        case .inBook(let known):
            guard isUpdate else { throw .inBook }
            // What the file says nothing about stays as it is.
            try renewDebtor(known, cells.filter { $0.lane != Lane.null }, store)
        case .new(let key, let external):
            let rows = debtors.rows
            rows.set(Debtors.external, try store.lane(external))
            for (column, lane) in cells { rows.set(column, lane) }
            let taken = rows.take(id: key, &store)
            if !id.isEmpty, !RecordKeys.isIDForm(id) { try debtors.note(id, taken, &store) }
            if !ledger.isEmpty { try debtors.note(ledger, taken, &store) }
        }
    }

    mutating func takePerson(_ row: RowCells, _ at: PersonPlaces, _ store: inout Store) throws(CellFault) {
        self.at = .debtor
        let debtorCell = row.trimmed(at.debtor)
        if debtorCell.isEmpty { throw .empty }
        guard let debtor = debtors.row(debtorCell, &store) else { throw .unknown(.debtors) }
        self.at = .name
        let name = row.trimmed(at.name)
        if name.isEmpty { throw .empty }
        let cells: [(column: Int, lane: Int64)] = [
            (People.debtor, Int64(debtor)),
            (People.name, try store.lane(name.written)),
            (People.role, try word(row.trimmed(at.role), .role, 7, &store)),
            (People.phone, try text(row.trimmed(at.phone), .phone, &store)),
            (People.email, try text(row.trimmed(at.email), .email, &store)),
            (People.language, try word(row.trimmed(at.language), .language, 5, &store)),
            (People.zone, try word(row.trimmed(at.zone), .zone, 4, &store)),
            (People.consent, try word(row.trimmed(at.consent), .consent, 8, &store)),
            (People.note, try text(row[at.note], .note, &store)),
        ]
        self.at = .id
        switch try people.naming(row.trimmed(at.id), other: row[-1], ledger: row[-1], keeps: false, &store) {
        case .inBook: throw .inBook
        case .new(let key, _):
            for (column, lane) in cells { people.rows.set(column, lane) }
            people.rows.take(id: key, &store)
        }
    }

    @inline(__always)
    mutating func takeContact(_ row: RowCells, _ at: ContactPlaces, _ store: inout Store) throws(CellFault) {
        self.at = .debtor
        let debtorCell = row.trimmed(at.debtor)
        if debtorCell.isEmpty { throw .empty }
        guard let debtor = debtors.row(debtorCell, &store) else { throw .unknown(.debtors) }
        var invoice: UInt32?
        let invoiceCell = row.trimmed(at.invoice)
        if !invoiceCell.isEmpty {
            self.at = .invoice
            guard let found = invoices.row(invoiceCell, &store) else { throw .unknown(.invoices) }
            guard open.debtor(of: found) == debtor else { throw .otherDebtor }
            invoice = found
        }
        var person: UInt32?
        let personCell = row.trimmed(at.person)
        if !personCell.isEmpty {
            self.at = .person
            guard let found = people.row(personCell, &store) else { throw .unknown(.people) }
            person = found
        }
        self.at = .at
        let moment = try cells.moment(row.trimmed(at.at))
        let channel = try word(row.trimmed(at.channel), of: Contacts.channels, .channel, 9, &store)
        self.at = .channel
        if channel == Lane.null { throw .empty }
        let next = at.next < 0 ? Lane.null : try dayIfAny(row.trimmed(at.next), .next)
        self.at = .id
        switch try contacts.naming(row.trimmed(at.id), other: row[-1], ledger: row[-1], keeps: false, &store) {
        case .inBook: throw .inBook
        case .new(let key, _):
            let rows = contacts.rows
            rows.set(Contacts.at, moment)
            rows.set(Contacts.debtor, Int64(debtor))
            rows.set(Contacts.invoice, invoice.map(Int64.init) ?? Lane.null)
            rows.set(Contacts.channel, channel)
            rows.set(Contacts.person, person.map(Int64.init) ?? Lane.null)
            rows.set(Contacts.outcome, try word(row.trimmed(at.outcome), .outcome, 10, &store))
            rows.set(Contacts.next, next)
            rows.set(Contacts.staff, at.staff < 0 ? Lane.null : try word(row.trimmed(at.staff), .staff, 11, &store))
            rows.set(Contacts.note, try word(row[at.note], .note, 12, &store))
            rows.take(id: key, &store)
        }
    }
}
