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
    /// The patterns of a prefix as they were found when there were `count` forms.
    private var known: [(prefix: String, count: Int, patterns: [UInt32])] = []
    package init() {}
    /// From a stored pool of forms.
    package init(forms: TextPool) { self.forms = forms }

    /// The key of an id, its pattern new or known. Any bytes are an id: the last digits, at most nine, are its number.
    package mutating func key(for text: UnsafeBufferPointer<UInt8>) -> IDKey {
        let parts = IDForm(text)
        let pattern = parts.withForm(text) { forms.intern($0) }
        return IDKey(pattern: pattern, number: parts.number)
    }

    package mutating func key(for text: String) -> IDKey {
        var text = text
        return text.withUTF8 { key(for: $0) }
    }

    /// The key of an id whose pattern is known; nil says that no row can have it.
    package func existingKey(for text: UnsafeBufferPointer<UInt8>) -> IDKey? {
        let parts = IDForm(text)
        return parts.withForm(text) { forms.code(of: $0) }.map { IDKey(pattern: $0, number: parts.number) }
    }

    package func existingKey(for text: String) -> IDKey? {
        var text = text
        return text.withUTF8 { existingKey(for: $0) }
    }

    /// `key(prefix: "INV-2026-", number: 311, width: 4)` is the key of `INV-2026-0311`; width 0 pads nothing.
    package mutating func key(prefix: String, number: UInt32, width: Int) -> IDKey {
        var text = Array(prefix.utf8)
        var divisor: UInt32 = 1_000_000_000
        for left in stride(from: 10, to: 0, by: -1) {
            if number >= divisor || left <= min(width, 9) || left == 1 {
                text.append(UInt8(truncatingIfNeeded: number / divisor % 10) + 48)
            }
            divisor /= 10
        }
        return text.withUnsafeBufferPointer { key(for: $0) }
    }

    /// The patterns known for a prefix, whatever their width: `INV-0999` and `INV-1000` have two.
    ///
    /// The pattern without padding is the first of them, where it is known at all.
    mutating func patterns(prefix: String) -> [UInt32] {
        for entry in known where entry.count == forms.count && entry.prefix == prefix { return entry.patterns }
        let found = search(prefix)
        known.removeAll { $0.prefix == prefix }
        known.append((prefix, forms.count, found))
        return found
    }

    /// Whether the ids of a pattern are not padded.
    func isPlain(_ pattern: UInt32) -> Bool { forms.withBytes(pattern) { $0.last == 0 } }

    private func search(_ prefix: String) -> [UInt32] {
        var form = Array(prefix.utf8) + [0]
        var found: [UInt32] = []
        for width in [0, 2, 3, 4, 5, 6, 7, 8, 9] as [UInt8] {
            form[form.count - 1] = width
            if let pattern = form.withUnsafeBufferPointer({ forms.code(of: $0) }) { found.append(pattern) }
        }
        return found
    }

    /// Whether a key's pattern is known, so that it has a text.
    package func holds(_ key: IDKey) -> Bool { key.bits >= 0 && Int(key.pattern) < forms.count && key.pattern > 0 }

    /// The id's text; empty where the pattern is unknown.
    package func text(of key: IDKey) -> String {
        var out: [UInt8] = []
        append(key, to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    /// The id's bytes appended to a buffer: nothing where the pattern is unknown.
    package func append(_ key: IDKey, to out: inout [UInt8]) {
        guard key.bits >= 0 else { return }
        forms.withBytes(key.pattern) { form in
            guard let width = form.last else { return }
            out.append(contentsOf: form.dropLast())
            guard width != IDForm.noNumber else { return }
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 10) { room in
                var at = 10
                var rest = key.number
                repeat {
                    at -= 1
                    room[at] = UInt8(truncatingIfNeeded: rest % 10) + 48
                    rest /= 10
                } while at > 0 && (rest > 0 || 10 - at < Int(width))
                out.append(contentsOf: UnsafeMutableBufferPointer(rebasing: room[at...]))
            }
        }
    }
}

/// How an id's text divides: prefix, width of a zero-padded number, number.
private struct IDForm {
    /// The width of a form without a number.
    static let noNumber: UInt8 = 255
    let prefix: Int
    let width: UInt8
    let number: UInt32

    init(_ text: UnsafeBufferPointer<UInt8>) {
        var start = text.count
        while start > 0, text.count - start < 9, text[start - 1] >= 48, text[start - 1] <= 57 { start -= 1 }
        prefix = start
        var value: UInt32 = 0
        for i in start..<text.count { value = value &* 10 &+ UInt32(text[i] &- 48) }
        number = value
        let digits = text.count - start
        // Padding is part of the form only where there is some, so that INV-999 and INV-1000 share one.
        width = digits == 0 ? Self.noNumber : digits > 1 && text[start] == 48 ? UInt8(digits) : 0
    }

    /// The form's bytes: the prefix and the width.
    func withForm<R>(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: prefix + 1) { room in
            for i in 0..<prefix { room.initializeElement(at: i, to: text[i]) }
            room.initializeElement(at: prefix, to: width)
            return body(UnsafeBufferPointer(room))
        }
    }
}
