// JSON out: an array of objects, or one object a line. Numbers go out digit for digit, never through a binary number; a cell of a number
// column that is no JSON number goes out as a string. May not reorder or drop columns.

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

    func row(_ row: Int, to out: inout [UInt8]) {
        if isArray { out.append(contentsOf: row == 0 ? "\n".utf8 : ",\n".utf8) }
        if keys.isEmpty { out.append(UInt8(ascii: "{")) }
        for column in keys.indices {
            out.append(contentsOf: keys[column])
            let start = out.count
            guard grid.cell(row, column, &out) else {
                out.append(contentsOf: "null".utf8)
                continue
            }
            switch grid.columns[column].kind {
            case .text, .symbol: Self.quote(&out, from: start)
            case .number: if !Self.isNumber(out[start...]) { Self.quote(&out, from: start) }
            case .flag: if !Self.isFlag(out[start...]) { Self.quote(&out, from: start) }
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
        let start = out.count
        out.append(contentsOf: text.utf8)
        quote(&out, from: start)
    }

    /// Makes a JSON string of the bytes from `start` on. Quotes, backslashes, controls and the line separators of JavaScript are escaped; bytes
    /// that are no UTF-8 become U+FFFD.
    static func quote(_ out: inout [UInt8], from start: Int) {
        let isPlain = out.withUnsafeBufferPointer { all in
            for index in start..<all.count {
                let byte = all[index]
                if byte &- 0x20 >= 0x5F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { return false }
            }
            return true
        }
        if isPlain {
            out.append(UInt8(ascii: "\""))
            // Shifted up by one byte: cheaper than asking every cell's writer to leave room.
            out.withUnsafeMutableBufferPointer { all in
                guard let base = all.baseAddress else { return }
                (base + start + 1).update(from: base + start, count: all.count - start - 1)
                base[start] = UInt8(ascii: "\"")
            }
            out.append(UInt8(ascii: "\""))
            return
        }
        let text = Array(out[start...])
        out.removeSubrange(start...)
        out.append(UInt8(ascii: "\""))
        text.withUnsafeBufferPointer { escape($0, to: &out) }
        out.append(UInt8(ascii: "\""))
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

    private static func isNumber(_ cell: ArraySlice<UInt8>) -> Bool {
        cell.withUnsafeBufferPointer { JSONGrammar.numberEnd($0, from: 0) == $0.count && !$0.isEmpty }
    }

    private static func isFlag(_ cell: ArraySlice<UInt8>) -> Bool {
        cell.elementsEqual("true".utf8) || cell.elementsEqual("false".utf8)
    }
}
