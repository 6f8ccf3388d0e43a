// The settings a book keeps: their names, the values they take, and what holds where nothing was set. Journalled like any
// change; how the screen looks is the session's.
package import Columns
import Receivables
package import Values

package struct BookSetting: Sendable {
    package let name: String
    package let values: [String]
    package let standard: String
    package let summary: String

    package static let rounding = BookSetting(
        name: "rounding", values: ["half-up", "half-even"], standard: "half-up",
        summary: "how money is rounded, once for each reported line")

    package static let all = [rounding]

    /// What the book says, or what holds without a word from it.
    package func value(in store: Store) -> String {
        ChangeSetting.value(of: name, in: store).flatMap { values.contains($0) ? $0 : nil } ?? standard
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
