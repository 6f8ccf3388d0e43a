// Statements, variables and transactions: what is kept, what is taken back, and what a script may do.
import Columns
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct SessionTests {
    // MARK: checking before running

    @Test func aScriptTellsEveryProblemAndRunsNothing() throws {
        let bench = try Bench(.script)
        let before = bench.digest
        let text = """
            add debtor "C"
            invoices | where balnace > 5
            let a = invoices | taek 3
            $a | count
            add debtro "D"
            if true { invoices | where nope }
            invoices |
            """
        let checked = bench.session.check(Source(name: "test", text: text))
        #expect(
            checked.problems.map(\.diagnostic.code) == [
                "where.unknown-column", "verb.unknown", "verb.unknown", "where.unknown-column",
            ] + checked.problems.dropFirst(4).map(\.diagnostic.code))
        #expect(checked.problems.count == 5)
        let fault = try #require(bench.fault(text))
        #expect(fault.kind == .check)
        #expect(bench.digest == before && bench.committed.isEmpty && bench.output.isEmpty)
    }

    @Test func anUnfinishedLineAsksForMore() throws {
        let bench = try Bench()
        #expect(bench.session.check(Source(name: "t", text: "invoices |")).isIncomplete)
        #expect(bench.session.check(Source(name: "t", text: "if true {")).isIncomplete)
        #expect(!bench.session.check(Source(name: "t", text: "invoices | taek")).isIncomplete)
    }

    @Test func aFailedCheckLeavesNoVariables() throws {
        let bench = try Bench()
        #expect(bench.problems("let a = 5; nonsense").count == 1)
        #expect(bench.session.variables.isEmpty)
    }

    // MARK: variables

    @Test func letFreezesRows() throws {
        let bench = try Bench()
        try bench.run("let all = invoices")
        try bench.run("add invoice 1 GBP to D-1")
        #expect(try bench.run("$all | count") == ["3"])
        #expect(try bench.run("invoices | count") == ["4"])
    }

    @Test func aVariableMayBeSetAgain() throws {
        let bench = try Bench()
        #expect(try bench.run("let n = 1; $n = $n + 1; $n") == ["2"])
        try bench.run("let n = \"text now\"")
        #expect(try bench.run("$n") == ["\"text now\""])
    }

    @Test func aFailedStatementKeepsTheOldVariable() throws {
        let bench = try Bench()
        try bench.run("let n = 1")
        #expect(bench.fault("let n = hold INV-99") != nil)
        #expect(try bench.run("$n + 1") == ["2"])
    }

    @Test func letTakesWhatAnActionGives() throws {
        let bench = try Bench()
        #expect(try bench.run("let d = add debtor \"C\"\nadd invoice 5 GBP to $d") == ["D-3 C", "ok #1", "INV-4", "ok #2"])
    }

    @Test func itIsTheLastResult() throws {
        let bench = try Bench()
        #expect(bench.problems("it | count").count == 1)
        try bench.run("invoices | where due < today")
        #expect(try bench.run("| count") == ["2"])
        #expect(try bench.run("it + 1") == ["3"])
        #expect(try Bench(.script).problems("invoices\nit | count").count == 1)
    }

    // MARK: transactions

    @Test func atThePromptEachActIsKeptByItself() throws {
        let bench = try Bench()
        #expect(try bench.run("add debtor \"C\"; add debtor \"D\"") == ["D-3 C", "ok #1", "D-4 D", "ok #2"])
        #expect(bench.committed.map(\.entry.line) == ["add debtor \"C\"", "add debtor \"D\""])
        #expect(bench.committed.map(\.entry.actor) == ["ada", "ada"])
    }

    @Test func aScriptIsOneTransaction() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("add debtor \"C\"\nadd debtor \"D\"") == ["D-3 C", "D-4 D", "ok #1"])
        #expect(bench.committed.count == 1 && bench.committed[0].effects == 2)
        #expect(bench.committed[0].entry.line == "add debtor \"C\"\nadd debtor \"D\"")
    }

    @Test func anErrorInAScriptLeavesNothing() throws {
        let bench = try Bench(.script)
        let before = bench.digest
        let fault = try #require(bench.fault("add debtor \"C\"\nhold INV-99\nadd debtor \"D\""))
        #expect(fault.kind == .failed)
        #expect(bench.digest == before && bench.committed.isEmpty)
        #expect(try bench.run("add debtor \"E\"") == ["D-3 E", "ok #1"])
        #expect(bench.committed[0].effects == 1)
    }

    @Test func commitInAScriptKeepsWhatWasDone() throws {
        let bench = try Bench(.script)
        #expect(bench.fault("add debtor \"C\"\ncommit\nadd debtor \"D\"\nassert false") != nil)
        #expect(bench.committed.count == 1)
        #expect(try bench.run("debtors | count") == ["3"])
    }

    @Test func beginGathersUntilCommit() throws {
        let bench = try Bench()
        let before = bench.digest
        try bench.run("begin; add debtor \"C\"; add debtor \"D\"")
        #expect(bench.committed.isEmpty && bench.session.isTransactionOpen)
        #expect(bench.fault("hold INV-99") != nil)
        #expect(try bench.run("debtors | count; commit") == ["4", "ok #1"])
        #expect(bench.committed[0].effects == 2)
        let kept = bench.digest
        try bench.run("begin; add debtor \"E\"; rollback")
        #expect(bench.digest == kept && kept != before)
        #expect(bench.fault("commit")?.diagnostic.code == "transaction.none")
        #expect(bench.fault("begin; begin")?.diagnostic.code == "transaction.open")
    }

    @Test func theScriptStandsBesideItsChanges() throws {
        let script = try Bench(.script)
        try script.run("add debtor \"C\"\ncommit\nadd debtor \"D\"")
        #expect(script.committed.count == 2 && script.committed[0].entry.script?.name == "test")
        let prompt = try Bench()
        try prompt.run("add debtor \"C\"")
        #expect(prompt.committed[0].entry.script == nil)
    }

    @Test func whatCannotBeWrittenIsTakenBack() throws {
        for text in ["add debtor \"C\"", "for i in [1, 2] { add debtor \"C\" }"] {
            let bench = try Bench()
            let before = bench.digest
            bench.failsToCommit = CommitFault(.locked, "another program holds the book")
            let fault = try #require(bench.fault(text))
            #expect(fault.kind == .locked && fault.diagnostic.code == "book.locked")
            #expect(bench.digest == before)
            bench.failsToCommit = nil
            #expect(try bench.run("debtors | count") == ["2"])
        }
    }

    @Test func dryShowsAndChangesNothing() throws {
        let bench = try Bench()
        let before = bench.digest
        #expect(try bench.run("dry add debtor \"C\"") == ["would: D-3 C"])
        #expect(try bench.run("dry invoices | hold") == ["would: 3 held: no reason"])
        #expect(bench.digest == before && bench.committed.isEmpty)
        bench.session.isDry = true
        #expect(try bench.run("add debtor \"C\"; debtors | count") == ["would: D-3 C", "3"])
        #expect(bench.digest == before && bench.committed.isEmpty)
    }

    @Test func whatIfIsTakenBack() throws {
        let bench = try Bench()
        let before = bench.digest
        #expect(try bench.run("whatif { add debtor \"C\"; debtors | count }\ndebtors | count") == ["would: D-3 C", "3", "2"])
        #expect(bench.digest == before)
    }

    @Test func aReadOnlyBookRefusesWhenItIsChecked() throws {
        let bench = try Bench()
        bench.session.isReadOnly = true
        #expect(bench.session.check(Source(name: "t", text: "debtors; add debtor \"C\"")).problems.map(\.diagnostic.code) == ["act.read-only"])
    }

    // MARK: confirmation and keys

    @Test func manyAreConfirmedByCountInAScript() throws {
        let bench = try Bench(.script)
        #expect(bench.fault("invoices | hold")?.kind == .confirmation)
        #expect(bench.fault("invoices | hold confirm 2")?.diagnostic.code == "act.confirm-differs")
        #expect(bench.fault("invoices | hold confirm 4..9")?.kind == .confirmation)
        #expect(bench.fault("invoices | where balance > 9000 | hold confirm 1..60")?.kind == .confirmation)
        #expect(try bench.run("invoices | hold confirm 1..3") == ["3 held: no reason", "ok #1"])
        #expect(bench.fault("remind D-1")?.diagnostic.code == "act.confirm-missing")
        #expect(try bench.run("remind D-1 confirm 1") == ["1 reminded"])
    }

    @Test func atThePromptSomebodyIsAsked() throws {
        let bench = try Bench()
        bench.context.asks = { question in
            bench.asked.append(question)
            return bench.says
        }
        #expect(try bench.run("invoices | hold") == ["3 held: no reason", "ok #1"])
        #expect(bench.asked == ["hold: 3 records. Go ahead?"])
        bench.says = false
        #expect(bench.fault("invoices | hold")?.kind == .confirmation)
        try bench.run("hold INV-1")
        #expect(bench.asked.count == 2)
    }

    @Test func aKeyActsOnce() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("add debtor \"C\" key \"k\"") == ["D-3 C", "ok #1"])
        #expect(bench.committed[0].entry.key == "k")
        #expect(
            try bench.run("add debtor \"C\" key \"k\"") == ["before", "done before under the key \"k\": nothing was changed"])
        #expect(bench.fault("add debtor \"D\" key \"k\"")?.diagnostic.code == "act.key-reused")
        #expect(bench.committed.count == 1)
    }

    // MARK: scripts

    @Test func assertStopsWithItsOwnKind() throws {
        let bench = try Bench(.script)
        try bench.run("assert (invoices | count) = 3")
        let fault = try #require(bench.fault("assert (invoices | count) < 2, \"too many\""))
        #expect(fault.kind == .assertion && fault.diagnostic.message == "assertion failed: too many")
    }

    @Test func parametersComeFromTheCommandLine() throws {
        let bench = try Bench(.script)
        let script = "version 1\nparam since: date = today - 7d\nparam n: number\nparam who: text = \"all\"\n$since; $n + 1; $who"
        #expect(try bench.run(script, arguments: ScriptArguments([("n", "4"), ("who", "D 17")])) == ["2026-11-16", "5", "\"D 17\""])
        #expect(try bench.run(script, arguments: ScriptArguments([("n", "4"), ("since", "2026-01-02")])) == ["2026-01-02", "5", "\"all\""])
        #expect(bench.session.check(Source(name: "t", text: script)).problems.map(\.diagnostic.code) == ["param.missing"])
        let bad = bench.session.check(Source(name: "t", text: script), arguments: ScriptArguments([("n", "2026-01-01")]))
        #expect(bad.problems.map(\.diagnostic.code) == ["param.unreadable"])
    }

    @Test func useRunsAnotherScriptOnceAndSharesItsVariables() throws {
        let bench = try Bench(.script)
        bench.files = ["lib": "let floor = 2\nadd debtor \"C\""]
        #expect(try bench.run("use \"lib\"\nuse \"lib\"\ninvoices | take $floor | count") == ["D-3 C", "2", "ok #1"])
    }

    @Test func aCircleOfScriptsIsRefused() throws {
        let bench = try Bench(.script)
        bench.files = ["a": "use \"b\"", "b": "use \"a\""]
        let checked = bench.session.check(Source(name: "test", text: "use \"a\""))
        #expect(checked.problems.map(\.diagnostic.code) == ["use.cycle"])
        #expect(checked.problems.first?.source.name == "b")
        #expect(checked.problems.first?.diagnostic.notes == ["uses: a → b → a"])
    }

    @Test func problemsOfAUsedScriptAreToldWithItsName() throws {
        let bench = try Bench(.script)
        bench.files = ["lib": "let a = 1\ninvoices | taek 2"]
        let checked = bench.session.check(Source(name: "test", text: "use \"lib\"\nnonsense"))
        #expect(Set(checked.problems.map(\.source.name)) == ["lib", "test"])
    }

    // MARK: control flow

    @Test func controlFlowRuns() throws {
        let bench = try Bench(.script)
        #expect(
            try bench.run(
                """
                let n = 0
                while $n < 3 { $n = $n + 1 }
                if $n = 3 { "three" } else { "other" }
                if $n = 4 { "four" } else if $n = 3 { "again" }
                for d in debtors | select id { $d }
                for r in debtors { $r.name }
                return 7
                "never"
                """) == ["\"three\"", "\"again\"", "D-1", "D-2", "\"Acme\"", "\"Berta\"", "7"])
    }

    @Test func aBlockHasVariablesOfItsOwn() throws {
        let bench = try Bench(.script)
        #expect(bench.problems("if true { let inner = 1 }\n$inner").count == 1)
        #expect(try bench.run("let n = 1\nif true { let n = 2; $n }\n$n") == ["2", "1"])
    }

    @Test func tryTakesBackWhatFailed() throws {
        let bench = try Bench(.script)
        #expect(
            try bench.run("add debtor \"A2\"\ntry { add debtor \"B2\"; hold INV-99 } catch e { $e.code }\ndebtors | count") == [
                "D-3 A2", "\"bind.unknown-id\"", "3", "ok #1",
            ])
        #expect(bench.committed[0].effects == 1)
    }

    @Test func aLoopStopsWhenAsked() throws {
        let bench = try Bench(.script)
        var polls = 0
        bench.context.isInterrupted = {
            polls += 1
            return polls > 50
        }
        #expect(bench.fault("while true { 1 }")?.kind == .interrupted)
    }

    // MARK: help

    @Test func helpReadsTheSignature() throws {
        let lines = try Bench().run("help add invoice")
        #expect(lines.prefix(2) == ["add invoice: a new invoice", "usage: add invoice AMOUNT to DEBTOR [due DUE]"])
        #expect(lines.contains("  to DEBTOR  an id from debtors: who owes it"))
        let noun = try Bench().run("help invoices")
        #expect(noun.contains("  due         a date, the day it is due"))
        #expect(noun.contains("  debtor      id from debtors"))
        #expect(try Bench().run("help ageing") == ["ageing: what is owed by how late it is"])
        #expect(try Bench().run("help verb.unknown").contains("  invoices | taek 3"))
        #expect(try Bench().run("help invoicez").first == "invoicez: nothing is called that; did you mean 'invoices'?")
        #expect(try Bench().run("help add").contains("  add debtor   a new debtor"))
    }
}
