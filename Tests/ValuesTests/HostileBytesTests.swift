// Random bytes through every parser: whatever comes out is a value that prints and reads back, or a fault. A trap would
// end the run.
import Testing
import Values

struct HostileBytesTests {
    private static let alphabet: [UInt8] =
        Array("0123456789.,-_+ '%:TQWdmohywinEURGBPJKCLF/".utf8) + [
            0, 9, 10, 0x80, 0xFF, 0xC2, 0xA0, 0xA3, 0xE2, 0x82, 0xAC, 0x80, 0xAF, 0xD9, 0xA1,
        ]

    private static let seeds = [
        "2026-11-02", "03/01/26", "1,250.50 EUR", "£500", "5.25%", "1y6mo-3d", "2026-Q4", "2026-W45",
        "2026-11-02T10:30", "9223372036854775808", "2026-01-01..2026-12-31", "09:30", "1_250.5", "-0.0",
    ].map { Array($0.utf8) }

    private static func bytes(_ chance: inout Chance) -> [UInt8] {
        if chance.flag() {
            return (0..<chance.pick(0...26)).map { _ in alphabet.randomElement(using: &chance) ?? 0 }
        }
        var bytes = seeds.randomElement(using: &chance) ?? []
        for _ in 0..<chance.pick(1...3) where !bytes.isEmpty {
            let at = chance.pick(0...(bytes.count - 1))
            switch chance.pick(0...2) {
            case 0: bytes[at] = alphabet.randomElement(using: &chance) ?? 0
            case 1: bytes.remove(at: at)
            default: bytes.insert(alphabet.randomElement(using: &chance) ?? 0, at: at)
            }
        }
        return bytes
    }

    @Test func everyParserAnswers() {
        always(50_000, seed: 0x484F_5354) { chance in
            let input = Self.bytes(&chance)
            let order = DayOrder.allCases.randomElement(using: &chance) ?? .dmy
            let mark = DecimalMark.allCases.randomElement(using: &chance) ?? .point
            let grouping = Grouping.allCases.randomElement(using: &chance) ?? .marks
            let exponent = chance.pick(-1...20)
            let broken = input.withUnsafeBufferPointer { bytes -> String? in
                if let number = try? Number(parsing: bytes), (try? Number(parsing: number.text)) != number { return "number" }
                if let money = try? Money(parsing: bytes), (try? Money(parsing: money.text)) != money { return "money" }
                if let percent = try? Percent(parsing: bytes), (try? Percent(parsing: percent.text)) != percent {
                    return "percent"
                }
                if let day = try? Day(parsing: bytes), (try? Day(parsing: day.text)) != day { return "day" }
                if let period = try? Period(parsing: bytes), (try? Period(parsing: period.text)) != period {
                    return "period"
                }
                if let time = try? ClockTime(parsing: bytes), (try? ClockTime(parsing: time.text)) != time { return "time" }
                if let moment = try? Moment(parsing: bytes), (try? Moment(parsing: moment.text)) != moment {
                    return "moment"
                }
                if let duration = try? Duration(parsing: bytes), (try? Duration(parsing: duration.text)) != duration {
                    return "duration"
                }
                if let day = try? Day(parsing: bytes, order: order, pivot: 70), day < .first || day > .last {
                    return "day by order"
                }
                if let number = try? Number(parsing: bytes, decimalMark: mark, grouping: grouping), number.mantissa == .min {
                    return "number with marks"
                }
                let minor = try? Money.minorUnits(
                    parsing: bytes, exponent: exponent, decimalMark: mark, grouping: grouping)
                if minor == .min { return "minor units" }
                if (Day(iso: bytes) != nil) != ((try? Day(parsing: bytes)) != nil) { return "the fast path for days" }
                _ = Currency(bytes)
                _ = ID.isBare(bytes)
                return nil
            }
            return broken.map { "\($0) from \(input)" }
        }
    }
}
