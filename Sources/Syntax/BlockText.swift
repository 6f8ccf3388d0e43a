// How `"""` texts shed their layout: the newline after the opening quotes, the last line if it is blank, and as much
// indentation as that last line has.

struct BlockText {
    var indent: UInt8 = 0
    var isFirst = false
    var isLast = false

    init(indent: UInt8) { self.indent = indent }

    /// As it is kept in a node: six bits of indentation, two flags.
    var detail: UInt8 { indent | (isFirst ? 64 : 0) | (isLast ? 128 : 0) }

    init(detail: UInt8) {
        indent = detail & 63
        isFirst = detail & 64 != 0
        isLast = detail & 128 != 0
    }

    static func opensWithNewline(_ piece: some Collection<UInt8>) -> Bool {
        piece.first { !$0.isBlank } == 0x0A
    }

    /// Width of the last line where it is blank; nil where it holds text.
    static func closingIndent(_ piece: some BidirectionalCollection<UInt8>) -> Int? {
        var width = 0
        for byte in piece.reversed() {
            if byte == 0x0A { return width }
            if !byte.isBlank { return nil }
            if byte != 0x0D { width += 1 }
        }
        return nil
    }

    /// A whole `"""` text without its quotes.
    static func content(_ inner: ArraySlice<UInt8>) -> [UInt8] {
        guard opensWithNewline(inner) else { return Array(inner) }
        let indent = closingIndent(inner)
        var layout = BlockText(indent: UInt8(min(indent ?? 0, 60)))
        layout.isFirst = true
        layout.isLast = indent != nil
        return layout.strip(inner)
    }

    func strip(_ piece: ArraySlice<UInt8>) -> [UInt8] {
        var rest = piece
        var result: [UInt8] = []
        result.reserveCapacity(rest.count)
        if isLast, let newline = rest.lastIndex(of: 0x0A) {
            // `"""` on the line after the opening quotes: the same newline opens and closes an empty text.
            if isFirst, rest.firstIndex(of: 0x0A) == newline { return [] }
            rest = rest[..<newline]
            if rest.last == 0x0D { rest = rest.dropLast() }
        }
        var atLineStart = false
        if isFirst, let newline = rest.firstIndex(of: 0x0A) {
            rest = rest[(newline + 1)...]
            atLineStart = true
        }
        var skipped: UInt8 = 0
        for byte in rest {
            if atLineStart, skipped < indent, byte == 0x20 || byte == 0x09 {
                skipped += 1
                continue
            }
            atLineStart = byte == 0x0A
            if atLineStart { skipped = 0 }
            result.append(byte)
        }
        return result
    }
}
