// One line on the error stream that tells how far long work is, from its second second on, and is wiped when it ends or when
// anything else is printed. On a terminal only.
import Interpreter
import Terminal

final class ProgressLine {
    private let err: Channel
    private let ticks: () -> UInt64
    private let look: () -> Screen
    /// What a person set.
    var isWanted: () -> Bool = { true }
    private var began: UInt64?
    /// When the piece of work that was reported last began, and what it is.
    private var piece: (what: String, began: UInt64, from: Int)?
    private var painted: UInt64 = 0
    private var isShown = false
    private var turns = 0
    /// Called now and then while something works.
    var watches: () -> Void = {}

    private static let second: UInt64 = 1_000_000_000
    /// A line that changes faster cannot be read.
    private static let rest: UInt64 = 150_000_000

    init(_ outside: Outside, look: @escaping () -> Screen) {
        err = outside.err
        ticks = outside.ticks
        self.look = look
    }

    /// Whether somebody would see it: asked before each look at the clock.
    private(set) var isWatching = false
    /// The error stream stays what it is: four calls of the system for each line of a stream would tell nothing new.
    private lazy var isOnTerminal = look().errorIsTerminal

    /// Work begins; nothing is shown for a second.
    func begin() {
        isWatching = isOnTerminal
        began = isWatching ? ticks() : nil
        piece = nil
        painted = 0
    }

    func end() {
        wipe()
        began = nil
        isWatching = false
    }

    /// Something is being done that nobody can measure.
    func tick() {
        turns &+= 1
        // Loops ask at each turn; the clock is not asked as often.
        guard turns & 0xFF == 0 else { return }
        watches()
        guard piece == nil else { return }
        show { elapsed in "working for \(elapsed / Self.second) s; Ctrl-C stops" }
    }

    func report(_ work: WorkDone) {
        guard isWatching else { return }
        if piece?.what != work.what { piece = (work.what, ticks(), work.done) }
        guard let piece else { return }
        show { [self] _ in Self.line(work, from: piece.from, elapsed: ticks() &- piece.began) }
    }

    /// Takes the line away, so that something else can be printed.
    func wipe() {
        guard isShown else { return }
        isShown = false
        err.write("\r\u{1B}[K")
        err.flush()
    }

    private func show(_ line: (UInt64) -> String) {
        guard let began, isWanted() else { return }
        let now = ticks()
        guard now &- began >= Self.second, now &- painted >= Self.rest else { return }
        painted = now
        isShown = true
        let width = look().width ?? 80
        err.write("\r\(line(now &- began).prefix(max(1, width - 1)))\u{1B}[K")
        err.flush()
    }

    /// `importing invoices.csv  43 %  210,000 rows/s  3 s left`
    static func line(_ work: WorkDone, from: Int, elapsed: UInt64) -> String {
        var parts = [work.what]
        let milliseconds = max(1, elapsed / 1_000_000)
        if let total = work.total, total > 0 {
            parts.append("\(min(100, Int128(max(0, work.done)) * 100 / Int128(total))) %")
        }
        let units = work.units ?? work.done
        let rate = Int128(max(0, units)) * 1_000 / Int128(milliseconds)
        if rate > 0 { parts.append("\(grouped(rate)) \(work.unit)/s") }
        if let total = work.total, work.done > from, work.done < total {
            let left = Int128(milliseconds) * Int128(total - work.done) / Int128(work.done - from) / 1_000 + 1
            parts.append(left < 120 ? "\(left) s left" : "\(left / 60) min left")
        }
        return parts.joined(separator: "  ")
    }

    private static func grouped(_ number: Int128) -> String {
        let digits = Array(String(number))
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}
