// `check book` and the commands about the book's file. What they can do with the file is lent from above.
import Columns
import Diagnostics
import Files
import Interpreter
import Receivables
import Values

enum CheckBookVerb {
    static let verb = Verb.command(
        "check book", summary: "prove that the book is sound",
        details: "Every sum is worked out again from its rows, and every byte of the file is read again. Changes nothing.",
        examples: [Example("check book")]
    ) { _ in
        Prepared(.value(.text)) { run throws(Diagnostic) in
            let store = run.world.store
            let found = Invariants.violations(of: store, on: run.world.today)
            var lines = found.prefix(20).map { BookWords.line($0, run) }
            if found.count > 20 { lines.append("… and \(found.count - 20) more") }
            if let keeping = run.context.keeping {
                lines += try run.kept { () throws(CommitFault) in try keeping.verify() }
            }
            guard lines.isEmpty else {
                throw run.fault(
                    "check.unsound", "the book is not sound: \(lines.count == 1 ? "1 thing is" : "\(lines.count) things are") wrong",
                    notes: lines)
            }
            let rows = store.catalog.tables.map { store.liveCount($0.id) }.reduce(0, +)
            return .value(.text("sound: \(counted(rows, "record")), every sum agrees with its rows"))
        }
    }
}

enum BookInfoVerb {
    static let verb = Verb.command(
        "book info", summary: "where the book lies and how large it is", examples: [Example("book info")]
    ) { _ in
        Prepared(.value(.record)) { run throws(Diagnostic) in
            var fields: [Field] = []
            if let keeping = run.context.keeping {
                for (name, value) in try run.kept({ () throws(CommitFault) in try keeping.info() }) { fields.append(Field(name, .text(value))) }
            } else {
                fields.append(Field("kept", .text("in memory: it is forgotten at the end")))
            }
            let store = run.world.store
            for table in [Debtors.schema, Invoices.schema, Payments.schema, Contacts.schema] {
                fields.append(Field(table.name, .number(Number(mantissa: Int64(store.liveCount(table.id)), scale: 0))))
            }
            if run.context.keeping == nil, let history = run.context.history {
                fields.append(Field("changes", .number(Number(mantissa: Int64(clamping: history.latest()), scale: 0))))
            }
            return .value(.record(fields))
        }
    }
}

enum BookSnapshotVerb {
    static let verb = Verb.command(
        "book snapshot", consequence: .writesFile, summary: "write the book anew, so that it opens fast",
        details: "It happens by itself on leaving when the journal has grown; this does it now.",
        examples: [Example("book snapshot")]
    ) { _ in
        Prepared(.value(.text)) { run throws(Diagnostic) in
            guard let keeping = run.context.keeping else { throw run.inMemory() }
            return .value(.text(try run.kept { () throws(CommitFault) in try keeping.snapshot() }))
        }
    }
}

enum BookBackupVerb {
    static let path = Key.path("path", "where to: a directory that is not there yet")

    static let verb = Verb.command(
        "book backup", [path], consequence: .writesFile, summary: "copy the book as it is now",
        details: "The copy is a book of its own. Nothing that is there is written over.",
        examples: [Example("book backup \"copies/acme.book\"")]
    ) { _ in
        Prepared(.value(.text)) { run throws(Diagnostic) in
            let name = try run[path]
            guard let keeping = run.context.keeping, let shell = run.context.shell else { throw run.inMemory() }
            let target: String
            let isThere: Bool
            do throws(DiskFault) {
                target = try shell.roots.resolve(name, from: shell.base)
                isThere = try shell.disk.status(at: target) != nil
            } catch {
                throw run.fault("book.failed", "no copy was made: \(error.sentence)", at: path).ofFiles
            }
            if isThere { throw run.fault("book.exists", "'\(name)' is there already, and nothing is written over", at: path) }
            return .value(.text(try run.kept { () throws(CommitFault) in try keeping.backup(target) }))
        }
    }
}

extension Run {
    fileprivate func kept<Result>(_ body: () throws(CommitFault) -> Result) throws(Diagnostic) -> Result {
        do throws(CommitFault) { return try body() } catch { throw fault("book.failed", error.message, hint: error.hint).ofFiles }
    }

    fileprivate func inMemory() -> Diagnostic {
        fault("book.in-memory", "this book is in memory only, so it has no file", hint: "recoup --new acme.book makes one that is kept")
    }
}

/// What is wrong with a book, in words.
enum BookWords {
    static func line(_ violation: Violation, _ run: Run) -> String {
        let table = run.world.store.catalog.table(violation.table)
        let id = table?.prefix.isEmpty == false ? run.id(violation.table, violation.row) : "row \(violation.row)"
        let name = "\(table?.name ?? "book") \(id)"
        let figures = violation.expected.map { expected in ": \(violation.found ?? 0) stands there, and it should be \(expected)" } ?? ""
        return "\(name): \(what(violation.kind))\(figures)"
    }

    private static func what(_ kind: Violation.Kind) -> String {
        switch kind {
        case .sum: "a kept sum differs from its rows"
        case .overAllocatedPayment: "more settled with it than came in"
        case .overAllocatedInvoice: "more taken off it than it ever owed"
        case .currency: "joins different currencies"
        case .debtor: "joins different debtors"
        case .takenBack: "takes back what it cannot"
        case .refund: "it pays back nothing, or nothing that came in"
        case .instalments: "its instalments do not add up"
        case .steps: "its steps are not numbered from 1"
        case .invoice: "its days, amount or state contradict each other"
        case .total: "the sums over debtors differ from the total"
        case .buckets: "the buckets of the ageing differ from its total"
        }
    }
}
