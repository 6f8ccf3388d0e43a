// The machine by itself: limits on both sides, stopping, what grows and what is freed, frames and faults.
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct MachineTests {
    // MARK: limits, on both sides

    @Test func stepsAreCounted() throws {
        let bench = try Bench(.script)
        bench.session.limits.steps = 5_000
        #expect(try bench.run("let n = 0\nwhile $n < 5000 { $n = $n + 1 }\n$n").last == "5000")
        #expect(bench.fault("let n = 0\nwhile $n < 5002 { $n = $n + 1 }")?.diagnostic.code == "limit.steps")
        #expect(try bench.run("for i in 1..5000 { }\n1") == ["1"])
        #expect(bench.fault("for i in 1..5001 { }")?.diagnostic.code == "limit.steps")
        #expect(bench.fault("def f(n: number) -> number { f($n + 1) }\nf(1)")?.diagnostic.code == "limit.steps")
    }

    @Test func stepsInsideQueriesAreCounted() throws {
        let bench = try Bench(.script)
        bench.session.limits.steps = 100
        let slow = "def slow(n: number) -> number { let i = 0\nwhile $i < $n { $i = $i + 1 }\n$i }\n"
        #expect(try bench.run(slow + "invoices | where slow(20) = 20 | count") == ["3"])
        #expect(bench.fault(slow + "invoices | where slow(200) = 200 | count")?.diagnostic.code == "limit.steps")
    }

    @Test func callsWaitOnlySoDeep() throws {
        let bench = try Bench(.script)
        bench.session.limits.depth = 100
        let deep = "def deep(n: number) -> number { if $n = 0 { return 0 }; 1 + deep($n - 1) }\n"
        #expect(try bench.run(deep + "deep(99)") == ["99"])
        let fault = try #require(bench.fault(deep + "deep(200)"))
        #expect(fault.diagnostic.code == "limit.depth" && fault.kind == .failed)
        // What failed leaves nothing behind.
        #expect(try bench.run(deep + "deep(50)") == ["50"])
    }

    @Test func callsThroughQueriesWaitOnlySoDeep() throws {
        let bench = try Bench(.script)
        let text = "def deep(n: number) -> number { if $n = 0 { return 0 }; (invoices | where deep($n - 1) >= 0 | count) }\n"
        #expect(try bench.run(text + "deep(2)") == ["3"])
        #expect(bench.fault(text + "deep(100)")?.diagnostic.code == "limit.depth")
    }

    @Test func memoryIsCounted() throws {
        let bench = try Bench(.script)
        bench.session.limits.bytes = 20 << 20
        let doubled = "let t = \"0123456789abcdef\"\nfor i in 1..N { $t = $t + $t }\nif $t = \"\" { 0 } else { 1 }"
        #expect(try bench.run(doubled.replacing("N", with: "18")) == ["1"])
        #expect(bench.fault(doubled.replacing("N", with: "30"))?.diagnostic.code == "limit.memory")
        #expect(bench.fault("let all = []\nfor i in 1..10000000 { $all = $all + [$i] }")?.diagnostic.code == "limit.memory")
    }

    @Test func whatNobodyReachesIsFreed() throws {
        let bench = try Bench(.script)
        bench.session.limits.bytes = 20 << 20
        // Some 60 MB of short texts and lists, of which two are alive at a time.
        #expect(try bench.run("let t = \"\"\nlet l = []\nfor i in 1..300000 { $t = \"number {$i}\"; $l = [$i, $t] }\n$t\n$l[1]").count == 2)
        #expect(try bench.run("let keep = []\nfor i in 1..50000 { $keep = $keep + [\"item {$i}\"] }\n$keep[1] + $keep[-1]") == ["\"item 1item 50000\""])
    }

    @Test func variablesOfADefAreLimited() throws {
        let bench = try Bench(.script)
        func text(_ count: Int) -> String {
            "def f() {\n" + (1...count).map { "let v\($0) = \($0)" }.joined(separator: "\n") + "\n$v\(count)\n}\nf()"
        }
        #expect(try bench.run(text(180)) == ["180"])
        #expect(bench.problems(text(181)).count == 1)
    }

    // MARK: stopping

    @Test func aLoopStopsWhenItIsAsked() throws {
        let bench = try Bench(.script)
        var asks = 0
        bench.context.isInterrupted = {
            asks += 1
            return asks > 3
        }
        let before = bench.digest
        #expect(bench.fault("add debtor \"X\"\nlet n = 0\nwhile true { try { $n = $n + 1 } catch e { $n = 0 } }")?.kind == .interrupted)
        #expect(bench.digest == before)
        asks = 0
        #expect(bench.fault("def f(n: number) -> number { if $n = 0 { 0 } else { f($n - 1) } }\nwhile true { f(50) }")?.kind == .interrupted)
    }

    // MARK: texts that share their beginning

    @Test func aTextThatIsLengthenedLeavesTheOthersAlone() throws {
        let bench = try Bench(.script)
        #expect(
            try bench.run(
                """
                let a = "one"
                let b = $a
                $a = $a + " two"
                $b = $b + " three" + $a
                let c = "{$a}{$b}{$a}"
                $a = "{$a}{$a}"
                $a
                $b
                $c
                """) == ["\"one twoone two\"", "\"one threeone two\"", "\"one twoone threeone twoone two\""])
        #expect(try bench.run("let a = [1]\nlet b = $a\nfor i in 2..3 { $a = $a + [$i]; $b = $b + [0 - $i] }\n$a\n$b") == ["[1, 2, 3]", "[1, -2, -3]"])
    }

    @Test func aTextThatFailsToGrowStaysAsItWas() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("let t = \"a\"\nfor i in 1..2 { try { $t = \"{$t}b{1 / 0}\" } catch e { } }\n$t") == ["\"a\""])
        #expect(try bench.run("let t = null ?? null\ndef f(t: text) { $t + \"x {1}\" }\nf(null) ?? \"none\"") == ["\"none\""])
    }

    // MARK: frames and faults

    @Test func aTryLeavesThroughEveryDoor() throws {
        let bench = try Bench(.script)
        #expect(
            try bench.run(
                """
                def f(n: number) -> text {
                  for i in 1..5 {
                    try {
                      if $n = 1 { return "returned" }
                      if $n = 2 { break }
                      if $n = 3 and $i < 5 { continue }
                      fail "failed {$i}"
                    } catch e { return $e.message }
                  }
                  "broken"
                }
                f(1)
                f(2)
                f(3)
                f(4)
                try { fail "outside" } catch e { $e.code }
                """) == ["\"returned\"", "\"broken\"", "\"failed 5\"", "\"failed 1\"", "\"fail.said\""])
    }

    @Test func aFaultDeepInsideIsCaughtOutside() throws {
        let bench = try Bench(.script)
        #expect(
            try bench.run(
                """
                def deep(n: number) -> number { if $n = 0 { fail "bottom" }; 1 + deep($n - 1) }
                let tries = 0
                for i in [5, 50, 500] { try { deep($i) } catch e { $tries = $tries + 1 } }
                $tries
                """) == ["3"])
    }

    @Test func numbersThatDoNotFitAreRefused() throws {
        let bench = try Bench(.script)
        #expect(bench.fault("let n = 1\nfor i in 1..70 { $n = $n * 2 }")?.diagnostic.code == "expression.overflow")
        #expect(bench.fault("let n = 9223372036854775807\nfor i in 1..2 { $n = $n + 1 }")?.diagnostic.code == "expression.overflow")
        #expect(bench.fault("for i in 1..2 { 5 mod ($i - 1) }")?.diagnostic.code == "expression.division-by-zero")
        #expect(try bench.run("let n = 0\nfor i in -3..3 { $n = $n * 10 + ($i mod 3) }\n$n") == ["120120"])
        #expect(try bench.run("let n = 0.1\nfor i in 1..3 { $n = $n + 0.2 }\n$n\nlet d = 7\nfor i in 1..2 { $d = $d / 2 }\n$d") == ["0.7", "1.75"])
    }

    @Test func aVerbOfAUsersOwnIsTakenBackAsOne() throws {
        let bench = try Bench()
        let text = "def two(name: text, ok: flag = true) { add debtor $name; if not $ok { fail \"no\" }; add debtor \"{$name} 2\" }"
        try bench.run(text)
        let before = bench.digest
        #expect(bench.fault("two \"Zed\" ok false")?.diagnostic.code == "fail.said")
        #expect(bench.digest == before && bench.committed.isEmpty)
        try bench.run("two \"Zed\"")
        #expect(bench.committed.count == 1 && bench.committed[0].effects == 2)
    }
}
