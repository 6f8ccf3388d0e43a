// What opens below the line and takes keys of its own: the menu of Tab, searching with Ctrl-R, and the page of F1.
// A key that is none of theirs closes them and goes to libedit.

extension PaintedEditor {
    /// A key as a menu or a search understands it.
    private enum Key {
        case text(UInt32)
        case up, down, left, right, tab, backTab, enter, escape, interrupt, erase, searchAgain
        /// Not for us: the characters that made it.
        case other([UInt32])
    }

    /// The next key, after the picture that is due; nil when reading is over.
    private func nextKey() -> Key? {
        guard let first = handle.nextCharacter(paints: true) else { return nil }
        switch first {
        case 0x03: return .interrupt
        case 0x07: return .escape
        case 0x08, 0x7F: return .erase
        case 0x09: return .tab
        case 0x0A, 0x0D: return .enter
        case 0x0E: return .down
        case 0x10: return .up
        case 0x12: return .searchAgain
        case 0x1B: return escaped()
        default: return first < 0x20 ? .other([first]) : .text(first)
        }
    }

    private func escaped() -> Key {
        var typed: [UInt32] = [0x1B]
        if handle.isBareEscape { return .escape }
        guard let second = handle.nextCharacter() else { return .other(typed) }
        typed.append(second)
        guard second == 0x5B || second == 0x4F else { return .other(typed) }
        // Parameters up to the letter that ends the sequence.
        while typed.count < 16, let next = handle.nextCharacter() {
            typed.append(next)
            if next >= 0x40, next <= 0x7E { break }
        }
        guard typed.count == 3 else { return .other(typed) }
        switch typed[2] {
        case 0x41: return .up
        case 0x42: return .down
        case 0x43: return .right
        case 0x44: return .left
        case 0x5A: return .backTab
        default: return .other(typed)
        }
    }

    // MARK: Tab

    /// One choice is taken; of several what all begin with, and the rest is chosen from a menu.
    func complete() -> EditorHandle.After {
        let text = LineText(handle.line)
        let choices = aids.complete(text.bytes, text.byteCursor)
        guard let first = choices.list.first, choices.range.upperBound <= text.bytes.count else { return .bell }
        var word = text.scalars(of: choices.range)
        if choices.list.count == 1 {
            put(first.text, over: &word)
            finish(first)
            return .refresh
        }
        let typed = Array(text.bytes[choices.range])
        let common = Self.common(choices.list.map { Array($0.text.utf8) })
        if common.count > typed.count, Self.beginsAlike(common, typed) {
            put(String(decoding: common, as: UTF8.self), over: &word)
        }
        return choose(from: choices.list, over: word)
    }

    private func choose(from list: [Choice], over word: Range<Int>) -> EditorHandle.After {
        var word = word
        let original = handle.line
        let typed = Array(original.text[word])
        var menu = Menu(list)
        overlay = .menu(menu)
        defer { overlay = .none }
        while let key = nextKey() {
            // Painting scrolled the list; the menu keeps how far.
            if case .menu(let painted) = overlay { menu = painted }
            switch key {
            case .tab, .down: menu.move(.next, width: size.columns)
            case .backTab, .up: menu.move(.previous, width: size.columns)
            case .left: menu.move(.left, width: size.columns)
            case .right: menu.move(.right, width: size.columns)
            case .enter:
                guard let chosen = menu.chosen else {
                    handle.giveBack([0x0D])
                    return .refresh
                }
                finish(chosen)
                return .refresh
            case .escape, .interrupt:
                put(typed, over: &word)
                return .refresh
            case .text(let scalar):
                // The next word is begun: what follows the chosen one stands before it.
                if let chosen = menu.chosen, Self.beginsWord(scalar) { finish(chosen) }
                handle.giveBack([scalar])
                return .refresh
            case .erase:
                handle.giveBack([0x7F])
                return .refresh
            case .searchAgain:
                handle.giveBack([0x12])
                return .refresh
            case .other(let typed):
                handle.giveBack(typed)
                return .refresh
            }
            if let chosen = menu.chosen { put(chosen.text, over: &word) }
            overlay = .menu(menu)
        }
        return .refresh
    }

    /// Exchanges a stretch of the line; the stretch is then what was put there, and the cursor behind it.
    private func put(_ text: String, over word: inout Range<Int>) {
        put(Glyphs.visible(text).unicodeScalars.map(\.value), over: &word)
    }

    private func put(_ scalars: [UInt32], over word: inout Range<Int>) {
        var line = handle.line.text
        line.replaceSubrange(word.clamped(to: 0..<line.count), with: scalars)
        word = word.lowerBound..<(word.lowerBound + scalars.count)
        handle.replace(line, cursor: word.upperBound)
    }

    /// What follows a chosen word, unless it stands there already.
    private func finish(_ choice: Choice) {
        let ending = choice.ending.unicodeScalars.map(\.value)
        let line = handle.line
        let rest = line.text[line.cursor...]
        if rest.starts(with: ending) {
            handle.move(to: line.cursor + ending.count)
        } else if !ending.isEmpty {
            handle.insert(ending)
        }
    }

    private static func beginsWord(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x24, 0x22, 0x80...: true
        default: false
        }
    }

    private static func common(_ words: [[UInt8]]) -> [UInt8] {
        guard var common = words.first else { return [] }
        for word in words.dropFirst() {
            var count = 0
            while count < common.count, count < word.count, common[count] == word[count] { count += 1 }
            common.removeLast(common.count - count)
        }
        // Never half a character.
        while let last = common.last, last >= 0x80 { common.removeLast() }
        return common
    }

    private static func beginsAlike(_ word: [UInt8], _ typed: [UInt8]) -> Bool {
        func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
        return zip(word, typed).allSatisfy { fold($0) == fold($1) }
    }

    // MARK: Ctrl-R

    /// Letters narrow the list, Up and Ctrl-R go to older ones, Enter takes one into the line, Esc brings the line back.
    func search() -> EditorHandle.After {
        guard let history = session?.history, !history.isEmpty else { return .bell }
        let before = handle.line
        var search = HistorySearch(entries: history, query: before.text.contains(0x0A) ? [] : before.text)
        if search.matches.isEmpty { search = HistorySearch(entries: history) }
        defer { overlay = .none }
        while true {
            overlay = .search(search)
            if let chosen = search.chosen {
                let text = Glyphs.scalars(chosen)
                handle.replace(text, cursor: text.count)
            }
            guard let key = nextKey() else { return .refresh }
            switch key {
            case .text(let scalar): search.type(scalar)
            case .erase: search.erase()
            case .up, .searchAgain, .tab: search.older()
            case .down, .backTab: search.newer()
            case .enter:
                if search.chosen == nil { handle.replace(before.text, cursor: before.cursor) }
                return .refresh
            case .escape, .interrupt:
                handle.replace(before.text, cursor: before.cursor)
                return .refresh
            case .left, .right:
                return .refresh
            case .other(let typed):
                handle.giveBack(typed)
                return .refresh
            }
        }
    }

    // MARK: F1

    /// The page for the word under the cursor; asked again, the rest of it.
    func help() -> EditorHandle.After {
        let text = LineText(handle.line)
        if case .page(let lines, let from, text.scalars, text.cursor) = overlay {
            let rows = lines.reduce(0) { $0 + Frame.Row.wrapped($1, width: size.columns).count }
            let next = from + pageRows
            overlay = .page(lines, from: next < rows ? next : 0, line: text.scalars, cursor: text.cursor)
            return .refresh
        }
        let lines = aids.help(text.bytes, text.byteCursor)
        guard !lines.isEmpty else { return .bell }
        overlay = .page(lines, from: 0, line: text.scalars, cursor: text.cursor)
        return .refresh
    }
}
