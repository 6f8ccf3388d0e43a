// `interest at RATE`: a column of simple interest on what is owed for the days it is late: actual/365, rounded once for each
// row as the book rounds. A screen of what the law would add; what is claimed is booked with `charge`.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum InterestStage {
    static let rate = Key.percent("rate", label: "at", "a year: 13.25%")

    static let verb = Verb.stage(
        "interest", [rate], summary: "add a column of interest on what is late",
        details: """
            balance × days overdue × rate ÷ 365, rounded once for each row as `set rounding` says. Needs the columns `overdue` and
            `balance`. What is not due yet bears none, and nothing is booked.
            """,
        examples: [
            Example("invoices | where overdue > 0d | interest at 13.25% | sum interest by currency", "statutory interest, UK in 2024"),
            Example("invoices | where overdue > 90d | interest at 8% | select id, debtor, overdue, balance, interest | take 3"),
        ]
    ) { call throws(Diagnostic) in
        let rows = call.rows
        guard let overdue = rows.index(of: "overdue"), let balance = rows.index(of: "balance"),
            rows.columns[overdue].meaning == .days, rows.columns[balance].meaning == .money
        else {
            throw call.fault(
                "interest.no-columns", "interest needs the columns overdue and balance, and these rows do not have both",
                hint: "begin with invoices, or keep both columns in select")
        }
        guard rows.index(of: "interest") == nil else {
            throw call.fault("interest.taken", "there is a column 'interest' already", hint: "rename or drop it first")
        }
        var shape = rows
        shape.columns.append(
            ColumnShape("interest", .money, currency: rows.columns[balance].currency, nullable: false, summary: "interest to the day asked about"))
        shape.shown.append(shape.columns.count - 1)
        let result = shape
        return Prepared(.rows(result)) { run throws(Diagnostic) in
            let percent = try run[rate]
            guard let daily = DailyRate(percent: percent) else {
                throw run.fault("interest.rate", "a yearly rate is 0% or more, and this is \(percent.text)", at: rate)
            }
            var relation = run.rows
            let table = relation.shape.table
            let rounding = run.world.rounding
            let lanes = try lanes(relation, overdue, balance, daily, rounding, run)
            relation.columns.append(RelationColumn(.dense(DenseLane(lanes)), currency: relation.columns[balance].currency))
            relation.shape = result
            relation.shape.table = table
            relation.notes.append("interest at \(percent.text), actual/365, rounded \(rounding.settingName) for each row")
            return .rows(relation)
        }
    }

    /// Interest by base row; rows that are not kept stay 0.
    private static func lanes(
        _ relation: Relation, _ overdue: Int, _ balance: Int, _ rate: DailyRate, _ rounding: Rounding, _ run: Run
    ) throws(Diagnostic) -> [Int64] {
        let kept = relation.selection.named
        let count = relation.rowCount
        var all = [Int64](repeating: 0, count: relation.baseCount)
        var (owed, days, made) = (buffer(), buffer(), buffer())
        for from in stride(from: 0, to: count, by: block) {
            try run.context.checkInterrupt(run.span)
            let rows = min(block, count - from)
            let fits = owed.withUnsafeMutableBufferPointer { owed in
                days.withUnsafeMutableBufferPointer { days in
                    made.withUnsafeMutableBufferPointer { made in
                        guard let owed = owed.baseAddress, let days = days.baseAddress, let made = made.baseAddress else { return true }
                        relation.selection.read(relation.columns[balance].lane, from: from, count: rows, into: owed)
                        relation.selection.read(relation.columns[overdue].lane, from: from, count: rows, into: days)
                        return rate.interest(on: owed, days: days, count: rows, rounding: rounding, into: made)
                    }
                }
            }
            guard fits else { throw run.fault("interest.overflow", "the interest on an amount must fit 18 digits, and one does not") }
            if let kept {
                for i in 0..<rows { all[Int(kept[from + i])] = made[i] }
            } else {
                for i in 0..<rows { all[from + i] = made[i] }
            }
        }
        return all
    }

    private static let block = 4_096
    private static func buffer() -> [Int64] { [Int64](repeating: 0, count: block) }
}
