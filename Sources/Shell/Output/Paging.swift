// What one statement prints, held back until it is longer than the screen: then a pager gets it, else the screen does.
// Notes on the error stream wait until the pager is left. Used at a prompt on a terminal only.
import Terminal

final class Paging {
    private let voice: Voice
    private let look: () -> Screen
    private let start: (_ cut: Bool) -> Pager?
    private let isWanted: () -> Bool
    private let ticks: () -> UInt64
    private var pager: Pager?
    private var notes = ""
    private var began: UInt64 = 0
    private var measure = RowMeasure(width: 80)
    private var height = 24

    /// What is held back longer than this is shown, long or not: someone looks at a loop that prints.
    private static let patience: UInt64 = 300_000_000

    init(
        _ voice: Voice, look: @escaping () -> Screen, start: @escaping (Bool) -> Pager?, ticks: @escaping () -> UInt64,
        isWanted: @escaping () -> Bool
    ) {
        self.voice = voice
        self.look = look
        self.start = start
        self.ticks = ticks
        self.isWanted = isWanted
        voice.postpones = { [unowned self] in postpone($0) }
    }

    /// A statement begins.
    func begin() {
        let screen = look()
        guard isWanted(), let width = screen.width, let height = screen.height else { return }
        measure = RowMeasure(width: width)
        self.height = height
        began = ticks()
        voice.out.holds = { [unowned self] in holds($0) }
    }

    /// It is over: what is left is shown, and the person leaves the pager.
    func end() {
        voice.out.flush()
        voice.out.holds = nil
        voice.out.diversion = nil
        pager?.finish()
        pager = nil
        guard !notes.isEmpty else { return }
        voice.err.write(notes)
        voice.err.flush()
        notes = ""
    }

    /// Called while a statement works: somebody is waiting for what it printed so far.
    func tick() {
        guard voice.out.holds != nil, pager == nil, voice.out.count > 0, ticks() &- began > Self.patience else { return }
        letThrough()
    }

    private func letThrough() {
        voice.out.holds = nil
        voice.out.flush()
    }

    private func holds(_ waiting: [UInt8]) -> Bool {
        if pager != nil { return waiting.count < 1 << 16 }
        measure.take(waiting)
        // The next prompt takes a row of its own.
        guard measure.rows > height - 1 else { return true }
        guard let started = start(measure.isWide) else {
            voice.out.holds = nil
            return false
        }
        pager = started
        voice.out.diversion = { started.write($0) }
        return false
    }

    private func postpone(_ text: String) -> Bool {
        guard pager != nil else {
            if voice.out.holds != nil { letThrough() }
            return false
        }
        notes += text
        return true
    }
}

/// How many rows of a screen some bytes take, looked at as they grow.
struct RowMeasure {
    private let width: Int
    private(set) var rows = 0
    /// Whether a line was wider than the screen.
    private(set) var isWide = false
    private var seen = 0
    private var column = 0
    private var isEscape = false

    init(width: Int) { self.width = max(1, width) }

    mutating func take(_ bytes: [UInt8]) {
        for place in min(seen, bytes.count)..<bytes.count {
            let byte = bytes[place]
            if isEscape {
                isEscape = !(byte >= 0x40 && byte <= 0x7E && byte != 0x5B)
            } else if byte == 0x1B {
                isEscape = true
            } else if byte == 0x0A {
                rows += max(1, (column + width - 1) / width)
                if column > width { isWide = true }
                column = 0
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        seen = bytes.count
    }
}
