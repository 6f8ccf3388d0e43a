// `holds`, `disputes`, `promises`, `credits` and `charges`: the facts that stand between a debtor and a reminder, and those
// beside payments that change a balance.
import Columns
import Interpreter
import Receivables
import Values

enum HoldsNoun {
    private static let table = TableNoun(schema: Holds.schema)

    static let noun = Noun.rows(
        "holds", singular: "hold", of: Holds.table,
        columns: [
            table.stored("id"), table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("invoice", as: "about", summary: "the invoice held; empty for the whole account"),
            table.stored("from", as: "since"), table.stored("until"), table.stored("reason"), table.stored("owner"),
            table.derived("status", .word, words: ["active", "released", "expired"], summary: "active, released or expired") {
                $0.endings(Holds.table, released: Holds.releasedOn, until: Holds.until, open: "active", closed: "released")
            },
            table.stored("kind"), table.stored("released_on"),
        ],
        shown: ["id", "debtor", "name", "about", "since", "until", "reason", "owner", "status"],
        summary: "debtors and invoices that are left alone for a while",
        examples: [Example("holds | where released_on is null")], keeps: table.existing)
}

extension BookView {
    /// A word for each row that ended by an act, ran out, or goes on at the view's day.
    fileprivate func endings(_ table: TableID, released: Int, until: Int?, open: String, closed: String) -> LaneSource {
        let count = store.rowCount(table)
        func code(_ word: String) -> Int64 { store.texts.code(of: word).map(Int64.init) ?? Lane.null }
        let (open, closed, expired) = (code(open), code(closed), code("expired"))
        let today = Int64(day.number)
        return .dense(
            DenseLane(
                (0..<count).map { row in
                    let row = UInt32(truncatingIfNeeded: row)
                    let ended = cell(table, row, released)
                    if ended != Lane.null, ended <= today { return closed }
                    guard let until else { return open }
                    let last = cell(table, row, until)
                    return last != Lane.null && last < today ? expired : open
                }))
    }
}

enum DisputesNoun {
    private static let table = TableNoun(schema: Disputes.schema)

    static let noun = Noun.rows(
        "disputes", singular: "dispute", of: Disputes.table,
        columns: [
            table.stored("id"), table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("invoice", as: "about", summary: "the invoice in dispute"), table.stored("amount"),
            table.stored("since"), table.stored("reason"), table.stored("owner"), table.stored("closed_on"),
            table.stored("outcome"), table.stored("currency"),
            table.derived("status", .word, words: ["open", "closed"], summary: "open or closed") {
                $0.endings(Disputes.table, released: Disputes.closedOn, until: nil, open: "open", closed: "closed")
            },
        ],
        shown: ["id", "debtor", "name", "about", "amount", "since", "reason", "owner", "status"],
        summary: "invoices a debtor contests",
        examples: [Example("disputes | where closed_on is null")], keeps: table.existing)
}

enum PromisesNoun {
    private static let table = TableNoun(schema: Promises.schema)

    static let noun = Noun.rows(
        "promises", singular: "promise", of: Promises.table,
        columns: [
            table.stored("id"), table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            table.stored("amount"), table.stored("due"),
            table.derived("paid", .money, currency: "currency", summary: "paid since it was made") { $0.promise(.paid) },
            table.derived("status", .word, words: PromiseStatus.allCases.map(\.rawValue), summary: "open, kept, partly kept, broken") { $0.promise(.status) },
            table.stored("invoice"), table.stored("made"), table.stored("staff"), table.stored("currency"),
            table.stored("ended_on"), table.stored("ended"), table.stored("ended_because"), table.stored("note"),
        ],
        shown: ["id", "debtor", "name", "amount", "due", "paid", "status", "invoice", "made", "staff"],
        summary: "what debtors promised to pay, and whether they did",
        examples: [Example("promises | where status = broken")], keeps: table.existing)
}

enum CreditsNoun {
    private static let table = TableNoun(schema: Credits.schema)

    static let noun = Noun.rows(
        "credits", singular: "credit", of: Credits.table,
        columns: [
            table.stored("id"), table.stored("debtor"), table.stored("invoice"), table.stored("date"),
            table.stored("amount"), table.stored("reason"), table.stored("currency"), table.stored("external"),
            table.stored("kind"), table.stored("from"), table.stored("payment"),
            table.derived("left", .money, currency: "currency", summary: "what is left of it on account") { $0.leftOnAccount },
        ],
        shown: ["id", "debtor", "invoice", "date", "amount", "reason"],
        summary: "credit notes", examples: [Example("credits | sum amount by debtor")],
        find: table.byExternal(), keeps: table.existing)
}

enum ChargesNoun {
    private static let table = TableNoun(schema: Charges.schema)

    static let noun = Noun.rows(
        "charges", singular: "charge", of: Charges.table,
        columns: [
            table.stored("id"), table.stored("debtor"), table.stored("invoice"), table.stored("date"),
            table.stored("kind"), table.stored("amount"), table.stored("reason"), table.stored("currency"),
            table.stored("waives"),
        ],
        shown: ["id", "debtor", "invoice", "date", "kind", "amount", "reason"],
        summary: "interest, fixed sums, fees and costs booked on invoices",
        examples: [Example("charges | sum amount by kind")], keeps: table.existing)
}
