// `charge interest INVOICES`: books what the rules claim on late invoices and is not booked yet. Run twice it adds nothing;
// run later it adds the difference; what was waived stays waived.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ChargeInterestVerb {
    static let invoices = Key.ids("invoices", of: "invoices", "the invoices, or the rows piped in")
    static let sums = Clause.toggle("sums", "the fixed sums of the rules as well")
    static let date = Key.day("date", label: "on", "to which day interest is reckoned, and from which it is owed").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "charge interest", [invoices] + ClaimTerms.items + [sums, date], summary: "book the interest that the rules claim on late invoices",
        details: """
            Books for each invoice what `claims` shows under to_book: interest claimed less interest booked before, and with `sums`
            the fixed sum, once. Nothing is booked twice. Invoices that owe none are left as they are.
            """,
        examples: [
            Example("dry invoices | where overdue > 365d and balance > 0 | charge interest confirm 0..99"),
            Example("dry charge interest INV-2026-0105 sums", "the fixed sum too"),
        ]
    ) { call throws(Diagnostic) in
        let terms = ClaimTerms(call)
        return Prepared.act { run throws(Diagnostic) in
            let (chosen, day) = (try run[invoices], try run[date])
            let world = run.world
            let view = BookView(world.store, today: world.today, asOf: day == world.today ? nil : day)
            let (options, pack) = try terms.options(run)
            let dueWork = try run.reckon(at: invoices) { () throws(TradeFault) in
                var work: [Booking] = []
                for claim in try view.lateClaims(chosen, options, pack: pack) {
                    let ever = view.bookedEver(ofInvoice: claim.invoice)
                    let interest = claim.statement.total.subtractingReportingOverflow(ever.interest).partialValue
                    if interest > 0 { work.append(Booking(claim, interest, "interest")) }
                    let sum = claim.fixedSum.subtractingReportingOverflow(ever.sums).partialValue
                    if run[sums], sum > 0 { work.append(Booking(claim, sum, "fixed_sum")) }
                }
                return work
            }
            var each: [[String]] = []
            let changes = try run.inTurn(
                dueWork, at: invoices, naming: { run.id(Invoices.table, $0.claim.invoice) }
            ) { booking, store throws(TradeFault) in
                var request = AddCharge(invoice: booking.claim.invoice, amount: booking.amount, date: day, kind: booking.kind)
                request.reason = booking.reason
                return try request.changes(in: &store)
            } told: { booking, changes in
                let what = "\(booking.amount.text) (\(booking.kind.replacing("_", with: " ")))"
                let whose = run.id(Invoices.table, booking.claim.invoice)
                each.append(["\(run.newID(changes, Charges.table)) charges \(what) on \(whose): \(booking.reason)"])
            }
            let rows = chosen.filter { row in dueWork.contains { $0.claim.invoice == row } }
            return Deed(
                changes, count: rows.count, each: each, says: run.left(chosen, rows, "with nothing to book"),
                preview: try run.preview(InvoicesNoun.noun, rows, columns: ["id", "debtor", "name", "due", "overdue", "balance"]))
        }
    }

    private struct Booking {
        let claim: LateClaim
        let amount: Money
        let kind: String

        init(_ claim: LateClaim, _ minor: Int64, _ kind: String) {
            self.claim = claim
            amount = Money(minor: minor, currency: claim.currency)
            self.kind = kind
        }

        /// Kept with the charge: which rule, and for interest the rates and days.
        var reason: String {
            let rule = claim.pack?.name ?? "agreed rate"
            guard kind == "interest", let last = claim.statement.lines.last else { return rule }
            return "\(rule), \(claim.interestDays)d at \(last.percent.text) to \(last.to.text)"
        }
    }
}

/// What may be said about a claim besides the pack: shared by the noun that shows claims and the verb that books them.
struct ClaimTerms {
    static let rate = Key.percent("rate", label: "rate", "one agreed rate a year, instead of the rules'").optional
    static let rules = Key.text("rules", label: "rules", "the rule pack to use for all, by name in quotes").optional
    static let mode = Clause.word("mode", RateMode.allCases.map(\.rawValue), label: "mode", presence: .optional, "which day's rate counts")
    static let basis = Key.text("basis", label: "basis", "the day count, in quotes: \"act/360\"").optional
    static let parts = Clause.word("parts", PartPayments.allCases.map(\.rawValue), label: "parts", presence: .optional, "what a part payment settles")
    static let items: [any SignatureItem] = [rate, rules, mode, basis, parts]

    private let modeWord: String?
    private let partsWord: String?

    init(_ call: Call) {
        modeWord = call[Self.mode]
        partsWord = call[Self.parts]
    }

    func options(_ run: Run) throws(Diagnostic) -> (ClaimOptions, RulePack?) {
        var options = ClaimOptions()
        options.rounding = run.world.rounding
        options.percent = try run[Self.rate]
        if let percent = options.percent, percent.number.isNegative {
            throw run.fault("interest.rate", "a rate must be from 0% up, but this is \(percent.text)", at: Self.rate)
        }
        options.mode = modeWord.flatMap { RateMode(rawValue: $0) }
        options.partPayments = partsWord.flatMap { PartPayments(rawValue: $0) }
        if let text = try run[Self.basis] {
            guard let count = DayCount(rawValue: text) else {
                throw run.fault(
                    "interest.basis", "there is no day count '\(text)'", at: Self.basis,
                    notes: ["day counts: \(DayCount.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))"])
            }
            options.dayCount = count
        }
        guard let name = try run[Self.rules] else { return (options, nil) }
        let known = RuleBook(run.world.store)
        guard let pack = known.pack(named: name) else {
            throw run.fault(
                "rules.unknown", "there is no rule pack '\(name)'", at: Self.rules,
                label: nearest(name, among: known.packs.map(\.name)).map { "did you mean '\($0)'?" } ?? "",
                notes: ["rule packs: \(known.packs.map(\.name).joined(separator: ", "))"])
        }
        return (options, pack)
    }
}
