// Text made to fit a number of columns: cut, or broken into lines, never inside a cluster. Expects text that
// `SafeText` has made safe.

enum Clipping {
    /// Cuts what does not fit, on a cluster's edge, and says so with an ellipsis of one column.
    static func clip(_ bytes: inout [UInt8], from start: Int, to columns: Int, ellipsis: String) {
        let kept: Int? = bytes.withUnsafeBufferPointer { all in
            let text = UnsafeBufferPointer(rebasing: all[start...])
            let whole = DisplayWidth.prefix(of: text, fitting: columns)
            if whole.bytes == text.count { return nil }
            return DisplayWidth.prefix(of: text, fitting: max(0, columns - 1)).bytes
        }
        guard let kept else { return }
        bytes.removeSubrange((start + kept)...)
        if columns > 0 { bytes.append(contentsOf: ellipsis.utf8) }
    }

    /// Breaks a text at its blanks into lines of at most `room` columns, or anywhere where it has none; at least one
    /// cluster on each.
    static func forEachLine(
        of text: UnsafeBufferPointer<UInt8>, room: Int, _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Void
    ) {
        var start = 0
        while start < text.count {
            let rest = UnsafeBufferPointer(rebasing: text[start...])
            let length = lineLength(rest, room: room)
            var line = rest[..<length]
            while line.last == UInt8(ascii: " ") { line = line.dropLast() }
            body(line)
            start += length
        }
    }

    private static func lineLength(_ text: UnsafeBufferPointer<UInt8>, room: Int) -> Int {
        let fitting = DisplayWidth.prefix(of: text, fitting: room).bytes
        if fitting == text.count { return fitting }
        if let blank = text[...fitting].lastIndex(of: UInt8(ascii: " ")), blank > 0 { return blank + 1 }
        return max(fitting, ClusterWalk(text).peek()?.length ?? text.count)
    }
}
