import Testing
import Values

struct NumberTests {
    private func number(_ text: String) throws -> Number { try Number(parsing: text) }

    @Test func decimalsAreExact() throws {
        #expect(try number("0.1") + number("0.2") == number("0.3"))
        #expect(try number("1.0") == number("1.00"))
        #expect(try number("1.0").hashValue == number("1.000").hashValue)
        #expect(try number("-0.5") < number("0.25"))
        #expect(try number("1.50").text == "1.5")
        #expect(try number("1_250.5").text == "1250.5")
        #expect(try number("-0").text == "0")
    }

    @Test func quotientsRoundHalfEvenToNineDecimalsOrMore() throws {
        #expect(try (Number(1) / Number(3)).text == "0.333333333")
        #expect(try (Number(2) / Number(3)).text == "0.666666667")
        #expect(try (Number(10) / Number(4)).text == "2.5")
        #expect(try (number("0.000000001") / Number(2)).text == "0")
        #expect(try (number("0.000000003") / Number(2)).text == "0.000000002")
        #expect(try (number("0.0000000000001") / Number(4)).text == "0")
        #expect(try (Number(1_000_000_000_000) / Number(3)).text == "333333333333.3333333")
        #expect(try (Number(1) / number("0.000000000000001")).text == "1000000000000000")
        #expect(fault { () throws(ValueFault) in try Number(1) / .zero } == .divisionByZero)
        #expect(
            fault { () throws(ValueFault) in try Number(100_000) / Number(mantissa: 1, scale: 15) } == .overflow)
    }

    @Test func modTakesTheSignOfTheDivisor() throws {
        #expect(try Number(-1).mod(Number(7)) == Number(6))
        #expect(try Number(1).mod(Number(-7)) == Number(-6))
        #expect(try number("7.5").mod(Number(2)) == number("1.5"))
        #expect(fault { () throws(ValueFault) in try Number(1).mod(.zero) } == .divisionByZero)
    }

    @Test func theEdgesAreFaultsAndNeverTraps() throws {
        #expect(fault { () throws(ValueFault) in try Number(.max) + Number(1) } == .overflow)
        #expect(fault { () throws(ValueFault) in try Number(.min).negated() } == .overflow)
        #expect(fault { () throws(ValueFault) in try Number(.max) * Number(.max) } == .overflow)
        #expect(fault { () throws(ValueFault) in try Number(.min) / Number(-1) } == .overflow)
        #expect(try Number(.max) + Number(.min) == Number(-1))
        #expect(try Number(mantissa: .max, scale: 15) * Number(10) == number("92233.72036854775807"))
        #expect(Number(mantissa: .min, scale: 255) == .zero)
        #expect(Number(mantissa: 25, scale: 16) == Number(mantissa: 2, scale: 15))
        #expect(Number(.min).text == "-9223372036854775808")
    }

    @Test(arguments: [
        ("9223372036854775808", ValueFault.overflow), ("1e400", .malformed), ("", .empty), ("١٢", .foreignDigits),
        ("1٢", .foreignDigits), ("-", .malformed), ("+-1", .malformed), (" 1", .malformed), ("1.", .malformed),
        (".5", .malformed), ("1__0", .malformed), ("_1", .malformed), ("1_", .malformed), ("1.2.3", .malformed),
        ("0.0000000000000001", .excessDecimals(allowed: 15)), ("NaN", .malformed), ("0x10", .malformed),
        ("1,5", .comma(grouped: nil, decimal: Number(mantissa: 15, scale: 1))),
        ("1,250", .comma(grouped: Number(1250), decimal: Number(mantissa: 125, scale: 2))),
        ("1,250.5", .comma(grouped: Number(mantissa: 12505, scale: 1), decimal: nil)),
    ])
    func refusals(text: String, expected: ValueFault) {
        #expect(fault { () throws(ValueFault) in try Number(parsing: text) } == expected)
    }

    @Test func filesNameTheirMarks() throws {
        func read(_ text: String, _ mark: DecimalMark, _ grouping: Grouping) throws(ValueFault) -> Number {
            try withBytes(of: text) { (bytes) throws(ValueFault) in
                try Number(parsing: bytes, decimalMark: mark, grouping: grouping)
            }
        }
        #expect(try read("1.250,50", .comma, .marks) == Number(mantissa: 12505, scale: 1))
        #expect(try read("1 250,5", .comma, .marks) == Number(mantissa: 12505, scale: 1))
        #expect(try read("1\u{202F}234\u{202F}567,5", .comma, .marks) == Number(mantissa: 12_345_675, scale: 1))
        #expect(try read("1'250.5", .point, .marks) == Number(mantissa: 12505, scale: 1))
        #expect(try read("1,250,000", .point, .marks) == Number(1_250_000))
        #expect(fault { () throws(ValueFault) in try read("1,250 000", .point, .marks) } == .malformed)
        #expect(fault { () throws(ValueFault) in try read("12.50", .comma, .marks) } == .malformed)
        #expect(fault { () throws(ValueFault) in try read("1250.000", .comma, .marks) } == .malformed)
        #expect(fault { () throws(ValueFault) in try read("1,250", .point, .none) } == .malformed)
    }

    @Test(arguments: [
        (Rounding.halfUp, [3, -3, 4, 3, -3, 2]), (.halfEven, [2, -2, 4, 3, -3, 2]), (.halfDown, [2, -2, 3, 3, -3, 2]),
        (.down, [2, -2, 3, 2, -2, 2]), (.up, [3, -3, 4, 3, -3, 3]),
    ])
    func roundingOfHalvesAndNeighbours(rounding: Rounding, expected: [Int128]) throws {
        let tenths: [Int128] = [25, -25, 35, 26, -26, 24]
        for (tenth, want) in zip(tenths, expected) {
            #expect(try Number.divide(tenth, by: 10, rounding: rounding) == want)
            #expect(try Number.divide(-tenth, by: -10, rounding: rounding) == want)
            #expect(try Number.divide(tenth, by: -10, rounding: rounding) == -want)
        }
    }

    @Test func wideDivisionHoldsAtItsEdges() throws {
        #expect(try Number.divide(.max, by: 1, rounding: .up) == .max)
        #expect(fault { () throws(ValueFault) in try Number.divide(.min, by: -1, rounding: .up) } == .overflow)
        #expect(fault { () throws(ValueFault) in try Number.divide(1, by: 0, rounding: .up) } == .divisionByZero)
        #expect(try Number.divide(1, by: .min, rounding: .up) == -1)
    }

    @Test func textReadsBack() {
        always(20_000, seed: 0x4E55_4D31) { chance in
            let number = chance.number()
            return try Number(parsing: number.text) == number ? nil : "\(number.mantissa)e-\(number.scale)"
        }
    }

    @Test func sumsAndOrderAgreeWithWideIntegers() {
        always(20_000, seed: 0x4E55_4D32) { chance in
            let (a, b) = (chance.number(), chance.number())
            let (x, y) = (Self.wide(a), Self.wide(b))
            if (a < b) != (x < y) || (a == b) != (x == y) { return "order of \(a) and \(b)" }
            for (result, reference) in [(try? a + b, x + y), (try? a - b, x - y)] {
                if let result, Self.wide(result) != reference { return "\(a) and \(b) gave \(result)" }
            }
            return nil
        }
    }

    /// Every number as a multiple of 10^-15.
    private static func wide(_ number: Number) -> Int128 {
        (0..<(15 - Int(number.scale))).reduce(Int128(number.mantissa)) { wide, _ in wide * 10 }
    }

    @Test func productsAgreeWithWideIntegers() {
        always(20_000, seed: 0x4E55_4D33) { chance in
            let a = Number(mantissa: chance.pick(-2_000_000_000...2_000_000_000), scale: UInt8(chance.pick(0...7)))
            let b = Number(mantissa: chance.pick(-2_000_000_000...2_000_000_000), scale: UInt8(chance.pick(0...7)))
            let product = try a * b
            let exact = Number(mantissa: a.mantissa * b.mantissa, scale: a.scale + b.scale)
            return product == exact ? nil : "\(a) × \(b) gave \(product)"
        }
    }

    @Test func quotientsAreTheNearestDecimal() {
        always(20_000, seed: 0x4E55_4D34) { chance in
            let a = Number(mantissa: chance.pick(-1_000_000_000...1_000_000_000), scale: UInt8(chance.pick(0...4)))
            let b = Number(mantissa: chance.pick(1...1_000_000), scale: UInt8(chance.pick(0...4)))
            let quotient = try (a / b).mantissa(atScale: 9, rounding: .down)
            // a/b = q × 10^-9 within half a unit: |2(a·10^9 - q·b)| ≤ b, everything scaled to whole numbers.
            let top = Int128(a.mantissa) * (0..<(9 + Int(b.scale))).reduce(Int128(1)) { wide, _ in wide * 10 }
            let bottom = Int128(b.mantissa) * (0..<Int(a.scale)).reduce(Int128(1)) { wide, _ in wide * 10 }
            let gap = (top - Int128(quotient) * bottom) * 2
            return gap.magnitude <= bottom.magnitude ? nil : "\(a) / \(b) gave \(quotient)e-9"
        }
    }
}
