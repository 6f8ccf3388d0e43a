// Depth, division by zero, overflow and odd arguments: a fault with a place, never a trap, never a wrong value.
import Columns
import Diagnostics
import Interpreter
import Syntax
import Testing
import Values

@Suite struct HostileExpressionTests {
    private func fault(_ text: String, _ field: Field) -> String? {
        do {
            let e = try field.bound(text)
            if e.type == .flag { _ = try e.narrowing(field.relation, field.context) }
            else { _ = try e.column(over: field.relation, field.context) }
            return nil
        } catch { return (error as? Diagnostic)?.code ?? "\(error)" }
    }

    @Test func theDeepestExpressionsRun() throws {
        let field = try Field(seed: 5, extremes: false)
        let deep = String(repeating: "not ", count: 240) + "held"
        #expect(try field.bound(deep).narrowing(field.relation, field.context).rowCount >= 0)
        let sum = String(repeating: "(", count: 120) + "late" + String(repeating: " + 1d)", count: 120)
        let e = try field.bound(sum)
        let plain = try field.bound("late + 120d")
        for row in 0..<field.relation.rowCount {
            let (one, two) = (try e.value(field.context, over: field.relation, row: row), try plain.value(field.context, over: field.relation, row: row))
            #expect(one == two)
        }
        #expect(fault(sum, field) == nil)
        #expect(fault(String(repeating: "(", count: 300) + "late" + String(repeating: ")", count: 300), field) == "parse.too-deep")
        let coalesced = (0..<200).map { _ in "whole" }.joined(separator: " ?? ")
        #expect(fault(coalesced, field) == nil)
    }

    @Test(arguments: [
        ("whole / 0", "expression.division-by-zero"), ("1 / 0 > whole", "expression.division-by-zero"),
        ("owed / (whole - whole)", "expression.division-by-zero"),
        ("whole * 9223372036854775807 * 2", "expression.overflow"), ("owed * 9223372036854775807 > 1", "expression.overflow"),
        ("due + 4000000d", "expression.out-of-calendar"), ("late * 100000000 * 100", "expression.overflow"),
        ("owed + 1 GBP", "expression.currencies"),
        ("debtor = \"Harbour\"", "expression.name-for-id"), ("debtor in [D-1, \"Harbour\"]", "expression.name-for-id"),
        ("late > 1mo", "expression.unlike"), ("late > 5", "expression.unlike"), ("due in 1..60", "expression.unlike"),
        ("due in [1, 2]", "expression.unlike"), ("2026-11 + 1d", "expression.no-arithmetic"), ("[1, 2][0] > whole", "expression.out-of-list"), ("[1, whole][9] > 0", "expression.out-of-list"),
        ("name[1] = \"x\"", "expression.no-index"), ("[1, 2][name] > 0", "expression.no-place"),
    ])
    func isRefused(text: String, code: String) throws {
        let field = try Field(seed: 11, extremes: false)
        let found = fault(text, field)
        #expect(found == code, "\(text)")
    }

    /// The right side of a guard is not asked where the left side has decided.
    @Test func aGuardGuards() throws {
        let field = try Field(seed: 3, extremes: false)
        #expect(fault("whole != 0 and 10 / whole > 2", field) == nil)
        #expect(fault("whole = 0 or 10 / whole > 2", field) == nil)
        #expect(fault("whole ?? 1 / 0", field) == "expression.division-by-zero")
    }

    @Test func rowsOfOtherCurrenciesAreCountedOnce() throws {
        let field = try Field(seed: 8, extremes: false)
        let unit = try #require(Currency(code: "GBP"))
        var others = 0
        for row in 0..<field.relation.rowCount {
            let owed = try field.bound("owed").value(field.context, over: field.relation, row: row)
            let paid = try field.bound("paid").value(field.context, over: field.relation, row: row)
            if case .money(let money) = owed, money.currency != unit { others += 1 } else if case .money(let money) = paid, money.currency != unit { others += 1 }
            else if owed.isNull, paid.isNull, try field.bound("currency").value(field.context, over: field.relation, row: row) != .word("GBP") { others += 1 }
        }
        func notes(_ text: String) throws -> [String] { try field.bound(text).narrowing(field.relation, field.context).notes }
        #expect(try notes("owed > -5000000 GBP") == ["\(others) rows in other currencies left out"])
        #expect(try notes("owed > 1 GBP or paid < 3 GBP") == ["\(others) rows in other currencies left out"])
        #expect(try notes("not (owed > 1 GBP)").isEmpty)
        #expect(try notes("owed > 500").isEmpty)
        #expect(try notes("owed != 1 GBP").isEmpty)
    }

    @Test func aPeriodComparesByItsEnds() throws {
        let field = try Field(seed: 21, extremes: false)
        for (period, days) in [("due < 2026-11", "due < 2026-11-01"), ("due <= 2026-11", "due <= 2026-11-30"), ("due > 2026-Q4", "due > 2026-12-31"),
            ("due = 2026-11", "due in 2026-11-01..2026-11-30"), ("due in 2026-10..2026-11", "due in 2026-10-01..2026-11-30"),
            ("due in this month", "due in 2026-11"), ("due in last month", "due in 2026-10"), ("due in next quarter", "due in 2027-Q1"),
            ("due >= start of month", "due >= 2026-11-01"), ("due <= end of last quarter", "due <= 2026-09-30"),
            ("due in this week", "due in 2026-11-23..2026-11-29"), ("due < start of next year", "due < 2027-01-01")]
        {
            let one = try field.bound(period).narrowing(field.relation, field.context).selectedRows
            let two = try field.bound(days).narrowing(field.relation, field.context).selectedRows
            #expect(one == two, "\(period)")
        }
    }

    @Test func anOutsideNumberIsTheIdItNames() throws {
        let field = try Field(seed: 4, extremes: false)
        let one = try field.bound("debtor = `2026/17`").narrowing(field.relation, field.context).selectedRows
        let two = try field.bound("debtor = D-1").narrowing(field.relation, field.context).selectedRows
        #expect(one == two && !one.isEmpty)
    }

    @Test func aWordThatOnlyDisplaysIsNoCondition() throws {
        let field = try Field(seed: 1)
        let tree = Tree(parsing: Source(name: "t", text: "(kind = red)"))
        var scope = field.scope(tree)
        let place = try #require(scope.row?.index(of: "kind"))
        scope.row?.columns[place].conditions = [WordCondition("red", "late > 0d")]
        let node = try #require(tree.firstChild(tree.root))
        let fault = #expect(throws: Diagnostic.self) { try ExpressionBinder(scope).bind(node) }
        #expect(fault?.code == "expression.display-word" && fault?.hint == "late > 0d finds all of them")
    }
}
