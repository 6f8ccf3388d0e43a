// `cancel RECORD`: ends an invoice that nobody paid, a plan, or a promise. What was recorded stays on record.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum CancelVerb {
    static let what = Key.record("what", "an invoice, a plan or a promise")
    static let date = Key.day("date", label: "on", "from which day").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "cancel", [what, date], summary: "end an invoice, a plan or a promise",
        details: "An invoice that money was received for is credited, not cancelled.",
        examples: [Example("dry cancel PL-1")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let spelling = try run[what]
            let (noun, row) = try run.record(spelling, at: what)
            let day = try run[date]
            let changes: ChangeSet
            switch noun.table {
            case Invoices.table:
                changes = try run.change(at: what) { store throws(TradeFault) in
                    try CancelInvoice(invoice: row, on: day).changes(in: &store)
                }
            case Plans.table:
                changes = try run.change(at: what) { store throws(TradeFault) in
                    try CancelPlan(plan: row, on: day).changes(in: &store)
                }
            case Promises.table:
                changes = try run.change(at: what) { store throws(TradeFault) in
                    try EndPromise(promise: row, on: day).changes(in: &store)
                }
            default:
                throw run.otherKind(spelling, noun, "an invoice, a plan or a promise", at: what)
            }
            return Deed(changes, says: ["\(noun.table.map { run.id($0, row) } ?? spelling) cancelled on \(day.text)"])
        }
    }
}
