// `close MONTH`: nothing is dated into it any more, so its reports stay as they are; `reopen` needs a reason.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum CloseVerb {
    static let month = Key.period("month", "the month: 2026-11")

    static let verb = Verb.action(
        "close", [month], summary: "close a month: nothing may be dated into it",
        examples: [Example("dry close 2026-09")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let first = try run.month(month)
            let today = run.world.today
            guard first <= today else {
                throw run.fault("close.future", "\(Month(of: first).text) has not begun, so it is not closed yet", at: month)
            }
            do throws(TradeFault) {
                let changes = try CloseMonth(month: first, on: today).changes(in: &run.context.world.store)
                return Deed(changes, says: ["\(Month(of: first).text) closed"])
            } catch .monthClosed {
                throw run.fault("close.closed", "\(Month(of: first).text) is closed already", at: month)
            } catch {
                throw run.refusal(error, at: month)
            }
        }
    }
}

enum ReopenVerb {
    static let month = Key.period("month", "the month: 2026-11")
    static let reason = Key.text("reason", label: "because", "why")

    static let verb = Verb.action(
        "reopen", [month, reason], summary: "open a closed month again, with a reason",
        examples: [Example("close 2026-09; reopen 2026-09 because \"the auditor found a missing invoice\"")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let first = try run.month(month)
            let why = try run[reason]
            let today = run.world.today
            let changes = try run.change(at: month) { store throws(TradeFault) in
                try ReopenMonth(month: first, on: today, reason: why).changes(in: &store)
            }
            guard !changes.isEmpty else {
                throw run.fault("reopen.open", "\(Month(of: first).text) is open already", at: month)
            }
            return Deed(changes, says: ["\(Month(of: first).text) open again: \(why)"])
        }
    }
}

extension Run {
    /// The first day of a period that is one whole month.
    fileprivate func month(_ key: Key<Period>) throws(Diagnostic) -> Day {
        let period = try self[key]
        guard period.first.day == 1, Month(of: period.first) == Month(of: period.last),
            period.last == Month(of: period.first).last
        else {
            throw fault("close.month", "one month is closed at a time, and this is not one", at: key, hint: "a month is written 2026-11")
        }
        return period.first
    }
}
