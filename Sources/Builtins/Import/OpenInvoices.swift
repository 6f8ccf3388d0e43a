// What is still open on each invoice while payments come in, and whose it is, in the book and among the new rows.
// Reads the book; changes nothing.
import Columns
import Files
import Receivables
import Values

struct OpenInvoices {
    /// One line of memory for each invoice: payments come for any of them.
    private struct Line {
        var open: Int64
        var debtor: UInt32
        var currency: UInt16
    }

    private var lines: [Line] = []

    /// The invoices of the book: cancelled ones have nothing open.
    init(_ store: Store) {
        let table = Invoices.table
        guard store.rowCount(table) > 0 else { return }
        func lanes(_ column: Int) -> [Int64] { store.view(table, column).lanes() }
        let (debtor, currency, gone) = (lanes(Invoices.debtor), lanes(Invoices.currency), lanes(Invoices.cancelledOn))
        let (amount, charged, credited) = (lanes(Invoices.amount), lanes(Invoices.charged), lanes(Invoices.credited))
        let (allocated, written) = (lanes(Invoices.allocated), lanes(Invoices.writtenOff))
        lines = amount.indices.map { row in
            let sum = Int128(amount[row]) + Int128(charged[row]) - Int128(credited[row]) - Int128(allocated[row]) - Int128(written[row])
            return Line(
                open: gone[row] == Lane.null ? Int64(clamping: sum) : 0, debtor: UInt32(truncatingIfNeeded: debtor[row]),
                currency: UInt16(truncatingIfNeeded: currency[row]))
        }
    }

    /// Makes room for rows that are about to come.
    mutating func reserve(_ more: Int) { lines.reserveCapacity(lines.count + more) }

    /// Gives the memory back: nothing is asked any more.
    mutating func close() { lines = [] }

    /// Notes a new invoice, which must come in the order of rows.
    @inline(__always)
    mutating func append(debtor: UInt32, _ unit: Currency, _ amount: Int64) {
        lines.append(Line(open: amount, debtor: debtor, currency: unit.raw))
    }

    @inline(__always)
    func debtor(of row: UInt32) -> UInt32 { Int(row) < lines.count ? lines[Int(row)].debtor : .max }

    @inline(__always)
    func currency(of row: UInt32) -> UInt16 { Int(row) < lines.count ? lines[Int(row)].currency : .max }

    /// Asks for the line's memory without waiting for it.
    @inline(__always)
    func ask(for row: UInt32) {
        guard Int(row) < lines.count else { return }
        lines.withUnsafeBufferPointer { lines in
            if let base = lines.baseAddress { Nearness.ask(for: base + Int(row)) }
        }
    }

    func open(of row: UInt32) -> Int64 { Int(row) < lines.count ? lines[Int(row)].open : 0 }

    /// The one invoice that has exactly this open; nil where none or several have.
    func only(_ amount: Money) -> UInt32? {
        var found: UInt32?
        for (row, line) in lines.enumerated() where line.open == amount.minor && line.currency == amount.currency.raw {
            if found != nil { return nil }
            found = UInt32(truncatingIfNeeded: row)
        }
        return found
    }

    /// Takes as much of `amount` as is open, and says how much that was.
    @inline(__always)
    mutating func settle(_ row: UInt32, _ amount: Int64) -> Int64 {
        guard Int(row) < lines.count else { return 0 }
        let part = Swift.min(lines[Int(row)].open, amount)
        guard part > 0 else { return 0 }
        lines[Int(row)].open &-= part
        return part
    }
}
