// A small relation with a column of every meaning, nulls and extremes, and random expressions over it, typed as the
// language types them. The same seed gives the same field and the same expressions.
import Columns
import Diagnostics
import Interpreter
import Syntax
import Values

struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Rows, the names for them, and a context to ask in.
struct Field {
    let relation: Relation
    let context: Context
    let scope: (Tree) -> Scope

    private static let texts = ["Acme", "acme", "ÄRGER", "ärger", "", "x*y", "D-1", "Harbour Ltd", "red"]
    private static let words = ["red", "green", "blue"]

    init(seed: UInt64, rows: Int = 60, extremes: Bool = true) throws {
        var random = Seeded(state: seed)
        var store = try Store(catalog: Toy.catalog)
        let today = Day(clamping: 20_780)
        var debtors: [Effect] = []
        for (row, name) in ["Acme", "Harbour", "acme", "Zed"].enumerated() {
            let id = store.key(for: "D-\(row + 1)")
            debtors.append(
                .insert(
                    Toy.debtors, row: UInt32(row),
                    cells: [id.bits, Int64(store.intern(name)), Int64(store.intern(row % 2 == 0 ? "company" : "person"))]))
        }
        _ = try store.apply(ChangeSet(debtors))
        let texts = Self.texts.map { Int64(store.intern($0)) }
        let words = Self.words.map { Int64(store.intern($0)) }
        let ids = ["X-1", "X-2", "X-10", "Y-7"].map { store.key(for: $0).bits }
        let currencies = ["GBP", "EUR", "JPY", "KWD"].compactMap { Currency(code: $0).map { Int64($0.raw) } }
        var world = World(store: store, today: today, now: Moment(day: today))
        world.exchangeRule = { _ in Self.quotes(withDinars: seed % 3 != 1) }
        context = Context(world: world)

        func column(_ pick: (inout Seeded) -> Int64) -> RelationColumn {
            RelationColumn(.dense(DenseLane((0..<rows).map { _ in Int.random(in: 0..<5, using: &random) == 0 ? Lane.null : pick(&random) })))
        }
        func whole(_ random: inout Seeded) -> Int64 {
            switch Int.random(in: 0..<(extremes ? 12 : 10), using: &random) {
            case 10: Int64.max - Int64.random(in: 0...2, using: &random)
            case 11: Int64.min + Int64.random(in: 1...3, using: &random)
            case 0: 0
            case 1...4: Int64.random(in: -20...20, using: &random)
            default: Int64.random(in: -1_000_000...1_000_000, using: &random)
            }
        }
        let currency = RelationColumn(.dense(DenseLane((0..<rows).map { _ in currencies.randomElement(using: &random) ?? 0 })))
        var columns: [RelationColumn] = []
        columns.append(column(whole))
        columns.append(column(whole))
        for _ in 0..<2 { columns.append(RelationColumn(column(whole).lane, currency: currency.lane)) }
        columns.append(column { Int64.random(in: -2_000...2_000, using: &$0) })
        for _ in 0..<2 {
            columns.append(column {
                Int.random(in: 0..<10, using: &$0) == 0
                    ? [Int64(Day.first.number), Int64(Day.last.number)].randomElement(using: &$0) ?? 0
                    : 20_780 + Int64.random(in: -90...90, using: &$0)
            })
        }
        columns.append(column { Int64.random(in: -60...60, using: &$0) })
        columns.append(column { Int64.random(in: 0..<1440, using: &$0) })
        columns.append(column { (20_780 + Int64.random(in: -5...5, using: &$0)) * 1440 + Int64.random(in: 0..<1440, using: &$0) })
        columns.append(column { Int64.random(in: 0...1, using: &$0) })
        columns.append(column { texts.randomElement(using: &$0) ?? 0 })
        columns.append(column { words.randomElement(using: &$0) ?? 0 })
        columns.append(column { ids.randomElement(using: &$0) ?? 0 })
        columns.append(column { Int64.random(in: 0..<4, using: &$0) })
        columns.append(currency)
        let shape = RowShape(columns: [
            ColumnShape("whole", .integer), ColumnShape("part", .number(scale: 2)), ColumnShape("owed", .money),
            ColumnShape("paid", .money), ColumnShape("rate", .percent(scale: 2)), ColumnShape("due", .day),
            ColumnShape("sent", .day), ColumnShape("late", .days), ColumnShape("clock", .minutes),
            ColumnShape("at", .moment), ColumnShape("held", .flag), ColumnShape("name", .text),
            ColumnShape("kind", .word, words: Self.words), ColumnShape("id", .id),
            ColumnShape("debtor", .reference(Toy.debtors)), ColumnShape("currency", .currency),
        ])
        var relation = Relation(shape: shape, columns: columns, baseCount: rows)
        if Int.random(in: 0..<2, using: &random) == 0 {
            let kept = (0..<UInt32(rows)).filter { _ in Int.random(in: 0..<4, using: &random) > 0 }
            relation.selection = Selection(rows: kept.shuffled(using: &random))
        }
        self.relation = relation

        let noun = Toy.debtorNoun
        let linked = LinkedNoun(shape: noun.shape, find: { noun.row($1, in: $0) }) { context, day throws(Diagnostic) in
            try noun.allRows(NounRequest(context: context, asOf: day)) ?? Relation(shape: noun.shape, columns: [], baseCount: 0)
        }
        scope = { tree in
            Scope(
                tree: tree, row: shape, variable: { _ in nil }, variableNames: { [] }, function: { _ in nil },
                functionNames: { [] }, linked: { $0 == Toy.debtors ? linked : nil },
                query: { _ throws(Diagnostic) in throw Diagnostic("test.none", "no query here", at: Span(0, 0)) })
        }
    }

    /// Rates by way of the euro; some fields have none for one of their currencies.
    private static func quotes(withDinars: Bool) -> [ExchangeQuote] {
        let rates: [(String, String, Int64, UInt8)] = [
            ("EUR", "GBP", 8_642, 4), ("EUR", "JPY", 16_235, 2), ("KWD", "EUR", withDinars ? 2_981_113 : 0, 6), ("EUR", "GBP", 9, 1),
        ]
        return rates.enumerated().compactMap { place, rate -> ExchangeQuote? in
            guard let from = Currency(code: rate.0), let to = Currency(code: rate.1) else { return nil }
            return ExchangeQuote(from: from, to: to, day: Day(clamping: 20_700 - Int64(place)), rate: Number(mantissa: rate.2, scale: rate.3))
        }
    }

    /// The expression of a text, or nil where the binder refuses it.
    func bind(_ text: String) -> BoundExpression? { try? bound(text) }

    func bound(_ text: String) throws -> BoundExpression {
        let tree = Tree(parsing: Source(name: "t", text: "(\(text))"))
        if let fault = tree.diagnostics.first { throw fault }
        guard let node = tree.firstChild(tree.root) else { throw Diagnostic("test.empty", "nothing", at: Span(0, 0)) }
        return try ExpressionBinder(scope(tree)).bind(node)
    }
}

/// Random expressions of a wanted type.
struct Phrases {
    var random: Seeded

    private mutating func one(_ list: [String]) -> String { list.randomElement(using: &random) ?? "" }
    private mutating func pick(_ n: Int) -> Int { Int.random(in: 0..<n, using: &random) }

    mutating func number(_ depth: Int) -> String {
        if depth <= 0 || pick(3) == 0 {
            return one([
                "whole", "part", "whole", "part", "0", "1", "-3", "0.5", "12.34", "1000000", "9223372036854775807", "0.000000001",
            ])
        }
        switch pick(8) {
        case 0: return "(\(number(depth - 1)) ?? \(number(depth - 1)))"
        case 1: return "(\(money(depth - 1)) / \(money(depth - 1)))"
        case 2: return "(late / \(one(["late", "7d", "-2d"])))"
        case 3: return "(-\(one(["whole", "part"])))"
        default: return "(\(number(depth - 1)) \(one(["+", "-", "*", "/", "mod"])) \(number(depth - 1)))"
        }
    }

    mutating func money(_ depth: Int) -> String {
        if depth <= 0 || pick(3) == 0 { return one(["owed", "paid", "owed", "500 GBP", "0.01 EUR", "12 JPY", "1.234 KWD"]) }
        switch pick(7) {
        case 6: return "(\(money(depth - 1)) in \(one(["GBP", "EUR", "JPY", "USD"])))"
        case 0: return "(\(money(depth - 1)) * \(one(["whole", "part", "rate", "5%", "0.125", "2"])))"
        case 1: return "(\(one(["3", "part", "12.5%"])) * \(money(depth - 1)))"
        case 2: return "(\(money(depth - 1)) / \(one(["7", "part", "whole", "0.3"])))"
        case 3: return "(-\(one(["owed", "paid"])))"
        case 4: return "(\(money(depth - 1)) ?? \(money(depth - 1)))"
        default: return "(\(money(depth - 1)) \(one(["+", "-"])) \(money(depth - 1)))"
        }
    }

    mutating func day(_ depth: Int) -> String {
        if depth <= 0 || pick(2) == 0 { return one(["due", "sent", "2026-11-23", "2026-10-01", "(start of month)", "(end of last quarter)"]) }
        switch pick(4) {
        case 0: return "(\(day(depth - 1)) \(one(["+", "-"])) \(one(["late", "30d", "1mo", "1y", "4000000d"])))"
        case 1: return "(\(day(depth - 1)) ?? \(day(depth - 1)))"
        default: return "(\(day(depth - 1)) + \(days(depth - 1)))"
        }
    }

    mutating func days(_ depth: Int) -> String {
        if depth <= 0 || pick(2) == 0 { return one(["late", "30d", "2w", "-5d", "0d"]) }
        switch pick(4) {
        case 0: return "(\(day(depth - 1)) - \(day(depth - 1)))"
        case 1: return "(\(days(depth - 1)) * \(one(["2", "whole", "100000000"])))"
        case 2: return "(-late)"
        default: return "(\(days(depth - 1)) \(one(["+", "-"])) \(days(depth - 1)))"
        }
    }

    private mutating func period() -> String {
        one(["2026-11", "2026-Q4", "(this month)", "(last week)", "(next quarter)", "(last year)"])
    }

    private mutating func compare() -> String { one(["=", "!=", "<", "<=", ">", ">="]) }
    private mutating func same() -> String { one(["=", "!="]) }
    private mutating func inside() -> String { one(["in", "not in"]) }

    mutating func flag(_ depth: Int) -> String {
        if depth > 0 {
            switch pick(6) {
            case 0: return "(not \(flag(depth - 1)))"
            case 1: return "(\(flag(depth - 1)) and \(flag(depth - 1)))"
            case 2: return "(\(flag(depth - 1)) or \(flag(depth - 1)))"
            default: break
            }
        }
        let test = one(["contains", "starts", "ends", "not contains", "not ends", "not starts", "matches", "not matches"])
        switch pick(26) {
        case 0: return "held"
        case 1, 2: return "(\(number(depth)) \(compare()) \(number(depth)))"
        case 3: return "(\(money(depth)) \(compare()) \(money(depth)))"
        case 4: return "(\(money(depth)) \(compare()) \(number(0)))"
        case 5: return "(\(number(0)) \(compare()) \(money(0)))"
        case 6: return "(\(day(depth)) \(compare()) \(day(depth)))"
        case 7: return "(due \(compare()) \(period()))"
        case 8: return "(\(one(["due", "at", "sent"])) \(inside()) \(period()))"
        case 9: return "(at \(compare()) \(one(["due", "2026-11-23", "2026-11-23T10:30", "2026-11"])))"
        case 10: return "(\(days(depth)) \(compare()) \(days(depth)))"
        case 11: return "(clock \(compare()) \(one(["09:30", "clock"])))"
        case 12: return "(name \(compare()) \(one(["\"ACME\"", "\"ärger\"", "name", "kind", "\"\""])))"
        case 13: return "(\(one(["name", "kind", "debtor", "debtor.name"])) \(test) \(one(["\"a\"", "\"*r*\"", "\"D-\"", "\"\"", "name"])))"
        case 14: return "(name is exactly \(one(["\"Acme\"", "name", "\"acme\""])))"
        case 15: return "(kind \(one(["= red", "!= red", "in [red, blue]", "not in [green]", "> \"green\"", "= \"RED\""])))"
        case 16: return "(debtor \(one(["= D-1", "!= D-2", "= `d-1`", "= `2026/17`", "!= D-99", "in [D-1, D-3]", "not in [D-1, `2026/17`]", "in [\"D-2\"]", "= debtor", "in [D-77, D-2]"])))"
        case 17: return "(id \(one(["= X-1", "!= X-10", "= `x-2`", "in [X-1, Y-7]", "not in [X-2, `q`]", "= id", "= Q-9"])))"
        case 18: return "(currency \(one(["= GBP", "!= EUR", "in [GBP, JPY]", "not in [KWD]", "= \"gbp\"", "= currency"])))"
        case 19: return "(\(one(["whole", "part", "owed", "due", "late", "name", "debtor", "rate", "at", "kind"])) is \(one(["", "not "]))null)"
        case 20: return "(late \(inside()) \(one(["0d..30d", "-5d..5d", "30d..1d"])))"
        case 21: return "(\(one(["whole", "part"])) \(inside()) \(one(["1..60", "-0.5..12.345", "[1, 2, 3.5, 0]", "0..9223372036854775807"])))"
        case 22: return "(owed \(inside()) \(one(["-100..500", "1 GBP..500 GBP", "1 EUR..2 GBP", "[500 GBP, 0.01 EUR, 0]", "0.005..0.015"])))"
        case 23: return "(due \(inside()) \(one(["2026-11-01..2026-11-30", "2026-10..2026-11", "[2026-11, 2026-12-01]", "sent..2026-12-31"])))"
        case 24: return "(rate \(compare()) \(one(["5%", "0.125%", "rate", "-3%"])))"
        default: return "(debtor.\(one(["name = \"ACME\"", "kind = person", "name != name", "id = D-2", "kind in [company]", "name is null"])))"
        }
    }

    mutating func any(_ depth: Int) -> String {
        switch pick(9) {
        case 0, 1: number(depth)
        case 2, 3: money(depth)
        case 4: day(depth)
        case 5: days(depth)
        case 6: one(["(rate + 1%)", "(rate * 2)", "(rate - rate)", "rate"])
        case 7: one(["debtor.name", "(name ?? kind)", "(name + \"!\")", "kind", "(debtor ?? debtor)", "\"{name} of {kind}\"", "id", "clock", "at", "(at + 36h)"])
        default: flag(depth)
        }
    }
}
