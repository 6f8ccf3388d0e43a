import Testing
import Values

struct ValueTests {
    @Test func threeWaysToWriteAValue() throws {
        let money = Value.money(Money(minor: 125_050, currency: .eur))
        #expect(money.literal == "1,250.50 EUR")
        #expect(money.plain == "1250.50")
        #expect(money.shown == "1,250.50 EUR")
        #expect(Value.text("50 {net}").literal == #""50 {{net}""#)
        #expect(Value.text(#"say "now""#).literal == #"'say "now"'"#)
        #expect(Value.text(#"it's "now""#).literal == #""""it's "now"""""#)
        #expect(Value.text("a\nb").literal == "\"\"\"\na\nb\n\"\"\"")
        #expect(Value.period(try Period(parsing: "2026")).literal == "2026-01-01..2026-12-31")
        #expect(Value.period(try Period(parsing: "2026-Q4")).literal == "2026-Q4")
        #expect(Value.period(try Period(parsing: "2026")).shown == "2026")
        #expect(Value.text("é").shown == "é")
        #expect(Value.null.literal == "null" && Value.null.plain.isEmpty && Value.null.shown.isEmpty)
        #expect(Value.id("D-17").literal == "D-17")
        #expect(Value.id("2026/17").literal == "`2026/17`")
        #expect(Value.duration(Duration(days: 30)).plain == "30")
        #expect(Value.duration(Duration(months: 1)).plain == "1mo")
        #expect(Value.percent(try Percent(parsing: "5.250%")).literal == "5.25%")
        #expect(Value.range(.duration(Duration(days: 30)), .duration(Duration(days: 60))).literal == "30d..60d")
        #expect(Value.range(nil, .number(Number(3))).literal == "..3")
        let list = Value.list([.number(Number(1)), .text("b"), .flag(true)])
        #expect(list.literal == #"[1, "b", true]"#)
        #expect(Value.record([Field("a", .number(Number(1))), Field("b c", .null)]).literal == "{a: 1, `b c`: null}")
    }

    @Test func typesAndTheirNames() {
        #expect(Value.list([.number(.zero), .null]).type == .list(.number))
        #expect(Value.list([.number(.zero), .flag(true)]).type == .list(.any))
        #expect(ValueType.list(.money).name == "list of money")
        for name in ["any", "flag", "number", "money", "percent", "date", "period", "duration", "range", "text", "list"] {
            #expect(ValueType(name: name) != nil, "\(name)")
        }
        #expect(ValueType(name: "day") == nil)
        #expect(ValueType.list(.any).accepts(.list(.money)) && !ValueType.number.accepts(.money))
    }

    @Test func everyQuestionHasAYesOrANo() throws {
        let five = Value.number(Number(5))
        #expect(Value.null.equals(.null) && !Value.null.equals(five) && !five.equals(.null))
        #expect(Value.null.ordering(to: five) == nil && five.ordering(to: .null) == nil)
        #expect(Value.text("Müller").equals(.text("MÜLLER")))
        #expect(!Value.text("Müller").isExactly(.text("MÜLLER")))
        #expect(Value.word("email").equals(.text("Email")))
        let (euros, pounds) = (Money(minor: 600, currency: .eur), Money(minor: 600, currency: .gbp))
        #expect(Value.money(euros).ordering(to: five) == .descending)
        #expect(Value.money(euros).ordering(to: .money(pounds)) == nil)
        #expect(!Value.money(euros).equals(.money(pounds)))
        #expect(Value.duration(Duration(days: 30)).ordering(to: .duration(Duration(months: 1))) == nil)
        #expect(Value.text("b").ordering(to: .text("A")) == .descending)
        #expect(five.ordering(to: .text("5")) == nil)
    }

    @Test func shownTextReadsBackByItsType() {
        func scalar(_ chance: inout Chance) -> Value {
            switch chance.pick(0...8) {
            case 0: .number(chance.number())
            case 1: .money(Money(minor: chance.anyInt64(), currency: chance.currency()))
            case 2: .percent(Percent(number: chance.number()))
            case 3: .day(chance.day())
            case 4: .period(Period(.quarter, containing: chance.day()))
            case 5: .moment(Moment(day: chance.day()))
            case 6: .duration(chance.duration())
            case 7: .flag(chance.flag())
            default: .text("a\"b{c")
            }
        }
        always(10_000, seed: 0x5641_4C31) { chance in
            let value = scalar(&chance)
            guard try Value(parsing: value.shown, as: value.type) == value else { return value.literal }
            let days = [chance.day(), chance.day()].map { chance.flag() ? Value.day($0) : nil }
            let range = Value.range(days[0], days[1])
            return try Value(parsing: range.shown, as: .range(.day)) == range ? nil : range.literal
        }
        for type in [ValueType.list(.number), .record, .range(.number), .flag, .null] {
            #expect(fault { () throws(ValueFault) in try Value(parsing: "1", as: type) } == .malformed)
        }
        #expect(fault { () throws(ValueFault) in try Value(parsing: "", as: .id) } == .empty)
    }

    @Test func whatIsInside() throws {
        let day = try Day(parsing: "2026-11-30")
        let noon = Value.moment(try Moment(parsing: "2026-11-30T12:00"))
        let month = Value.period(try Period(parsing: "2026-11"))
        #expect(month.contains(.day(day)) == true && month.contains(noon) == true)
        let range = Value.range(.day(day), .day(day))
        #expect(range.contains(.day(day)) == true && range.contains(noon) == true && range.contains(.null) == false)
        #expect(Value.range(nil, .number(Number(3))).contains(.number(Number(4))) == false)
        #expect(Value.list([.text("DE"), .text("FR")]).contains(.text("de")) == true)
        #expect(Value.number(.zero).contains(.number(.zero)) == nil)
    }

    @Test func caseFoldsOneToOne() {
        for (a, b) in [("ΣΑΣ", "σας"), ("Straße", "STRAẞE"), ("\u{212A}", "k"), ("ÉCLAIR", "éclair"), ("ДОЛГ", "долг")] {
            #expect(CaseFold.equal(a, b), "\(a) \(b)")
            #expect(CaseFold.folded(a) == CaseFold.folded(b), "\(a) \(b)")
        }
        for (a, b) in [("Straße", "STRASSE"), ("ı", "i"), ("İ", "i"), ("a", "ab"), ("", "a")] {
            #expect(!CaseFold.equal(a, b), "\(a) \(b)")
        }
        #expect(CaseFold.compare("abc", "ABD") == .ascending)
    }

    @Test func foldedBytesAreEqualExactlyWhenTextsAre() {
        let alphabet: [UInt8] = [65, 97, 0xC3, 0x89, 0xA9, 0xFF, 0x80, 0xE2, 0xF0, 0x9F, 0xED, 0xA0]
        always(20_000, seed: 0x464F_4C44) { chance in
            func text(_ chance: inout Chance) -> [UInt8] {
                (0..<chance.pick(0...6)).map { _ in alphabet.randomElement(using: &chance) ?? 0 }
            }
            let (a, b) = (text(&chance), text(&chance))
            var (foldedA, foldedB): ([UInt8], [UInt8]) = ([], [])
            let equal = a.withUnsafeBufferPointer { left in
                b.withUnsafeBufferPointer { right in
                    CaseFold.fold(left, into: &foldedA)
                    CaseFold.fold(right, into: &foldedB)
                    return CaseFold.equal(left, right)
                }
            }
            return equal == (foldedA == foldedB) ? nil : "\(a) and \(b)"
        }
    }

    @Test func idsThatNeedNoQuotes() {
        for id in ["D-17", "INV-2026-0311", "Q1", "P100"] { #expect(ID(id).isBare, "\(id)") }
        for id in ["d-17", "D", "D-", "D--1", "2026/17", "", "D 1", "D-é1"] { #expect(!ID(id).isBare, "\(id)") }
    }
}

struct ByteSinkTests {
    @Test func integersAndDecimals() {
        var sink = ByteSink()
        for number in [Int64.min, -1, 0, 7, .max] {
            sink.append(number)
            sink.append(byte: 32)
        }
        #expect(sink.text == "-9223372036854775808 -1 0 7 9223372036854775807 ")
        sink.clear()
        for (mantissa, scale) in [(Int64(5), 2), (-5, 2), (0, 3), (1_234_567, 0), (123_456, 2), (-100_000, 2), (.min, 18)] {
            sink.append(decimal: mantissa, scale: scale, grouped: true)
            sink.append(byte: 32)
        }
        #expect(sink.text == "0.05 -0.05 0.000 1,234,567 1,234.56 -1,000.00 -9.223372036854775808 ")
        sink.cut(to: 4)
        #expect(sink.text == "0.05")
        sink.append(decimal: 1, scale: .max, grouped: true)
        sink.append(decimal: 1, scale: .min, grouped: true)
        #expect(sink.text == "0.050.0000000000000000011")
    }
}
