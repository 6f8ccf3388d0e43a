// `compare (ROWS)`: what appeared, went or changed between other rows and these, matched by an id. Yesterday and today, two days
// of one book, a file and the book.
import Columns
import Diagnostics
import Interpreter
import Values

enum CompareStage {
    static let other = Clause.rows("rows", "the rows as they were: a noun, a variable, or a query in parentheses")
    static let on = Clause.columns("on", label: "on", presence: .optional, "the column that names a row on both sides; the first one unless said")

    static let verb = Verb.stage(
        "compare", [other, on], summary: "what appeared, went or changed since other rows, matched by an id",
        words: "show what is new, gone or changed since {rows}[on:, by {on}]",
        details: """
            The rows in parentheses are the earlier ones. A row for each id that is new, gone or changed; of each column that both sides
            show, what it was and what it is. Rows that are alike are left out and counted.
            """,
        examples: [
            Example(
                "invoices | select id, balance, status | compare (invoices as of 2026-11-01 | select id, balance, status) | take 5",
                "what moved this month")
        ]
    ) { call throws(Diagnostic) in
        guard let query = call[other], case .rows(let before) = query.shape else {
            throw call.fault("bind.not-rows", "compare needs earlier rows, but this is a value", at: other)
        }
        let after = call.rows
        guard let key = call[on].first ?? after.shown.first else {
            throw call.fault("compare.no-key", "these rows show no column to match by", at: on)
        }
        let name = after.columns[key].name
        // Ids of two nouns may look alike and never mean the same record.
        if after.columns[key].meaning == .id, let now = after.noun, let then = before.noun, now != then {
            throw call.fault(
                "compare.other-rows", "rows of one noun are compared, but these are \(now) and those are \(then)", at: other,
                hint: "the same rows as they were: compare (\(now) as of 2026-11-01)")
        }
        guard let match = before.index(of: name), after.columns[key].meaning == before.columns[match].meaning else {
            throw call.fault(
                "compare.no-key", "both sides need the column '\(name)', of one kind, to match by", at: other,
                notes: ["columns: \(before.names.prefix(8).joined(separator: ", "))"])
        }
        var pairs: [Pair] = []
        for place in after.shown where place != key && after.columns[place].name != "change" {
            guard let then = before.index(of: after.columns[place].name), before.columns[then].meaning == after.columns[place].meaning else { continue }
            pairs.append(Pair(before: then, after: place))
        }
        var columns = [after.columns[key], ColumnShape("change", .word, words: ["new", "gone", "changed"], nullable: false, summary: "what happened to it")]
        for pair in pairs {
            var (was, now) = (after.columns[pair.after], after.columns[pair.after])
            (was.nullable, now.nullable) = (true, true)
            was.name += "_before"
            columns += [was, now]
        }
        let shape = RowShape(columns: columns)
        return Prepared(.rows(shape)) { run throws(Diagnostic) in
            guard case .rows(let earlier) = try query.run(run.context) else { return .rows(run.rows) }
            return .rows(table(earlier, run.rows, key: (match, key), pairs, shape, run.context.codec))
        }
    }

    private struct Pair {
        let before: Int
        let after: Int
    }

    private static func table(
        _ before: Relation, _ after: Relation, key: (before: Int, after: Int), _ pairs: [Pair], _ shape: RowShape, _ codec: CellCodec
    ) -> Relation {
        let (oldKeys, newKeys) = (before.values(of: key.before, codec), after.values(of: key.after, codec))
        let old = pairs.map { before.values(of: $0.before, codec) }
        let new = pairs.map { after.values(of: $0.after, codec) }
        var places: [Value: Int] = [:]
        for (place, value) in oldKeys.enumerated() where places[value] == nil { places[value] = place }
        var table = LaneTable(codec)
        var alike = 0
        var met = Set<Int>()
        for (place, value) in newKeys.enumerated() {
            guard let then = places[value] else {
                table.add([value, .word("new")] + new.flatMap { [.null, $0[place]] })
                continue
            }
            met.insert(then)
            let cells = pairs.indices.flatMap { [old[$0][then], new[$0][place]] }
            if pairs.indices.allSatisfy({ old[$0][then] == new[$0][place] }) {
                alike += 1
            } else {
                table.add([value, .word("changed")] + cells)
            }
        }
        for (place, value) in oldKeys.enumerated() where !met.contains(place) && places[value] == place {
            table.add([value, .word("gone")] + old.flatMap { [$0[place], .null] })
        }
        return table.relation(shape, notes: after.notes + ["\(alike) alike left out"], asOf: after.asOf)
    }
}
