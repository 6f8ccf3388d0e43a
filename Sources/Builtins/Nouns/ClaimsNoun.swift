// `claims`: what the rules add to each late invoice by the day asked about: interest and fixed sums claimed, and beside them
// what was booked, waived and paid of it. Books nothing itself.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ClaimsNoun {
    private static let columns = [
        ColumnShape("invoice", .reference(Invoices.table), nullable: false, summary: "the late invoice; it may be paid by now"),
        ColumnShape("debtor", .reference(Debtors.table), nullable: false, summary: "who owes it"),
        ColumnShape("name", .text, summary: "the debtor's name"),
        ColumnShape("rules", .text, summary: "the rule pack; empty where a rate was named"),
        ColumnShape("due", .day, nullable: false, summary: "interest runs from the day after"),
        ColumnShape("days", .days, nullable: false, summary: "days that bear interest"),
        ColumnShape("principal", .money, nullable: false, summary: "what is left of the amount less credit notes"),
        ColumnShape("interest", .money, nullable: false, summary: "interest to the day asked about, rounded once"),
        ColumnShape("fixed_sum", .money, nullable: false, summary: "the fixed sum of the rules"),
        ColumnShape("booked", .money, nullable: false, summary: "of both, what stands on the invoice as a charge, waived or not"),
        ColumnShape("waived", .money, nullable: false, summary: "of what was booked, what was given up"),
        ColumnShape("paid", .money, nullable: false, summary: "of what was booked, what payments beyond the principal paid"),
        ColumnShape("to_book", .money, nullable: false, summary: "what `charge interest … sums` would book now"),
        ColumnShape("per_day", .money, nullable: false, summary: "interest of each day from tomorrow"),
        ColumnShape("mode", .word, words: RateMode.allCases.map(\.rawValue), nullable: false, summary: "which day's rate counted"),
        ColumnShape("basis", .word, words: DayCount.allCases.map(\.rawValue), nullable: false, summary: "the day count"),
        ColumnShape("currency", .currency, nullable: false, summary: "in which currency"),
    ]

    static let noun = Noun.derived(
        "claims", singular: "claim", ClaimTerms.items, columns: columns,
        shown: ["invoice", "debtor", "rules", "due", "days", "principal", "interest", "fixed_sum", "booked", "to_book", "per_day"],
        summary: "what the rules add to late invoices: interest and fixed sums, claimed, booked, waived and paid",
        details: """
            For each invoice that was late, by the first rule pack that applies to its debtor (`rules for D-17`), or at a `rate` that was
            agreed. A claim stays when the principal is paid first. Days in a breathing space do not count. `charge interest` books.
            """,
        examples: [
            Example("claims | sort -interest | take 3"), Example("claims | sum per_day", "from tomorrow, each day"),
            Example("claims rate 12% basis \"act/360\" | sum interest", "at an agreed rate"),
        ]
    ) { call throws(Diagnostic) in
        let shape = RowShape(columns: columns, shown: [0, 1, 3, 4, 5, 6, 7, 8, 9, 12, 13], noun: "claims")
        let terms = ClaimTerms(call)
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            let view = try request.view()
            let (options, pack) = try terms.options(run)
            var table = ClaimLanes(request.context.codec)
            var silent: [Day: Int] = [:]
            let (rows, dues) = (request.store.rowCount(Invoices.table), view.dues)
            let splits = view.splits
            // An instalment may have been late of an invoice that is not due in full yet.
            for row in 0..<UInt32(truncatingIfNeeded: rows) where dues.isBefore(view.day, row) || splits.parts[row] != nil {
                do throws(TradeFault) {
                    guard let claim = try view.lateClaim(ofInvoice: row, options, pack: pack) else { continue }
                    table.add(claim)
                } catch {
                    guard case .noRate(let day) = error else { throw run.refusal(error, at: nil) }
                    silent[day, default: 0] += 1
                }
            }
            return table.relation(shape, names: view.column(Debtors.table, Debtors.name), notes: [RulesNoun.notAdvice] + missing(silent), asOf: request.asOf)
        }
    }

    private static func missing(_ silent: [Day: Int]) -> [String] {
        guard let first = silent.keys.min() else { return [] }
        let count = silent.values.reduce(0, +)
        return ["left out: \(counted(count, "invoice")) for which no rate is known, the first for \(first.text)"]
    }
}

/// Claims as lanes, one for each column of the noun: a book has hundreds of thousands of them.
private struct ClaimLanes {
    private let codec: CellCodec
    private var invoice: [Int64] = [], debtor: [Int64] = [], rules: [Int64] = [], due: [Int64] = [], days: [Int64] = []
    /// principal, interest, fixed_sum, booked, waived, paid, to_book, per_day.
    private var money = [[Int64]](repeating: [], count: 8)
    private var mode: [Int64] = [], basis: [Int64] = [], currency: [Int64] = []
    /// The codes of words and names, which are few.
    private var codes: [String: Int64] = [:]

    init(_ codec: CellCodec) { self.codec = codec }

    private mutating func code(_ word: String) -> Int64 {
        if let known = codes[word] { return known }
        let made = Int64(codec.code(word))
        codes[word] = made
        return made
    }

    mutating func add(_ claim: LateClaim) {
        invoice.append(Int64(claim.invoice))
        debtor.append(Int64(claim.debtor))
        rules.append(claim.pack.map { code($0.name) } ?? Lane.null)
        due.append(Int64(claim.due.number))
        days.append(claim.interestDays)
        money[0].append(claim.statement.principal)
        money[1].append(claim.statement.total)
        money[2].append(claim.fixedSum)
        money[3].append(claim.booked)
        money[4].append(claim.waived)
        money[5].append(claim.paid)
        money[6].append(claim.interestToBook.addingReportingOverflow(claim.sumToBook).partialValue)
        money[7].append(claim.perDay)
        mode.append(code(claim.terms.mode.rawValue))
        basis.append(code(claim.terms.dayCount.rawValue))
        currency.append(Int64(claim.currency.raw))
    }

    func relation(_ shape: RowShape, names: LaneSource, notes: [String], asOf: Day?) -> Relation {
        func dense(_ lanes: [Int64]) -> RelationColumn { RelationColumn(.dense(DenseLane(lanes))) }
        let unit = LaneSource.dense(DenseLane(currency))
        let debtors = LaneSource.dense(DenseLane(debtor))
        let columns = [dense(invoice), RelationColumn(debtors), RelationColumn(.through(names, by: debtors)), dense(rules), dense(due), dense(days)]
            + money.map { RelationColumn(.dense(DenseLane($0)), currency: unit) } + [dense(mode), dense(basis), RelationColumn(unit)]
        return Relation(shape: shape, columns: columns, baseCount: invoice.count, notes: notes, asOf: asOf)
    }
}

extension LaneSource {
    fileprivate func isBefore(_ day: Day, _ row: UInt32) -> Bool {
        var lane = Lane.null
        read(from: Int(row), count: 1, into: &lane)
        return lane != Lane.null && lane < Int64(day.number)
    }
}
