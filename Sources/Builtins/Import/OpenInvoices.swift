// What is still open on each invoice while payments come in, and whose it is, in the book and among the new rows.
// Reads the book; changes nothing.
import Columns
import Receivables
import Values

struct OpenInvoices {
    private var debtor: [UInt32] = []
    private var currency: [UInt16] = []
    private var open: [Int64] = []

    /// The invoices of the book: cancelled ones have nothing open.
    init(_ store: Store) {
        let table = Invoices.table
        guard store.rowCount(table) > 0 else { return }
        func lanes(_ column: Int) -> [Int64] { store.view(table, column).lanes() }
        debtor = lanes(Invoices.debtor).map { UInt32(truncatingIfNeeded: $0) }
        currency = lanes(Invoices.currency).map { UInt16(truncatingIfNeeded: $0) }
        let (amount, charged, credited) = (lanes(Invoices.amount), lanes(Invoices.charged), lanes(Invoices.credited))
        let (allocated, written, gone) = (lanes(Invoices.allocated), lanes(Invoices.writtenOff), lanes(Invoices.cancelledOn))
        open = amount.indices.map { row in
            guard gone[row] == Lane.null else { return 0 }
            let sum = Int128(amount[row]) + Int128(charged[row]) - Int128(credited[row]) - Int128(allocated[row]) - Int128(written[row])
            return Int64(clamping: sum)
        }
    }

    /// Notes a new invoice, which must come in the order of rows.
    @inline(__always)
    mutating func append(debtor who: UInt32, _ unit: Currency, _ amount: Int64) {
        debtor.append(who)
        currency.append(unit.raw)
        open.append(amount)
    }

    @inline(__always)
    func debtor(of row: UInt32) -> UInt32 { Int(row) < debtor.count ? debtor[Int(row)] : .max }

    @inline(__always)
    func currency(of row: UInt32) -> UInt16 { Int(row) < currency.count ? currency[Int(row)] : .max }

    func open(of row: UInt32) -> Int64 { Int(row) < open.count ? open[Int(row)] : 0 }

    /// The one invoice that has exactly this open; nil where none or several have.
    func only(_ amount: Money) -> UInt32? {
        var found: UInt32?
        for row in open.indices where open[row] == amount.minor && currency[row] == amount.currency.raw {
            if found != nil { return nil }
            found = UInt32(truncatingIfNeeded: row)
        }
        return found
    }

    /// Takes as much of `amount` as is open, and says how much that was.
    @inline(__always)
    mutating func settle(_ row: UInt32, _ amount: Int64) -> Int64 {
        guard Int(row) < open.count else { return 0 }
        let left = open[Int(row)]
        let part = Swift.min(left, amount)
        guard part > 0 else { return 0 }
        open[Int(row)] = left &- part
        return part
    }
}
