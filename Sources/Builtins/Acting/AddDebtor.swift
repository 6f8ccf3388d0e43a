// `add debtor NAME`: a new debtor.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AddDebtorVerb {
    static let name = Key.text("name", "the debtor's name")
    static let currency = Key.word("currency", label: "currency", "the currency the debtor is billed in").otherwise("EUR") { _ in "EUR" }
    static let country = Key.word("country", label: "country", "two letters, ISO 3166").optional
    static let kind = Key.word("kind", Debtors.kinds, label: "kind", "which protection rules apply").optional
    static let terms = Key.duration("terms", label: "terms", "days from invoice to due day").optional
    static let limit = Key.money("limit", label: "limit", "how much credit is given").optional
    static let segment = Key.word("segment", label: "segment", "your own grouping").optional
    static let email = Key.text("email", label: "email", "where mail goes").optional
    static let phone = Key.text("phone", label: "phone", "the number to call").optional
    static let owner = Key.text("owner", label: "owner", "who looks after the debtor").optional
    static let number = Key.text("number", label: "number", "the number in the ledger the debtor comes from").optional
    static let opened = Key.day("opened", label: "opened", "since when the debtor is known").otherwise("today") { $0.today }
    static let note = Key.text("note", label: "note", "anything to remember").optional

    static let verb = Verb.action(
        "add debtor",
        [name, currency, country, kind, terms, limit, segment, email, phone, owner, number, opened, note],
        summary: "add a debtor",
        examples: [Example("dry add debtor \"Lantern Books\" currency GBP country GB terms 30d owner \"ruth\"")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            guard let unit = Currency(code: try run[currency]) else {
                throw run.fault(
                    "trade.unknown-currency", "'\(try run[currency])' is no currency of ISO 4217", at: currency)
            }
            var request = AddDebtor(name: try run[name], currency: unit)
            request.country = try run[country]
            request.kind = try run[kind]
            request.segment = try run[segment]
            request.email = try run[email]
            request.phone = try run[phone]
            request.owner = try run[owner]
            request.external = try run[number]
            request.note = try run[note]
            request.opened = try run[opened]
            if let days = try run[terms] {
                guard let whole = days.exactDays else {
                    throw run.fault("trade.terms-in-days", "terms are counted in days", at: terms, try: "terms 30d")
                }
                request.termsDays = whole
            }
            if let money = try run[limit] {
                guard money.currency == unit else {
                    throw run.refusal(.currencyDiffers(given: money.currency, owed: unit), at: limit)
                }
                request.creditLimit = money.minor
            }
            let asked = request
            let changes = try run.change { store throws(TradeFault) in try asked.changes(in: &store) }
            let id = run.newID(changes, Debtors.table)
            return Deed(changes, says: ["\(id) \(request.name) added"], result: .value(.id(id)))
        }
    }
}
