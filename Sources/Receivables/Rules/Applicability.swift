// Which rule pack applies to a debtor, and why the others do not. Pure: facts about a debtor and packs in, reasons out.

package import Columns
import Values

/// What decides about a debtor.
package struct DebtorFacts: Sendable, Hashable {
    /// Our id and the outside number.
    package let names: [String]
    package let country: String?
    package let kind: String?

    package init(names: [String], country: String?, kind: String?) {
        self.names = names
        self.country = country
        self.kind = kind
    }

    package init(_ row: UInt32, in store: Store) {
        func text(_ column: Int) -> String? {
            let text = store.cell(Debtors.table, row, column).rowNumber.map { store.texts.string($0) }
            return text.flatMap { $0.isEmpty ? nil : $0 }
        }
        let key = store.cell(Debtors.table, row, Debtors.id)
        names = [key == Lane.null ? nil : store.ids.text(of: IDKey(bits: key)), text(Debtors.external)].compactMap { $0 }
        country = text(Debtors.country)
        kind = text(Debtors.kind)
    }
}

/// Why a pack does not apply.
package enum Inapplicable: Sendable, Hashable {
    case namesNobody, otherDebtors
    case countryUnknown, otherCountry(String), exceptedCountry(String, reason: String)
    case kindUnknown, otherKind(String)
    case noRate
}

extension RulePack {
    /// Nil where it applies.
    package func refusal(for debtor: DebtorFacts) -> Inapplicable? {
        if let debtors {
            if debtors.isEmpty { return .namesNobody }
            if !debtors.contains(where: debtor.names.contains) { return .otherDebtors }
        }
        if !countries.isEmpty || !exceptions.isEmpty {
            guard let country = debtor.country else { return .countryUnknown }
            if let exception = exceptions.first(where: { $0.country == country }) {
                return .exceptedCountry(country, reason: exception.reason)
            }
            guard countries.isEmpty || countries.contains(country) else { return .otherCountry(country) }
        }
        if !kinds.isEmpty {
            guard let kind = debtor.kind else { return .kindUnknown }
            guard kinds.contains(kind) else { return .otherKind(kind) }
        }
        return references.isEmpty ? .noRate : nil
    }
}

/// The packs of a book in the order they are tried: its own first, since an agreement comes before the law it replaces.
package struct RuleBook: Sendable {
    package let packs: [RulePack]
    /// How many of them are the book's own; those stand first.
    package let own: Int

    package init(_ store: Store) {
        var own: [RulePack] = []
        for row in store.live(Settings.table).rows() {
            func text(_ column: Int) -> String { store.cell(Settings.table, row, column).rowNumber.map { store.texts.string($0) } ?? "" }
            guard text(Settings.name).hasPrefix(Self.prefix), let pack = try? RulePack(reading: text(Settings.value)) else { continue }
            own.append(pack)
        }
        self.own = own.count
        packs = own + StandardPacks.all.filter { standard in !own.contains { $0.name == standard.name } }
    }

    /// What the settings that hold packs are called.
    static let prefix = "rules:"

    package func pack(named name: String) -> RulePack? { packs.first { $0.name == name } }
    package func pack(for debtor: DebtorFacts) -> RulePack? { packs.first { $0.refusal(for: debtor) == nil } }
}

/// Keeps a rule pack of the user's in the book.
package struct AddRules: Sendable {
    package var text: String
    package init(text: String) { self.text = text }

    /// A pack of the same name is replaced.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        guard let pack = try? RulePack(reading: text) else { return ChangeSet() }
        return try ChangeSetting(name: RuleBook.prefix + pack.name, value: text).changes(in: &store)
    }
}
