// A small language of its own for the tests: two nouns, a few stages, a few actions, over a store of two tables.
import Columns
import Diagnostics
import Interpreter
import Testing
import Values

enum Toy {
    static let debtors = TableID(1)
    static let invoices = TableID(2)
    static let keys = TableID(3)

    static let catalog = Catalog(tables: [
        TableSchema(
            debtors, "debtors", prefix: "D-",
            columns: [
                ColumnSchema("id", .i64, .id, tag: 1),
                ColumnSchema("name", .u32, .text, tag: 2),
                ColumnSchema("kind", .u32, .word, words: ["company", "person"], tag: 3),
            ]),
        TableSchema(
            invoices, "invoices", prefix: "INV-",
            columns: [
                ColumnSchema("id", .i64, .id, tag: 1),
                ColumnSchema("debtor", .u32, .reference(debtors), tag: 2),
                ColumnSchema("due", .i32, .day, tag: 3),
                ColumnSchema("balance", .i64, .money, currency: "currency", tag: 4),
                ColumnSchema("currency", .u16, .currency, tag: 5),
                ColumnSchema("held", .u8, .flag, tag: 6),
            ]),
        TableSchema(
            keys, "keys", prefix: "",
            columns: [ColumnSchema("key", .u32, .text, tag: 1), ColumnSchema("content", .u32, .text, tag: 2)]),
    ])

    // MARK: nouns

    private static func column(_ table: TableID, _ place: Int, _ shape: ColumnShape, currency: Int? = nil) -> NounColumn {
        NounColumn(shape) { request in
            RelationColumn(
                .column(request.store.view(table, place)),
                currency: currency.map { .column(request.store.view(table, $0)) })
        }
    }

    static let debtorNoun = Noun.rows(
        "debtors", singular: "debtor", of: debtors,
        columns: [
            column(debtors, 0, ColumnShape("id", .id, summary: "its number")),
            column(debtors, 1, ColumnShape("name", .text)),
            column(debtors, 2, ColumnShape("kind", .word, words: ["company", "person"])),
        ], shown: ["id", "name"], summary: "who owes",
        find: { store, spelling in spelling == "2026/17" ? 0 : nil }
    ) { request in Selection(live: request.store.live(debtors)) }

    static let invoiceNoun = Noun.rows(
        "invoices", singular: "invoice", of: invoices,
        columns: [
            column(invoices, 0, ColumnShape("id", .id)),
            column(invoices, 1, ColumnShape("debtor", .reference(debtors))),
            column(invoices, 2, ColumnShape("due", .day, summary: "the day it is due")),
            column(invoices, 3, ColumnShape("balance", .money), currency: 4),
            column(invoices, 4, ColumnShape("currency", .currency)),
            column(invoices, 5, ColumnShape("held", .flag)),
        ], shown: ["id", "debtor", "due", "balance"], summary: "what is owed",
        examples: [Example("invoices | take 1")]
    ) { request in Selection(live: request.store.live(invoices)) }

    // MARK: stages

    static let condition = Clause.condition("condition", "what must hold")
    static let count = Key.count("count", "how many rows").otherwise("10") { _ in 10 }
    static let columns = Clause.named("columns", presence: .repeated, "columns to keep")
    static let keysToSort = Clause.sortKeys("keys", presence: .repeated)
    static let amount = Clause.expression("amount")
    static let by = Clause.named("by", label: "by", presence: .optional)
    static let format = Clause.word("format", ["csv", "json"])
    static let other = Clause.rows("other")
    static let sums = Clause.aggregates("sums")
    static let plain = Clause.columns("columns")
    static let file = Key.path("file")
    static let replace = Clause.toggle("replace", "write over a file that is there")

    static let stages: [Verb] = [
        .stage("where", [condition], summary: "keep the rows for which a condition holds") { call in
            let test = call[condition]
            return Prepared(call.input) { run throws(Diagnostic) in
                guard let test else { return run.input }
                var kept: [UInt32] = []
                for row in 0..<run.rows.rowCount
                where try test.value(run.context, over: run.rows, row: row) == .flag(true) {
                    kept.append(UInt32(row))
                }
                return .rows(run.rows.picking(kept))
            }
        },
        .stage("take", [count], summary: "keep the first rows") { call in
            Prepared(call.input) { run throws(Diagnostic) in
                .rows(run.rows.slice(from: 0, count: try run[count]))
            }
        },
        .stage("select", [columns], summary: "keep some columns") { call in
            let picked = call[columns].compactMap(\.expression.bareColumn)
            let shape = RowShape(columns: picked.map { call.rows.columns[$0] })
            return Prepared(.rows(shape)) { run in
                var relation = run.rows
                relation.columns = picked.map { run.rows.columns[$0] }
                relation.shape = shape
                return .rows(relation)
            }
        },
        .stage("sort", [keysToSort], summary: "order the rows") { call in Prepared(call.input) { run in run.input } },
        .stage("count", summary: "how many rows") { _ in
            Prepared(.value(.number(scale: 0))) { run in .value(.number(Number(Int64(run.rows.rowCount)))) }
        },
        .stage("sum", [amount, by], summary: "add up") { call in Prepared(call.input) { run in run.input } },
        .stage("union", [other], summary: "more rows below") { call in Prepared(call.input) { run in run.input } },
        .stage("tally", [sums], summary: "sum up groups") { call in Prepared(call.input) { run in run.input } },
        .stage("pick", [plain], summary: "pick columns") { call in Prepared(call.input) { run in run.input } },
        .stage("as", [format], accepts: [.rows, .value], summary: "print for machines") { call in
            Prepared(call.input) { run in run.input }
        },
        .stage("save", [file, replace], writesFile: true, summary: "write a file") { call in
            Prepared(.nothing) { _ in .nothing }
        },
    ]

    // MARK: actions

    static let name = Key.text("name", "what it is called")
    static let kind = Key.word("kind", ["company", "person"], label: "kind").otherwise("company") { _ in "company" }
    static let debtor = Key.id("debtor", of: "debtors", label: "to", "who owes it")
    static let money = Key.money("amount", "what is owed")
    static let due = Key.day("due", label: "due", "when").otherwise("today") { $0.today }
    static let held = Key.ids("invoices", of: "invoices", "what to hold")
    static let because = Key.text("reason", label: "because", "why").optional
    static let reached = Key.ids("debtors", of: "debtors", through: ["debtors"], "whom")

    static let actions: [Verb] = [
        .action("add debtor", [name, kind], summary: "a new debtor", examples: [Example("add debtor \"Acme\"")]) { _ in
            .act(.value(.id)) { run throws(Diagnostic) in
                let (name, kind) = (try run[name], try run[kind])
                var store = run.context.world.store
                guard let id = store.nextID(debtors, prefix: "D-", width: 0) else {
                    throw run.fault("add.full", "no number is left")
                }
                let cells = [id.bits, Int64(store.intern(name)), Int64(store.intern(kind))]
                run.context.world.store = store
                let row = UInt32(clamping: store.rowCount(debtors))
                return Deed(
                    ChangeSet([.insert(debtors, row: row, cells: cells)]), says: ["\(store.ids.text(of: id)) \(name)"],
                    result: .value(.id(store.ids.text(of: id))))
            }
        },
        .action("add invoice", [money, debtor, due], summary: "a new invoice") { _ in
            .act { run throws(Diagnostic) in
                let (money, debtor, due) = (try run[money], try run[debtor], try run[due])
                guard let id = run.context.world.store.nextID(invoices, prefix: "INV-", width: 0) else {
                    throw run.fault("add.full", "no number is left")
                }
                let row = UInt32(clamping: run.world.store.rowCount(invoices))
                let cells = [
                    id.bits, Int64(debtor), Int64(due.number), money.minor, Int64(money.currency.raw), 0,
                ]
                return Deed(
                    ChangeSet([.insert(invoices, row: row, cells: cells)]),
                    says: [run.world.store.ids.text(of: id)])
            }
        },
        .action("hold", [held, because], summary: "stop the chase") { _ in
            .act { run throws(Diagnostic) in
                let rows = try run[held]
                let reason = try run[because]
                let changes = rows.filter { run.world.store.cell(invoices, $0, 5) == 0 }
                    .map { Effect.update(invoices, row: $0, column: 5, old: 0, new: 1) }
                return Deed(
                    ChangeSet(changes), count: rows.count, says: ["\(rows.count) held: \(reason ?? "no reason")"])
            }
        },
        .action("remind", [reached], reachesPerson: true, summary: "write to somebody") { _ in
            .act { run throws(Diagnostic) in
                let rows = try run[reached]
                return Deed(ChangeSet(), count: rows.count, says: ["\(rows.count) reminded"])
            }
        },
    ]

    static let commands: [Verb] = [
        .command("explain", [Key.value("what")], summary: "how a figure comes about") { _ in
            Prepared(.value(.text)) { _ in .value(.text("explained")) }
        }
    ]

    static let functions: [Function] = [
        Function("today", [], gives: .fixed(.day), summary: "the business date") { _, context in
            .day(context.world.today)
        },
        Function("double", [("n", .number)], gives: .likeFirst, summary: "twice") { args, _ in args[0] },
        Function(
            aggregate: .count, "count", takes: [], gives: .fixed(.number(scale: 0)), summary: "how many"),
    ]

    static let registry = Registry(
        verbs: (stages + actions + commands).map { verb in Listed(verb.name) { verb } },
        nouns: [Listed("debtors", of: debtors) { debtorNoun }, Listed("invoices", of: invoices) { invoiceNoun }],
        functions: functions,
        terms: [Term("ageing", "what is owed by how late it is")],
        codes: [CodePage("verb.unknown", "no verb has this name", wrong: "invoices | taek 3", right: "invoices | take 3")],
        habits: [
            Habit("limit", "take"), Habit("head", "take"), Habit("filter", "where"), Habit("order by", "sort"),
            Habit("group by", "sum balance by"), Habit("having", "where"),
        ])
}

/// A session over a fresh toy book, and what it printed.
final class Bench {
    let session: Session
    private(set) var output: [String] = []
    private(set) var committed: [(effects: Int, entry: Entry)] = []
    var files: [String: String] = [:]
    var failsToCommit: CommitFault?
    var asked: [String] = []
    var says = true

    init(_ mode: Session.Mode = .prompt, seeded: Bool = true) throws {
        let day = try #require(Day(year: 2026, month: 11, day: 23))
        let context = Context(world: World(store: try Store(catalog: Toy.catalog), today: day, now: Moment(day: day), actor: "ada"))
        if seeded {
            let first = Session(registry: Toy.registry, context: context, mode: .script)
            try first.run(
                first.check(
                    Source(
                        name: "seed",
                        text: """
                            add debtor "Acme"
                            add debtor "Berta" kind person
                            add invoice 500 GBP to D-1 due 2026-10-01
                            add invoice 80.50 EUR to D-2 due 2026-12-01
                            add invoice 120 GBP to D-2 due 2026-11-01
                            """)))
        }
        session = Session(registry: Toy.registry, context: context, mode: mode)
        context.prints = { [unowned self] in output.append(shown($0)) }
        session.answers = { [unowned self] in output.append($0) }
        session.previews = { [unowned self] in output.append("preview of \($0.rowCount)") }
        session.loads = { [unowned self] path, _ throws(CommitFault) in
            guard let text = files[path] else { throw CommitFault(.failed, "there is no such file") }
            return (Source(name: path, text: text), path)
        }
        var number: UInt64 = 0
        session.committer = Committer { [unowned self] changes, entry throws(CommitFault) in
            if let failsToCommit { throw failsToCommit }
            committed.append((changes.effects.count, entry))
            number += 1
            return number
        }
        session.keys = KeyLedger(
            find: { store, key in
                let rows = store.live(Toy.keys).rows()
                for row in rows where store.texts.string(UInt32(clamping: store.cell(Toy.keys, row, 0))) == key {
                    return .init(content: Int64(store.texts.string(UInt32(clamping: store.cell(Toy.keys, row, 1)))) ?? 0, says: ["before"])
                }
                return nil
            },
            keep: { store, key, kept in
                [
                    .insert(
                        Toy.keys, row: UInt32(clamping: store.rowCount(Toy.keys)),
                        cells: [Int64(store.intern(key)), Int64(store.intern(String(kept.content)))])
                ]
            })
    }

    var context: Context { session.context }

    /// Runs a text and gives what it printed since.
    @discardableResult
    func run(_ text: String, arguments: ScriptArguments = ScriptArguments()) throws -> [String] {
        output = []
        try session.run(session.check(Source(name: "test", text: text), arguments: arguments))
        return output
    }

    /// Every problem of a text, rendered.
    func problems(_ text: String) -> [String] {
        session.check(Source(name: "test", text: text)).problems.map {
            DiagnosticRenderer().render($0.diagnostic, in: $0.source)
        }
    }

    /// The fault of a text that checks but fails.
    func fault(_ text: String) -> SessionFault? {
        output = []
        do throws(SessionFault) {
            try session.run(session.check(Source(name: "test", text: text)))
            return nil
        } catch { return error }
    }

    var digest: Digest { context.world.store.digest() }

    private func shown(_ flow: Flow) -> String {
        switch flow {
        case .nothing: return "nothing"
        case .value(let value): return value.description
        case .rows(let relation):
            let codec = context.codec
            let columns = relation.shape.shown.map { relation.values(of: $0, codec) }
            return (0..<relation.rowCount).map { row in
                columns.map { $0[row].description }.joined(separator: " ")
            }.joined(separator: "; ")
        }
    }
}
