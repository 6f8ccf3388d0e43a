// `rules`: the rule packs the book has, which of them apply to a debtor and why the others do not; `rules check` says what
// is doubtful. `rates` lists the dated figures. None of it is legal advice, and the footer says so.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum RulesNoun {
    private static let debtor = Key.id("debtor", of: "debtors", label: "for", "which of them apply to this debtor, and why the others do not").optional

    private static let what = Clause.word("what", ["check"], presence: .optional, "check: what is doubtful about them")

    private static let columns = [
        ColumnShape("rules", .text, nullable: false, summary: "the name of the rule pack"),
        ColumnShape("about", .text, nullable: false, summary: "what it is about"),
        ColumnShape("applies", .text, nullable: false, summary: "to whom; for a debtor, whether and why not"),
        ColumnShape("mode", .word, words: RateMode.allCases.map(\.rawValue), nullable: false, summary: "which day's rate counts"),
        ColumnShape("basis", .word, words: DayCount.allCases.map(\.rawValue), nullable: false, summary: "the day count"),
        ColumnShape("rate", .percent(scale: 4), summary: "reference and margin in force on the day asked about"),
        ColumnShape("to_confirm", .integer, nullable: false, summary: "figures that nobody compared with their source"),
        ColumnShape("kept", .word, words: ["program", "book"], nullable: false, summary: "whether it came with the program or with this book"),
        ColumnShape("law", .text, nullable: false, summary: "where it comes from"),
    ]

    static let notAdvice = "figures are data with a source, and no legal advice: have them confirmed"

    static let noun = Noun.derived(
        "rules", singular: "rule pack", [what, debtor], columns: columns, shown: ["rules", "applies", "mode", "basis", "rate", "to_confirm", "kept"],
        summary: "the rule packs: what laws and contracts add to late debts",
        details: """
            Packs are tried in this order, the book's own first; the first that applies to a debtor is used. `rules for D-17` says
            which that is and why the others are not. `rules check` lists overlaps, gaps in dated rates and figures to be confirmed,
            `rates` the dated figures. A pack of your own is a text file: `add rules "contract.rules"`.
            """,
        examples: [
            Example("rules"), Example("rules for D-17", "which apply, and why the others do not"),
            Example("rules check as of 2027-03-01", "whether the rates reach that far"),
        ]
    ) { call in
        if call[what] != nil { return RuleFindings.prepared }
        let shape = RowShape(columns: columns, shown: [0, 2, 3, 4, 5, 6, 7], noun: "rules")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let view = try request.view()
            let rules = view.ruleBook
            let facts = try run[debtor].map { DebtorFacts($0, in: request.store) }
            let used = facts.flatMap { rules.pack(for: $0)?.name }
            var table = LaneTable(request.context.codec)
            for (place, pack) in rules.packs.enumerated() {
                let applies = facts.map { words(pack, $0, used) } ?? scope(pack)
                let isOut = facts.map { pack.refusal(for: $0) != nil } ?? false
                let rate = isOut ? nil : pack.rates(country: facts?.country ?? pack.countries.first, kind: facts?.kind ?? pack.kinds.first)?.percent(on: request.day)
                table.add(
                    .text(pack.name), .text(pack.title), .text(applies), .word(pack.mode.rawValue), .word(pack.dayCount.rawValue),
                    rate.map { .percent($0) } ?? .null, .number(Number(Int64(doubts(pack)))), .word(place < rules.own ? "book" : "program"),
                    .text(pack.law))
            }
            return table.relation(shape, notes: [notAdvice], asOf: request.asOf)
        }
    }

    private static func doubts(_ pack: RulePack) -> Int {
        pack.references.count { $0.mark == .toConfirm } + pack.margins.count { $0.mark == .toConfirm } + pack.sums.count { $0.mark == .toConfirm }
    }

    private static func scope(_ pack: RulePack) -> String {
        if let debtors = pack.debtors { return debtors.isEmpty ? "names nobody" : debtors.joined(separator: ", ") }
        let countries = pack.countries.count > 4 ? "\(pack.countries.count) countries" : pack.countries.joined(separator: ", ")
        let kinds = pack.kinds.map { $0.replacing("_", with: " ") }.joined(separator: ", ")
        return [countries, kinds].filter { !$0.isEmpty }.joined(separator: ": ")
    }

    private static func words(_ pack: RulePack, _ facts: DebtorFacts, _ used: String?) -> String {
        guard let refusal = pack.refusal(for: facts) else {
            return pack.name == used ? "yes" : "yes, but \(used ?? "another") comes first"
        }
        return switch refusal {
        case .namesNobody: "no: it names no debtor"
        case .otherDebtors: "no: it names other debtors"
        case .countryUnknown: "no: the debtor's country is not known"
        case .otherCountry(let country): "no: not for \(country)"
        case .exceptedCountry(let country, let reason): "no: not for \(country): \(reason)"
        case .kindUnknown: "no: the debtor's kind is not known"
        case .otherKind(let kind): "no: not for \(kind.replacing("_", with: " "))"
        case .noRate: "no: it has no rate"
        }
    }
}

/// `rules check`: overlaps, gaps in dated rates, figures to be confirmed.
private enum RuleFindings {
    private static let columns = [
        ColumnShape("rules", .text, nullable: false, summary: "the rule pack"),
        ColumnShape("finding", .word, words: RuleFinding.Kind.allCases.map(\.rawValue), nullable: false, summary: "what is doubtful"),
        ColumnShape("from", .day, summary: "from which day"),
        ColumnShape("says", .text, nullable: false, summary: "in words"),
    ]

    static var prepared: PreparedNoun {
        let shape = RowShape(columns: columns, noun: "rules")
        return PreparedNoun(shape) { request, _ throws(Diagnostic) in
            let rules = try request.view().ruleBook
            var table = LaneTable(request.context.codec)
            for finding in RuleCheck.findings(rules.packs, on: request.day) {
                table.add(
                    .text(finding.pack), .word(finding.kind.rawValue), finding.day.map { .day($0) } ?? .null, .text(words(finding)))
            }
            return table.relation(shape, notes: [RulesNoun.notAdvice], asOf: request.asOf)
        }
    }

    private static func words(_ finding: RuleFinding) -> String {
        switch finding.kind {
        case .overlap: "also for debtors of \(finding.other ?? "another pack"); the first is used"
        case .gap: "the rate from \(finding.day?.text ?? "") is missing"
        case .outdated: "no rate is known from \(finding.day?.text ?? "") on"
        case .unconfirmed: "\(counted(finding.count, "figure")) to be confirmed"
        case .empty: "it has no rate, so it never applies"
        }
    }
}

enum RatesNoun {
    private static let columns = [
        ColumnShape("rules", .text, nullable: false, summary: "the rule pack"),
        ColumnShape("figure", .word, words: ["reference", "margin", "fixed_sum"], nullable: false, summary: "what kind of figure"),
        ColumnShape("of", .text, summary: "for whom a margin is"),
        ColumnShape("from", .day, summary: "in force from this day on"),
        ColumnShape("percent", .percent(scale: 4), summary: "a year"),
        ColumnShape("on_debts_from", .money, summary: "the debt a fixed sum begins at", addsUp: false),
        ColumnShape("sum", .money, summary: "the fixed sum", addsUp: false),
        ColumnShape("mark", .word, words: Confirmation.allCases.map(\.rawValue), nullable: false, summary: "confirmed, or to be confirmed"),
        ColumnShape("source", .text, nullable: false, summary: "who says so"),
    ]

    static let noun = Noun.derived(
        "rates", singular: "figure", columns: columns, shown: columns.map(\.name),
        summary: "every dated figure of the rule packs, with its source",
        examples: [Example("rates | where rules = \"uk-late-payment\" and figure = reference | sort -from | take 3")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "rates")
        return PreparedNoun(shape) { request, _ throws(Diagnostic) in
            var table = LaneTable(request.context.codec)
            for pack in try request.view().ruleBook.packs {
                for margin in pack.margins {
                    table.add(
                        .text(pack.name), .word("margin"), .text(margin.of), .null, .percent(margin.percent), .null, .null,
                        .word(margin.mark.rawValue), .text(margin.source))
                }
                for rate in pack.references {
                    table.add(
                        .text(pack.name), .word("reference"), .null, .day(rate.from), .percent(rate.percent), .null, .null,
                        .word(rate.mark.rawValue), .text(rate.source))
                }
                for sum in pack.sums {
                    func money(_ minor: Int64) -> Value { .money(Money(minor: minor, currency: sum.currency)) }
                    table.add(
                        .text(pack.name), .word("fixed_sum"), .null, .null, .null, money(sum.from), money(sum.sum), .word(sum.mark.rawValue),
                        .text(sum.source))
                }
            }
            return table.relation(shape, notes: [RulesNoun.notAdvice], asOf: request.asOf)
        }
    }
}
