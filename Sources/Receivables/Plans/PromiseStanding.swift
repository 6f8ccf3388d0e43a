// Whether a promise to pay was kept. Pure: the promise and what came in.

package import Values

package enum PromiseStatus: String, CaseIterable, Sendable, Hashable {
    case open, kept, partly_kept, broken, cancelled, superseded
}

package struct PromiseStanding: Sendable, Hashable {
    package let status: PromiseStatus
    /// What came in from the day it was made to the promised day, tolerance included.
    package let paid: Int64

    private init() {
        status = .open
        paid = 0
    }

    /// Where the sums left 64 bits; the view says so.
    static let unknown = PromiseStanding()

    /// Kept once `share` percent came in by `due` + `tolerance` days; open until that day has passed.
    ///
    /// Source: promise-kept rate by count with tolerance of days and percent.
    package init(
        amount: Int64, made: Day, due: Day, receipts: [Receipt], on day: Day, tolerance: Int64 = 0, share: Int64 = 100,
        ended: (on: Day, status: PromiseStatus)? = nil
    ) throws(TradeFault) {
        let deadline = Int64(due.number) + tolerance
        let counted = receipts.filter { $0.day >= made && Int64($0.day.number) <= deadline && $0.day <= day }
        paid = max(0, try Exact.sum(counted.map(\.amount)))
        if Int128(paid) * 100 >= Int128(amount) * Int128(share) {
            status = .kept
        } else if let ended, ended.on <= day {
            status = ended.status
        } else if Int64(day.number) <= deadline {
            status = .open
        } else {
            status = paid > 0 ? .partly_kept : .broken
        }
    }
}
