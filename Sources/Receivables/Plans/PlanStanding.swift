// How a plan stands at a day: which instalments are kept, late, part paid or broken, and the arrears against it.
// Pure: dues and payments in, standings out. Payments settle instalments in order of due day.

package import Values

package enum InstalmentStatus: String, CaseIterable, Sendable, Hashable {
    /// Not yet to be paid; perhaps paid in part already.
    case open
    /// Paid in full by its day, tolerance included.
    case kept
    /// Paid in full, but after it.
    case late
    /// Its day is past and a part of it is paid.
    case part
    /// Its day is past and nothing is paid.
    case broken
    /// Of an invoice's own instalments: paid in full; its day is past and nothing is paid.
    case paid, overdue
}

package struct InstalmentStanding: Sendable, Hashable {
    package let due: Day
    package let amount: Int64
    package let paid: Int64
    /// The day the last part came in that paid it in full.
    package let settledOn: Day?
    package let status: InstalmentStatus
    /// As-of − due in days while something is unpaid, else days from due to settlement.
    package let daysLate: Int64
}

package struct PlanStanding: Sendable, Hashable {
    package let instalments: [InstalmentStanding]
    package let total: Int64
    package let paid: Int64
    /// Unpaid of instalments whose day is past.
    package let arrears: Int64
    /// Received beyond the whole plan.
    package let surplus: Int64
    /// The first instalment not paid in full.
    package let next: Int?

    package var left: Int64 { total - paid }
    package var isComplete: Bool { next == nil && !instalments.isEmpty }
    /// Nothing is past its day unpaid.
    package var isOnTrack: Bool { arrears == 0 }

    /// Settles `dues` (in order) by `receipts` dated up to `day`. `tolerance` days after its due day an instalment still
    /// counts as kept.
    package init(
        dues: [(due: Day, amount: Int64)], receipts: [Receipt], on day: Day, tolerance: Int64 = 0
    ) throws(TradeFault) {
        var money = receipts.filter { $0.day <= day && $0.amount != 0 }.sorted { $0.day < $1.day }
        Self.netTakenBack(&money)
        var at = 0
        var rest = money.first?.amount ?? 0
        var standings: [InstalmentStanding] = []
        for (due, amount) in dues {
            var paid: Int64 = 0
            var last: Day?
            while paid < amount, at < money.count {
                let part = min(rest, amount - paid)
                if part > 0 {
                    paid += part
                    rest -= part
                    last = money[at].day
                }
                if rest == 0 {
                    at += 1
                    rest = at < money.count ? money[at].amount : 0
                }
            }
            let settled = paid >= amount ? last : nil
            let deadline = Int64(due.number) + tolerance
            let status: InstalmentStatus = if paid >= amount {
                Int64((settled ?? due).number) <= deadline ? .kept : .late
            } else if Int64(day.number) <= deadline {
                .open
            } else {
                paid > 0 ? .part : .broken
            }
            let until = paid >= amount ? settled ?? due : day
            standings.append(
                InstalmentStanding(
                    due: due, amount: amount, paid: paid, settledOn: settled, status: status,
                    daysLate: Int64(until.number) - Int64(due.number)))
        }
        instalments = standings
        total = try Exact.sum(dues.lazy.map(\.amount))
        paid = try Exact.sum(standings.lazy.map(\.paid))
        arrears = try Exact.sum(standings.lazy.filter { $0.due < day }.map { $0.amount - $0.paid })
        surplus = try Exact.sum(money[min(at, money.count)...].map(\.amount)) - (at < money.count ? money[at].amount - rest : 0)
        next = standings.firstIndex { $0.paid < $0.amount }
    }

    /// Money taken back is taken from the latest receipts before it.
    static func netTakenBack(_ money: inout [Receipt]) {
        var kept: [Receipt] = []
        for receipt in money {
            guard receipt.amount < 0 else {
                kept.append(receipt)
                continue
            }
            var back = Int128(receipt.amount).magnitude
            while back > 0, let last = kept.popLast() {
                if UInt128(last.amount.magnitude) > back {
                    kept.append(Receipt(day: last.day, amount: last.amount - Int64(clamping: back)))
                    back = 0
                } else {
                    back -= UInt128(last.amount.magnitude)
                }
            }
        }
        money = kept
    }
}
