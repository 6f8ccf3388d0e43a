import Diagnostics
import Syntax
import Testing

@Suite struct ParserTests {
    @Test(arguments: [
        ("invoices", "(phrase invoices)"),
        ("receive 500 GBP from D-17 on 2026-11-02",
            "(phrase receive (argument 500 GBP) (argument from) (argument D-17) (argument on) (argument 2026-11-02))"),
        ("sort debtor, -balance", "(phrase sort (argument debtor (negate balance)))"),
        ("sort debtor -balance", "(phrase sort (argument debtor) (argument (negate balance)))"),
        ("sort debtor - balance", "(phrase sort (argument (subtract debtor balance)))"),
        ("debtor - balance", "(subtract debtor balance)"),
        ("a | derive late = overdue > 30d, n = 1",
            "(pipeline (phrase a) (stage derive (argument (named late (greater overdue 30d)) (named n 1))))"),
        ("a | where (b = 1)", "(pipeline (phrase a) (stage where (argument (paren (equal b 1)))))"),
        ("balance = 5", "(equal balance 5)"),
        ("D-17", "D-17"), ("1 + 1", "(add 1 1)"), ("today", "(phrase today)"), ("(today)", "(paren (phrase today))"),
        ("1 + 2 * 3 - 4 mod 5", "(subtract (add 1 (multiply 2 3)) (modulo 4 5))"),
        ("not a = 1 and b or c", "(or (and (not (equal a 1)) b) c)"),
        ("-balance in GBP", "(negate (convert balance GBP))"),
        ("debtor.country in [\"DE\", \"FR\"]", "(in (member debtor country) (list \"DE\" \"FR\"))"),
        ("a not in 1..60", "(notIn a (range 1 60))"),
        ("a not contains 'x'", "(notContains a \"x\")"), ("a is exactly \"x\"", "(exactly a \"x\")"),
        ("a is null", "(isNull a)"), ("a is not null and b", "(and (isNotNull a) b)"),
        ("a | where date in last month", "(pipeline (phrase a) (stage where (argument (in date (calendar last month)))))"),
        ("plan D-1 from start of next quarter", "(phrase plan (argument D-1) (argument from) (argument (calendar start of next quarter)))"),
        ("this week", "(calendar this week)"), ("end of month - 3d", "(subtract (calendar end of month) 3d)"),
        ("start of last year..today", "(range (calendar start of last year) today)"),
        ("last", "(phrase last)"), ("last days", "(phrase last (argument days))"),
        ("a | sort last, month", "(pipeline (phrase a) (stage sort (argument last month)))"),
        ("a | derive last = month(due)", "(pipeline (phrase a) (stage derive (argument (named last (call month due)))))"),
        ("f start of", "(phrase f (argument start) (argument of))"), ("f last month(due)", "(phrase f (argument last) (argument (call month due)))"),
        ("a ?? b ?? 0 .. 9", "(range (coalesce (coalesce a b) 0) 9)"),
        ("worst(floor: £100, 3)", "(call worst (labelled floor £100) 3)"), ("count()", "(call count)"),
        ("f(a = 1)", "(call f (equal a 1))"),
        ("$d.name", "(member $d name)"), ("$l[0].x", "(member (index $l 0) x)"), ("f (1)", "(phrase f (argument (paren 1)))"),
        ("f [1]", "(phrase f (argument (list 1)))"),
        ("invoices as of 2026-06-30 | where overdue > 0d",
            "(pipeline (phrase invoices (asOf 2026-06-30)) (stage where (argument (greater overdue 0d))))"),
        ("D-17 as of today - 7d", "(dated D-17 (asOf (subtract today 7d)))"),
        ("dso by month known at 2026-11-02T10:30 as of 2026-11",
            "(phrase dso (argument by) (argument month) (knownAt 2026-11-02T10:30) (asOf 2026-11))"),
        ("{a: 1, \"b c\": [1, 2]}", "(record (field a 1) (field \"b c\" (list 1 2)))"), ("{}", "(record)"), ("[]", "(list)"),
        ("let late = a | take 3", "(let late (pipeline (phrase a) (stage take (argument 3))))"),
        ("$late = $late + 1", "(assign $late (add $late 1))"), ("$late == 1", "(equal $late 1)"),
        ("set rounding half-even", "(phrase set (argument rounding) (argument half-even))"),
        ("return", "(return)"), ("return 5", "(return 5)"),
        ("dry explain remind D-17", "(dry (explain (phrase remind (argument D-17))))"),
        ("help where.unknown-column", "(help where.unknown-column)"), ("help", "(help)"),
        ("help as it 5k ( is; a", "(help as it 5k ( is) ; (phrase a)"),
        ("if a { b } else if c { d } else { e }",
            "(if a (block (phrase b)) (if c (block (phrase d)) (block (phrase e))))"),
        ("while f({a: 1}) { x }", "(while (call f (record (field a 1))) (block (phrase x)))"),
        ("for d in $late | distinct debtor { remind $d }",
            "(for d (pipeline $late (stage distinct (argument debtor))) (block (phrase remind (argument $d))))"),
        ("try { a } catch e { b }", "(try (block (phrase a)) e (block (phrase b)))"), ("try { }", "(try (block))"),
        ("whatif { a; b }", "(whatIf (block (phrase a) (phrase b)))"),
        ("def worst(n: number = 10, floor) -> table { a }",
            "(def worst (parameter n number 10) (parameter floor) table (block (phrase a)))"),
        ("param since: date = today - 7d", "(param (parameter since date (subtract today 7d)))"),
        ("use \"x.recoup\"", "(use \"x.recoup\")"),
        ("begin; commit;", "(phrase begin) ; (phrase commit)"),
        ("assert ($late | count) < 5000, \"unusual\"",
            "(phrase assert (argument (less (paren (pipeline $late (stage count))) 5000) \"unusual\"))"),
        ("undo #1234 # a comment", "(phrase undo (argument #1234))"),
        ("`Invoice No` = 5", "(equal `Invoice No` 5)"),
        ("matches | where ends > 3 and starts = 1 | sort ends",
            "(pipeline (phrase matches) (stage where (argument (and (greater ends 3) (equal starts 1)))) (stage sort (argument ends)))"),
        ("\"a {b + 1} c {{d}\"", "(interpolated 'a ' (add b 1) ' c {d}')"),
        ("\"{f(\"x{1}\")}\"", "(interpolated (call f (interpolated 'x' 1)))"), ("\"{{}\"", "\"{}\""),
        ("add debtor for x if y", "(phrase add (argument debtor) (argument for) (argument x) (argument if) (argument y))"),
        ("invoices|aging|summarize n=count()",
            "(pipeline (phrase invoices) (stage ageing) (stage summarise (argument (named n (call count)))))"),
        ("x = -5..-3", "(equal x (range (negate 5) (negate 3)))"),
        ("confirm 0..1", "(phrase confirm (argument (range 0 1)))"),
        ("show 1,250.50 EUR £1,250 €99.50 $20 5.25% 1_250.5 30d 1y6mo 09:30 2026-Q4",
            "(phrase show (argument 1,250.50 EUR) (argument £1,250) (argument €99.50) (argument $20) (argument 5.25%) (argument 1_250.5) (argument 30d) (argument 1y6mo) (argument 09:30) (argument 2026-Q4))"),
    ])
    func shape(text: String, expected: String) {
        #expect(dump(text) == expected)
    }

    @Test(arguments: [
        ("a\nb", "(phrase a) ; (phrase b)"), ("a\r\nb\r\n", "(phrase a) ; (phrase b)"),
        ("a\n  | take 3\n\n# c\n  | take 2\nb",
            "(pipeline (phrase a) (stage take (argument 3)) (stage take (argument 2))) ; (phrase b)"),
        ("a |\ntake 3", "(pipeline (phrase a) (stage take (argument 3)))"),
        ("f(1,\n2\n)\nb", "(call f 1 2) ; (phrase b)"), ("[\n1\n+ 2\n]", "(list (add 1 2))"),
        ("(a\nb)", "(paren (phrase a (argument b)))"),
        ("{\na: 1,\nb: 2\n}", "(record (field a 1) (field b 2))"),
        ("sort a,\nb", "(phrase sort (argument a b))"), ("let x =\n5", "(let x 5)"),
        ("1 +\n2", "(add 1 2)"), ("a and\nb", "(and a b)"),
        ("remind D-17 \\\n  by email", "(phrase remind (argument D-17) (argument by) (argument email))"),
        ("if a {\n b\n\n c\n}\nd", "(if a (block (phrase b) (phrase c))) ; (phrase d)"),
    ])
    func newlines(text: String, expected: String) {
        #expect(dump(text) == expected)
    }

    @Test func promptContinuesTheLastResult() {
        #expect(dump("| take 3", mode: .prompt) == "(pipeline (it) (stage take (argument 3)))")
        #expect(dump("a; | take 3", mode: .prompt) == "(phrase a) ; (pipeline (it) (stage take (argument 3)))")
    }

    @Test func findsTheFirstOperandOfACondition() {
        let tree = Tree(parsing: Source(name: "t", text: "where balance = 500 and late or x"))
        let named = tree.firstChild(tree.root).flatMap { tree.child($0, 1) }.flatMap { tree.firstChild($0) }
        #expect(named.flatMap { tree.firstOperand(of: $0) }.map { tree.text($0) } == "500")
    }

    @Test func reportsEveryProblem() {
        let text = "invoices | wher(a) | take(5) | sort -\nlet = 3\nif ) { a b c = } \n  whatif { 5k; 3 4 }\nok\n"
        let tree = Tree(parsing: Source(name: "t", text: text))
        #expect(tree.diagnostics.map(\.code) == [
            "parse.stage-call", "parse.stage-call", "parse.expected", "parse.expected", "parse.expected", "parse.expected",
            "lex.thousands", "parse.trailing",
        ])
    }

    @Test func anOpenBracketHidesOneStatementOnly() {
        let tree = Tree(parsing: Source(name: "t", text: "f(1,\n  2\nlet x = 5k\nlet = 3\n"))
        #expect(tree.diagnostics.map(\.code) == ["parse.unclosed", "lex.thousands", "parse.expected"])
    }

    @Test(arguments: [
        "invoices |", "f(", "f(1,", "[1", "{a:", "if x {", "def f(a", "1 +", "a and", "let x =", "\"\"\"abc", "sort a,",
        "a \\", "\"\"\"a {", "for d in x {\n a\n", "(a\n", "try {", "a |\n",
    ])
    func offersAnotherLine(text: String) {
        #expect(Tree(parsing: Source(name: "t", text: text)).isIncomplete)
    }

    @Test(arguments: ["\"abc", "let", "a ) b", "x-y (", "help", "invoices", "'abc", "5k +", ""])
    func offersNoOtherLine(text: String) {
        #expect(!Tree(parsing: Source(name: "t", text: text)).isIncomplete)
    }

    @Test func servesAgain() {
        var parser = Parser()
        var tree = Tree()
        for text in ["a | take 3", "x-y", "", "\"b {c}\""] {
            parser.parse(Array(text.utf8), into: &tree)
            let fresh = Tree(parsing: Source(name: "t", text: text))
            #expect(tree.means(fresh))
            #expect(tree.diagnostics == fresh.diagnostics)
        }
    }
}
