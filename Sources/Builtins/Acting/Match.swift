// `match PAYMENTS`: takes the best proposal of `matches` for each payment, where enough speaks for it. What it takes stands in the
// preview with its reasons; proposes nothing itself.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum MatchVerb {
    static let payments = Key.ids("payments", of: "payments", "unapplied payments, or the rows piped in")
    static let least = Key.percent("least", label: "least", "how much must speak for a proposal: least 80%").otherwise("90%") { _ in
        Percent(number: Number(90))
    }
    static let date = Key.day("date", label: "on", "from which day it counts").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "match", [payments, least, date], summary: "take the best proposal for unapplied payments",
        details: """
            `matches` shows what is proposed and why. A payment is taken as the debtor's and settles the invoice that is proposed, or
            the oldest where none is. A payment for which two proposals are equally good is left alone, as is one for which too
            little speaks.
            """,
        examples: [
            Example("dry match P-441 least 50%"),
            Example("dry payments | where unapplied > 0 | match least 60% confirm 0..50"),
        ]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let chosen = try run[payments]
            let least = try run[least]
            let day = try run[date]
            let store = run.world.store
            let matching = Matching(BookView(store, today: run.world.today))
            var taken: [MatchProposal] = []
            var says: [String] = []
            var seen = Set<UInt32>()
            for payment in chosen where seen.insert(payment).inserted {
                let proposals = matching.proposals(for: payment)
                let id = run.id(Payments.table, payment)
                guard let best = proposals.first else {
                    says.append("\(id) left: nothing speaks for anyone")
                    continue
                }
                if Percent(number: Number(Int64(best.confidence))) < least {
                    says.append("\(id) left: \(best.confidence)% speaks for \(run.id(Debtors.table, best.debtor))")
                } else if proposals.count > 1, proposals[1].confidence == best.confidence {
                    says.append("\(id) left: as much speaks for \(target(best, run)) as for \(target(proposals[1], run))")
                } else {
                    taken.append(best)
                }
            }
            let changes = try run.inTurn(taken, at: payments, naming: { run.id(Payments.table, $0.payment) }) { proposal, store throws(TradeFault) in
                var request = Allocate(
                    payment: proposal.payment, settles: proposal.invoice.map { .invoices([InvoiceShare($0)]) } ?? .order(.oldestDue), on: day)
                request.debtor = proposal.debtor
                return try request.changes(in: &store)
            }
            var table = LaneTable(run.context.codec)
            for proposal in taken { table.add(MatchesNoun.cells(proposal.payment, proposal, store)) }
            let told = taken.map { "\(run.id(Payments.table, $0.payment)) taken for \(target($0, run)): \(MatchWords.why($0, store))" }
            return Deed(changes, count: taken.count, says: told + says, preview: taken.count > 1 ? table.relation(MatchesNoun.shape) : nil)
        }
    }

    /// `D-7, INV-3`
    private static func target(_ proposal: MatchProposal, _ run: Run) -> String {
        let debtor = run.id(Debtors.table, proposal.debtor)
        return proposal.invoice.map { "\(debtor), \(run.id(Invoices.table, $0))" } ?? debtor
    }
}

/// The facts of a proposal, in words.
enum MatchWords {
    static func why(_ proposal: MatchProposal, _ store: Store) -> String {
        proposal.evidence.map { fact in
            switch fact {
            case .namesInvoice: "the reference names the invoice"
            case .namesDebtor: "the reference names the debtor"
            case .sameName: "the payer is called so"
            case .likeName: "the payer's name is like it"
            case .paidBefore(let payment): "paid under this name before (\(TradeWords(store).id(Payments.table, payment)))"
            case .exactAmount(let among): among == 1 ? "it alone has exactly this open" : "it has exactly this open, one of \(among)"
            case .wholeAccount: "exactly all that is open"
            case .wholeArrears: "exactly all that is past due"
            }
        }.joined(separator: "; ")
    }
}
