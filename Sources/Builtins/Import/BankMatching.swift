// Whose money a line of a bank statement is. A reference that names an invoice says so, and so does a payer who is called as one
// debtor is; an amount that is exactly what one invoice has open is only proposed. Settles nothing.
import Columns
import Receivables
import Values

struct BankMatching {
    /// Lines whose reference named an invoice, and lines whose payer is called as a debtor is.
    private(set) var byReference = 0
    private(set) var byName = 0
    /// Payers nobody is known by: the amount, and the one invoice that has exactly that open.
    private(set) var unknownCount = 0
    /// The first of them.
    private(set) var unknown: [(payer: String, amount: Money, invoice: UInt32?)] = []
    private var names: [UInt32: UInt32?]?

    /// The debtor of a line; nil where nobody is known by it.
    mutating func debtor(
        payer: UnsafeBufferPointer<UInt8>, reference: UnsafeBufferPointer<UInt8>, _ amount: Money, _ invoices: inout RecordKeys,
        _ open: OpenInvoices, _ store: inout Store
    ) -> UInt32? {
        for word in Self.words(reference) {
            guard let row = Self.invoice(word, &invoices, &store) else { continue }
            byReference += 1
            return open.debtor(of: row)
        }
        if let row = named(payer, &store) {
            byName += 1
            return row
        }
        unknownCount += 1
        // Each proposal looks at every open invoice, so only as many are made as a person reads.
        if unknown.count < 20 { unknown.append((String(decoding: payer, as: UTF8.self), amount, open.only(amount))) }
        return nil
    }

    /// Words of letters, digits, `-`, `/`, `.` and `_`, with at least one digit.
    private static func words(_ reference: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
        var found: [UnsafeBufferPointer<UInt8>] = []
        var start = 0
        var hasDigit = false
        for at in 0...reference.count {
            let byte = at < reference.count ? reference[at] : 0
            switch byte {
            case 48...57, 65...90, 97...122, 45...47, 95, 0x80...:
                if byte &- 48 < 10 { hasDigit = true }
            default:
                if at > start, hasDigit { found.append(UnsafeBufferPointer(rebasing: reference[start..<at])) }
                start = at + 1
                hasDigit = false
            }
        }
        return found
    }

    /// A plain number alone names no invoice: it may be anything.
    private static func invoice(
        _ word: UnsafeBufferPointer<UInt8>, _ invoices: inout RecordKeys, _ store: inout Store
    ) -> UInt32? {
        let upper = word.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
        for form in [Array(word), upper] {
            let row = form.withUnsafeBufferPointer { cell -> UInt32? in
                let trimmed = cell.withoutDots
                if let number = RecordKeys.plainNumber(trimmed), number < 10_000 { return nil }
                return invoices.row(trimmed, &store)
            }
            if let row { return row }
        }
        return nil
    }

    /// The only debtor of this name, whatever its case.
    private mutating func named(_ payer: UnsafeBufferPointer<UInt8>, _ store: inout Store) -> UInt32? {
        if payer.isEmpty { return nil }
        let code = store.intern(payer)
        guard code != TextPool.refused else { return nil }
        let known = names ?? Self.debtorsByName(store)
        names = known
        // A name that two share names nobody.
        return known[store.texts.fold(code)] ?? nil
    }

    private static func debtorsByName(_ store: Store) -> [UInt32: UInt32?] {
        var known: [UInt32: UInt32?] = [:]
        for row in store.live(Debtors.table).rows() {
            guard let code = UInt32(exactly: store.cell(Debtors.table, row, Debtors.name)) else { continue }
            let folded = store.texts.fold(code)
            known[folded] = known.keys.contains(folded) ? .some(nil) : row
        }
        return known
    }

}

extension UnsafeBufferPointer<UInt8> {
    /// Without the full stops and dashes that end a sentence.
    fileprivate var withoutDots: UnsafeBufferPointer<UInt8> {
        var high = count
        while high > 0, self[high - 1] == 46 || self[high - 1] == 45 || self[high - 1] == 47 { high -= 1 }
        return UnsafeBufferPointer(rebasing: self[..<high])
    }
}
