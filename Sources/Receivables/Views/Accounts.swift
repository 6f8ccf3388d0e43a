// Accounts: what each debtor owes in each currency. Derived at a day, never stored, and never added across currencies.

import Columns
package import Values

/// One row per debtor and currency in which something is owed or unapplied, by debtor row, then currency code.
package struct Accounts {
    package internal(set) var debtor: [Int64] = []
    package internal(set) var currency: [Int64] = []
    package internal(set) var balance: [Int64] = []
    package internal(set) var arrears: [Int64] = []
    package internal(set) var unapplied: [Int64] = []
    /// Days overdue of the oldest invoice past due; null when none is.
    package internal(set) var oldest: [Int64] = []
    /// The debtor's limit where the currency is the debtor's own, else null.
    package internal(set) var creditLimit: [Int64] = []

    package var count: Int { debtor.count }
}

extension BookView {
    package var accounts: Accounts {
        if let made = keptAccounts { return made }
        let made = reckonAccounts()
        keptAccounts = made
        return made
    }

    private func reckonAccounts() -> Accounts {
        let debtorCount = store.rowCount(Debtors.table)
        let invoiceCurrency = dense(Invoices.table, Invoices.currency)
        let paymentCurrency = dense(Payments.table, Payments.currency)
        // Few currencies occur, so a pair is a place in a dense table of debtors × currencies.
        var seen = [Bool](repeating: false, count: 1 << 16)
        for code in invoiceCurrency where code >= 0 && code < seen.count { seen[Int(code)] = true }
        for code in paymentCurrency where code >= 0 && code < seen.count { seen[Int(code)] = true }
        eachOnAccount { _, _, code, _ in
            if code >= 0, code < seen.count { seen[Int(code)] = true }
        }
        let codes = seen.indices.filter { seen[$0] }
        var slot = [Int](repeating: 0, count: seen.count)
        for (index, code) in codes.enumerated() { slot[code] = index }
        let width = codes.count
        guard width > 0, debtorCount > 0 else { return Accounts() }
        let places = debtorCount * width
        var balance = [Int64](repeating: 0, count: places)
        var arrears = balance
        var unapplied = balance
        var oldest = [Int64](repeating: Lane.null, count: places)
        var overflowed = false

        let balances = balances
        let debtors = dense(Invoices.table, Invoices.debtor)
        let dues = dues.lanes(store.rowCount(Invoices.table))
        let today = day.lane
        func tally(
            _ owedBy: UnsafeBufferPointer<Int64>, _ debtor: UnsafeBufferPointer<Int64>, _ code: UnsafeBufferPointer<Int64>,
            _ due: UnsafeBufferPointer<Int64>, _ slot: UnsafeBufferPointer<Int>, _ balance: UnsafeMutableBufferPointer<Int64>,
            _ arrears: UnsafeMutableBufferPointer<Int64>, _ oldest: UnsafeMutableBufferPointer<Int64>
        ) -> Bool {
            var overflowed = false
            for row in 0..<owedBy.count {
                let owed = owedBy[row]
                if owed == 0 || debtor[row] < 0 || debtor[row] >= debtorCount || code[row] < 0 { continue }
                let place = Int(debtor[row]) &* width &+ slot[Int(code[row])]
                let (sum, over) = balance[place].addingReportingOverflow(owed)
                balance[place] = sum
                overflowed = overflowed || over
                if due[row] < today {
                    let (late, overLate) = arrears[place].addingReportingOverflow(owed)
                    arrears[place] = late
                    overflowed = overflowed || overLate
                    if owed > 0 { oldest[place] = max(oldest[place], today &- due[row]) }
                }
            }
            return overflowed
        }
        overflowed = balances.withUnsafeBufferPointer { a in
            debtors.withUnsafeBufferPointer { b in
                invoiceCurrency.withUnsafeBufferPointer { c in
                    dues.withUnsafeBufferPointer { d in
                        slot.withUnsafeBufferPointer { e in
                            balance.withUnsafeMutableBufferPointer { f in
                                arrears.withUnsafeMutableBufferPointer { g in
                                    oldest.withUnsafeMutableBufferPointer { h in tally(a, b, c, d, e, f, g, h) }
                                }
                            }
                        }
                    }
                }
            }
        }
        for (row, later) in notYetDue(splits) {
            let (debtor, code) = (debtors[Int(row)], invoiceCurrency[Int(row)])
            guard debtor >= 0, debtor < debtorCount, code >= 0 else { continue }
            let place = Int(debtor) &* width &+ slot[Int(code)]
            arrears[place] = arrears[place].addingClamped(0 - later)
        }
        let left = unappliedLane.values
        let payers = dense(Payments.table, Payments.debtor)
        for row in left.indices where left[row] != 0 && payers[row] >= 0 && payers[row] < debtorCount && paymentCurrency[row] >= 0 {
            let place = Int(payers[row]) &* width &+ slot[Int(paymentCurrency[row])]
            let (sum, over) = unapplied[place].addingReportingOverflow(left[row])
            unapplied[place] = sum
            overflowed = overflowed || over
        }
        eachOnAccount { _, debtor, code, minor in
            guard debtor >= 0, debtor < debtorCount, code >= 0, code < slot.count else { return }
            let place = Int(debtor) &* width &+ slot[Int(code)]
            let (sum, over) = unapplied[place].addingReportingOverflow(minor)
            unapplied[place] = sum
            overflowed = overflowed || over
        }
        if overflowed { hasOverflowed = true }

        var accounts = Accounts()
        let own = dense(Debtors.table, Debtors.currency)
        let limits = dense(Debtors.table, Debtors.creditLimit)
        for debtor in 0..<debtorCount {
            for (index, code) in codes.enumerated() {
                let place = debtor * width + index
                guard balance[place] != 0 || unapplied[place] != 0 || arrears[place] != 0 else { continue }
                accounts.debtor.append(Int64(debtor))
                accounts.currency.append(Int64(code))
                accounts.balance.append(balance[place])
                accounts.arrears.append(arrears[place])
                accounts.unapplied.append(unapplied[place])
                accounts.oldest.append(oldest[place])
                accounts.creditLimit.append(own[debtor] == Int64(code) ? limits[debtor] : Lane.null)
            }
        }
        return accounts
    }

    /// What one debtor owes, by currency: from the debtor's own rows alone, for a card.
    package func balances(ofDebtor debtor: UInt32) -> [(currency: Currency, balance: Int64)] {
        var sums: [Currency: Int64] = [:]
        for row in adjacency(Invoices.table, Invoices.debtor).rows(of: Int(debtor)) {
            guard let currency = Currency(lane: cell(Invoices.table, row, Invoices.currency)) else { continue }
            sums[currency] = (sums[currency] ?? 0).addingClamped(balances[Int(row)])
        }
        return sums.sorted { $0.key.raw < $1.key.raw }.map { (currency: $0.key, balance: $0.value) }
    }
}
