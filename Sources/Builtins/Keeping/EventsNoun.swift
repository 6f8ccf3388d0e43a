// `events`: every change of the book, numbered, with who made it and what was typed.
import Columns
import Diagnostics
import Interpreter
import Values

enum EventsNoun {
    private static let columns = [
        ColumnShape("number", .integer, nullable: false, summary: "its number: undo #12 takes it back"),
        ColumnShape("at", .moment, summary: "when"),
        ColumnShape("actor", .text, nullable: false, summary: "who"),
        ColumnShape("line", .text, nullable: false, summary: "what was typed; of several statements the first"),
        ColumnShape("rows", .integer, nullable: false, summary: "records made, changed or taken away"),
        ColumnShape("state", .word, words: ["kept", "undone"], nullable: false, summary: "kept, or taken back by a later change"),
        ColumnShape("undoes", .integer, summary: "the change it takes back"),
        ColumnShape("statements", .text, nullable: false, summary: "everything that was typed"),
        ColumnShape("key", .text, summary: "the name of the act, which makes it happen once"),
    ]

    static let noun = Noun.derived(
        "events", singular: "event", columns: columns, shown: ["number", "at", "actor", "line", "rows", "state", "undoes"],
        summary: "every change of the book",
        details: "Nothing is ever cut out of it: what was taken back stays, and the taking back beside it.",
        examples: [Example("events | sort -number | take 5", "the last changes")]
    ) { _ throws(Diagnostic) in
        let shape = RowShape(columns: columns, shown: [0, 1, 2, 3, 4, 5, 6], noun: "events")
        return PreparedNoun(shape) { request, run throws(Diagnostic) in
            var lanes: [[Int64]] = Array(repeating: [], count: columns.count)
            let codec = request.context.codec
            guard let history = request.context.history, history.latest() > 0 else {
                return Relation(shape: shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: 0)
            }
            let heads = try ChangeLog(history: history, run: run).heads(1...history.latest())
            var gone: Set<UInt64> = []
            for head in heads.reversed() where head.undoes > 0 && !gone.contains(head.number) { gone.insert(head.undoes) }
            let (kept, undone) = (Int64(codec.code("kept")), Int64(codec.code("undone")))
            for head in heads {
                lanes[0].append(Int64(clamping: head.number))
                lanes[1].append(head.at?.epochMinutes ?? Lane.null)
                lanes[2].append(Int64(codec.code(head.actor)))
                lanes[3].append(Int64(codec.code(head.title)))
                lanes[4].append(Int64(clamping: head.rows))
                lanes[5].append(gone.contains(head.number) ? undone : kept)
                lanes[6].append(head.undoes == 0 ? Lane.null : Int64(clamping: head.undoes))
                lanes[7].append(Int64(codec.code(head.line)))
                lanes[8].append(head.key.isEmpty ? Lane.null : Int64(codec.code(head.key)))
            }
            return Relation(shape: shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: heads.count)
        }
    }
}
