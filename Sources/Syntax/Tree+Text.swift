// What names and texts spell. American spellings of our own words are read as ours, here and nowhere else.

extension Tree {
    /// The bytes of `text(_:)`.
    package func textBytes(_ node: NodeID) -> [UInt8] {
        let typed = source(node)
        switch kind(node) {
        case .name where isQuoted(node): return Array(typed.dropFirst().dropLast())
        case .name: return Array(ourSpelling(of: typed))
        case .variable: return Array(typed.dropFirst())
        case .textPart:
            let detail = self[node].detail
            return readingBraces(detail == 0 ? Array(typed) : BlockText(detail: detail).strip(typed))
        case .literal:
            return Array(literalKind(node)?.text(typed) ?? typed)
        default: return Array(typed)
        }
    }

    /// Whether a bare name spells a word, without making a String of it: `tree.spells(head, "take")`.
    package func spells(_ node: NodeID, _ word: StaticString) -> Bool {
        guard kind(node) == .name, !isQuoted(node) else { return false }
        let typed = ourSpelling(of: source(node))
        return typed.count == word.utf8CodeUnitCount && word.withUTF8Buffer { typed.elementsEqual($0) }
    }
}

extension LiteralKind {
    /// A text without its quotes and with `{{` read as `{`; anything else as it was typed.
    func text(_ typed: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch self {
        case .text:
            let inner = typed.dropFirst().dropLast()
            return inner.contains(UInt8(ascii: "{")) ? readingBraces(Array(inner))[...] : inner
        case .rawText: return typed.dropFirst().dropLast()
        case .blockText: return readingBraces(BlockText.content(typed.dropFirst(3).dropLast(3)))[...]
        case .number, .money, .percent, .date, .month, .quarter, .time, .dateTime, .duration, .id, .change: return typed
        }
    }
}

/// `{{` is a brace.
private func readingBraces(_ bytes: [UInt8]) -> [UInt8] {
    let brace = UInt8(ascii: "{")
    guard bytes.contains(brace) else { return bytes }
    var result: [UInt8] = []
    var isSecond = false
    for byte in bytes {
        isSecond = byte == brace && !isSecond
        if byte != brace || isSecond { result.append(byte) }
    }
    return result
}

/// `summarize`, `aging` and `installments` as we write them; any other word as it is.
func ourSpelling(of word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func spells(_ american: StaticString) -> Bool {
        american.withUTF8Buffer { word.elementsEqual($0) }
    }
    switch word.count {
    case 5 where spells("aging"): return ArraySlice("ageing".utf8)
    case 9 where spells("summarize"): return ArraySlice("summarise".utf8)
    case 12 where spells("installments"): return ArraySlice("instalments".utf8)
    default: return word
    }
}
