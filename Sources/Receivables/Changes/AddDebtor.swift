// New debtors and the people who speak for them.

package import Columns
package import Values

package struct AddDebtor: Sendable {
    package var name: String
    package var currency: Currency
    package var id: IDKey?
    package var external: String?
    package var country: String?
    package var termsDays: Int64?
    /// Minor units of the debtor's currency.
    package var creditLimit: Int64?
    package var segment: String?
    package var email: String?
    package var phone: String?
    package var zone: String?
    package var language: String?
    /// One of `Debtors.kinds`.
    package var kind: String?
    package var opened: Day?
    package var owner: String?
    package var note: String?
    package var noChase = false

    package init(name: String, currency: Currency) {
        self.name = name
        self.currency = currency
    }

    /// The change that adds the debtor; its row is the next of the table. Texts are interned in `store`, nothing else is touched.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        if let creditLimit, creditLimit < 0 { throw .notPositive(creditLimit) }
        var draft = Draft()
        let external = try Draft.external(self.external, Debtors.table, column: Debtors.external, in: &store)
        let cells: [(column: Int, lane: Int64)] = [
            (Debtors.id, try draft.id(id, Debtors.schema, in: &store)),
            (Debtors.external, external),
            (Debtors.name, Int64(store.intern(name))),
            (Debtors.country, Draft.text(country, in: &store)),
            (Debtors.currency, Int64(currency.raw)),
            (Debtors.termsDays, termsDays.lane),
            (Debtors.creditLimit, creditLimit.lane),
            (Debtors.segment, Draft.text(segment, in: &store)),
            (Debtors.email, Draft.text(email, in: &store)),
            (Debtors.phone, Draft.text(phone, in: &store)),
            (Debtors.zone, Draft.text(zone, in: &store)),
            (Debtors.language, Draft.text(language, in: &store)),
            (Debtors.kind, Draft.text(kind, in: &store)),
            (Debtors.opened, opened.lane),
            (Debtors.owner, Draft.text(owner, in: &store)),
            (Debtors.note, Draft.text(note, in: &store)),
            (Debtors.noChase, noChase ? 1 : 0),
        ]
        draft.insert(Debtors.schema, cells, in: store)
        return draft.changes
    }
}

package struct AddPerson: Sendable {
    package var debtor: UInt32
    package var name: String
    package var role: String?
    package var phone: String?
    package var email: String?
    package var language: String?
    package var zone: String?
    package var consent: String?
    package var note: String?

    package init(debtor: UInt32, name: String) {
        self.debtor = debtor
        self.name = name
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Debtors.table, debtor, in: store)
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (People.id, try draft.id(nil, People.schema, in: &store)),
            (People.debtor, Int64(debtor)),
            (People.name, Int64(store.intern(name))),
            (People.role, Draft.text(role, in: &store)),
            (People.phone, Draft.text(phone, in: &store)),
            (People.email, Draft.text(email, in: &store)),
            (People.language, Draft.text(language, in: &store)),
            (People.zone, Draft.text(zone, in: &store)),
            (People.consent, Draft.text(consent, in: &store)),
            (People.note, Draft.text(note, in: &store)),
        ]
        draft.insert(People.schema, cells, in: store)
        return draft.changes
    }
}
