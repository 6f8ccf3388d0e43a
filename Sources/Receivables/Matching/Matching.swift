// Whose money an unapplied payment may be: proposals, each with the facts that speak for it. Reads a view; settles nothing and
// remembers nothing between two views.
import Columns
import Values

/// Use: `Matching(view).proposals(for: payment)` → at most three, the best first.
package final class Matching {
    private let view: BookView
    private let store: Store
    private let balances: [Int64]

    private struct Amount: Hashable {
        let minor: Int64
        let currency: Int64
    }

    /// A debtor, and an invoice where something speaks for one.
    private struct Target: Hashable {
        let debtor: UInt32
        let invoice: UInt32?
    }

    private lazy var openByAmount: [Amount: [UInt32]] = {
        var found: [Amount: [UInt32]] = [:]
        let (rows, currencies) = (store.live(Invoices.table), view.column(Invoices.table, Invoices.currency))
        for row in rows.rows() where balance(row) > 0 {
            found[Amount(minor: balance(row), currency: currencies.lane(at: row)), default: []].append(row)
        }
        return found
    }()
    private lazy var debtorsByWord: [String: [UInt32]] = {
        var found: [String: [UInt32]] = [:]
        for row in store.live(Debtors.table).rows() {
            for word in NameWords(text(Debtors.table, row, Debtors.name)).words { found[word, default: []].append(row) }
        }
        return found
    }()
    /// By the payer's folded name: debtors, each with the newest payment under it.
    private lazy var payersBefore: [UInt32: [UInt32: UInt32]] = {
        var found: [UInt32: [UInt32: UInt32]] = [:]
        for row in store.live(Payments.table).rows() {
            guard let debtor = store.cell(Payments.table, row, Payments.debtor).rowNumber,
                store.cell(Payments.table, row, Payments.reversedOn) == Lane.null,
                // What settles nothing yet was perhaps only taken for the debtor's by its name.
                store.cell(Payments.table, row, Payments.allocated) > 0,
                let payer = UInt32(exactly: store.cell(Payments.table, row, Payments.payer))
            else { continue }
            found[store.texts.fold(payer), default: [:]][debtor] = row
        }
        return found
    }()

    /// What a proposal must come to, and how many a payment gets.
    package static let least = 30
    package static let most = 3

    package init(_ view: BookView) {
        self.view = view
        store = view.store
        balances = view.balances
    }

    /// Payments with something unapplied that the bank did not take back, in the order of the book.
    package func waiting() -> [UInt32] {
        let unapplied = view.payment(.unapplied)
        return store.live(Payments.table).rows().filter { row in
            let rest = unapplied.lane(at: row)
            return rest != Lane.null && rest > 0 && store.cell(Payments.table, row, Payments.reversedOn) == Lane.null
        }
    }

    package func proposals(for payment: UInt32) -> [MatchProposal] {
        let money = Amount(
            minor: view.payment(.unapplied).lane(at: payment), currency: store.cell(Payments.table, payment, Payments.currency))
        guard money.minor > 0, money.minor != Lane.null else { return [] }
        let known = store.cell(Payments.table, payment, Payments.debtor).rowNumber
        var invoices: [UInt32: [MatchEvidence]] = [:]
        var debtors: [UInt32: [MatchEvidence]] = [:]
        for word in Self.words(of: text(Payments.table, payment, Payments.reference)) {
            if let row = record(Invoices.table, Invoices.external, word), balance(row) > 0, currency(row) == money.currency {
                invoices[row, default: []].addOnce(.namesInvoice)
            } else if let row = record(Debtors.table, Debtors.external, word) {
                debtors[row, default: []].addOnce(.namesDebtor)
            }
        }
        let same = (openByAmount[money] ?? []).filter { known == nil || debtor(of: $0) == known }
        // An amount that many have open says nothing, and would bring them all up.
        if same.count <= 20 { for row in same { invoices[row, default: []].append(.exactAmount(among: same.count)) } }
        for (row, fact) in byName(payment) { debtors[row, default: []].append(fact) }
        if let before = UInt32(exactly: store.cell(Payments.table, payment, Payments.payer)).flatMap({ payersBefore[store.texts.fold($0)] }) {
            for (row, other) in before where other != payment { debtors[row, default: []].append(.paidBefore(payment: other)) }
        }
        if let known { debtors[known, default: []] += [] }
        return ranked(payment, money, known, invoices, &debtors)
    }

    private func ranked(
        _ payment: UInt32, _ money: Amount, _ known: UInt32?, _ invoices: [UInt32: [MatchEvidence]], _ debtors: inout [UInt32: [MatchEvidence]]
    ) -> [MatchProposal] {
        var found: [MatchProposal] = []
        var hasInvoice = Set<UInt32>()
        for (row, facts) in invoices {
            let owner = debtor(of: row)
            guard known == nil || owner == known else { continue }
            hasInvoice.insert(owner)
            found.append(MatchProposal(payment: payment, debtor: owner, invoice: row, evidence: facts + (debtors[owner] ?? [])))
        }
        for (row, facts) in debtors where known == nil || row == known {
            let whole = sums(row, money.currency)
            var facts = facts
            if whole.open == Int128(money.minor), whole.count > 1 { facts.append(.wholeAccount) }
            if whole.late == Int128(money.minor), whole.late != whole.open { facts.append(.wholeArrears) }
            // Beside an invoice the debtor alone says less, unless the sum says more.
            guard !hasInvoice.contains(row) || facts.contains(.wholeAccount) || facts.contains(.wholeArrears) else { continue }
            guard !facts.isEmpty else { continue }
            found.append(MatchProposal(payment: payment, debtor: row, invoice: nil, evidence: facts))
        }
        let order = { (a: MatchProposal, b: MatchProposal) in
            if a.confidence != b.confidence { return a.confidence > b.confidence }
            // With equal right the older invoice comes first, as it does when money is allocated.
            let (left, right) = (self.due(a.invoice), self.due(b.invoice))
            return left != right ? left < right : (a.debtor, a.invoice ?? .max) < (b.debtor, b.invoice ?? .max)
        }
        return Array(found.filter { $0.confidence >= Self.least }.sorted(by: order).prefix(Self.most))
    }

    // MARK: facts

    private func byName(_ payment: UInt32) -> [UInt32: MatchEvidence] {
        let payer = NameWords(text(Payments.table, payment, Payments.payer))
        var found: [UInt32: MatchEvidence] = [:]
        for word in payer.words {
            // A word that very many are called says nothing of any.
            guard let rows = debtorsByWord[word], rows.count <= 200 else { continue }
            for row in rows where found[row] == nil {
                let name = NameWords(text(Debtors.table, row, Debtors.name))
                if name == payer { found[row] = .sameName } else if name.isLike(payer) { found[row] = .likeName }
            }
        }
        return found
    }

    /// What a debtor has open in a currency, how much of it is past due, and on how many invoices.
    private func sums(_ row: UInt32, _ currency: Int64) -> (open: Int128, late: Int128, count: Int) {
        var (open, late, count) = (Int128(0), Int128(0), 0)
        for invoice in store.rows(Invoices.table, where: Invoices.debtor, is: Int64(row)) where self.currency(invoice) == currency {
            let part = balance(invoice)
            guard part > 0 else { continue }
            open += Int128(part)
            count += 1
            if due(invoice) < Int64(view.day.number) { late += Int128(part) }
        }
        return (open, late, count)
    }

    private func balance(_ invoice: UInt32) -> Int64 {
        let row = Int(invoice)
        return row < balances.count && balances[row] != Lane.null ? balances[row] : 0
    }

    private func due(_ invoice: UInt32?) -> Int64 { invoice.map { view.cell(Invoices.table, $0, Invoices.due) } ?? Int64.max }
    private func currency(_ invoice: UInt32) -> Int64 { store.cell(Invoices.table, invoice, Invoices.currency) }
    private func debtor(of invoice: UInt32) -> UInt32 { store.cell(Invoices.table, invoice, Invoices.debtor).rowNumber ?? .max }

    private func text(_ table: TableID, _ row: UInt32, _ column: Int) -> String {
        UInt32(exactly: store.cell(table, row, column)).map { store.texts.string($0) } ?? ""
    }

    /// A record by our number, or by the one it has elsewhere.
    private func record(_ table: TableID, _ external: Int, _ word: String) -> UInt32? {
        for form in [word, word.uppercased()] {
            if let row = store.row(table, id: form) { return row }
            if let code = store.texts.code(of: form), let row = store.rows(table, where: external, is: Int64(code)).first { return row }
        }
        return nil
    }

    /// Words with a digit; a short plain number may be anything.
    private static func words(of reference: String) -> [String] {
        reference.split { !($0.isLetter || $0.isNumber || "-/._".contains($0)) }.compactMap { part in
            var word = part
            while let last = word.last, ".-/_".contains(last) { word.removeLast() }
            guard word.contains(where: \.isNumber), word.contains(where: { !$0.isNumber }) || word.utf8.count >= 5 else { return nil }
            return String(word)
        }
    }
}

extension [MatchEvidence] {
    fileprivate mutating func addOnce(_ fact: MatchEvidence) { if !contains(fact) { append(fact) } }
}
