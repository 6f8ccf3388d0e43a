// A JSON value as it was written. Texts, keys and numbers are bytes: a number keeps every digit and is turned into
// money or an exact decimal by whoever knows which it is, never through a binary number; and a key of a thousand
// combining marks compares in a straight line.

package indirect enum JSONValue: Hashable, Sendable {
    case null
    case flag(Bool)
    /// The digits as they stand in the input.
    case number([UInt8])
    /// Well-formed UTF-8, escapes resolved.
    case text([UInt8])
    case list([JSONValue])
    /// Each key once, in the order of the input.
    case object([JSONMember])

    /// The value of `key` in an object: `value["amount"]`.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.elementsEqual(key.utf8) }?.value
    }

    /// What a text or a number reads as, for showing.
    package var string: String? {
        switch self {
        case .text(let bytes), .number(let bytes): String(decoding: bytes, as: UTF8.self)
        case .null, .flag, .list, .object: nil
        }
    }
}

package struct JSONMember: Hashable, Sendable {
    package var key: [UInt8]
    package var value: JSONValue

    package init(key: [UInt8], value: JSONValue) {
        self.key = key
        self.value = value
    }
}

/// A key that stood twice in one object. RFC 8259 leaves open what that means; here the last one wins and every
/// earlier one is told.
package struct JSONDuplicate: Hashable, Sendable {
    package var key: [UInt8]
    /// Where the one that lost stands.
    package var place: InputPlace

    package init(key: [UInt8], place: InputPlace) {
        self.key = key
        self.place = place
    }
}
