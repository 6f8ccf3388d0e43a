// The command line from its words to its exit code, streams and files, on a disk in memory.
import Files
import Interpreter
import Terminal
import Testing
import Values

@testable import Shell

/// A machine of its own: runs the program as often as wanted on one disk.
final class Machine {
    var disk: MemoryDisk
    private(set) var out = ""
    private(set) var err = ""

    init(_ files: [String: String] = [:]) throws {
        disk = MemoryDisk()
        for (name, text) in files { try disk.replaceContents(of: "/\(name)", with: Array(text.utf8)) }
    }

    func run(_ arguments: [String], input: String = "") -> Int32 {
        out = ""
        err = ""
        return Program.run(arguments, outside(input))
    }

    /// A session at the prompt that stays open.
    func conversation(_ arguments: [String]) throws -> Conversation {
        try Program.open(try Invocation(parsing: arguments), outside(""), mode: .prompt)
    }

    func outside(_ input: String = "") -> Outside {
        var outside = Outside(
            disk: disk, directory: "/", now: { Moment(day: Day.first) },
            screen: { _ in
                Screen(
                    inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false, size: nil, colour: .never,
                    environment: { _ in nil })
            },
            input: .bytes(Array(input.utf8)), out: Channel { [unowned self] in out += String(decoding: $0, as: UTF8.self) },
            err: Channel { [unowned self] in err += String(decoding: $0, as: UTF8.self) }, actor: "mara", random: { 7 })
        outside.pause = { _ in }
        return outside
    }

    func text(_ name: String) throws -> String {
        String(decoding: try disk.contents(of: "/\(name)", limit: 1 << 20), as: UTF8.self)
    }
}

@Suite struct ProgramTests {
    @Test func theVersionAndTheHelpGoToTheOutput() throws {
        let machine = try Machine()
        #expect(machine.run(["--version"]) == 0)
        #expect(machine.out == "\(UsagePage.version)\n")
        #expect(machine.run(["--help"]) == 0)
        for option in Option.all { #expect(machine.out.contains(option.name)) }
        #expect(machine.err.isEmpty)
    }

    @Test(arguments: [SystemError.full, SystemError.brokenPipe])
    func outputThatIsLostIsTold(_ code: Int32) throws {
        let exit: Int32 = code == SystemError.brokenPipe ? 0 : 4
        let machine = try Machine()
        var outside = machine.outside()
        outside.out = Channel(ended: { code }) { _ in }
        #expect(Program.run(["--memory", "-c", "1 + 1"], outside) == exit)
        #expect(machine.err.contains("could not be written") == (exit == 4), "\(machine.err)")
    }

    @Test(arguments: [
        (["--balnace"], "there is no option '--balnace'"), (["--today"], "--today must be followed by DATE"),
        (["--today", "tomorrow"], "'tomorrow' is not that"), (["--memory", "a.book"], "--memory makes a book"),
        (["--new"], "--new needs the name"), (["check"], "check takes one or more files"),
        (["-c", "1", "a.book", "b.recoup"], "cannot both be run"), (["a.book", "b.book"], "ends in .recoup"),
    ])
    func aWrongCommandLineIsUsage(_ words: [String], _ says: String) throws {
        let machine = try Machine()
        #expect(machine.run(words) == 2)
        #expect(machine.err.contains(says), "\(machine.err)")
        #expect(machine.out.isEmpty)
    }

    @Test func optionsStandBeforeOrBehindTheBook() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "1 + 1"]) == 0)
        #expect(machine.run(["-c", "today", "a.book", "--today=2026-03-31"]) == 0)
        #expect(machine.out == "2026-03-31\n")
    }

    @Test func aMissingBookIsNotMadeUnasked() throws {
        let machine = try Machine()
        #expect(machine.run(["a.book", "-c", "1"]) == 4)
        #expect(machine.err.contains("there is no book at a.book"))
        #expect(try machine.disk.status(at: "/a.book") == nil)
        #expect(machine.run(["--new", "a.book", "-c", "1"]) == 0)
        #expect(machine.run(["--new", "a.book", "-c", "1"]) == 4)
    }

    @Test func nothingOfAScriptRunsWhenItsCheckFails() throws {
        let machine = try Machine(["bad.recoup": "add debtor \"One\"\ninvoices | where balnace > 5\ndebtorz\n"])
        #expect(machine.run(["--new", "a.book", "-c", "1"]) == 0)
        #expect(machine.run(["a.book", "bad.recoup"]) == 3)
        #expect(machine.err.contains("balnace") && machine.err.contains("debtorz"), "every problem is told")
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.out == "0\n")
    }

    @Test func aBookIsNotMadeForAScriptThatDoesNotCheck() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "debtorz"]) == 3)
        #expect(try machine.disk.status(at: "/a.book") == nil)
    }

    @Test func aScriptIsOneTransaction() throws {
        let machine = try Machine(["s.recoup": "add debtor \"One\"\nassert 1 > 2, \"no\"\n"])
        #expect(machine.run(["--new", "a.book", "s.recoup"]) == 6)
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.out == "0\n")
    }

    @Test func aStreamKeepsWhatCameBeforeTheError() throws {
        let machine = try Machine()
        let code = machine.run(["--new", "a.book"], input: "add debtor \"One\"\ndebtorz\nadd debtor \"Two\"\n")
        #expect(code == 3)
        #expect(machine.out.contains("ok #1"))
        #expect(machine.run(["a.book"], input: "debtors |\ncount\n") == 0)
        #expect(machine.out == "1\n")
    }

    @Test func aStreamsChangesShareASyncAndNoAnswerComesBefore() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "1"]) == 0)
        let input = (1...50).map { "add debtor \"Debtor \($0)\"\n" }.joined()
        let before = machine.disk.callCount(of: .sync)
        #expect(machine.run(["a.book"], input: input) == 0)
        #expect(machine.out.contains("ok #50"))
        #expect(machine.disk.callCount(of: .sync) - before < 10)
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.out == "50\n")

        // The sync of the next batch fails: nothing of it is confirmed, and nothing of it is there.
        machine.disk.setFaults([
            .fail(.sync, call: machine.disk.callCount(of: .sync) + 1, code: SystemError.inputOutput, repeating: false)
        ])
        #expect(machine.run(["a.book"], input: input) == 4)
        #expect(!machine.out.contains("ok #"), "\(machine.out)")
    }

    @Test func aStreamUndoesWhatItJustDid() throws {
        let machine = try Machine()
        let input = "add debtor \"One\"\nadd debtor \"Two\"\nundo\ndebtors | count\nadd debtor \"Three\"\n"
        #expect(machine.run(["--new", "a.book"], input: input) == 0, "\(machine.err)")
        #expect(machine.out.contains("\n1\n"), "\(machine.out)")
        #expect(machine.run(["a.book", "-c", "debtors | select name"]) == 0)
        #expect(machine.out.contains("Three") && !machine.out.contains("Two"))
    }

    @Test func standardInputMayBeAScript() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-"], input: "add debtor \"One\"\nassert false\n") == 6)
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.out == "0\n")
    }

    @Test func layoutGoesThroughAPipe() throws {
        let machine = try Machine(["a.recoup": "invoices|take   3 # few\n"])
        #expect(machine.run(["fmt", "-"], input: "invoices|take   3 # few\n") == 0)
        #expect(machine.out == "invoices | take 3  # few\n")
        #expect(machine.run(["fmt", "--check", "-"], input: "invoices|take   3\n") == 1)
        #expect(machine.out == "standard input\n")
        #expect(machine.run(["fmt", "--check", "-"], input: "invoices | take 3\n") == 0)
        #expect(machine.run(["fmt", "-"], input: "invoices | take(\n") == 3 && machine.out.isEmpty)
        #expect(machine.run(["check", "-", "--json"], input: "invoices | where balnace > 5\n") == 3)
        #expect(machine.out.hasPrefix(#"{"severity":"error","code":"where.unknown-column","message":"invoices has no column 'balnace'","file":"standard input","line":1,"column":18,"endLine":1,"endColumn":25,"#), "\(machine.out)")
        #expect(machine.out.contains(#""try":["invoices | where balance > 5"]"#))
    }

    @Test func aScriptTakesNamesAndValues() throws {
        let machine = try Machine(["p.recoup": "#!/usr/bin/env recoup\n# Prints what it is given.\nversion 1\nparam since: date = 2026-01-01 # from when\n\n# how many\nparam n: number\n$since\n$n\n"])
        #expect(machine.run(["p.recoup", "since", "2026-11-01", "n", "-5"]) == 0)
        #expect(machine.out == "2026-11-01\n-5\n", "\(machine.err)")
        #expect(machine.run(["p.recoup", "--help"]) == 0)
        #expect(
            machine.out == """
                Prints what it is given.

                usage: recoup [BOOK.book] p.recoup [NAME VALUE …]

                  since: date  = 2026-01-01   from when
                  n: number    must be given  how many

                """)
        #expect(machine.run(["p.recoup", "since", "lots", "n", "5"]) == 2)
        #expect(machine.err.contains("'since' must be a date, but it was given 'lots'"))
        #expect(machine.run(["p.recoup", "n", "5 EUR"]) == 2)
        #expect(machine.run(["p.recoup"]) == 2)
        #expect(machine.run(["check", "p.recoup"]) == 0)
        #expect(machine.run(["p.recoup", "sincce", "2026-11-01"]) == 2)
        #expect(machine.err.contains("did you mean 'since'"))
        #expect(machine.run(["p.recoup", "since"]) == 2)
    }

    @Test func readOnlyAndDryChangeNothing() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "add debtor \"One\""]) == 0)
        #expect(machine.run(["--read-only", "a.book", "-c", "add debtor \"Two\""]) == 3)
        #expect(machine.run(["--dry-run", "a.book", "-c", "add debtor \"Two\""]) == 0)
        #expect(machine.out.contains("would: "))
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.out == "1\n")
    }

    @Test func readingLeavesEveryByte() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "add debtor \"One\""]) == 0)
        let before = machine.disk.changeCount
        #expect(machine.run(["a.book", "-c", "debtors"]) == 0)
        #expect(machine.run(["a.book"], input: "debtors | count\ninvoices\n") == 0)
        #expect(machine.disk.changeCount == before)
    }

    @Test func anOpenSessionSeesWhatOthersWrote() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "/a.book", "-c", "add debtor \"One\""]) == 0)
        let other = try machine.conversation(["/a.book"])
        #expect(other.take(Array("debtors | count".utf8), as: "prompt") == 0)
        #expect(machine.run(["/a.book", "-c", "add debtor \"Two\""]) == 0)
        #expect(other.take(Array("events | count".utf8), as: "prompt") == 0)
        #expect(machine.out.hasSuffix("2\n"), "\(machine.out)\(machine.err)")
        #expect(other.take(Array("add debtor \"Three\"".utf8), as: "prompt") == 0)
        #expect(machine.out.hasSuffix("D-3 Three added\nok #3\n"))

        // What was begun before others wrote is not kept over it.
        #expect(other.take(Array("begin".utf8), as: "prompt") == 0)
        #expect(other.take(Array("add debtor \"Four\"".utf8), as: "prompt") == 0)
        #expect(machine.run(["/a.book", "-c", "add debtor \"Five\""]) == 0)
        #expect(other.take(Array("commit".utf8), as: "prompt") == 4)
        #expect(machine.err.contains("others changed it since begin"), "\(machine.err)")
        #expect(other.take(Array("debtors | count".utf8), as: "prompt") == 0)
        #expect(machine.out.hasSuffix("4\n"), "\(machine.out)\(machine.err)")
    }

    @Test func aQuestionLetsOthersWriteAndIsThenVoid() throws {
        let machine = try Machine()
        let setUp = (1...3).map { "add debtor \"Debtor \($0)\"\nadd invoice 100 EUR to D-\($0)\n" }.joined()
        #expect(machine.run(["--new", "/a.book"], input: setUp) == 0, "\(machine.err)")
        let session = try machine.conversation(["/a.book"])
        var isWriting = true
        session.ask { _ in
            if isWriting { #expect(machine.run(["/a.book", "-c", "add debtor \"Other\""]) == 0, "the lock is free meanwhile") }
            return true
        }
        let act = Array("invoices | writeoff because \"gone\"".utf8)
        let left = Array("invoices | where balance > 0 | count".utf8)
        #expect(session.take(act, as: "prompt") == 7)
        #expect(session.take(left, as: "prompt") == 0)
        #expect(machine.out.hasSuffix("3\n"), "\(machine.out)\(machine.err)")
        isWriting = false
        #expect(session.take(act, as: "prompt") == 0, "\(machine.err)")
        #expect(session.take(left, as: "prompt") == 0)
        #expect(machine.out.hasSuffix("0\n"), "\(machine.out)\(machine.err)")
    }

    @Test func aLockedBookIsNamed() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "add debtor \"One\""]) == 0)
        let file = try machine.disk.open("/a.book/lock", .create)
        #expect(try machine.disk.tryLock(file, as: LockHolder(process: 4711, command: "recoup morning.recoup")))
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0, "readers never wait")
        #expect(machine.run(["a.book", "-c", "add debtor \"Two\""]) == 5)
        #expect(machine.err.contains("4711"))
    }

    @Test func machinesGetPlainDecimalsAndCurrencies() throws {
        let machine = try Machine()
        let setUp = "add debtor \"One\"\nadd invoice 1,250.50 GBP to D-1 on 2026-09-01 due 2026-10-01\n"
        #expect(machine.run(["--today", "2026-11-23", "--new", "a.book"], input: setUp) == 0, "\(machine.err)")
        let query = "invoices | select debtor, due, overdue, balance"
        #expect(machine.run(["--today", "2026-11-23", "--format", "csv", "a.book", "-c", query]) == 0)
        #expect(machine.out == "debtor,due,overdue,balance,currency\nD-1,2026-10-01,53,1250.50,GBP\n")
        #expect(machine.run(["--today", "2026-11-23", "a.book", "-c", "invoices | select amount, balance | as jsonl"]) == 0)
        #expect(
            machine.out
                == "{\"amount\":1250.50,\"amount_currency\":\"GBP\",\"balance\":1250.50,\"balance_currency\":\"GBP\"}\n")
    }

    @Test func filesAreSavedBelowTheRootsAndNeverOverUnasked() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "add debtor \"=One\""]) == 0)
        #expect(machine.run(["a.book", "-c", "debtors | select id, name | save \"d.csv\""]) == 0)
        #expect(try machine.text("d.csv") == "id,name\nD-1,'=One\n")
        #expect(machine.run(["a.book", "-c", "debtors | save \"d.csv\""]) == 1)
        #expect(machine.err.contains("save.exists"))
        #expect(machine.run(["a.book", "-c", "debtors | select name | save \"d.csv\" replace raw"]) == 0)
        #expect(try machine.text("d.csv") == "name\n=One\n")
        #expect(machine.run(["a.book", "-c", "debtors | save \"d.xls\""]) == 1)
        #expect(machine.run(["a.book", "-c", "dry debtors | save \"e.csv\""]) == 0)
        #expect(try machine.disk.status(at: "/e.csv") == nil)
        try machine.disk.makeDirectory("/in")
        #expect(machine.run(["--root", "/in", "a.book", "-c", "debtors | save \"/out.csv\""]) == 4)
        #expect(machine.err.contains("outside"))
        #expect(machine.run(["--root", "/in", "a.book", "-c", "debtors | save \"in.csv\""]) == 0)
        #expect(try machine.disk.status(at: "/in/in.csv") != nil, "a relative path begins below a root")
    }

    @Test func anActWithAKeyHappensOnce() throws {
        let machine = try Machine()
        let act = "add debtor \"One\" key \"first\""
        #expect(machine.run(["--new", "a.book", "-c", act]) == 0)
        #expect(machine.run(["a.book", "-c", act]) == 0, "\(machine.err)")
        #expect(machine.out.contains("done before"))
        #expect(machine.run(["a.book", "-c", "add debtor \"Other\" key \"first\""]) == 1)
        #expect(machine.err.contains("act.key-reused"))
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.out == "1\n")
        #expect(machine.run(["a.book"], input: "undo\n\(act)\ndebtors | count\n") == 0)
        #expect(machine.out.contains("ok #3") && machine.out.hasSuffix("1\n"), "undoing frees the key: \(machine.out)")
    }

    @Test func checkTellsEveryProblemAndFmtLaysOut() throws {
        let machine = try Machine(["bad.recoup": "debtorz\ninvoices | were 1\n", "wild.recoup": "invoices|take   3\n"])
        #expect(machine.run(["check", "bad.recoup"]) == 3)
        #expect(machine.err.contains("2 problems"))
        #expect(machine.run(["check", "bad.recoup", "--json"]) == 3)
        #expect(machine.out.split(separator: "\n").count == 2)
        #expect(machine.run(["check", "wild.recoup"]) == 0)
        #expect(machine.run(["fmt", "--check", "wild.recoup"]) == 1)
        #expect(machine.run(["fmt", "wild.recoup"]) == 0)
        #expect(try machine.text("wild.recoup") == "invoices | take 3\n")
        #expect(machine.run(["fmt", "--check", "wild.recoup"]) == 0)
    }

    @Test func aScriptUsesAnotherBesideIt() throws {
        let machine = try Machine(["a.recoup": "use \"b.recoup\"\n1\n", "b.recoup": "2\n", "c.recoup": "use \"c.recoup\"\n"])
        #expect(machine.run(["a.recoup"]) == 0, "\(machine.err)")
        #expect(machine.out == "2\n1\n")
        #expect(machine.run(["c.recoup"]) == 3)
        #expect(machine.err.contains("use.cycle"))
    }

    @Test func aCommitThatFailsLeavesNothing() throws {
        let machine = try Machine()
        #expect(machine.run(["--new", "a.book", "-c", "add debtor \"One\""]) == 0)
        machine.disk.setFaults([
            .fail(.sync, call: machine.disk.callCount(of: .sync) + 1, code: SystemError.inputOutput, repeating: false)
        ])
        #expect(machine.run(["a.book"], input: "add debtor \"Two\"\n") == 4)
        #expect(!machine.out.contains("ok #"))
        machine.disk.setFaults([])
        #expect(machine.run(["a.book", "-c", "debtors | count"]) == 0)
        #expect(machine.disk.violations.isEmpty)
    }
}
