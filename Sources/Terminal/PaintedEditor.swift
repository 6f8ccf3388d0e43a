// Lines on a capable terminal: libedit edits with its drawing thrown away, and every picture comes from the Painter.

final class PaintedEditor {
    private enum Command: Int, CaseIterable {
        case enter, newRow, interrupt, leave, up, down, paste, clearScreen, suspend, nothing

        var name: String {
            switch self {
            case .enter: "recoup-enter"
            case .newRow: "recoup-new-row"
            case .interrupt: "recoup-interrupt"
            case .leave: "recoup-leave"
            case .up: "recoup-up"
            case .down: "recoup-down"
            case .paste: "recoup-paste"
            case .clearScreen: "recoup-clear-screen"
            case .suspend: "recoup-suspend"
            case .nothing: "recoup-nothing"
            }
        }

        var help: String {
            switch self {
            case .enter: "Run the statement, or start a row when it is not whole"
            case .newRow: "Start a row"
            case .interrupt: "Drop the line"
            case .leave: "Leave, or delete the character under the cursor"
            case .up: "The row above, or the statement before"
            case .down: "The row below, or the statement after"
            case .paste: "Insert pasted text without running it"
            case .clearScreen: "Clear the screen"
            case .suspend: "Stop until continued"
            case .nothing: "Do nothing"
            }
        }
    }

    /// Keys whose meaning is ours. Bound before `.editrc`, and those that carry the session again after it.
    private static let keys: [(String, Command)] = [
        ("^M", .enter), ("^J", .enter), ("^C", .interrupt), ("^D", .leave), ("^Z", .suspend), ("^I", .nothing),
        ("\\e[200~", .paste), ("\\e^M", .newRow), ("\\e^J", .newRow), ("^L", .clearScreen),
        // libedit's own searches write into the line and eat the key that ends them.
        ("^R", .nothing), ("^S", .nothing), ("\\ep", .up), ("\\en", .down), ("\\eP", .up), ("\\eN", .down),
        ("^P", .up), ("\\e[A", .up), ("\\eOA", .up), ("^N", .down), ("\\e[B", .down), ("\\eOB", .down),
    ]
    private static let fixed = 7

    /// Keys libedit has commands for and no binding.
    private static let movements: [(String, String)] = [
        ("\\e[H", "ed-move-to-beg"), ("\\eOH", "ed-move-to-beg"), ("\\e[1~", "ed-move-to-beg"),
        ("\\e[F", "ed-move-to-end"), ("\\eOF", "ed-move-to-end"), ("\\e[4~", "ed-move-to-end"),
        ("\\e[C", "ed-next-char"), ("\\eOC", "ed-next-char"), ("\\e[D", "ed-prev-char"), ("\\eOD", "ed-prev-char"),
        ("\\e[3~", "ed-delete-next-char"), ("^?", "ed-delete-prev-char"), ("^H", "ed-delete-prev-char"),
        ("\\e[1;5C", "em-next-word"), ("\\e[1;5D", "ed-prev-word"), ("\\e[1;3C", "em-next-word"),
        ("\\e[1;3D", "ed-prev-word"),
    ]

    private enum Ending { case accepted, interrupted, left }

    /// What one reading needs; gone when it ends.
    private struct Session {
        var prompt: Prompt
        var continuation: Prompt
        var isComplete: ([UInt8]) -> Bool
        var browser: HistoryBrowser
        var ending: Ending = .left
        var statement: [UInt8] = []
    }

    private let handle: EditorHandle
    private let output: Int32
    private let colours: Bool
    private var painter = Painter()
    private var session: Session?

    init(_ settings: LineEditor.Settings) throws(TerminalFault) {
        output = settings.output
        colours = settings.colours
        handle = try EditorHandle(program: "recoup", input: settings.input, output: settings.output, takeover: true)
        for command in Command.allCases { handle.addCommand(command.rawValue, command.name, help: command.help) }
        for (key, command) in Self.movements { handle.bind(key, command) }
        for (key, command) in Self.keys { handle.bind(key, command.name) }
        if settings.readsEditrc {
            handle.readSettings()
            for (key, command) in Self.keys.prefix(Self.fixed) { handle.bind(key, command.name) }
        }
        handle.onCommand = { [unowned self] number in Command(rawValue: number).map(obey) ?? .bell }
        handle.onSettled = { [unowned self] in paint() }
        handle.onResize = { [unowned self] in painter.resized(to: size.columns) }
        handle.onBell = { [unowned self] in write([0x07]) }
    }

    /// Bytes libedit drew that nobody saw.
    var discarded: UInt64 { handle.discarded }

    func read(
        _ prompt: Prompt, _ continuation: Prompt, history: [[UInt8]], isComplete: ([UInt8]) -> Bool
    ) -> Reading {
        withoutActuallyEscaping(isComplete) { isComplete in
            session = Session(
                prompt: prompt, continuation: continuation, isComplete: isComplete,
                browser: HistoryBrowser(entries: history))
            defer { session = nil }
            painter.begin()
            write(Array("\u{1B}[?2004h".utf8))
            let end = handle.read()
            let reading = conclude(end)
            write(Array("\u{1B}[?2004l".utf8))
            return reading
        }
    }

    private func conclude(_ end: EditorHandle.End) -> Reading {
        switch end {
        case .command, .line:
            switch session?.ending {
            case .accepted: return .line(session?.statement ?? [])
            case .interrupted: return .interrupted
            case .left, nil: return .end
            }
        case .interrupt:
            Interrupt.clear()
            finishPicture(marking: "^C")
            return .interrupted
        case .input:
            finishPicture()
            return .end
        case .termination:
            finishPicture()
            return .terminated(signal: Interrupt.termination ?? 15)
        case .failed(let code): return .failed(.system(code: code))
        }
    }

    // MARK: Commands

    private func obey(_ command: Command) -> EditorHandle.After {
        if command != .up && command != .down { session?.browser.settle() }
        switch command {
        case .enter: return enter()
        case .newRow:
            handle.insert([0x0A])
            return .refresh
        case .interrupt:
            session?.ending = .interrupted
            finishPicture(marking: "^C")
            return .leave
        case .leave: return leaveOrDelete()
        case .up: return up()
        case .down: return down()
        case .paste: return paste()
        case .clearScreen:
            painter.forget()
            write(Array("\u{1B}[H\u{1B}[2J".utf8))
            return .refresh
        case .suspend:
            finishPicture()
            write(Array("\u{1B}[?2004l".utf8))
            handle.suspend()
            write(Array("\u{1B}[?2004h".utf8))
            return .refresh
        case .nothing: return .nothing
        }
    }

    private func enter() -> EditorHandle.After {
        let statement = Glyphs.utf8(handle.line.text)
        guard session?.isComplete(statement) ?? true else {
            handle.move(to: handle.line.text.count)
            handle.insert([0x0A])
            return .refresh
        }
        session?.ending = .accepted
        session?.statement = statement
        finishPicture()
        return .leave
    }

    private func leaveOrDelete() -> EditorHandle.After {
        let line = handle.line
        if line.text.isEmpty {
            session?.ending = .left
            finishPicture()
            return .leave
        }
        guard line.cursor < line.text.count else { return .bell }
        var text = line.text
        text.remove(at: line.cursor)
        handle.replace(text, cursor: line.cursor)
        return .refresh
    }

    private func up() -> EditorHandle.After {
        let line = handle.line
        if let above = RowMotion.above(line.text, line.cursor) {
            session?.browser.settle()
            handle.move(to: above)
            return .refresh
        }
        return show(session?.browser.older(than: line.text, cursor: line.cursor))
    }

    private func down() -> EditorHandle.After {
        let line = handle.line
        if let below = RowMotion.below(line.text, line.cursor) {
            session?.browser.settle()
            handle.move(to: below)
            return .refresh
        }
        return show(session?.browser.newer())
    }

    private func show(_ text: [UInt32]?) -> EditorHandle.After {
        guard let text else { return .bell }
        handle.replace(text, cursor: text.count)
        return .refresh
    }

    /// Up to the end mark, one insertion, nothing run: a pasted newline is a row, other controls are dropped.
    private func paste() -> EditorHandle.After {
        let mark: [UInt32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]
        var text: [UInt32] = []
        while let scalar = handle.nextCharacter() {
            text.append(scalar)
            if scalar == 0x7E, text.suffix(mark.count).elementsEqual(mark) {
                text.removeLast(mark.count)
                break
            }
        }
        var clean: [UInt32] = []
        clean.reserveCapacity(text.count)
        for (index, scalar) in text.enumerated() {
            switch scalar {
            case 0x0D: clean.append(0x0A)
            case 0x0A: if index == 0 || text[index - 1] != 0x0D { clean.append(0x0A) }
            case 0x09: clean.append(0x20)
            default: if !Glyphs.isControl(scalar) { clean.append(scalar) }
            }
        }
        handle.insert(clean)
        return .refresh
    }

    // MARK: Painting

    private var size: (columns: Int, rows: Int) { CBridge.windowSize(output) ?? (80, 24) }

    private func paint(cursorAtEnd: Bool = false, marking mark: String = "") {
        guard let session else { return }
        let line = handle.line
        let size = size
        let text = line.text + mark.unicodeScalars.map(\.value)
        let frame = Frame(
            prompt: session.prompt, continuation: session.continuation, text: text,
            cursor: cursorAtEnd ? text.count : line.cursor, width: size.columns, colours: colours)
        write(painter.paint(frame, height: size.rows))
    }

    /// The last picture of this line, with the cursor on the row below it.
    private func finishPicture(marking mark: String = "") {
        paint(cursorAtEnd: true, marking: mark)
        write(painter.leave())
    }

    private func write(_ bytes: [UInt8]) {
        // A terminal that went away shows itself as the end of input at the next key.
        if !bytes.isEmpty { _ = CBridge.write(bytes, to: output) }
    }
}
