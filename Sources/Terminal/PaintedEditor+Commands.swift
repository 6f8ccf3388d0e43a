// What our keys do to the line.

extension PaintedEditor {
    func obey(_ command: EditorCommand) -> EditorHandle.After {
        if command != .up && command != .down { session?.browser.settle() }
        switch command {
        case .enter: return enter()
        case .newRow:
            handle.insert([0x0A])
            return .refresh
        case .interrupt:
            overlay = .none
            session?.ending = .interrupted
            finishPicture(marking: "^C")
            return .leave
        case .leave: return leaveOrDelete()
        case .suspend:
            finishPicture()
            write(Array("\u{1B}[?2004l".utf8))
            handle.suspend()
            painter.begin()
            write(Array("\u{1B}[?2004h".utf8))
            return .refresh
        case .paste: return paste()
        case .clearScreen:
            painter.forget()
            write(Array("\u{1B}[H\u{1B}[2J".utf8))
            return .refresh
        case .complete: return complete()
        case .search: return search()
        case .help: return help()
        case .up: return up()
        case .down: return down()
        case .left, .right, .wordLeft, .wordRight, .rowStart, .rowEnd, .acceptWord: return move(command)
        case .eraseLeft, .eraseRight: return erase(command)
        case .killWordLeft, .killWordRight, .killToEnd, .killToStart: return kill(command)
        case .yank:
            guard !cut.isEmpty else { return .bell }
            handle.insert(cut)
            return .refresh
        }
    }

    private func enter() -> EditorHandle.After {
        let statement = Glyphs.utf8(handle.line.text)
        guard session?.isComplete(statement) ?? true else {
            handle.move(to: handle.line.text.count)
            handle.insert([0x0A])
            return .refresh
        }
        overlay = .none
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
        return erase(.eraseRight)
    }

    /// A whole cluster: half an emoji, or an accent without its letter, is nobody's wish.
    private func erase(_ command: EditorCommand) -> EditorHandle.After {
        let text = LineText(handle.line)
        let range = command == .eraseLeft ? text.beforeCluster..<text.cursor : text.cursor..<text.afterCluster
        guard !range.isEmpty else { return .bell }
        var rest = text.scalars
        rest.removeSubrange(range)
        handle.replace(rest, cursor: range.lowerBound)
        return .refresh
    }

    // MARK: history

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

    // MARK: the suggestion behind the cursor

    /// What would finish the line: the rest of the newest statement that begins so, else of the likeliest word.
    func suggestion(_ text: LineText) -> [UInt32] {
        guard text.isAtEnd, !text.bytes.isEmpty, aids.suggests(), let session else { return [] }
        let typed = text.bytes
        if let entry = session.history.last(where: { $0.count > typed.count && $0.starts(with: typed) }) {
            return Glyphs.scalars(Array(entry[typed.count...].prefix { $0 != 0x0A }))
        }
        guard let last = typed.last, last > 0x20 else { return [] }
        let choices = aids.complete(typed, text.byteCursor)
        guard !choices.range.isEmpty, choices.range.upperBound <= typed.count else { return [] }
        let word = typed[choices.range]
        guard let first = choices.list.first(where: { $0.text.utf8.starts(with: word) }) else { return [] }
        return Glyphs.scalars(Array(first.text.utf8.dropFirst(word.count)))
    }

    private func move(_ command: EditorCommand) -> EditorHandle.After {
        let text = LineText(handle.line)
        let row = text.row
        switch command {
        case .left: handle.move(to: text.beforeCluster)
        case .wordLeft: handle.move(to: wordStart(text))
        case .rowStart: handle.move(to: row.lowerBound)
        case .right:
            if text.isAtEnd { return accept(suggestion(text)) }
            handle.move(to: text.afterCluster)
        case .rowEnd:
            if text.isAtEnd { return accept(suggestion(text), ringing: false) }
            handle.move(to: row.upperBound)
        case .acceptWord:
            if text.isAtEnd { return accept(Self.firstWord(suggestion(text))) }
            handle.move(to: wordEnd(text))
        default: handle.move(to: wordEnd(text))
        }
        return .refresh
    }

    private func accept(_ suggestion: [UInt32], ringing: Bool = true) -> EditorHandle.After {
        guard !suggestion.isEmpty else { return ringing ? .bell : .nothing }
        handle.insert(suggestion)
        return .refresh
    }

    /// Blanks, and what follows them up to the next.
    private static func firstWord(_ text: [UInt32]) -> [UInt32] {
        let blanks = text.prefix { $0 == 0x20 }
        return Array(blanks + text.dropFirst(blanks.count).prefix { $0 != 0x20 })
    }

    // MARK: words

    private func words(_ text: LineText) -> [Range<Int>] { aids.words(text.bytes).map { text.scalars(of: $0) } }

    private func wordStart(_ text: LineText) -> Int {
        words(text).last { $0.lowerBound < text.cursor }?.lowerBound ?? 0
    }

    private func wordEnd(_ text: LineText) -> Int {
        words(text).first { $0.upperBound > text.cursor }?.upperBound ?? text.scalars.count
    }

    private func kill(_ command: EditorCommand) -> EditorHandle.After {
        let text = LineText(handle.line)
        let row = text.row
        let range: Range<Int> =
            switch command {
            case .killWordLeft: min(wordStart(text), text.cursor)..<text.cursor
            case .killWordRight: text.cursor..<max(text.cursor, wordEnd(text))
            case .killToStart: text.cursor > row.lowerBound ? row.lowerBound..<text.cursor : max(0, text.cursor - 1)..<text.cursor
            // At the end of a row the row below is joined.
            default: text.cursor < row.upperBound ? text.cursor..<row.upperBound : text.cursor..<min(text.cursor + 1, text.scalars.count)
            }
        guard !range.isEmpty else { return .bell }
        cut = Array(text.scalars[range])
        var rest = text.scalars
        rest.removeSubrange(range)
        handle.replace(rest, cursor: range.lowerBound)
        return .refresh
    }

    // MARK: paste

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
}
