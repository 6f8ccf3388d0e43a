// A book that tests fill through the changes of the trade, as a user would.

import Columns
import Receivables
import Testing
import Values

struct Bookkeeping {
    var store: Store

    init() throws { store = try Book.empty() }

    /// Applies a change and answers with its inverse.
    @discardableResult
    mutating func apply(_ changes: ChangeSet) throws -> ChangeSet { try store.apply(changes) }

    func last(_ table: TableID) -> UInt32 { UInt32(store.rowCount(table)) - 1 }

    mutating func debtor(_ name: String, _ code: String = "GBP") throws -> UInt32 {
        try apply(AddDebtor(name: name, currency: currency(code)).changes(in: &store))
        return last(Debtors.table)
    }

    mutating func invoice(
        _ debtor: UInt32, _ minor: Int64, issued: String, due: String, _ code: String = "GBP"
    ) throws -> UInt32 {
        var request = AddInvoice(debtor: debtor, amount: money(minor, code), issued: day(issued))
        request.due = day(due)
        try apply(request.changes(in: &store))
        return last(Invoices.table)
    }

    mutating func receive(
        _ debtor: UInt32?, _ minor: Int64, on: String, _ settles: AllocationInstruction = .order(.oldestDue), _ code: String = "GBP"
    ) throws -> UInt32 {
        var request = Receive(debtor: debtor, amount: money(minor, code), date: day(on))
        request.settles = settles
        try apply(request.changes(in: &store))
        return last(Payments.table)
    }

    func view(_ today: String, asOf: String? = nil) -> BookView {
        BookView(store, today: day(today), asOf: asOf.map { day($0) })
    }

    func lane(_ source: LaneSource, _ row: UInt32) -> Int64 {
        var lane = Lane.null
        source.read(from: Int(row), count: 1, into: &lane)
        return lane
    }

    /// The word that a lane of words holds; nil for null.
    func word(_ source: LaneSource, _ row: UInt32) -> String? {
        UInt32(exactly: lane(source, row)).map { store.texts.string($0) }
    }

    func balance(_ invoice: UInt32, on today: String) -> Int64 { view(today).balances[Int(invoice)] }
}
