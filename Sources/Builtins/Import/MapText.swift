// `map { id: number, debtor: "D-{debtor_id}" }`: which column of the file holds what, as it was typed. Names are of the file's
// columns, which the language does not know, so this is read here and not bound.

/// Nil where the text is no map.
struct MapText {
    typealias Entry = (field: String, parts: [ImportOptions.MapPart])

    private let bytes: [UInt8]
    private var at = 0

    private init(_ text: String) { bytes = Array(text.utf8) }

    /// `{ id: number, debtor: "D-{debtor_id}" }` has two entries; names with blanks stand in backticks.
    static func entries(_ text: String) -> [Entry]? {
        var reader = MapText(text)
        return reader.entries()
    }

    private mutating func entries() -> [Entry]? {
        var found: [Entry] = []
        guard take(UInt8(ascii: "{")) else { return nil }
        while !take(UInt8(ascii: "}")) {
            if !found.isEmpty, !take(UInt8(ascii: ",")) { return nil }
            guard let field = name(), take(UInt8(ascii: ":")), let parts = value() else { return nil }
            found.append((field, parts))
        }
        skipBlanks()
        return at == bytes.count && !found.isEmpty ? found : nil
    }

    private mutating func value() -> [ImportOptions.MapPart]? {
        skipBlanks()
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "\""): return template()
        default: return name().map { [.column($0)] }
        }
    }

    /// A text with columns in braces; `{{` is a brace.
    private mutating func template() -> [ImportOptions.MapPart]? {
        at += 1
        var parts: [ImportOptions.MapPart] = []
        var text: [UInt8] = []
        func close(_ text: inout [UInt8], _ parts: inout [ImportOptions.MapPart]) {
            if !text.isEmpty { parts.append(.text(String(decoding: text, as: UTF8.self))) }
            text = []
        }
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                close(&text, &parts)
                return parts.isEmpty ? nil : parts
            case UInt8(ascii: "{") where at < bytes.count && bytes[at] == byte:
                text.append(byte)
                at += 1
            case UInt8(ascii: "{"):
                close(&text, &parts)
                guard let column = name(), take(UInt8(ascii: "}")) else { return nil }
                parts.append(.column(column))
            case UInt8(ascii: "}") where at < bytes.count && bytes[at] == byte:
                text.append(byte)
                at += 1
            default: text.append(byte)
            }
        }
        return nil
    }

    /// Letters, digits and `_`, or anything in backticks.
    private mutating func name() -> String? {
        skipBlanks()
        let isQuoted = at < bytes.count && bytes[at] == UInt8(ascii: "`")
        if isQuoted { at += 1 }
        let start = at
        while at < bytes.count {
            let byte = bytes[at]
            if isQuoted ? byte == UInt8(ascii: "`") : !Self.isNameByte(byte) { break }
            at += 1
        }
        let name = String(decoding: bytes[start..<at], as: UTF8.self)
        if isQuoted {
            guard at < bytes.count else { return nil }
            at += 1
        }
        return name.isEmpty ? nil : name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte == 95 || byte >= 0x80
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while at < bytes.count, bytes[at] <= 32 { at += 1 }
    }
}
