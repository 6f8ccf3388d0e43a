// A named text, and the way from a byte offset to the line and column a person counts.
// It reads no file: bytes come in from above.

/// One script, or one line typed at the prompt.
package struct Source: Sendable {
    private enum Name {
        case given(String)
        /// Spelt when somebody asks: most lines of a stream are never named.
        case line(Int)
    }

    private let origin: Name
    /// UTF-8, not yet checked.
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        origin = .given(name)
        self.bytes = bytes
    }

    /// A statement of a stream, named by the line it begins on.
    package init(line: Int, bytes: [UInt8]) {
        origin = .line(line)
        self.bytes = bytes
    }

    /// What stands before the line number: `monthly.recoup`, `prompt`, `line 12`.
    package var name: String {
        switch origin {
        case .given(let name): name
        case .line(let line): "line \(line)"
        }
    }

    package init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Line starts are found when something must be shown, never on the way of a correct statement.
    package func lines() -> LineTable { LineTable(bytes) }

    /// The text of a span; bytes that are no UTF-8 become U+FFFD. A span beyond the end is cut.
    package func text(_ span: Span) -> String {
        let upper = min(Int(span.upper), bytes.count)
        let lower = min(Int(span.lower), upper)
        return String(decoding: bytes[lower..<upper], as: UTF8.self)
    }
}

/// Where each line of a source begins.
package struct LineTable: Sendable {
    /// Byte offset of the first byte of each line; never empty.
    package let starts: [Int]
    private let end: Int

    init(_ bytes: [UInt8]) {
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        self.starts = starts
        end = bytes.count
    }

    /// Index (from 0) of the line that holds `offset`; an offset beyond the end belongs to the last line.
    package func line(at offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Bytes of a line with its newline; empty for a line that does not exist.
    package func range(ofLine line: Int) -> Range<Int> {
        guard starts.indices.contains(line) else { return end..<end }
        return starts[line]..<(line + 1 < starts.count ? starts[line + 1] : end)
    }
}
