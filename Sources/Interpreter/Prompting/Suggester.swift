// From what may stand at the cursor to the words themselves, with what each means: the registry, the variables, and what
// the floor above lends of the book and the disk. Keeps the order of the offers; the first is the likeliest.
import Columns
import Values

struct Suggester {
    let checker: Checker
    let sources: PromptSources
    /// What was typed of the word.
    let partial: ArraySlice<UInt8>
    /// The words stand inside quotes already.
    let isQuoted: Bool
    private(set) var list: [Suggestion] = []
    private var seen: Set<String> = []
    private var owner: RecordName?
    private var before: String?

    init(_ checker: Checker, _ sources: PromptSources, partial: ArraySlice<UInt8>, isQuoted: Bool) {
        self.checker = checker
        self.sources = sources
        self.partial = partial
        self.isQuoted = isQuoted
    }

    /// More than these nobody reads through.
    static let limit = 300
    private static let recordLimit = 60
    private var registry: Registry { checker.registry }

    mutating func add(_ place: Place) {
        if !isQuoted, partial.first == UInt8(ascii: "$") { return variables() }
        owner = place.owner
        before = place.before
        for offer in place.offers { add(offer) }
        if list.isEmpty, partial.count > 1 { anywhere(place) }
    }

    /// Where nothing begins so, what holds it anywhere: `due` finds `original_due`.
    private mutating func anywhere(_ place: Place) {
        var wider = Suggester(checker, sources, partial: [], isQuoted: isQuoted)
        for offer in place.offers { wider.add(offer) }
        let wanted = Folded(partial)
        list = wider.list.filter { Folded($0.text.utf8).holds(wanted) }
    }

    private mutating func add(_ offer: Offer) {
        // Between quotes stand only texts.
        if isQuoted {
            if case .argument(let parameter, _) = offer { quoted(parameter) }
            if case .expression(_, .word(let words)?) = offer { for word in words { take(word, "", .word, "\"") } }
            return
        }
        switch offer {
        case .heads(let isStatement): heads(isStatement)
        case .stages(let input): stages(input)
        case .kinds(let word): kinds(word)
        case .labels(let parameters):
            for parameter in parameters { take(parameter.label ?? "", parameter.summary, .label) }
        case .argument(let parameter, let input): argument(parameter, input)
        case .expression(let row, let type): expression(row, type)
        case .aggregates: functions { $0.aggregate != nil }
        case .members(let columns): self.columns(columns)
        case .topics: topics()
        case .days: days()
        case .currencies: currencies()
        case .infix: for (word, meaning) in Self.infix { take(word, meaning, .keyword) }
        case .rows:
            for noun in registry.nouns { take(noun.name, noun.summary, .noun) }
            variables()
        }
    }

    private mutating func take(_ text: String, _ detail: String, _ role: WordRole, _ ending: String = " ") {
        guard list.count < Self.limit, !text.isEmpty, partial.isEmpty || Folded(text.utf8).begins(with: partial),
            seen.insert(text).inserted
        else { return }
        list.append(Suggestion(text, detail, role: role, ending: ending))
    }

    // MARK: heads and verbs

    private mutating func heads(_ isStatement: Bool) {
        for noun in registry.nouns { take(noun.name, noun.summary, .noun) }
        definitions(acting: isStatement)
        if isStatement {
            for verb in registry.verbs where verb.accepts.contains(.nothing) && verb.role != .stage {
                take(verb.name, verb.summary, .verb)
            }
            for (word, meaning) in Self.statementWords { take(word, meaning, .keyword) }
            for word in sources.words { take(word.name, word.summary, .keyword) }
        }
        if !partial.isEmpty {
            functions { $0.aggregate == nil }
            records(nil, byName: false)
        }
        variables()
    }

    /// What a person defined: a verb where it acts, else a function.
    private mutating func definitions(acting: Bool) {
        for name in checker.definitions.keys.sorted() {
            guard let own = checker.definitions[name], acting || !own.acts else { continue }
            take(name, own.comment.first ?? own.signature, own.acts ? .verb : .function, own.acts ? " " : "(")
        }
    }

    private mutating func stages(_ input: Shape?) {
        let flow: Accepts =
            switch input {
            case .value: .value
            case .nothing: .nothing
            case .rows, nil: .rows
            }
        for role in [Role.stage, .action] {
            if role == .action, case .value(let type)? = input, !Self.mayBeRecord(type) { continue }
            for verb in registry.verbs where verb.role == role && verb.accepts.contains(flow) {
                take(verb.name, verb.summary, .verb)
            }
        }
    }

    private static func mayBeRecord(_ type: ExpressionType) -> Bool {
        switch type {
        case .id, .reference, .any, .list, .text: true
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .days, .duration, .word, .currency,
            .range, .record:
            false
        }
    }

    private mutating func kinds(_ word: String) {
        for verb in registry.verbs where verb.name.hasPrefix("\(word) ") {
            take(String(verb.name.dropFirst(word.count + 1)), verb.summary, .verb)
        }
    }

    private mutating func topics() {
        for (word, meaning) in [
            ("verbs", "every verb"), ("nouns", "every noun"), ("functions", "every function"), ("terms", "the words of the trade"),
            ("types", "the types of values"), ("statements", "the words that open a statement"), ("defs", "what you defined"),
            ("codes", "the codes of errors"),
        ] { take(word, meaning, .keyword, "") }
        for name in checker.definitions.keys.sorted() { take(name, checker.definitions[name]?.comment.first ?? "", .function, "") }
        for noun in registry.nouns { take(noun.name, noun.summary, .noun, "") }
        for verb in registry.verbs { take(verb.name, verb.summary, .verb, "") }
        for term in registry.terms { take(term.name, term.meaning, .word, "") }
        for function in registry.functions { take(function.name, function.summary, .function, "") }
        if !partial.isEmpty { for code in registry.codes { take(code.code, code.meaning, .word, "") } }
    }

    // MARK: arguments

    private mutating func argument(_ parameter: Parameter, _ input: Shape?) {
        var row: RowShape?
        if case .rows(let rows)? = input { row = rows }
        switch parameter.kind {
        case .word(let words): for word in words { take(word, parameter.summary, .word) }
        case .id(let noun), .ids(let noun): records(noun, byName: true)
        case .records(let nouns): for noun in nouns { records(noun, byName: true) }
        case .record: records(nil, byName: true)
        case .value(let type): value(of: type, parameter)
        case .wordOrValue:
            if let setting = sources.settings().first(where: { $0.name == before }) {
                for word in setting.values { take(word, word == setting.standard ? "the default" : "", .word) }
            } else {
                days()
            }
        case .name where parameter.name.hasSuffix("currency"): currencies()
        case .name: if parameter.name == "name" { for setting in sources.settings() { take(setting.name, setting.summary, .word) } }
        case .path: take("\"", parameter.summary, .text, "")
        case .condition, .expression, .named: expression(row, nil)
        case .aggregates: functions { $0.aggregate != nil }
        case .tallies: for function in registry.functions where function.aggregate != nil { take(function.name, function.summary, .function) }
        case .columns, .sortKeys: columns(row?.columns ?? [])
        case .rows: add(.rows)
        case .count, .toggle, .tokens: break
        }
    }

    private mutating func value(of type: ValueType, _ parameter: Parameter) {
        switch type {
        case .day, .period, .moment: days()
        case .flag: for word in ["true", "false"] { take(word, "", .word) }
        case .id: records(nil, byName: true)
        case .text: take("\"", parameter.summary, .text, "")
        case .any, .null, .number, .money, .percent, .time, .duration, .range, .word, .list, .record: break
        }
        variables()
    }

    private mutating func quoted(_ parameter: Parameter) {
        switch parameter.kind {
        case .path:
            let typed = String(decoding: partial, as: UTF8.self)
            for file in sources.files(typed) where seen.insert(file.path).inserted {
                list.append(Suggestion(file.path, file.detail, role: .text, ending: file.path.hasSuffix("/") ? "" : "\""))
            }
        case .word(let words): for word in words { take(word, "", .word, "\"") }
        case .value, .count, .id, .ids, .records, .record, .wordOrValue, .name, .condition, .expression, .columns, .named,
            .sortKeys, .aggregates, .tallies, .rows, .toggle, .tokens:
            break
        }
    }

    private mutating func records(_ noun: String?, byName: Bool) {
        guard byName || partial.contains(UInt8(ascii: "-")) else { return }
        let search = RecordSearch(noun: noun, prefix: partial, limit: Self.recordLimit, owner: owner)
        for record in sources.records(search) where seen.insert(record.id).inserted {
            list.append(Suggestion(record.id, record.name, role: .id))
        }
    }

    private mutating func variables() {
        for name in checker.names.all.reversed() {
            take("$\(name)", checker.names.find(name).map { "holds \($0.shape.said)" } ?? "", .variable)
        }
    }

    // MARK: expressions

    private mutating func expression(_ row: RowShape?, _ type: ExpressionType?) {
        switch type {
        case .word(let words)?: for word in words { take(word, "", .word) }
        case .currency?: currencies()
        case .reference(let table)?: records(checker.lookup.noun(of: table)?.name, byName: true)
        case .day?, .period?, .moment?: days()
        case .flag?: for word in ["true", "false"] { take(word, "", .word) }
        default: break
        }
        columns(row?.columns ?? [])
        functions { $0.aggregate == nil || row != nil }
        definitions(acting: false)
        for word in ["not", "null", "true", "false"] { take(word, "", .keyword) }
        variables()
    }

    private mutating func columns(_ columns: [ColumnShape]) {
        for column in columns {
            let type = ExpressionType(column).name
            take(column.name, column.summary.isEmpty ? type : "\(type): \(column.summary)", .column)
        }
    }

    private mutating func functions(where isWanted: (Function) -> Bool) {
        for function in registry.functions where isWanted(function) {
            let isConstant = function.parameters.isEmpty && function.aggregate == nil
            take(function.name, function.summary, .function, isConstant ? " " : "(")
        }
    }

    private mutating func days() {
        for (word, meaning) in Self.dayWords { take(word, meaning, .date) }
    }

    private mutating func currencies() {
        for code in ["GBP", "EUR", "USD"] { take(code, "", .number) }
        guard !partial.isEmpty else { return }
        for currency in Currency.all { take(currency.code, "", .number) }
    }

    // MARK: words of the language

    private static let statementWords = [
        ("let", "keep a result under a name: let late = …"), ("help", "tell about a word"),
        ("explain", "say a statement in plain words, or where a figure comes from"),
        ("dry", "show what a statement would do"), ("begin", "open a transaction"), ("commit", "keep it"),
        ("rollback", "take it back"), ("if", "if CONDITION { … } else { … }"), ("for", "for NAME in ROWS { … }"),
        ("while", "while CONDITION { … }"), ("try", "try { … } catch NAME { … }"), ("whatif", "suppose, and take it all back"),
        ("assert", "stop unless this holds"), ("use", "run another script first"),
    ]

    private static let infix = [
        ("and", "both"), ("or", "one of them"), ("is null", "nothing is there"), ("is not null", "something is there"),
        ("in", "is one of: in [\"DE\", \"FR\"], in this month"), ("not in", "is none of"), ("contains", "holds this text"),
        ("starts", "begins with this text"), ("ends", "ends with this text"), ("matches", "fits a pattern: \"INV-2026-*\""),
        ("is exactly", "the same text, case and all"),
    ]

    private static let dayWords = [
        ("today", "the business date"), ("yesterday", "the day before it"), ("tomorrow", "the day after it"),
        ("start of month", "its first day"), ("end of month", "its last day"), ("start of last month", ""),
        ("end of last month", ""), ("end of quarter", ""), ("end of last quarter", ""), ("start of year", ""),
        ("end of last year", ""), ("this week", "a period"), ("this month", "a period"), ("last month", "a period"),
        ("this quarter", "a period"), ("last quarter", "a period"), ("this year", "a period"), ("last year", "a period"),
    ]
}

/// Bytes with ASCII letters made small, for finding what a person began to type.
struct Folded {
    private let bytes: [UInt8]

    init(_ text: some Sequence<UInt8>) { bytes = text.map(Self.fold) }

    func begins(with prefix: some Collection<UInt8>) -> Bool {
        bytes.count >= prefix.count && zip(bytes, prefix).allSatisfy { $0 == Self.fold($1) }
    }

    func holds(_ other: Folded) -> Bool {
        guard bytes.count >= other.bytes.count else { return false }
        return (0...(bytes.count - other.bytes.count)).contains { bytes[$0...].starts(with: other.bytes) }
    }

    private static func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
