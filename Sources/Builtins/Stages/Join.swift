// `join ROWS on KEY`: every pair of rows that have a key in common. `left` keeps rows that match nothing, `semi` only asks whether
// there is a match, `anti` whether there is none.
import Columns
import Diagnostics
import Interpreter
import Values

enum JoinStage {
    static let inner = Clause.toggle("inner", "rows that match, once for each match: what holds unless said")
    static let left = Clause.toggle("left", "rows that match nothing stay too, the new columns empty")
    static let semi = Clause.toggle("semi", "rows that match something, once each and without new columns")
    static let anti = Clause.toggle("anti", "rows that match nothing")
    static let other = Clause.rows("rows", "the rows to match with: a noun, a variable, or a query in parentheses")
    static let on = Clause.named("on", label: "on", "the columns that both sides have; THEIRS = OURS where the names differ")

    /// More pairs than these are a mistake in the key.
    static let most = 10_000_000

    static let verb = Verb.stage(
        "join", [inner, left, semi, anti, other, on], summary: "match rows with others by a key",
        words: "match them with {rows} on {on}[left:; those that match nothing stay][semi:; those that match stay, once each][anti:; only those that match nothing stay]",
        details: """
            Every match gives a row; `lookup` takes the first match only. A column that exists here already comes as other_NAME. Empty
            keys match nothing. Amounts match in their own currency.
            """,
        examples: [
            Example(
                "promises | select id, debtor, due | join (payments | select debtor, date, amount) on debtor | where date >= due | take 3",
                "payments since a promise fell due"),
            Example(
                "debtors | where arrears > 0 | join anti (contacts | where at >= 2026-11-01) on debtor = id | take 3",
                "who is in arrears and was not spoken to this month"),
        ]
    ) { call throws(Diagnostic) in
        let kinds = [(inner, Kind.inner), (left, .left), (semi, .semi), (anti, .anti)].filter { call[$0.0] }
        if kinds.count > 1 { throw call.fault("join.two-kinds", "a join is of one kind, but here are two", at: kinds[1].0) }
        return try prepare(call, kinds.first?.1 ?? .inner)
    }

    private enum Kind { case inner, left, semi, anti }

    /// What is compared: an expression over these rows, and a column of the others.
    private struct Key {
        let ours: NamedExpression
        let theirs: Int
        let meaning: Meaning
    }

    private static func prepare(_ call: Call, _ kind: Kind) throws(Diagnostic) -> Prepared {
        guard let query = call[other], case .rows(let right) = query.shape else {
            throw call.fault("bind.not-rows", "join needs rows to match with, but this is a value", at: other)
        }
        var keys: [Key] = []
        for item in call[on] { keys.append(try key(item, right, call)) }
        let rows = call.rows
        // A key that is a column here already need not come again.
        let brought = right.shown.filter { place in !keys.contains { $0.theirs == place && $0.ours.expression.bareColumn != nil } }
        var shape = rows
        (shape.noun, shape.table) = (nil, nil)
        for place in brought {
            var column = right.columns[place]
            while shape.index(of: column.name) != nil { column.name = "other_\(column.name)" }
            if kind == .left { column.nullable = true }
            shape.shown.append(shape.columns.count)
            shape.columns.append(column)
        }
        // A row of either side may stand in several pairs.
        for place in shape.columns.indices { shape.columns[place].addsUp = false }
        let result = kind == .inner || kind == .left ? shape : rows
        return Prepared(.rows(result)) { run throws(Diagnostic) in
            guard case .rows(let others) = try query.run(run.context) else { return .rows(run.rows) }
            let matching = try match(run.rows, others, keys, run)
            switch kind {
            case .semi: return .rows(run.rows.picking(matching.left(matching: true)))
            case .anti: return .rows(run.rows.picking(matching.left(matching: false)))
            case .inner, .left: return .rows(try pairs(run.rows, others, matching, brought, result, kind, run))
            }
        }
    }

    private static func key(_ item: NamedExpression, _ right: RowShape, _ call: Call) throws(Diagnostic) -> Key {
        guard let theirs = right.index(of: item.name) else {
            let columns = right.shown.map { right.columns[$0].name }
            var hint = "their column stands before the =, ours behind it"
            if let ours = item.expression.bareColumn, item.isNamed { hint += ": on \(call.rows.columns[ours].name) = \(item.name)" }
            throw Diagnostic(
                "join.no-key", "the other rows have no column '\(item.name)'", at: item.span,
                notes: ["columns: \(columns.prefix(8).joined(separator: ", "))"], hint: hint)
        }
        guard let meaning = item.expression.type.meaning?.common(with: right.columns[theirs].meaning) else {
            throw Diagnostic(
                "join.unlike-keys",
                "both sides of a key must be of one kind, but here stand \(item.expression.type.name) and \(ExpressionType(right.columns[theirs]).name)",
                at: item.span)
        }
        return Key(ours: item, theirs: theirs, meaning: meaning)
    }

    private static func match(_ rows: Relation, _ others: Relation, _ keys: [Key], _ run: Run) throws(Diagnostic) -> Matching {
        var (left, right): ([[Int64]], [[Int64]]) = ([], [])
        func lanes(_ column: RelationColumn, _ meaning: Meaning?, _ key: Key, of relation: Relation) throws(Diagnostic) -> [Int64] {
            do throws(ValueFault) {
                return relation.lanes(
                    try column.lane.aligned(meaning ?? key.meaning, as: key.meaning, rows: relation.baseCount, in: run.world.store))
            } catch {
                throw run.fault("expression.overflow", "a key has a number too great for its decimals here", at: on)
            }
        }
        for key in keys {
            let ours = try key.ours.expression.column(over: rows, run.context)
            let theirs = others.columns[key.theirs]
            left.append(try lanes(ours, key.ours.expression.type.meaning, key, of: rows))
            right.append(try lanes(theirs, others.shape.columns[key.theirs].meaning, key, of: others))
            guard key.meaning == .money else { continue }
            left.append(rows.lanes(ours.currency ?? .constant(Lane.null)))
            right.append(others.lanes(theirs.currency ?? .constant(Lane.null)))
        }
        return Matching(left: left, right: right)
    }

    private static func pairs(
        _ rows: Relation, _ others: Relation, _ matching: Matching, _ brought: [Int], _ shape: RowShape, _ kind: Kind, _ run: Run
    ) throws(Diagnostic) -> Relation {
        guard matching.pairs <= most else {
            throw run.fault(
                "join.too-many", "a join gives at most 10,000,000 rows, and this would give more", at: on,
                hint: "more columns in on, or fewer rows on one side")
        }
        let (left, right) = matching.all(keepingAll: kind == .left)
        let ours = RowList(rows.selection.picking(left).rowNumbers())
        let base = others.selectedRows
        let theirs = LaneSource.dense(DenseLane(right.map { $0 == Lane.null ? $0 : Int64(base[Int($0)]) }))
        var columns = rows.columns.map { $0.picked(ours) }
        for place in brought { columns.append(others.columns[place].through(theirs)) }
        let alone = rows.rowCount - matching.left(matching: true).count
        var result = Relation(shape: shape, columns: columns, baseCount: left.count, notes: rows.notes + others.notes, asOf: rows.asOf)
        if alone > 0 { result.notes.append("\(alone) \(alone == 1 ? "row matches" : "rows match") nothing\(kind == .left ? "" : " and \(alone == 1 ? "is" : "are") left out")") }
        return result
    }
}
