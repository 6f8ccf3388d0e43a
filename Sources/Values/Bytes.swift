// How every parser of this room reads: bytes with a position, never characters, never an index that can miss.

/// The UTF-8 bytes of a text, for the parsers that take bytes: `withBytes(of: "2026-11-02") { Day(iso: $0) }`.
package func withBytes<R, Fault: Error>(
    of text: String, _ body: (UnsafeBufferPointer<UInt8>) throws(Fault) -> R
) throws(Fault) -> R {
    var text = text
    let result: Result<R, Fault> = text.withUTF8 { bytes in
        do throws(Fault) {
            return .success(try body(bytes))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

struct ByteReader {
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var atEnd: Bool { position >= bytes.count }
    /// The next byte; 0 at the end, which no form here contains.
    var peek: UInt8 { position < bytes.count ? bytes[position] : 0 }

    mutating func skip() { position += 1 }

    mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    mutating func digit() -> UInt8? {
        let byte = peek
        guard byte >= 48, byte <= 57 else { return nil }
        position += 1
        return byte - 48
    }

    /// Exactly `count` digits, at most nine, as a number.
    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let next = digit() else { return nil }
            value = value * 10 + Int(next)
        }
        return value
    }

    mutating func skipBlanks() {
        while peek == 32 || peek == 9 { position += 1 }
    }

    /// What is left, as a buffer of its own.
    var rest: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[min(position, bytes.count)...]) }
}

extension UnsafeBufferPointer<UInt8> {
    func trimmingBlanks() -> UnsafeBufferPointer<UInt8> {
        var low = 0
        var high = count
        while low < high, self[low] == 32 || self[low] == 9 { low += 1 }
        while high > low, self[high - 1] == 32 || self[high - 1] == 9 { high -= 1 }
        return UnsafeBufferPointer(rebasing: self[low..<high])
    }

    /// Whether a digit of another script (Arabic, Persian, Devanagari, full width and so on) stands in these bytes.
    var hasForeignDigits: Bool {
        guard contains(where: { $0 >= 0x80 }) else { return false }
        return String(decoding: self.prefix(64), as: UTF8.self).unicodeScalars.contains {
            $0.value > 127 && $0.properties.numericType == .decimal
        }
    }

    /// The fault for bytes that are not of the form: foreign digits are said by name.
    var formFault: ValueFault { isEmpty ? .empty : hasForeignDigits ? .foreignDigits : .malformed }
}
