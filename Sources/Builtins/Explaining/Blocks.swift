// What stands in the way of chasing, fact by fact: the hold, the dispute, the plan, the promise behind each reason.
import Columns
import Interpreter
import Receivables
import Values

struct Blocks {
    private let view: BookView
    private let run: Run
    private var store: Store { view.store }
    private var day: Day { view.day }

    init(_ view: BookView, _ run: Run) {
        self.view = view
        self.run = run
    }

    /// Lines for one reason not to chase a debtor, or one of its invoices.
    func lines(_ reason: Exclusion, debtor: UInt32, invoice: UInt32? = nil) -> [String] {
        let found: [String]
        switch reason {
        case .noChase: found = ["marked not to be chased"]
        case .moratorium: found = holds(debtor, invoice, kind: "moratorium")
        case .hold: found = holds(debtor, invoice, kind: "hold")
        case .dispute: found = disputes(debtor, invoice)
        case .planActive: found = plans(debtor)
        case .promiseOpen: found = promises(debtor, invoice)
        }
        return (found.isEmpty ? [reason.rawValue] : found).map { "  \($0)" }
    }

    private func live(_ table: TableID, _ column: Int, _ debtor: UInt32) -> [UInt32] {
        store.rows(table, where: column, is: Int64(debtor)).filter { store.isLive(table, $0) }
    }

    private func day(_ table: TableID, _ row: UInt32, _ column: Int) -> Day? { Day(number: store.cell(table, row, column)) }

    private func text(_ table: TableID, _ row: UInt32, _ column: Int) -> String {
        UInt32(exactly: store.cell(table, row, column)).map { store.texts.string($0) } ?? ""
    }

    private func about(_ table: TableID, _ row: UInt32, _ column: Int) -> UInt32? { UInt32(exactly: store.cell(table, row, column)) }

    private func holds(_ debtor: UInt32, _ invoice: UInt32?, kind: String) -> [String] {
        live(Holds.table, Holds.debtor, debtor).compactMap { row in
            guard text(Holds.table, row, Holds.kind) == kind, let from = day(Holds.table, row, Holds.from), from <= day,
                day(Holds.table, row, Holds.until).map({ $0 >= day }) ?? true,
                day(Holds.table, row, Holds.releasedOn).map({ $0 > day }) ?? true
            else { return nil }
            let only = about(Holds.table, row, Holds.invoice)
            if let invoice, let only, only != invoice { return nil }
            let until = day(Holds.table, row, Holds.until).map { "until \($0.text)" } ?? "since \(from.text)"
            return "\(kind) \(run.id(Holds.table, row))\(on(only)) \(until)\(because(text(Holds.table, row, Holds.reason)))"
        }
    }

    private func disputes(_ debtor: UInt32, _ invoice: UInt32?) -> [String] {
        live(Disputes.table, Disputes.debtor, debtor).compactMap { row in
            guard let since = day(Disputes.table, row, Disputes.since), since <= day,
                day(Disputes.table, row, Disputes.closedOn).map({ $0 > day }) ?? true
            else { return nil }
            let contested = about(Disputes.table, row, Disputes.invoice)
            if let invoice, contested != invoice { return nil }
            let minor = store.cell(Disputes.table, row, Disputes.amount)
            let currency = UInt16(exactly: store.cell(Disputes.table, row, Disputes.currency)).flatMap { Currency(raw: $0) }
            let part = currency.flatMap { minor == Lane.null ? nil : ", \(Money(minor: minor, currency: $0).text) of it" } ?? ""
            return "dispute \(run.id(Disputes.table, row))\(on(contested))\(part) since \(since.text)\(because(text(Disputes.table, row, Disputes.reason)))"
        }
    }

    private func plans(_ debtor: UInt32) -> [String] {
        live(Plans.table, Plans.debtor, debtor).compactMap { row in
            guard let agreed = day(Plans.table, row, Plans.agreed), agreed <= day,
                day(Plans.table, row, Plans.cancelled).map({ $0 > day }) ?? true
            else { return nil }
            switch view.status(ofPlan: row) {
            case .active: return "plan \(run.id(Plans.table, row)) agreed on \(agreed.text), on track"
            case .proposed, .in_arrears, .completed, .cancelled, .defaulted: return nil
            }
        }
    }

    private func promises(_ debtor: UInt32, _ invoice: UInt32?) -> [String] {
        live(Promises.table, Promises.debtor, debtor).compactMap { row in
            guard view.promise(row).status == .open, let due = day(Promises.table, row, Promises.due),
                let currency = UInt16(exactly: store.cell(Promises.table, row, Promises.currency)).flatMap({ Currency(raw: $0) })
            else { return nil }
            let only = about(Promises.table, row, Promises.invoice)
            if let invoice, let only, only != invoice { return nil }
            let amount = Money(minor: store.cell(Promises.table, row, Promises.amount), currency: currency)
            return "promise \(run.id(Promises.table, row))\(on(only)) of \(amount.text) by \(due.text)"
        }
    }

    private func on(_ invoice: UInt32?) -> String { invoice.map { " on \(run.id(Invoices.table, $0))" } ?? "" }
    private func because(_ reason: String) -> String { reason.isEmpty ? "" : ": \(reason)" }
}
