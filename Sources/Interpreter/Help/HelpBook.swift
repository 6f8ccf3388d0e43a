// Makes help pages from the registry: verbs, nouns, functions, words of the trade, codes of diagnostics.
// Writes nothing that a signature does not say.
import Columns
import Diagnostics

package struct HelpBook {
    let registry: Registry

    /// What the person defined; it beats ours of the same name.
    let own: [String: Definition]

    package init(_ registry: Registry, own: [String: Definition] = [:]) {
        self.registry = registry
        self.own = own
    }

    /// Every page there is, in chapters: what the manual is made of.
    package var chapters: [(title: String, pages: [HelpPage])] {
        func verbs(_ role: Role) -> [HelpPage] { registry.verbs.filter { $0.role == role }.map(page) }
        return [
            ("Statements", StatementWord.all.map(\.page)), ("Types", TypeWord.all.map(\.page)), ("Nouns", registry.nouns.map(page)),
            ("Stages", verbs(.stage)), ("Actions", verbs(.action)), ("Commands", verbs(.command)), ("Functions", registry.functions.map(page)),
        ]
    }

    /// The page for the words behind `help`; an unknown word gets a page that says so.
    package func page(_ words: [String]) -> HelpPage {
        let name = words.joined(separator: " ")
        if name.isEmpty { return contents }
        switch name {
        case "defs": return list("defs", own.values.sorted { $0.name < $1.name }.map { .init($0.signature, $0.comment.first ?? "") })
        case "verbs": return list("verbs", registry.verbs.map { .init($0.name, $0.summary) })
        case "nouns": return list("nouns", registry.nouns.map { .init($0.name, $0.summary) })
        case "functions": return list("functions", registry.functions.map { .init($0.name, $0.summary) })
        case "terms": return list("terms", registry.terms.map { .init($0.name, $0.meaning) })
        case "statements": return list("statements", StatementWord.all.map { .init($0.name, $0.meaning) })
        case "types": return list("types", TypeWord.all.map { .init($0.name, $0.meaning) })
        case "codes": return list("codes", registry.codes.map { .init($0.code, $0.meaning) })
        default: break
        }
        if let own = own[name] { return own.page }
        if let verb = registry.verb(name) { return page(verb) }
        if let noun = registry.noun(name) { return page(noun) }
        if let function = registry.function(name) { return page(function) }
        if let term = registry.terms.first(where: { $0.name.lowercased() == name.lowercased() }) { return page(term) }
        if let type = TypeWord.all.first(where: { $0.name == name }) { return type.page }
        if let code = registry.codes.first(where: { $0.code == name }) { return page(code) }
        if let word = StatementWord.all.first(where: { $0.name == name }) {
            return word.page
        }
        let kinds = registry.verbs.filter { $0.name.hasPrefix("\(name) ") }
        if !kinds.isEmpty { return list(name, kinds.map { .init($0.name, $0.summary) }) }
        // What others call a word of the trade, unless it is a word of ours.
        if let term = registry.terms.first(where: { $0.also.contains { $0.lowercased() == name.lowercased() } }) { return page(term) }
        return unknown(name)
    }

    private func page(_ term: Term) -> HelpPage {
        let rows = term.also.isEmpty ? [] : [HelpPage.Row(term.also.joined(separator: ", "))]
        return HelpPage(title: term.name, summary: term.meaning, sections: [.init(title: "also called", rows: rows)], see: term.see)
    }

    private var contents: HelpPage {
        func rows(_ role: Role) -> [HelpPage.Row] {
            registry.verbs.filter { $0.role == role }.map { .init($0.name, $0.summary) }
        }
        return HelpPage(
            title: "help", summary: "nouns ask, verbs act",
            sections: [
                .init(title: "nouns: a line that begins with one asks", rows: registry.nouns.map { .init($0.name, $0.summary) }),
                .init(title: "stages: behind a |", rows: rows(.stage)),
                .init(title: "actions: change the book", rows: rows(.action)),
                .init(title: "commands", rows: rows(.command)),
            ],
            see: ["help VERB", "help NOUN", "help functions", "help statements", "help types", "help terms", "help codes"])
    }

    private func list(_ title: String, _ rows: [HelpPage.Row]) -> HelpPage {
        HelpPage(title: title, summary: "", sections: [.init(title: "\(rows.count) in all", rows: rows)])
    }

    package func page(_ verb: Verb) -> HelpPage {
        let what =
            switch verb.role {
            case .stage: "a stage, behind a |"
            case .action: verb.consequence == .reachesPerson ? "an action; it reaches a person" : "an action"
            case .command: "a command"
            }
        var sections = [HelpPage.Section(title: "takes", rows: verb.parameters.map(row))]
        if !verb.details.isEmpty { sections.insert(.init(title: what, rows: [.init(verb.details)]), at: 0) }
        return HelpPage(
            title: verb.name, summary: verb.summary, usage: Usage.line(verb.name, verb.parameters),
            sections: sections, examples: verb.examples)
    }

    package func page(_ noun: Noun) -> HelpPage {
        let columns = noun.columns.map { column in
            HelpPage.Row(
                noun.shown.contains(column.shape.name) ? column.shape.name : "\(column.shape.name) *",
                "\(type(column.shape))\(column.shape.summary.isEmpty ? "" : ", \(column.shape.summary)")")
        }
        var sections = [
            HelpPage.Section(title: "columns (* only when selected)", rows: columns),
            HelpPage.Section(title: "takes", rows: noun.parameters.map(row)),
        ]
        if !noun.details.isEmpty { sections.append(.init(title: "more", rows: [.init(noun.details)])) }
        return HelpPage(
            title: noun.name, summary: noun.summary,
            usage: "\(Usage.line(noun.name, noun.parameters)) [as of DATE]", sections: sections,
            examples: noun.examples)
    }

    package func page(_ function: Function) -> HelpPage {
        return HelpPage(
            title: function.name, summary: function.summary,
            usage: Usage.line(function),
            sections: [
                .init(title: "takes", rows: function.parameters.map { .init($0.name, $0.taken.rawName) })
            ], examples: function.examples.map { Example($0) })
    }

    private func page(_ code: CodePage) -> HelpPage {
        var examples: [Example] = []
        if !code.wrong.isEmpty { examples.append(Example(code.wrong, "is refused")) }
        if !code.right.isEmpty { examples.append(Example(code.right, "is right")) }
        return HelpPage(title: code.code, summary: code.meaning, examples: examples)
    }

    private func unknown(_ name: String) -> HelpPage {
        let all =
            StatementWord.all.map(\.name) + registry.verbs.map(\.name) + registry.nouns.map(\.name) + registry.functions.map(\.name)
            + registry.terms.flatMap { [$0.name] + $0.also } + TypeWord.all.map(\.name) + registry.codes.map(\.code) + own.keys.sorted()
        let guess = nearest(name, among: all)
        return HelpPage(
            title: name, summary: "nothing is called that\(guess.map { "; did you mean '\($0)'?" } ?? "")",
            see: ["help"])
    }

    private func row(_ parameter: Parameter) -> HelpPage.Row {
        var meaning = parameter.kind == .toggle ? "switch" : parameter.kind.wanted
        if case .word(let words) = parameter.kind { meaning = words.joined(separator: " | ") }
        if case .records(let nouns) = parameter.kind { meaning = "an id from \(nouns.joined(separator: ", "))" }
        if !parameter.summary.isEmpty { meaning += ": \(parameter.summary)" }
        switch parameter.presence {
        case .required: break
        case .repeated: meaning += " (one or more)"
        case .optional: meaning += " (may be left out)"
        case .defaulted(let value): meaning += " (otherwise \(value))"
        }
        let label = parameter.label.map { parameter.kind == .toggle ? $0 : "\($0) \(parameter.name.uppercased())" }
        return .init(label ?? parameter.name.uppercased(), meaning)
    }

    private func type(_ shape: ColumnShape) -> String {
        switch shape.meaning {
        case .reference(let table): "id from \(registry.noun(of: table)?.name ?? "another table")"
        case .word: shape.words.isEmpty ? "word" : shape.words.joined(separator: " | ")
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .text, .id:
            ExpressionType(shape).name
        }
    }
}
