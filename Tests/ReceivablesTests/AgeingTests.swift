import Columns
import Receivables
import Testing
import Values

@Suite struct AgeingTests {
    /// M1: nine invoices of three debtors, and what was paid of them.
    private func fixture() throws -> (Bookkeeping, [UInt32]) {
        var book = try Bookkeeping()
        let debtors = try ["Alder", "Birch", "Cedar"].map { try book.debtor($0) }
        let facts: [(Int, String, Int64, (Int64, String)?)] = [
            (0, "2026-07-15", 1_000_00, nil), (0, "2026-06-30", 500_00, nil), (0, "2026-06-29", 750_00, (250_00, "2026-06-30")),
            (1, "2026-05-31", 2_000_00, (2_000_00, "2026-07-02")), (1, "2026-05-30", 400_00, nil),
            (1, "2026-05-01", 600_00, (600_00, "2026-06-01")), (2, "2026-04-30", 1_200_00, (200_00, "2026-06-15")),
            (2, "2026-04-01", 900_00, nil), (2, "2026-03-31", 300_00, nil),
        ]
        var rows: [UInt32] = []
        for (debtor, due, amount, paid) in facts {
            rows.append(try book.invoice(debtors[debtor], amount, issued: "2026-03-01", due: due))
            if let (minor, on) = paid {
                _ = try book.receive(debtors[debtor], minor, on: on, .invoices([InvoiceShare(rows[rows.count - 1])]))
            }
        }
        return (book, rows)
    }

    @Test func asOfTheEndOfJune() throws {
        let (book, rows) = try fixture()
        let view = book.view("2026-11-23", asOf: "2026-06-30")
        let ageing = try view.ageing()
        #expect(ageing.buckets.names == ["not_due", "1-30", "31-60", "61-90", "90+"])
        #expect(ageing.lines.map(\.currency.code) == ["GBP"])
        #expect(ageing.lines[0].balances == [1_500_00, 2_500_00, 400_00, 1_900_00, 300_00])
        #expect(ageing.lines[0].total == 6_600_00)
        #expect(ageing.lines[0].counts == [2, 2, 1, 2, 1])
        let overdue = rows.map { book.lane(view.invoice(.overdue), $0) }
        #expect(overdue == [-15, 0, 1, 30, 31, 60, 61, 90, 91])
        // Paid two days later, so still owed then.
        #expect(view.balances[Int(rows[3])] == 2_000_00)
        #expect(book.balance(rows[3], on: "2026-07-02") == 0)
        #expect(Invariants.violations(of: book.store, on: day("2026-06-30")) == [])
    }

    @Test func customEdges() throws {
        let (book, _) = try fixture()
        let ageing = try book.view("2026-06-30", asOf: "2026-06-30").ageing(AgeingBuckets(edges: [60, 0, 15]))
        #expect(ageing.buckets.names == ["not_due", "1-15", "16-60", "60+"])
        #expect(ageing.lines[0].balances == [1_500_00, 500_00, 2_400_00, 2_200_00])
    }

    @Test func everyDayFallsIntoOneBucket() {
        let buckets = AgeingBuckets.standard
        #expect([-1, 0, 1, 30, 31, 60, 61, 90, 91, 5_000].map { buckets.bucket(of: $0) } == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
        #expect(AgeingBuckets(edges: []).names == ["not_due", "0+"])
    }

    @Test func currenciesAreNeverAdded() throws {
        var book = try Bookkeeping()
        let debtor = try book.debtor("Elm", "EUR")
        _ = try book.invoice(debtor, 100_00, issued: "2026-01-01", due: "2026-01-31", "EUR")
        _ = try book.invoice(debtor, 70, issued: "2026-01-01", due: "2026-01-31", "JPY")
        _ = try book.receive(debtor, 30_00, on: "2026-02-01", .none, "EUR")
        let view = book.view("2026-02-10")
        let ageing = try view.ageing(withUnapplied: true)
        #expect(ageing.lines.map(\.currency.code) == ["EUR", "JPY"])
        #expect(ageing.lines.map(\.total) == [100_00, 70])
        #expect(ageing.lines.map(\.unapplied) == [30_00, 0])
        #expect(book.lane(view.debtor(.balance), debtor) == 100_00)
        #expect(book.lane(view.debtor(.unapplied), debtor) == 30_00)
        #expect(book.lane(view.debtor(.otherCurrencies), debtor) == 1)
        #expect(view.accounts.count == 2)
    }
}
