// In which order a payment settles what is open: the named orders, as pure functions on arrays.
// Knows no table and no currency: the caller offers open items of one currency and gets the parts back.

package import Values

/// What one open item is made of, when an order treats costs, interest and principal apart.
package enum DebtComponent: String, CaseIterable, Sendable, Hashable {
    case cost, interest, principal
}

/// Something that a payment can settle. Amounts are minor units, at least zero.
package struct OpenItem: Sendable, Hashable {
    package var open: Int64
    package var due: Day
    package var component: DebtComponent
    /// Annual interest the item bears, in hundredths of a percent; for the orders that prefer burdensome debts.
    package var burden: Int64
    package var secured: Bool

    package init(open: Int64, due: Day, component: DebtComponent = .principal, burden: Int64 = 0, secured: Bool = false) {
        self.open = open
        self.due = due
        self.component = component
        self.burden = burden
        self.secured = secured
    }
}

/// The orders on offer. Every one keeps: no part is negative or above its open amount, and parts + rest = amount.
///
///     AllocationOrder.oldestDue.parts(of: 450_00, over: items)   // [300_00, 150_00, 0] for 300, 500, 200
package enum AllocationOrder: String, CaseIterable, Sendable, Hashable {
    /// Oldest due first, ties to the earlier item: the default.
    case oldestDue = "oldest"
    /// Items in the order given: the debtor's instruction (BGB 366(1)).
    case instructed
    /// Costs, then interest, then principal; within each, oldest due first (BGB 367).
    case costsInterestPrincipal = "costs-interest-principal"
    /// Costs, then principal, then interest: German consumer loans (BGB 497(3)).
    case costsPrincipalInterest = "costs-principal-interest"
    /// Due before not due, less secured first, more burdensome first, older first, then in proportion (BGB 366(2)).
    case statutory
    /// Every item its share, by largest remainder.
    case proportional
    /// Highest interest first, ties oldest due.
    case highestInterest = "highest-interest"
    /// Smallest open amount first, ties oldest due.
    case smallest
    /// Largest open amount first, ties oldest due.
    case largest
    /// The current invoice first: latest due first.
    case currentFirst = "current-first"

    /// Parts parallel to `items`. What is left over is unapplied. A negative amount settles nothing.
    package func parts(of amount: Int64, over items: [OpenItem], today: Day? = nil) -> [Int64] {
        var parts = [Int64](repeating: 0, count: items.count)
        var left = max(0, amount)
        for rank in ranks(of: items, today: today) {
            guard left > 0 else { break }
            let open = rank.map { max(0, items[$0].open) }
            var needed: Int128 = 0
            for one in open { needed += Int128(one) }
            if needed <= Int128(left) {
                for (index, one) in zip(rank, open) { parts[index] = one }
                left -= Int64(clamping: needed)
            } else if let shares = Shares.proportional(left, over: open) {
                for (index, share) in zip(rank, shares) { parts[index] = share }
                left = 0
            }
        }
        return parts
    }

    /// Items in the order they are settled; items of one rank share what reaches them.
    private func ranks(of items: [OpenItem], today: Day?) -> [[Int]] {
        let all = Array(items.indices)
        func sorted(_ keys: (OpenItem) -> [Int64]) -> [[Int]] {
            let keyed = items.map(keys)
            return all.sorted { a, b in
                keyed[a] == keyed[b] ? a < b : keyed[a].lexicographicallyPrecedes(keyed[b])
            }.map { [$0] }
        }
        switch self {
        case .oldestDue: return sorted { [Int64($0.due.number)] }
        case .instructed: return all.map { [$0] }
        case .costsInterestPrincipal:
            return sorted { [Self.rank($0.component, [.cost, .interest, .principal]), Int64($0.due.number)] }
        case .costsPrincipalInterest:
            return sorted { [Self.rank($0.component, [.cost, .principal, .interest]), Int64($0.due.number)] }
        case .proportional: return all.isEmpty ? [] : [all]
        case .highestInterest: return sorted { [~$0.burden, Int64($0.due.number)] }
        case .smallest: return sorted { [$0.open, Int64($0.due.number)] }
        case .largest: return sorted { [~$0.open, Int64($0.due.number)] }
        case .currentFirst: return sorted { [~Int64($0.due.number)] }
        case .statutory:
            func key(_ item: OpenItem) -> [Int64] {
                let isDue = today.map { item.due <= $0 } ?? true
                return [isDue ? 0 : 1, item.secured ? 1 : 0, ~item.burden, Int64(item.due.number)]
            }
            var ranks: [[Int]] = []
            for index in sorted(key).joined() {
                if let last = ranks.last?.first, key(items[last]) == key(items[index]) {
                    ranks[ranks.count - 1].append(index)
                } else {
                    ranks.append([index])
                }
            }
            return ranks
        }
    }

    private static func rank(_ component: DebtComponent, _ order: [DebtComponent]) -> Int64 {
        Int64(order.firstIndex(of: component) ?? order.count)
    }
}
