// Who did what, when: what rides along with a change for the audit. Replay never reads it.

/// The head of a change.
package struct Entry: Hashable, Sendable {
    /// What was typed.
    package var line: String
    package var actor: String
    /// Minutes since 1970-01-01T00:00.
    package var moment: Int64
    /// What makes an import or a script's step happen once; empty for none.
    package var key: String
    /// The digest of the script the line came from; empty at the prompt.
    package var script: [UInt8]
    /// The change this one takes back; 0 for none.
    package var undoes: UInt64

    package init(
        line: String, actor: String, moment: Int64, key: String = "", script: [UInt8] = [], undoes: UInt64 = 0
    ) {
        self.line = line
        self.actor = actor
        self.moment = moment
        self.key = key
        self.script = script
        self.undoes = undoes
    }
}

/// A change as the history lists it.
package struct GroupHead: Hashable, Sendable {
    package let number: UInt64
    package let entry: Entry
    /// Rows inserted, updated or removed.
    package let rows: UInt64
}

//  head = moment, undoes, rows, then line, actor, key, script, each a length and its bytes

extension Entry {
    /// Longer lines keep their beginning: they are for reading, and a pasted file need not be kept twice.
    static let lineLimit = 1 << 16
    private static let fieldLimit = 1 << 10

    func write(rows: UInt64, to out: inout ByteWriter) {
        out.zigzag(moment)
        out.varint(undoes)
        out.varint(rows)
        Self.write(line, Self.lineLimit, to: &out)
        Self.write(actor, Self.fieldLimit, to: &out)
        Self.write(key, Self.fieldLimit, to: &out)
        out.varint(min(script.count, Self.fieldLimit))
        out.raw(Array(script.prefix(Self.fieldLimit)))
    }

    private static func write(_ text: String, _ limit: Int, to out: inout ByteWriter) {
        var text = text
        text.withUTF8 { bytes in
            var end = min(bytes.count, limit)
            // Not in the middle of a character.
            while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            out.blob(UnsafeBufferPointer(rebasing: bytes[..<end]))
        }
    }

    static func read(_ reader: inout ByteReader) throws(FormatFault) -> (Entry, rows: UInt64) {
        let section = reader.section
        reader.section = "the head of a change"
        let moment = try reader.zigzag()
        let undoes = try reader.varint()
        let rows = try reader.varint()
        let entry = Entry(
            line: try reader.text(), actor: try reader.text(), moment: moment, key: try reader.text(),
            script: Array(try reader.blob()), undoes: undoes)
        reader.section = section
        return (entry, rows)
    }
}
