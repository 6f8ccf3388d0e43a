// Text as it may be shown: nothing in it moves the cursor, hides, or turns the direction of the line.

/// One character as shown, the columns it takes, and the bytes it stands for.
struct Cell {
    var text: String
    var width: Int
    var lower: Int
    var upper: Int
}

/// Cells of a stretch of bytes. Control characters become pictures (␛), what cannot be seen its number, bytes that are
/// no UTF-8 a replacement character each, and a tab four blanks.
func cells(_ bytes: ArraySlice<UInt8>) -> [Cell] {
    var result: [Cell] = []
    var decoder = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = bytes.startIndex
    while true {
        switch decoder.parseScalar(from: &iterator) {
        case .valid(let encoded):
            let upper = offset + encoded.count
            let scalar = Unicode.UTF8.decode(encoded)
            let (text, width) = visible(scalar)
            if width == 0, !result.isEmpty {
                result[result.count - 1].text += text
                result[result.count - 1].upper = upper
            } else {
                result.append(Cell(text: text, width: width, lower: offset, upper: upper))
            }
            offset = upper
        case .error(let length):
            result.append(Cell(text: "\u{FFFD}", width: 1, lower: offset, upper: offset + length))
            offset += length
        case .emptyInput:
            return result
        }
    }
}

/// A whole text made safe to show; newlines too become visible.
func visible(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    return isPlain ? text : text.unicodeScalars.map { visible($0).text }.joined()
}

private func visible(_ scalar: Unicode.Scalar) -> (text: String, width: Int) {
    switch scalar.value {
    case 0x09: return ("    ", 4)
    case 0..<0x20: return (Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) } ?? "?", 1)
    case 0x20..<0x7F: return (String(Character(scalar)), 1)
    case 0x7F: return ("␡", 1)
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        let text = "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
        return (text, text.utf8.count)
    case .nonspacingMark, .enclosingMark:
        return (String(Character(scalar)), 0)
    default:
        return (String(Character(scalar)), isWide(scalar.value) ? 2 : 1)
    }
}

/// Two columns on a terminal: East Asian wide and fullwidth blocks and emoji (Unicode Standard Annex 11), by block.
private func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
        0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
        true
    default: false
    }
}
