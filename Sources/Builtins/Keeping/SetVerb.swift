// `set NAME VALUE`: a setting of the book, which is kept and can be undone, or of this session, which is forgotten with it.
// `set` alone lists them all.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum SetVerb {
    static let name = Key.word("name", [], "the setting; without one all are listed").optional
    static let value = Key.wordOrValue("value", "its new value; without one it is told").optional

    static let verb = Verb.action(
        "set", [name, value], summary: "change a setting of the book or of this session, or list them",
        details: """
            Settings of the book are kept in it and undone like any change. Those of the session end with it; config.recoup sets
            them at the start of each.
            """,
        examples: [Example("set", "every setting"), Example("set timing on"), Example("dry set rounding half-even")]
    ) { call in
        guard call.given(value) else {
            var listing = Prepared(.rows(SettingsNoun.shape)) { run throws(Diagnostic) in
                guard let only = try run[name] else { return .rows(SettingsNoun.rows(run.context, of: nil)) }
                let known = SettingsNoun.names(run.context)
                guard known.contains(only) else { throw unknown(only, known, run) }
                return .rows(SettingsNoun.rows(run.context, of: only))
            }
            listing.consequence = .reads
            return listing
        }
        var prepared = Prepared.act { run throws(Diagnostic) in try deed(run) }
        // What the book does not keep changes nothing of it: it needs no lock, and a book that is only read has it too.
        if let spelling = call.constant(name)?.spelling, !BookSetting.all.contains(where: { $0.name == spelling }) {
            prepared.consequence = .reads
        }
        return prepared
    }

    private static func deed(_ run: Run) throws(Diagnostic) -> Deed {
        let name = try run[name] ?? ""
        let given = try run[value] ?? .null
        let text = given.spelling ?? given.shown
        if let setting = BookSetting.all.first(where: { $0.name == name }) {
            guard let text = setting.taken(text) else {
                throw run.fault(
                    "set.unknown-value", "'\(name)' is \(setting.takes), but not '\(text)'", at: value,
                    label: nearest(text, among: setting.values).map { "did you mean '\($0)'?" } ?? "")
            }
            let before = setting.value(in: run.world.store)
            guard before != text else { return Deed(ChangeSet(), says: ["\(name) is \(text) already"]) }
            let changes = try run.change(at: value) { store throws(TradeFault) in
                try ChangeSetting(name: name, value: text).changes(in: &store)
            }
            return Deed(changes, says: ["\(name) is \(text), was \(before)"])
        }
        let session = run.context.shell?.settings
        guard let session, let setting = session.all().first(where: { $0.name == name }) else {
            throw unknown(name, SettingsNoun.names(run.context), run)
        }
        if run.context.isSupposing { return Deed(ChangeSet(), says: ["\(name) is \(text)"]) }
        guard session.set(name, text) else {
            throw run.fault(
                "set.unknown-value", "'\(name)' is \(setting.taken), but not '\(text)'", at: value,
                label: nearest(text, among: setting.values).map { "did you mean '\($0)'?" } ?? "",
                notes: ["\(name): \(setting.summary)"])
        }
        return Deed(ChangeSet(), says: ["\(name) is \(text)"])
    }

    private static func unknown(_ name: String, _ known: [String], _ run: Run) -> Diagnostic {
        run.fault(
            "set.unknown", "there is no setting '\(name)'", at: Self.name,
            label: nearest(name, among: known).map { "did you mean '\($0)'?" } ?? "",
            notes: ["settings: \(known.joined(separator: ", "))"])
    }
}

/// `settings`: every setting with its value and where it is kept.
enum SettingsNoun {
    private static let columns = [
        ColumnShape("name", .text, nullable: false, summary: "the setting"),
        ColumnShape("value", .text, nullable: false, summary: "its value"),
        ColumnShape("default", .text, nullable: false, summary: "what holds where nobody set it"),
        ColumnShape("takes", .text, nullable: false, summary: "the values it may have"),
        ColumnShape("kept", .word, words: ["book", "session"], nullable: false, summary: "in the book, or for this session only"),
        ColumnShape("meaning", .text, nullable: false, summary: "what it does"),
    ]

    static let shape = RowShape(columns: columns, noun: "settings")

    static let noun = Noun.derived(
        "settings", singular: "setting", columns: columns, shown: columns.map(\.name),
        summary: "how this book counts and this session prints", examples: [Example("settings")]
    ) { _ in
        PreparedNoun(shape) { request, _ in rows(request.context, of: nil) }
    }

    static func names(_ context: Context) -> [String] {
        BookSetting.all.map(\.name) + (context.shell?.settings?.all().map(\.name) ?? [])
    }

    /// All of them, or one.
    static func rows(_ context: Context, of only: String?) -> Relation {
        var rows = BookSetting.all.map { setting in
            [
                setting.name, setting.value(in: context.world.store), setting.standard, setting.takes, "book",
                setting.summary,
            ]
        }
        rows += context.shell?.settings?.all().map { [$0.name, $0.value, $0.standard, $0.taken, "session", $0.summary] } ?? []
        if let only { rows = rows.filter { $0.first == only } }
        let codec = context.codec
        let lanes = columns.indices.map { place in rows.map { Int64(codec.code($0[place])) } }
        return Relation(shape: shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: rows.count)
    }
}
