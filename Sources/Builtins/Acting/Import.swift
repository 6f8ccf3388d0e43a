// `import "DIR or FILE"`: what a ledger or a bank exported, into the book: recognised, checked, reported, and taken whole or not
// at all. Each file counts once.
import Columns
import Diagnostics
import Files
import Interpreter
import Receivables
import Rendering
import Values

enum ImportVerb {
    static let path = Key.path("file", "a CSV or JSON file, a bank's statement, or a directory")
    static let source = Key.path("file", label: "from", "a CSV file")
    static let dates = Key.word("dates", ["dmy", "mdy", "ymd", "iso"], label: "dates", "how days are written, where the file leaves two readings").optional
    static let decimal = Key.word("decimal", ["comma", "point"], label: "decimal", "the mark before the decimals, where the file leaves two readings").optional
    static let encoding = Key.word("encoding", ["utf8", "latin1"], label: "encoding", "how its characters are written; utf8 unless said").optional
    static let separator = Key.text("separator", label: "separator", "what stands between fields, where it is not recognised").optional
    static let currency = Key.word("currency", label: "currency", "for rows that name none").optional
    static let rejects = Key.path("rejects", label: "rejects", "where rows go that cannot be taken; without it one of them stops the import").optional
    static let expect = Key.count("expect", label: "expect", "how many rows the file must have").optional
    static let rows = Clause.toggle("rows", "said after expect, before what the rows come to")
    static let total = Key.money("total", "what the file must come to in this currency: expect 214 rows 48,210.55 GBP").optional
    static let unknown = Key.word("unknown", ["add", "refuse"], label: "unknown", "debtors that a file of invoices names and the book does not know: add makes them").optional
    static let key = Key.text("key", label: "key", "a name for this import: the same twice imports once").optional
    static let update = Clause.toggle("update", "change what is in the book already, by id or outside number")

    /// Names columns of the file, which nobody knows before it is opened: taken as it was typed.
    static let map = {
        var map = Clause.tokens("map", "what is made of which columns: map { id: number, debtor: \"D-{debtor_id}\" }")
        map.parameter.label = "map"
        return map
    }()

    private static let common: [any SignatureItem] = [
        total, dates, decimal, encoding, separator, currency, rejects, expect, rows, update, key,
    ]

    static let verbs: [Listed<Verb>] =
        [Listed("import") { made[0] }]
        + FileKind.allCases.enumerated().map { place, kind in Listed("import \(kind.rawValue)") { made[place + 1] } }

    /// The one that is told nothing, then one for each kind of file.
    private static let made: [Verb] =
        [
            Verb.action(
                "import", [path] + common + [unknown], summary: "bring in what a ledger or a bank exported",
                details: """
                    The header says what a file holds: debtors, people, invoices, credits, payments or contacts. A directory brings in
                    all its files, in the order in which they refer to each other. Nothing is taken unless every row can be, or
                    `rejects` says where the others go. Bank statements may be CSV, MT940 or camt.053. Where a file calls its columns otherwise, it is shown what they were taken
                    for, as a map that can be changed and typed. `update` shows what is new, changed and gone, and asks.
                    """,
                examples: [Example("dry import \"bank-2026-11-23.csv\"")]
            ) { _ in Prepared.act { run throws(Diagnostic) in try deed(run, nil, [], at: path) } }
        ]
        + FileKind.allCases.map { kind in
            Verb.action(
                "import \(kind.rawValue)", [source, map] + common + (kind == .invoices ? [unknown] : []), summary: "bring in \(kind.rawValue) from a file",
                examples: [Example("dry import payments from \"bank-2026-11-23.csv\"")]
            ) { call throws(Diagnostic) in
                let told = call[map]
                guard let entries = told.isEmpty ? [] : MapText.entries(told.joined(separator: " ")) else {
                    throw call.fault(
                        "import.map", "a map says what is made of which columns", at: map,
                        try: "map { id: number, debtor: \"D-{debtor_id}\" }")
                }
                return Prepared.act { run throws(Diagnostic) in try deed(run, kind, entries, at: source) }
            }
        }

    /// What a person says of how a file is written.
    static func dialect(_ run: Run) throws(Diagnostic) -> ImportOptions {
        var options = ImportOptions()
        options.mark = try run[decimal].map { $0 == "comma" ? .comma : .point }
        options.encoding = try run[encoding].map { $0 == "latin1" ? .latin1 : .utf8 }
        if let text = try run[separator] {
            guard let byte = text.utf8.first, text.utf8.count == 1, byte != 34, byte > 31 || byte == 9 else {
                throw run.fault("import.separator", "a separator is one character of ASCII", at: separator, try: "separator \";\"")
            }
            options.separator = byte
        }
        if let code = try run[currency] {
            guard let unit = Currency(code: code) else {
                throw run.fault("trade.unknown-currency", "'\(code)' is no currency of ISO 4217", at: currency)
            }
            options.currency = unit
        }
        return options
    }

    private static func deed(
        _ run: Run, _ kind: FileKind?, _ map: [MapText.Entry], at place: Key<String>
    ) throws(Diagnostic) -> Deed {
        let name = try run[place]
        var options = try dialect(run)
        options.kind = kind
        options.map = map
        options.dates = try run[dates].flatMap { $0 == "iso" ? .ymd : DayOrder(rawValue: $0) }
        options.isUpdate = run[update]
        options.takesRejects = run.given(rejects)
        options.addsDebtors = try run[unknown] == "add"
        var expected = ImportExpectation()
        expected.rows = try run[expect]
        expected.total = try run[total]
        options.expectedCurrency = expected.total?.currency
        let named = try run[key]
        let aside = try run[rejects]
        let today = run.world.today
        let desk = ImportDesk(run: run, place: place, options: options)
        let files = try desk.files(name)
        if let (told, meaning) = try desk.before(files, named) {
            var deed = Deed(ChangeSet(), says: told)
            deed.meaning = meaning
            deed.isDone = true
            return deed
        }
        let harvest = try desk.read(files)
        let (intake, reports) = (harvest.intake, harvest.reports)
        try expected.check(reports, run)
        var says = reports.flatMap { ImportWords.report($0) }
        says += ImportWords.matching(intake, run)
        if intake.usedCredits.explained > 0 {
            says.append("  \(ImportWords.rows(intake.usedCredits.explained)) lower by what was used here of credits on account: left as they are")
        }
        let rejected = harvest.rejected
        if rejected > 0 {
            guard let aside else { throw desk.rejected(reports, rejected) }
            says += reports.flatMap { ImportWords.rejects($0) }
            try desk.rejectsPlace(aside, harvest.aside)
            says.append("\(ImportWords.rows(rejected)) put aside in \(aside)")
        }
        says += ProbableTwins(harvest, run).says
        let preview = options.isUpdate ? UpdatePreview(harvest, run) : nil
        if let preview { says += preview.says }
        var deed: Deed
        if let preview, preview.count == 0 {
            let same = rejected > 0 ? "the other rows say what the book says" : "the book says the same"
            deed = Deed(ChangeSet(), count: 0, says: says + ["\(same): nothing was changed"])
            deed.isDone = true
        } else {
            deed = Deed(
                try desk.recorded(intake.changes(), reports, named, today), count: preview?.count ?? 1, says: says,
                preview: preview?.relation)
        }
        if rejected > 0, let aside { deed.afterwards = [desk.putAside(aside, harvest.aside)] }
        deed.meaning = desk.meaning(files, reports.map { ($0.digest, $0.totals.text) })
        return deed
    }
}

extension Run {
    /// How a person is asked while an act is worked out; nil where nobody sits.
    var canAsk: ((String) -> Bool)? { context.isAtPrompt ? context.asks : nil }
}
