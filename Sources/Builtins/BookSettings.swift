// The settings a book keeps: their names, the values they take, and what holds where nothing was set. Journalled like any
// change; how the screen looks is the session's.
package import Columns
import Receivables
package import Values

package struct BookSetting: Sendable {
    package let name: String
    /// The words it takes; none where it takes an amount, which counts in each currency's own units.
    package let values: [String]
    package let standard: String
    package let summary: String

    package static let rounding = BookSetting(
        name: "rounding", values: ["half-up", "half-even"], standard: "half-up",
        summary: "how money is rounded, once for each reported line")

    package static let calendar = BookSetting(
        name: HolidayCalendar.setting, values: [HolidayCalendar.weekends] + HolidayCalendar.all.map(\.name),
        standard: HolidayCalendar.weekends, summary: "which days are worked, for terms that count them")
    package static let smallDifference = BookSetting(
        name: Closing.smallDifference, values: [], standard: "0",
        summary: "what a payment leaves open and is written off with it")
    package static let writeOffLimit = BookSetting(
        name: WriteOff.limit, values: [], standard: unlimited, summary: "what is written off of an invoice without somebody else's approval")

    package static let all = [rounding, calendar, smallDifference, writeOffLimit]

    /// What a limit that was never set says.
    static let unlimited = "none"

    /// The value as it is kept; nil where it is none of those the setting takes.
    func taken(_ text: String) -> String? {
        if !values.isEmpty { return values.contains(text) ? text : nil }
        if text == standard { return text }
        guard let number = try? Number(parsing: text), !number.isNegative, number.trimmed.scale <= 3 else { return nil }
        return number.text
    }

    /// What it takes, in words.
    var takes: String { values.isEmpty ? "an amount, as 0.50, or \(standard)" : values.joined(separator: " or ") }

    /// What the book says, or what holds without a word from it.
    package func value(in store: Store) -> String {
        ChangeSetting.value(of: name, in: store).flatMap { taken($0) } ?? standard
    }
}

extension Rounding {
    /// How the book rounds: `world.roundingRule = { Rounding(of: $0) }`.
    package init(of book: Store) {
        self = BookSetting.rounding.value(in: book) == "half-even" ? .halfEven : .halfUp
    }

    /// As the setting spells it.
    var settingName: String {
        switch self {
        case .halfUp: "half-up"
        case .halfEven: "half-even"
        case .halfDown: "half-down"
        case .down: "down"
        case .up: "up"
        }
    }
}
