// The texts of ids as 8-byte keys. `INV-2026-0311` is the pattern `INV-2026-` of width 4 and the number 311.

/// A key is equal where the text is, and orders ids of one pattern by number.
package struct IDKey: Hashable, Sendable, Comparable {
    /// Bits 0–31 the number, 32–62 the pattern; never negative, so never `Lane.null`.
    package let bits: Int64
    /// Any bits may come from disk; the text of a pattern that is not known is empty.
    package init(bits: Int64) { self.bits = bits }
    init(pattern: UInt32, number: UInt32) { bits = Int64(pattern & 0x7FFF_FFFF) << 32 | Int64(number) }

    package var pattern: UInt32 { UInt32(truncatingIfNeeded: bits >> 32) & 0x7FFF_FFFF }
    package var number: UInt32 { UInt32(truncatingIfNeeded: bits) }
    package static func < (a: IDKey, b: IDKey) -> Bool { a.bits < b.bits }
}

package struct IDPatterns {
    /// Each pattern's prefix and, as last byte, its width: stored as a pool of texts is.
    package private(set) var forms = TextPool()
    package init() {}
    /// From a stored pool of forms.
    package init(forms: TextPool) { self.forms = forms }

    /// The key of an id, its pattern new or known; any bytes are an id.
    package mutating func key(for text: UnsafeBufferPointer<UInt8>) -> IDKey { IDKey(pattern: forms.intern(text), number: 0) }
    package mutating func key(for text: String) -> IDKey {
        var text = text
        return text.withUTF8 { key(for: $0) }
    }

    /// The key of an id whose pattern is known; nil says that no row can have it.
    package func existingKey(for text: UnsafeBufferPointer<UInt8>) -> IDKey? { forms.code(of: text).map { IDKey(pattern: $0, number: 0) } }
    package func existingKey(for text: String) -> IDKey? {
        var text = text
        return text.withUTF8 { existingKey(for: $0) }
    }

    /// `key(prefix: "INV-2026-", number: 311, width: 4)` is the key of `INV-2026-0311`; width 0 pads nothing.
    package mutating func key(prefix: String, number: UInt32, width: Int) -> IDKey { key(for: prefix + String(number)) }

    /// The id's text; empty where the pattern is unknown.
    package func text(of key: IDKey) -> String { forms.string(key.pattern) }

    /// The id's bytes appended to a buffer.
    package func append(_ key: IDKey, to out: inout [UInt8]) { out += Array(text(of: key).utf8) }
}
