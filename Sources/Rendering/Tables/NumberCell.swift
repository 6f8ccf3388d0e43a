// A number as a person reads it in a column: sign and grouped whole part left of the point, decimals and unit right
// of it. Measures and groups digits; may not round, convert or otherwise change a figure.

/// Where the parts of a printed number lie. `-1250.50 EUR` is whole `-1250`, decimals `.50`, unit ` EUR`.
struct NumberCell {
    var isNegative = false
    var whole: Range<Int>
    var decimals: Range<Int>
    var unit: Range<Int>
    /// Commas that grouping puts in.
    var commas = 0
    private var digitsStart: Int

    /// Nil where the bytes are not a number: they are then shown as they are, at the right edge.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, grouped: Bool) {
        var index = 0
        let count = bytes.count
        if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegative = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        digitsStart = index
        var hasCommas = false
        while index < count, Self.isDigit(bytes[index]) || bytes[index] == UInt8(ascii: ",") {
            if bytes[index] == UInt8(ascii: ",") { hasCommas = true }
            index += 1
        }
        guard index > digitsStart else { return nil }
        whole = 0..<index
        if grouped, !hasCommas { commas = (index - digitsStart - 1) / 3 }
        let point = index
        if index + 1 < count, bytes[index] == UInt8(ascii: "."), Self.isDigit(bytes[index + 1]) {
            index += 1
            while index < count, Self.isDigit(bytes[index]) { index += 1 }
        }
        // A percent sign hangs on to its figure; a currency stands in a column of its own.
        if index + 1 == count, bytes[index] == UInt8(ascii: "%") { index += 1 }
        decimals = point..<index
        unit = index..<count
        // A date, a version, an id: anything that goes on with more digits or hyphens is no number with a unit.
        if let first = bytes[unit].first, first != UInt8(ascii: " ") { return nil }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    var wholeWidth: Int { whole.count + commas }

    func appendWhole(of bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        for index in whole {
            if commas > 0, index > digitsStart, (whole.upperBound - index) % 3 == 0 { out.append(UInt8(ascii: ",")) }
            out.append(bytes[index])
        }
    }

    /// The cell with its digits in groups of three; as it is where it is no number.
    static func grouped(_ cell: [UInt8], _ isGrouped: Bool) -> [UInt8] {
        cell.withUnsafeBufferPointer { bytes in
            guard let parts = NumberCell(bytes, grouped: isGrouped) else { return cell }
            var out: [UInt8] = []
            parts.appendWhole(of: bytes, to: &out)
            out.append(contentsOf: bytes[parts.decimals])
            out.append(contentsOf: bytes[parts.unit])
            return out
        }
    }
}
