// Lines on a capable terminal: libedit edits with its drawing thrown away, and every picture comes from the Painter.
// What the keys do is in PaintedEditor+Commands, menus and searching in PaintedEditor+Overlays.

final class PaintedEditor {
    enum Ending { case accepted, interrupted, left }

    /// What one reading needs; gone when it ends.
    struct Session {
        var prompt: Prompt
        var continuation: Prompt
        var isComplete: ([UInt8]) -> Bool
        var history: [[UInt8]]
        var browser: HistoryBrowser
        var ending: Ending = .left
        var statement: [UInt8] = []
    }

    /// What is shown below the line until a key closes it.
    enum Overlay {
        case none
        case menu(Menu)
        case search(HistorySearch)
        /// A page of help, from which line on, and the line it was asked for.
        case page([String], from: Int, line: [UInt32], cursor: Int)
    }

    let handle: EditorHandle
    let aids: LineAids
    private let output: Int32
    private let colours: Bool
    var painter = Painter()
    var session: Session?
    var overlay = Overlay.none
    /// Rows of a page of help that the last picture had room for.
    var pageRows = 1
    /// What was cut last.
    var cut: [UInt32] = []
    /// Looks over the shoulder, for tests: all that is written, each picture, and when no key is left to obey.
    var watch: (written: ([UInt8]) -> Void, pictured: (Frame) -> Void, settled: () -> Void)?

    init(_ settings: LineEditor.Settings) throws(TerminalFault) {
        output = settings.output
        colours = settings.colours
        aids = settings.aids
        handle = try EditorHandle(program: "recoup", input: settings.input, output: settings.output, takeover: true)
        for command in EditorCommand.allCases {
            handle.addCommand(command.rawValue, command.entry.name, help: command.entry.does)
        }
        bind(EditorCommand.allCases)
        if settings.readsEditrc {
            handle.readSettings()
            bind(EditorCommand.fixed)
            if handle.isVi { bindVi() }
        }
        for key in EditorCommand.disarmed { handle.bind(key, "ed-unassigned") }
        handle.onCommand = { [unowned self] number in EditorCommand(rawValue: number).map(obey) ?? .bell }
        handle.onSettled = { [unowned self] in
            paint()
            watch?.settled()
        }
        handle.onIdle = { [unowned self] in aids.idle() }
        handle.onResize = { [unowned self] in painter.resized(to: size.columns) }
        handle.onBell = { [unowned self] in write([0x07]) }
    }

    private func bind(_ commands: [EditorCommand]) {
        for command in commands {
            for key in command.entry.keys { handle.bind(key, command.entry.name) }
        }
    }

    /// Exchanges the whole key map; what `.editrc` bound is gone then.
    func choose(_ keys: LineEditor.KeyMap) {
        guard handle.isVi != (keys == .vi) else { return }
        handle.chooseKeys(vi: keys == .vi)
        bind(EditorCommand.allCases)
        if handle.isVi { bindVi() }
        for key in EditorCommand.disarmed { handle.bind(key, "ed-unassigned") }
    }

    /// The keys as they are bound now.
    var keys: [KeyDescription] { KeyMapReading(keys: handle.toldKeys, commands: handle.toldCommands).descriptions }

    /// `bind -v` empties the key map: the arrows and our own keys come back, in both modes.
    private func bindVi() {
        for command in EditorCommand.allCases {
            // Alt with a letter is ESC and that letter, which is what a vi hand types to leave insert mode and go on.
            for key in command.entry.keys where !key.hasPrefix("\\e") || key.hasPrefix("\\e[") || key.hasPrefix("\\eO") {
                handle.bind(key, command.entry.name)
            }
        }
        handle.bind("^\\", "vi-command-mode")
        for command in EditorCommand.alternate {
            for key in command.entry.keys { handle.bindAlternate(key, command.entry.name) }
        }
        handle.bindAlternate(":", "ed-unassigned")
        for key in ["/", "?"] { handle.bindAlternate(key, EditorCommand.search.entry.name) }
        handle.bindAlternate("k", EditorCommand.up.entry.name)
        handle.bindAlternate("j", EditorCommand.down.entry.name)
    }

    /// Bytes libedit drew that nobody saw.
    var discarded: UInt64 { handle.discarded }

    func read(
        _ prompt: Prompt, _ continuation: Prompt, history: [[UInt8]], isComplete: ([UInt8]) -> Bool
    ) -> Reading {
        withoutActuallyEscaping(isComplete) { isComplete in
            session = Session(
                prompt: prompt, continuation: continuation, isComplete: isComplete, history: history,
                browser: HistoryBrowser(entries: history))
            overlay = .none
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
        overlay = .none
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

    // MARK: painting

    var size: (columns: Int, rows: Int) { CBridge.windowSize(output) ?? (80, 24) }

    func paint() {
        guard session != nil else { return }
        let text = LineText(handle.line)
        let size = size
        let styles = aids.styles()
        var isOverlaid = true
        if case .none = overlay { isOverlaid = false }
        var frame = self.frame(text, size, ghost: isOverlaid ? [] : suggestion(text), styles)
        frame.below = below(text, size, frame.rows.count, styles)
        show(frame, height: size.rows)
    }

    private func frame(_ text: LineText, _ size: (columns: Int, rows: Int), ghost: [UInt32], _ styles: PromptStyles) -> Frame {
        Frame(
            prompt: session?.prompt ?? Prompt(""), continuation: session?.continuation ?? Prompt(""), text: text.scalars,
            cursor: text.cursor, width: size.columns, colours: colours, styles: coloured(text), ghost: ghost,
            ghostStyle: styles.ghost)
    }

    private func coloured(_ text: LineText) -> [StyledRange] {
        var ranges = aids.colour(text.bytes, text.byteCursor).map { StyledRange(range: text.scalars(of: $0.range), style: $0.style) }
        ranges.sort { $0.range.lowerBound < $1.range.lowerBound }
        var end = 0
        return ranges.filter { found in
            guard found.range.lowerBound >= end, !found.range.isEmpty else { return false }
            end = found.range.upperBound
            return true
        }
    }

    private func below(
        _ text: LineText, _ size: (columns: Int, rows: Int), _ lineRows: Int, _ styles: PromptStyles
    ) -> [Frame.Row] {
        let room = max(size.rows / 3, size.rows - lineRows)
        switch overlay {
        case .none: return hint(text, size, lineRows, styles)
        case .menu(var menu):
            let rows = menu.rows(width: size.columns, height: min(room, 14), styles: styles)
            overlay = .menu(menu)
            return rows
        case .search(let search): return search.rows(width: size.columns, height: room, styles: styles)
        case .page(let lines, let from, let line, let cursor):
            guard line == text.scalars, cursor == text.cursor else {
                overlay = .none
                return hint(text, size, lineRows, styles)
            }
            return page(lines, from: from, width: size.columns, height: room, styles)
        }
    }

    private func hint(
        _ text: LineText, _ size: (columns: Int, rows: Int), _ lineRows: Int, _ styles: PromptStyles
    ) -> [Frame.Row] {
        guard size.rows >= 4, lineRows < size.rows, let hint = aids.hint(text.bytes, text.byteCursor) else { return [] }
        var row = Frame.Row(bytes: [], width: 0)
        row.add(hint.lead.isEmpty ? "" : hint.lead + "  ", styles.hintLead, upTo: size.columns)
        row.add(hint.rest, styles.hint, upTo: size.columns)
        return row.width > 0 ? [row] : []
    }

    private func page(_ lines: [String], from: Int, width: Int, height: Int, _ styles: PromptStyles) -> [Frame.Row] {
        let all = lines.flatMap { Frame.Row.wrapped($0, width: width) }
        let shown = all.dropFirst(from < all.count ? from : 0)
        let isCut = all.count > height
        pageRows = isCut ? max(1, height - 1) : height
        var rows = Array(shown.prefix(pageRows))
        if isCut, height > 1 {
            var row = Frame.Row(bytes: [], width: 0)
            row.add("… F1 for more, any other key closes", styles.detail, upTo: width)
            rows.append(row)
        }
        return rows
    }

    /// The last picture of this line, without what only helps to type it, with the cursor on the row below.
    func finishPicture(marking mark: String = "") {
        guard let session else { return }
        let line = handle.line
        let text = LineText(line)
        let size = size
        let shown = line.text + mark.unicodeScalars.map(\.value)
        show(
            Frame(
                prompt: session.prompt, continuation: session.continuation, text: shown, cursor: shown.count,
                width: size.columns, colours: colours, styles: coloured(text)), height: size.rows)
        write(painter.leave())
    }

    private func show(_ frame: Frame, height: Int) {
        write(painter.paint(frame, height: height))
        watch?.pictured(frame)
    }

    func write(_ bytes: [UInt8]) {
        // A terminal that went away shows itself as the end of input at the next key.
        if !bytes.isEmpty { _ = CBridge.write(bytes, to: output) }
        watch?.written(bytes)
    }
}
