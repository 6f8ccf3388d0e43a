// What a value prints as its literal, the language reads as that value.
import Diagnostics
import Syntax
import Testing
import Values

struct LiteralTests {
    private func read(_ literal: String) -> Value? {
        let tree = Tree(parsing: Source(name: "prompt", text: "let x = \(literal)"))
        guard tree.diagnostics.isEmpty else { return nil }
        var nodes = [tree.root]
        while let node = nodes.popLast() {
            if tree.kind(node) == .literal { return try? tree.value(node) }
            nodes += tree.children(node)
        }
        return nil
    }

    @Test func valuesReadBack() throws {
        var random = SplitMix(state: 0x4C49_5431)
        let currencies = Currency.all
        for index in 0..<5_000 {
            let size = Int64(random.next() >> UInt64.random(in: 1...63, using: &random))
            let day = Day(clamping: Int64.random(in: -700_000...2_900_000, using: &random))
            let small = Int32(truncatingIfNeeded: size & 0xFFFF)
            let value: Value =
                switch index % 9 {
                case 0: .number(Number(mantissa: size, scale: UInt8.random(in: 0...15, using: &random)))
                case 1: .money(Money(minor: size, currency: currencies.randomElement(using: &random) ?? .eur))
                case 2: .percent(Percent(number: Number(mantissa: size, scale: 2)))
                case 3: .day(day)
                case 4: .period(Month(of: day).period)
                case 5: .period(Period(.quarter, containing: day))
                case 6: .time(ClockTime(minutes: size % 1440) ?? .midnight)
                case 7: .moment(Moment(day: day, time: ClockTime(minutes: size % 1440) ?? .midnight))
                default: .duration(Duration(months: small, days: small / 3, minutes: small / 7, workdays: small / 11))
                }
            guard read(value.literal) == value else {
                Issue.record("case \(index) of seed 0x4C495431: \(value.literal)")
                return
            }
        }
    }

    @Test func textsAndIDsReadBack() {
        var random = SplitMix(state: 0x4C49_5432)
        let pieces = ["a", " ", "\"", "'", "{", "}", "\n", "é", "`", "\\", "#", ";", "|", "$x", "\t"]
        for index in 0..<5_000 {
            let count = Int.random(in: 0...8, using: &random)
            let text = (0..<count).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            // Three quotes in a row become an expression, which is no single literal.
            if text.contains("\"\"\"") { continue }
            guard read(Value.text(text).literal) == .text(text) else {
                Issue.record("case \(index) of seed 0x4C495432: \(Value.text(text).literal)")
                return
            }
        }
        for id in ["D-17", "INV-2026-0311", "Q1", "P100"] { #expect(read(Value.id(id).literal) == .id(id), "\(id)") }
    }
}
