// The world a statement runs in: the book, the day, the person. Everything that is not pure comes in through here as
// a value or a closure that the floor above supplies. May not read a clock, a file or the environment.
package import Columns
import Diagnostics
package import Values

/// What is true while one statement runs.
package struct World {
    package var store: Store
    /// The business date: the clock's day, or the day a person froze with `--today`.
    package var today: Day
    package var now: Moment
    /// The day the whole statement looks at, when it says `as of`.
    package var asOf: Day?
    /// Who is at the keyboard.
    package var actor: String
    /// How a book says that money is rounded; the floor above knows where it says so.
    package var roundingRule: @Sendable (Store) -> Rounding
    /// The exchange rates of a book; the floor above knows where it keeps them.
    package var exchangeRule: @Sendable (Store) -> [ExchangeQuote] = { _ in [] }

    package init(
        store: Store, today: Day, now: Moment, asOf: Day? = nil, actor: String = "", rounding: Rounding = .halfUp
    ) {
        self.store = store
        self.today = today
        self.now = now
        self.asOf = asOf
        self.actor = actor
        roundingRule = { _ in rounding }
    }

    /// How money is rounded, once for each reported line.
    package var rounding: Rounding { roundingRule(store) }

    /// The day figures are for: `as of`, or today.
    package var day: Day { asOf ?? today }
}

/// Texts that expressions make (interpolation, `month(due)` as text) and that belong to no book.
/// Their codes have the top bit set, so one lane may hold texts of the book and texts made on the way.
package final class ScratchTexts {
    package static let mark: UInt32 = 0x8000_0000
    private var pool = TextPool()

    package init() {}

    package func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { pool.intern($0) } | Self.mark
    }

    package func string(_ code: UInt32) -> String { pool.string(code & ~Self.mark) }
}

/// The text behind a lane of texts or words, wherever it lives. Unknown codes read as empty.
package func laneText(_ lane: Int64, _ store: Store, _ scratch: ScratchTexts) -> String {
    guard let code = UInt32(exactly: lane) else { return "" }
    return code & ScratchTexts.mark == 0 ? store.texts.string(code) : scratch.string(code)
}
