// Terms of payment and credits on account as lanes at the view's day. Few rows have them.

package import Columns
import Values

package enum TermLane: Int, CaseIterable, Sendable, Hashable {
    /// Text; money; a day.
    case said, discount, until
}

extension BookView {
    /// A lane over the rows of `invoices`; null for one whose terms say no more than its due day.
    package func terms(_ lane: TermLane) -> LaneSource {
        guard store.liveCount(InvoiceTerms.table) > 0 else { return .constant(Lane.null) }
        return .dense(kept(InvoiceTerms.table, 1_000 + lane.rawValue) {
            var lanes = [Int64](repeating: Lane.null, count: store.rowCount(Invoices.table))
            for row in store.live(InvoiceTerms.table).rows() {
                guard let invoice = store.cell(InvoiceTerms.table, row, InvoiceTerms.invoice).rowNumber, Int(invoice) < lanes.count else { continue }
                lanes[Int(invoice)] = switch lane {
                case .said: store.cell(InvoiceTerms.table, row, InvoiceTerms.said)
                case .until: store.cell(InvoiceTerms.table, row, InvoiceTerms.discountUntil)
                case .discount:
                    if store.cell(InvoiceTerms.table, row, InvoiceTerms.discountUntil) == Lane.null {
                        Lane.null
                    } else {
                        (try? InvoiceFacts(invoice, in: store, on: day)).map { Closing.discount(open: $0, on: day, in: store) } ?? Lane.null
                    }
                }
            }
            return lanes
        })
    }

    /// A lane over the rows of `credits`: what is left on account; null for one that names an invoice or takes from another.
    package var leftOnAccount: LaneSource {
        .dense(kept(Credits.table, 1_000) {
            (0..<store.rowCount(Credits.table)).map { row in
                (try? OnAccount.left(ofCredit: UInt32(truncatingIfNeeded: row), on: day, in: store)) ?? Lane.null
            }
        })
    }
}
