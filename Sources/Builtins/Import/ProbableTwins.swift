// Rows that are probably one thing twice: invoices of one debtor, amount and day under different numbers, and lines of a bank that
// say the same without a transaction number. They are taken all the same, since only a person can know; so they are always told.
import Columns
import Interpreter
import Receivables
import Values

struct ProbableTwins {
    private(set) var says: [String] = []

    /// So many pairs are told one by one.
    private static let shown = 20

    init(_ harvest: ImportDesk.Harvest, _ run: Run) {
        let intake = harvest.intake
        let invoices = intake.invoices.rows
        if invoices.count > 0 {
            let pairs = SameCells(invoices, [Invoices.debtor, Invoices.amount, Invoices.issued, Invoices.currency], run.world.store).pairs
            tell("invoices of one debtor, amount and day", pairs, invoices, harvest.lines[.invoices], run) { row in
                Self.invoice(row, invoices, run)
            }
        }
        let payments = intake.payments.rows
        // A number the bank or the ledger gave tells two lines apart that say the same.
        if payments.count > 0, payments.lane(0, Payments.external) == Lane.null, !Self.isNumbered(harvest) {
            let columns = [Payments.date, Payments.amount, Payments.currency, Payments.payer, Payments.reference, Payments.debtor]
            let pairs = SameCells(payments, columns, run.world.store).pairs
            tell("payments that say the same", pairs, payments, harvest.lines[.payments], run) { row in Self.payment(row, payments, run) }
        }
    }

    private static func isNumbered(_ harvest: ImportDesk.Harvest) -> Bool {
        harvest.reports.contains { $0.kind == .payments && $0.isNumbered }
    }

    private mutating func tell(
        _ what: String, _ pairs: [SameCells.Pair], _ rows: NewRows, _ lines: TakenLines?, _ run: Run, _ name: (Int) -> String
    ) {
        guard !pairs.isEmpty else { return }
        says.append("probable duplicates, \(what): \(pairs.count)")
        for pair in pairs.prefix(Self.shown) {
            let here = lines?[pair.row - rows.first]
            let place = here.map { "\($0.file), line \($0.line)" } ?? "a row"
            let other: String
            if pair.other < rows.first {
                other = "\(run.id(rows.schema.id, UInt32(truncatingIfNeeded: pair.other))) in the book"
            } else {
                other = lines?[pair.other - rows.first].map { $0.file == here?.file ? "line \($0.line)" : "\($0.file), line \($0.line)" } ?? "another"
            }
            says.append("  \(place): \(name(pair.row)), as \(other)")
        }
        if pairs.count > Self.shown { says.append("  and \(pairs.count - Self.shown) more") }
    }

    // MARK: names

    private static func invoice(_ row: Int, _ rows: NewRows, _ run: Run) -> String {
        let place = row - rows.first
        let store = run.world.store
        let id = store.ids.text(of: IDKey(bits: rows.lane(place, Invoices.id)))
        return "\(id) of \(money(rows.lane(place, Invoices.amount), rows.lane(place, Invoices.currency))) issued \(day(rows.lane(place, Invoices.issued)))"
    }

    private static func payment(_ row: Int, _ rows: NewRows, _ run: Run) -> String {
        let place = row - rows.first
        let payer = UInt32(exactly: rows.lane(place, Payments.payer)).map { run.world.store.texts.string($0) + " " } ?? ""
        return "\(payer)\(money(rows.lane(place, Payments.amount), rows.lane(place, Payments.currency))) of \(day(rows.lane(place, Payments.date)))"
    }

    private static func money(_ minor: Int64, _ currency: Int64) -> String {
        UInt16(exactly: currency).flatMap { Currency(raw: $0) }.map { Money(minor: minor, currency: $0).text } ?? ""
    }

    private static func day(_ lane: Int64) -> String { Day(number: lane)?.text ?? "" }
}
