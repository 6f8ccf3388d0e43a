// JSON out: an array of objects, or one object a line. Numbers go out digit for digit, never through a binary number;
// a cell of a number column that is no JSON number goes out as a string. May not reorder or drop columns.

import Values

package struct JSONWriter {
    private let grid: Grid
    private let isArray: Bool
    /// `{"id":`, `,"name":`, …
    private let keys: [[UInt8]]

    init(_ grid: Grid, isArray: Bool) {
        self.grid = grid
        self.isArray = isArray
        keys = grid.columns.enumerated().map { index, column in
            var key = [UInt8(ascii: index == 0 ? "{" : ",")]
            Self.append(text: column.name, to: &key)
            key.append(UInt8(ascii: ":"))
            return key
        }
    }

    func head(to out: inout [UInt8]) {
        if isArray { out.append(UInt8(ascii: "[")) }
    }

    func row(_ row: Int, cell: inout ByteSink, to out: inout [UInt8]) {
        if isArray { out.append(contentsOf: row == 0 ? "\n".utf8 : ",\n".utf8) }
        if keys.isEmpty { out.append(UInt8(ascii: "{")) }
        for column in keys.indices {
            out.append(contentsOf: keys[column])
            cell.clear()
            guard grid.cell(row, column, &cell) else {
                out.append(contentsOf: "null".utf8)
                continue
            }
            cell.bytes.withUnsafeBufferPointer { bytes in
                let isBare = switch grid.columns[column].kind {
                case .text, .symbol: false
                case .number: JSONGrammar.numberEnd(bytes, from: 0) == bytes.count
                case .flag: bytes.elementsEqual("true".utf8) || bytes.elementsEqual("false".utf8)
                }
                if isBare { out.append(contentsOf: bytes) } else { Self.append(text: bytes, to: &out) }
            }
        }
        out.append(UInt8(ascii: "}"))
        if !isArray { out.append(UInt8(ascii: "\n")) }
    }

    func foot(to out: inout [UInt8]) {
        if isArray { out.append(contentsOf: grid.rowCount == 0 ? "]\n".utf8 : "\n]\n".utf8) }
    }

    /// Appends `text` as a JSON string, quotes and all.
    package static func append(text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { append(text: $0, to: &out) }
    }

    /// Quotes, backslashes, controls and the line separators of JavaScript are escaped; bytes that are no UTF-8
    /// become U+FFFD.
    package static func append(text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        if isPlain(text) { out.append(contentsOf: text) } else { escape(text, to: &out) }
        out.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where byte &- 0x20 >= 0x5F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
        return true
    }

    private static func escape(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var index = 0
        while index < text.count {
            guard let (scalar, length) = ScalarWalk.scalar(text, at: index) else {
                ScalarWalk.append(0xFFFD, to: &out)
                index += 1
                continue
            }
            switch scalar {
            case 0x22, 0x5C: out.append(contentsOf: [UInt8(ascii: "\\"), text[index]])
            case 0x0A: out.append(contentsOf: "\\n".utf8)
            case 0x0D: out.append(contentsOf: "\\r".utf8)
            case 0x09: out.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029:
                let digits = String(scalar, radix: 16)
                out.append(contentsOf: "\\u".utf8)
                out.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
                out.append(contentsOf: digits.utf8)
            default:
                for offset in 0..<length { out.append(text[index + offset]) }
            }
            index += length
        }
    }
}
