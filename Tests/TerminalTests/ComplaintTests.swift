// What people complain about in shells and database prompts, each with a session in which it does not happen.
import Glibc
import Testing

@testable import Shell
@testable import Terminal

extension Keyboard {
    @Suite(.serialized) struct ComplaintTests {
        private func book(_ home: Home, rows count: Int = 40) throws {
            var text = "add debtor \"Harbour Cafe\" currency GBP\n"
            for n in 1...count { text += "add invoice \(n).50 GBP to D-1 on 2026-09-01 due 2026-10-01 reference \"R-\(n)\"\n" }
            let file = try #require(fopen("\(home)/make.recoup", "w"))
            fputs(text, file)
            fclose(file)
            let made = RealSession.run("\(RealSession.program) --no-config --today 2026-11-23 --new a.book make.recoup 2>&1", home: home)
            #expect(made.status == 0, "\(made.text)")
        }

        private func open(_ home: Home, columns: Int = 80, environment: [String: String] = [:]) throws -> RealSession {
            try RealSession(["--today", "2026-11-23", "a.book"], home: home, columns: columns, environment: environment)
        }

        @Test func silentTruncation() throws {
            let home = try Home()
            try book(home)
            let session = try open(home)
            session.prompt(type: "invoices\r")
            // What is cut says so: in the cell, and in the footer.
            session.see("…")
            session.see("18 of 40 rows")
            session.see("columns: `last` shows all")
            // Off a terminal nothing is cut.
            let whole = RealSession.run("\(RealSession.program) --no-config a.book -c 'invoices'", home: home).text
            #expect(whole.contains("40 rows") && !whole.contains("…") && whole.contains("INV-40") || whole.contains("-0040"))
        }

        @Test func lostMultiLineHistory() throws {
            let home = try Home()
            try book(home)
            let session = try open(home)
            session.prompt(type: "invoices |\r")
            session.see("... ", type: "count\r")
            session.see("40\r\n")
            session.prompt(type: "quit\r")
            #expect(session.ended() == 0)
            // The next day: one Up brings the whole statement, and it runs as it stood.
            let next = try open(home)
            next.prompt(type: "\u{1B}[A")
            next.see("count", type: "\r")
            next.see("40\r\n")
        }

        @Test func lastResult() throws {
            let home = try Home()
            try book(home)
            let session = try open(home, environment: ["PAGER": "sed s/^/whole:/"])
            session.prompt(type: "invoices | where amount > 3\r")
            session.see("18 of 38 rows")
            session.prompt(type: "last\r")
            session.see("38 rows")
            session.prompt(type: "it | count\r")
            session.see("38\r\n")
            session.prompt(type: "invoices | take 3\r")
            session.see("3 rows")
            session.prompt(type: "| sum amount\r")
            session.see("7.50 GBP")
        }

        @Test func errorsWithoutAPlace() throws {
            let home = try Home()
            try book(home)
            let session = try open(home)
            session.prompt(type: "invoices | where balnace > 3\r")
            session.see("prompt:1:18")
            session.see("^^^^^^^")
            session.see("did you mean 'balance'?")
            session.see("try: ")
            session.see("invoices | where balance > 3")
        }

        @Test func historyMixedBetweenProjects() throws {
            let home = try Home()
            for name in ["one", "two"] {
                let session = try RealSession(["--new", "\(name).book"], home: home)
                session.prompt(type: "\"only in \(name)\"\r")
                session.see("only in \(name)\r\n")
                session.prompt(type: "quit\r")
                #expect(session.ended() == 0)
            }
            for name in ["one", "two"] {
                let kept = RealSession.run("cat \(name).book/history", home: home).text
                #expect(kept.contains("only in \(name)") && !kept.contains(name == "one" ? "two" : "one\""))
                #expect(RealSession.run("stat -c %a \(name).book/history", home: home).text == "600\n")
            }
        }

        @Test func colourCodesInLogs() throws {
            let home = try Home()
            try book(home)
            let program = RealSession.program
            let log = RealSession.run(
                "(\(program) a.book -c 'invoices | take 2'; \(program) a.book -c 'invoices | balnace'; echo 'invoices | age' | \(program) a.book; \(program) a.book -c 'help') 2>&1",
                home: home
            ).text
            #expect(log.contains("2 rows") && log.contains("no verb is called"))
            #expect(!log.contains("\u{1B}"))
            // Also where a person looks at one of the two streams only.
            let session = try RealSession(["-c", "\(program) a.book -c 'invoices | take 2' > log; cat -v log"], home: home, program: "/bin/sh")
            session.see("2 rows")
            #expect(!String(decoding: session.shown, as: UTF8.self).contains("^["))
        }

        @Test func pasteThatRuns() throws {
            let home = try Home()
            try book(home)
            let session = try open(home)
            session.prompt(type: "\u{1B}[200~add debtor \"Pasted\"\radd debtor \"Too\"\r\u{1B}[201~")
            session.see("Too")
            #expect(!session.rest().contains("added"))
            session.type("\u{03}")
            session.prompt(type: "debtors | count\r")
            session.see("1\r\n")
        }

        @Test func resizeThatDuplicates() throws {
            let home = try Home()
            try book(home)
            let session = try open(home, columns: 60)
            let line = "invoices | where balance > 3 and amount < 500 | sort -due"
            session.prompt(type: line)
            _ = session.rest()
            var screen = ScreenModel(columns: 60, rows: 24)
            var fed = 0
            for columns in [40, 30, 75, 44, 60] {
                screen.feed(Array(session.shown[fed...]))
                fed = session.shown.count
                screen.resize(columns: columns, rows: 24)
                session.resize(columns: columns, rows: 24)
                _ = session.rest()
            }
            screen.feed(Array(session.shown[fed...]))
            let shown = screen.lines.joined()
            #expect(shown.components(of: "invoices | where") == 1, "\(screen.lines)")
            #expect(shown.components(of: "a 2026-11-23> ") == 1, "\(screen.lines)")
        }

        @Test func completionWithoutContext() throws {
            let home = try Home()
            try book(home)
            let session = try open(home)
            // Behind `from` stand debtors and nothing else, by their names too.
            session.prompt(type: "receive 5 GBP from \t")
            session.see("D-1\u{1B}[0m ", type: "\u{15}")
            // An empty line again, so that the next picture is another.
            session.see("23> \u{1B}[0m\r", type: "receive 5 GBP from harb\t")
            session.see("D-1\u{1B}[0m ", type: "\u{15}")
            // Behind `sort` stand the columns that flow there.
            session.see("23> \u{1B}[0m\r", type: "invoices | select id, due | sort \t")
            session.see("date: ")
            #expect(!session.rest().contains("balance  "))
            session.type("\u{03}")
        }

        @Test func ctrlCThatQuits() throws {
            let home = try Home()
            try book(home)
            let session = try open(home)
            session.prompt(type: "let kept = 42\r")
            session.prompt(type: "some line")
            session.see("line", type: "\u{03}")
            session.see("^C")
            session.prompt(type: "while true { let x = 1 }\r")
            session.see("working for 1 s", type: "\u{03}")
            session.see("run.interrupted")
            session.prompt(type: "$kept\r")
            session.see("42\r\n")
        }
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of text: String) -> Int {
        var count = 0
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(text) { count += 1 }
            at = index(after: at)
        }
        return count
    }
}
