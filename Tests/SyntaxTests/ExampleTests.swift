import Diagnostics
import Syntax
import Testing

/// Lines as a person writes them, one of each kind the manual shows: all must parse.
@Suite struct ExampleTests {
    @Test(arguments: [
        "receive 500 GBP from D-17 on 2026-11-02", "receive 500 GBP from D-17 on 2026-11-02 for INV-3 method transfer reference \"x\"",
        "sort debtor, -balance", "undo #1234", "contact D-17 by phone with PE-4 outcome promised next 2026-12-01 note \"…\"",
        "may contact D-17 by phone", "dso by month", "forecast 90d", "rules for D-17", "dispute INV-7 350 GBP because \"short\"",
        "close 2026-11", "reopen 2026-11 because \"late invoice\"", "remind D-17 despite hold because \"asked\"", "withdraw N-12",
        "invoices | where debtor.country = \"DE\" | select id, debtor.name",
        "invoices | where overdue > 30d and balance > 500 | sum balance by debtor | sort -balance | take 10",
        "invoices | age by debtor.country",
        "invoices | summarise n = count(), worst = max(overdue), owed = sum(balance) by debtor, currency",
        "payments | where date in 2026-01-01..2026-06-30 | derive month = month(date) | pivot sum amount by debtor across month",
        "payments | pivot sum amount by debtor across month in [2026-01, 2026-02]",
        "invoices as of 2026-06-30 | where overdue > 0d | chart bar balance by bucket",
        "invoices | where balance in GBP > 500 GBP", "invoices | where debtor.country not in [\"DE\", \"FR\"] | show sql",
        "0.1 + 0.2 = 0.3", "£200 * 5%", "text matches \"INV-2026-*\"", "invoices | where id matches \"INV-2026-*\"",
        "start of month", "end of quarter", "this week", "last month", "last", "it", "today", "yesterday",
        "assert ($late | count) < 5000, \"unusual volume: check the import\"",
        "$late | select id, debtor, due, balance | save \"late-{today}.csv\" replace",
        "remind $d by email key \"L1-{$d}-2026-11\" confirm 0..1", "confirm 1..60", "confirm 12",
        "import \"DIR or FILE\"", "import invoices from \"open.csv\" update", "reconcile \"ledger.csv\"",
        "import invoices from \"open.csv\" map { id: number, debtor: \"D-{debtor_id}\" } key \"inv-2026-11\"",
        "import payments from \"bank.csv\" rejects \"bad.csv\" expect 214 rows 48,210.55 GBP dates dmy decimal comma",
        "explain INV-1042", "explain invoices | age", "dry remind D-17", "help where.unknown-column", "help", "add debtor `2026/17`",
        "book backup", "lesson next", "begin; receive £5 from D-17; rollback", "whatif { receive £500 from D-17; invoices | age }",
        "try { remind D-17 } catch e { show $e.message }", "`Invoice No`", "invoices | where x is exactly \"A\" or y is not null",
        "invoices | derive rest = balance ?? 0 GBP, late = overdue > 30d, half = balance / 2", "stop supply D-17",
        """
        #!/usr/bin/env recoup
        version 1
        param since: date = today - 7d          # recoup weekly.recoup since 2026-11-01 ; recoup weekly.recoup --help
        let late = invoices | where due >= $since and overdue > 0d
        assert ($late | count) < 5000, "unusual volume: check the import"
        $late | select id, debtor, due, balance | save "late-{today}.csv" replace
        for d in $late | distinct debtor {
          remind $d by email key "L1-{$d}-2026-11" confirm 0..1
        }
        def worst(n: number = 10, floor: money = £250) -> table {
          invoices | where balance >= $floor | sum balance by debtor | sort -balance | take $n
        }
        """,
        "use \"lib.recoup\"\nif $n > 5 {\n  a\n} else if $n = 3 { b } else { c }\nwhile $n > 0 { $n = $n - 1 }\nreturn $n",
    ])
    func parses(text: String) throws {
        let tree = Tree(parsing: Source(name: "example", text: text))
        #expect(tree.diagnostics.map(\.message) == [])
        let printed = try formatted(Source(name: "example", text: text))
        #expect(Tree(parsing: Source(name: "printed", bytes: printed)).means(tree))
    }
}

@Suite struct TextTests {
    private func text(_ source: String) -> String? {
        let tree = Tree(parsing: Source(name: "t", text: "x = " + source))
        return tree.firstChild(tree.root).flatMap { tree.child($0, 1) }.map { node in
            tree.firstChild(node) == nil ? tree.text(node) : tree.children(node).map { tree.text($0) }.joined(separator: "|")
        }
    }

    @Test func textsSpell() {
        #expect(text("\"a {{b} c\"") == "a {b} c")
        #expect(text("'a {b} \\n'") == "a {b} \\n")
        #expect(text("\"\"\"one \"two\" {{\"\"\"") == "one \"two\" {")
        #expect(text("\"\"\"\n    a\n      b\n\n    \"\"\"") == "a\n  b\n")
        #expect(text("\"\"\"\n  a\n  b\"\"\"") == "  a\n  b")
        #expect(text("\"\"\"\r\n  a\r\n  \"\"\"") == "a")
        #expect(text("\"\"\"\n\"\"\"") == "")
        #expect(text("\"\"\"\n  Dear {$d}\n    you\n  owe {$m}.\n  \"\"\"") == "Dear |d|\n  you\nowe |m|.")
        #expect(text("summarize") == "summarise")
        #expect(text("`summarize`") == "summarize")
    }
}
