// How a payer is rated by the weighted average delay. No data is no rating, which is not a good one.

package import Values

package enum PayerRating: String, CaseIterable, Sendable, Hashable {
    case a = "A", b = "B", c = "C", d = "D"

    package static let scale = "A up to 30 days, B to 60, C to 90, D beyond"

    package init?(delay: Number?) {
        guard let delay else { return nil }
        self = delay <= Number(30) ? .a : delay <= Number(60) ? .b : delay <= Number(90) ? .c : .d
    }
}
