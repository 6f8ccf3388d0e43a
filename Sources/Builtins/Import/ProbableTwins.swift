// Rows that are probably one thing twice: invoices of one debtor, amount and day under different numbers, and lines of a bank that
// say the same without a transaction number. They are taken all the same, since only a person can know; so they are always told.
import Columns
import Files
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
            let pairs = Self.pairs(invoices, [Invoices.debtor, Invoices.amount, Invoices.issued, Invoices.currency], run.world.store)
            tell("invoices of one debtor, amount and day", pairs, invoices, harvest.lines[.invoices], run) { row in
                Self.invoice(row, invoices, run)
            }
        }
        let payments = intake.payments.rows
        // A number the bank or the ledger gave tells two lines apart that say the same.
        if payments.count > 0, payments.lane(0, Payments.external) == Lane.null, !Self.isNumbered(harvest) {
            let columns = [Payments.date, Payments.amount, Payments.currency, Payments.payer, Payments.reference, Payments.debtor]
            let pairs = Self.pairs(payments, columns, run.world.store)
            tell("payments that say the same", pairs, payments, harvest.lines[.payments], run) { row in Self.payment(row, payments, run) }
        }
    }

    private static func isNumbered(_ harvest: ImportDesk.Harvest) -> Bool {
        harvest.reports.contains { $0.kind == .payments && $0.isNumbered }
    }

    /// A new row and the row that is as it: of the book, or new as well and earlier.
    private struct Pair {
        var row: Int
        var other: Int
    }

    private mutating func tell(
        _ what: String, _ pairs: [Pair], _ rows: NewRows, _ lines: TakenLines?, _ run: Run, _ name: (Int) -> String
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

    // MARK: finding

    /// New rows by the cells that are compared, in an open hash table of twice their number; the rows of the book only look.
    private static func pairs(_ rows: NewRows, _ columns: [Int], _ store: Store) -> [Pair] {
        let new = Compared(columns.map { rows.lanes($0) }, rows.count)
        var bits = 4
        while 1 << bits < new.count * 2 { bits += 1 }
        let mask = (1 << bits) - 1
        var slots = [Int32](repeating: -1, count: 1 << bits)
        var found: [Pair] = []
        for row in 0..<new.count {
            ask(slots, new.hashes, row + 16, mask)
            var at = Int(truncatingIfNeeded: new.hashes[row] >> 20) & mask
            while slots[at] >= 0, !new.same(Int(slots[at]), new, row) { at = (at + 1) & mask }
            if slots[at] < 0 {
                slots[at] = Int32(truncatingIfNeeded: row)
            } else {
                found.append(Pair(row: rows.first + row, other: rows.first + Int(slots[at])))
            }
        }
        guard rows.first > 0 else { return found }
        let old = Compared(columns.map { store.view(rows.schema.id, $0).lanes() }, rows.first)
        let live = store.live(rows.schema.id)
        for row in 0..<old.count {
            ask(slots, old.hashes, row + 16, mask)
            var at = Int(truncatingIfNeeded: old.hashes[row] >> 20) & mask
            while slots[at] >= 0, !new.same(Int(slots[at]), old, row) { at = (at + 1) & mask }
            if slots[at] >= 0, live[row] { found.append(Pair(row: rows.first + Int(slots[at]), other: row)) }
        }
        return found
    }

    /// Rows fall anywhere in the table, so the memory of a row to come is asked for while this one is looked up.
    @inline(__always)
    private static func ask(_ slots: [Int32], _ hashes: [UInt64], _ row: Int, _ mask: Int) {
        guard row < hashes.count else { return }
        slots.withUnsafeBufferPointer { slots in
            if let base = slots.baseAddress { Nearness.ask(for: base + (Int(truncatingIfNeeded: hashes[row] >> 20) & mask)) }
        }
    }

    /// The cells that are compared, and a hash of them for each row, made column by column.
    private struct Compared {
        let lanes: [[Int64]]
        let count: Int
        let hashes: [UInt64]

        init(_ lanes: [[Int64]], _ rows: Int) {
            let count = lanes.reduce(rows) { min($0, $1.count) }
            var hashes = [UInt64](repeating: 0, count: count)
            for lane in lanes {
                for row in 0..<count {
                    let mixed = (hashes[row] ^ UInt64(bitPattern: lane[row])) &* 0x9E37_79B9_7F4A_7C15
                    hashes[row] = mixed ^ (mixed >> 32)
                }
            }
            self.lanes = lanes
            self.count = count
            self.hashes = hashes
        }

        func same(_ row: Int, _ other: Compared, _ place: Int) -> Bool {
            hashes[row] == other.hashes[place] && lanes.indices.allSatisfy { lanes[$0][row] == other.lanes[$0][place] }
        }
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
