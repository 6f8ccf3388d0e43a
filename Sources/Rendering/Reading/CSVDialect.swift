// Which of the many files called CSV this one is. Says nothing about what is in the fields.

package enum TextEncoding: Hashable, Sendable {
    case utf8
    /// Latin-1 as the web reads it: windows-1252, so that the euro sign banks send in byte 0x80 is one.
    case latin1
}

package struct CSVDialect: Hashable, Sendable {
    package var separator: UInt8
    package var encoding: TextEncoding
    /// Lenient reading takes a quote inside an unquoted field as itself, and blanks behind a closing quote as nothing.
    package var isStrict: Bool
    /// Whether records may have fewer or more fields than the first.
    package var allowsRagged: Bool

    package init(
        separator: UInt8 = UInt8(ascii: ","), encoding: TextEncoding = .utf8, isStrict: Bool = false,
        allowsRagged: Bool = false
    ) {
        self.separator = separator
        self.encoding = encoding
        self.isStrict = isStrict
        self.allowsRagged = allowsRagged
    }
}

/// What keeps a hostile file from taking all memory.
package struct CSVLimits: Hashable, Sendable {
    /// Bytes of one record, as UTF-8.
    package var record: Int
    package var columns: Int

    package init(record: Int = 8 << 20, columns: Int = 4096) {
        self.record = min(max(record, 1), 1 << 30)
        self.columns = max(columns, 1)
    }
}
