// `evidence for D-17`: everything on record about a debtor in the order it happened, as a page for a court or an adviser: what
// was invoiced and paid, what was said, promised, agreed, disputed and held. Reads records; adds nothing up.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum EvidenceNoun {
    private static let debtor = Key.id("debtor", of: "debtors", label: "for", "about whom")
    private static let from = Key.day("from", label: "from", "the first day; from the beginning without it").optional
    private static let to = Key.day("to", label: "to", "the last day").otherwise("the day asked about") { $0.day }

    /// What a line is about, in the order of one day.
    private enum What: String, CaseIterable {
        case invoice, credit, charge, payment, refund, written_off, contact, promise, plan, dispute, hold
    }

    private static let columns = [
        ColumnShape("date", .day, nullable: false, summary: "the day it happened"),
        ColumnShape("what", .word, words: What.allCases.map(\.rawValue), nullable: false, summary: "what it was"),
        ColumnShape("record", .text, nullable: false, summary: "its id"),
        ColumnShape("about", .reference(Invoices.table), summary: "which invoice, where it was about one"),
        ColumnShape("amount", .money, summary: "how much"),
        ColumnShape("text", .text, summary: "what was said or given as the reason"),
        ColumnShape("who", .text, summary: "who of us, or who paid"),
        ColumnShape("currency", .currency, summary: "in which currency"),
    ]

    static let noun = Noun.derived(
        "evidence", singular: "record", [debtor, from, to], columns: columns,
        shown: ["date", "what", "record", "about", "amount", "text", "who"],
        summary: "everything on record about a debtor, in the order it happened",
        details: "Struck contacts stay out. `save \"d-17.html\"` gives a page that prints; md and csv as well. `statement` reckons the account.",
        examples: [Example("evidence for D-17 from 2026-10-01"), Example("evidence for D-17 | where what = \"contact\"")]
    ) { _ in
        let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5, 6], noun: "evidence")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let (row, last) = (try run[debtor], try run[to])
            guard let window = Period(first: try run[from] ?? .first, last: last) else {
                throw run.fault("trade.ends-before-start", "this begins after \(last.text), its last day", at: from)
            }
            var lines = Gathered(store: request.store, run: run, window: window).lines(of: row)
            lines.sort { ($0.day, $0.order, $0.row) < ($1.day, $1.order, $1.row) }
            var table = LaneTable(request.context.codec)
            for line in lines {
                table.add(
                    .day(line.day), .word(line.what.rawValue), .text(line.record), line.about.map { .number(Number(Int64($0))) } ?? .null,
                    line.money.map { .money($0) } ?? .null, text(line.text), text(line.who),
                    line.money.map { .word($0.currency.code) } ?? .null)
            }
            let name = UInt32(exactly: request.store.cell(Debtors.table, row, Debtors.name)).map { request.store.texts.string($0) } ?? ""
            return table.relation(
                shape, notes: ["\(run.id(Debtors.table, row)) \(name), \(lines.count) record\(lines.count == 1 ? "" : "s") to \(last.text)"],
                asOf: request.asOf)
        }
    }

    private static func text(_ text: String) -> Value { text.isEmpty ? .null : .text(text) }

    private struct Line {
        let day: Day
        let what: What
        let row: UInt32
        let record: String
        let about: UInt32?
        let money: Money?
        let text: String
        let who: String

        var order: Int { What.allCases.firstIndex(of: what) ?? 0 }
    }

    private struct Gathered {
        let store: Store
        let run: Run
        let window: Period

        func lines(of debtor: UInt32) -> [Line] {
            var all = facts(
                .invoice, Invoices.table, debtor, owner: Invoices.debtor, date: Invoices.issued, amount: Invoices.amount,
                currency: Invoices.currency, text: Invoices.reference)
            all += facts(
                .credit, Credits.table, debtor, owner: Credits.debtor, date: Credits.date, amount: Credits.amount, currency: Credits.currency,
                text: Credits.reason, about: Credits.invoice)
            all += facts(
                .charge, Charges.table, debtor, owner: Charges.debtor, date: Charges.date, amount: Charges.amount, currency: Charges.currency,
                text: Charges.reason, about: Charges.invoice)
            all += facts(
                .payment, Payments.table, debtor, owner: Payments.debtor, date: Payments.date, amount: Payments.amount,
                currency: Payments.currency, text: Payments.reference, who: Payments.payer)
            all += facts(
                .refund, Refunds.table, debtor, owner: Refunds.debtor, date: Refunds.date, amount: Refunds.amount, currency: Refunds.currency,
                text: Refunds.reason)
            all += facts(
                .written_off, WriteOffs.table, debtor, owner: WriteOffs.debtor, date: WriteOffs.date, amount: WriteOffs.amount,
                currency: WriteOffs.currency, text: WriteOffs.reason, about: WriteOffs.invoice, who: WriteOffs.approvedBy)
            all += contacts(of: debtor)
            all += facts(
                .promise, Promises.table, debtor, owner: Promises.debtor, date: Promises.made, amount: Promises.amount,
                currency: Promises.currency, text: Promises.note, about: Promises.invoice, who: Promises.staff)
            all += facts(
                .plan, Plans.table, debtor, owner: Plans.debtor, date: Plans.proposed, amount: Plans.total, currency: Plans.currency,
                text: Plans.note)
            all += facts(
                .dispute, Disputes.table, debtor, owner: Disputes.debtor, date: Disputes.since, amount: Disputes.amount,
                currency: Disputes.currency, text: Disputes.reason, about: Disputes.invoice, who: Disputes.owner)
            all += facts(
                .hold, Holds.table, debtor, owner: Holds.debtor, date: Holds.from, amount: nil, currency: nil, text: Holds.reason,
                about: Holds.invoice, who: Holds.owner)
            return all
        }

        private func facts(
            _ what: What, _ table: TableID, _ debtor: UInt32, owner: Int, date: Int, amount: Int?, currency: Int?, text: Int?,
            about: Int? = nil, who: Int? = nil
        ) -> [Line] {
            store.rows(table, where: owner, is: Int64(debtor)).compactMap { row in
                guard store.isLive(table, row), let day = Day(number: store.cell(table, row, date)), window.contains(day) else { return nil }
                var money: Money?
                if let amount, let currency, store.cell(table, row, amount) != Lane.null,
                    let unit = UInt16(exactly: store.cell(table, row, currency)).flatMap({ Currency(raw: $0) }) {
                    money = Money(minor: store.cell(table, row, amount), currency: unit)
                }
                return Line(
                    day: day, what: what, row: row, record: run.id(table, row),
                    about: about.flatMap { UInt32(exactly: store.cell(table, row, $0)) }, money: money, text: said(table, row, text),
                    who: said(table, row, who))
            }
        }

        private func contacts(of debtor: UInt32) -> [Line] {
            store.rows(Contacts.table, where: Contacts.debtor, is: Int64(debtor)).compactMap { row in
                func cell(_ column: Int) -> Int64 { store.cell(Contacts.table, row, column) }
                guard store.isLive(Contacts.table, row), cell(Contacts.struck) != 1,
                    let day = Day(number: cell(Contacts.at) >= 0 ? cell(Contacts.at) / 1_440 : (cell(Contacts.at) - 1_439) / 1_440),
                    window.contains(day)
                else { return nil }
                let parts = [Contacts.channel, Contacts.outcome, Contacts.note].map { said(Contacts.table, row, $0) }
                return Line(
                    day: day, what: .contact, row: row, record: run.id(Contacts.table, row),
                    about: UInt32(exactly: cell(Contacts.invoice)), money: nil,
                    text: parts.filter { !$0.isEmpty }.joined(separator: ": "), who: said(Contacts.table, row, Contacts.staff))
            }
        }

        private func said(_ table: TableID, _ row: UInt32, _ column: Int?) -> String {
            column.flatMap { UInt32(exactly: store.cell(table, row, $0)) }.map { store.texts.string($0) } ?? ""
        }
    }
}
