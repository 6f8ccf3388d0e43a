// `set NAME VALUE`: a setting of the book, which is kept and can be undone, or of this session, which is forgotten with it.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum SetVerb {
    static let name = Key.word("name", [], "the setting; `settings` lists them")
    static let value = Key.wordOrValue("value", "its new value")

    static let verb = Verb.action(
        "set", [name, value], summary: "change a setting of the book or of this session",
        details: "Settings of the book are kept in it and undone like any change. Those of the session end with it.",
        examples: [Example("dry set rounding half-even")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let name = try run[name]
            let given = try run[value]
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
                let known = BookSetting.all.map(\.name) + (session?.all().map(\.name) ?? [])
                throw run.fault(
                    "set.unknown", "there is no setting '\(name)'", at: Self.name,
                    label: nearest(name, among: known).map { "did you mean '\($0)'?" } ?? "",
                    notes: ["settings: \(known.joined(separator: ", "))"])
            }
            if run.context.isSupposing { return Deed(ChangeSet(), says: ["\(name) is \(text)"]) }
            guard session.set(name, text) else {
                throw run.fault("set.unknown-value", "'\(name)' does not take '\(text)'", at: value, notes: ["\(name): \(setting.summary)"])
            }
            return Deed(ChangeSet(), says: ["\(name) is \(text)"])
        }
    }
}

/// `settings`: every setting with its value and where it is kept.
enum SettingsNoun {
    private static let columns = [
        ColumnShape("name", .text, nullable: false, summary: "the setting"),
        ColumnShape("value", .text, nullable: false, summary: "its value"),
        ColumnShape("kept", .word, words: ["book", "session"], nullable: false, summary: "in the book, or for this session only"),
        ColumnShape("meaning", .text, nullable: false, summary: "what it does, and which values it takes"),
    ]

    static let noun = Noun.derived(
        "settings", singular: "setting", columns: columns, shown: columns.map(\.name),
        summary: "how this book counts and this session prints", examples: [Example("settings")]
    ) { _ in
        let shape = RowShape(columns: columns, noun: "settings")
        return PreparedNoun(shape) { request, _ in
            let codec = request.context.codec
            var rows = BookSetting.all.map { setting in
                [setting.name, setting.value(in: request.store), "book", "\(setting.summary): \(setting.takes)"]
            }
            rows += request.context.shell?.settings?.all().map { [$0.name, $0.value, "session", $0.summary] } ?? []
            let lanes = columns.indices.map { place in rows.map { Int64(codec.code($0[place])) } }
            return Relation(shape: shape, columns: lanes.map { RelationColumn(.dense(DenseLane($0))) }, baseCount: rows.count)
        }
    }
}
