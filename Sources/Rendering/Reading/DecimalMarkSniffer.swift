// Which mark stands before the decimals in a column of amounts, from the cells themselves. Only weighs; may not turn
// a cell into a number.

package import Values

package struct DecimalMarkSniffer: Sendable {
    package enum Verdict: Hashable, Sendable {
        /// No cell has a mark, so that both readings are one.
        case none
        case mark(DecimalMark)
        /// Every marked cell reads both ways, `1,250` say; one of them, to show.
        case ambiguous(witness: [UInt8])
        case contradictory(point: [UInt8], comma: [UInt8])
    }

    private var point: [UInt8]?
    private var comma: [UInt8]?
    private var either: [UInt8]?

    package init() {}

    /// Looks at one cell; whatever is no number, with or without a currency, is passed over.
    package mutating func look(at cell: UnsafeBufferPointer<UInt8>) {
        switch Self.reading(of: cell) {
        case .point: if point == nil { point = Array(cell) }
        case .comma: if comma == nil { comma = Array(cell) }
        case .either: if either == nil { either = Array(cell) }
        case .silent: break
        }
    }

    package var verdict: Verdict {
        switch (point, comma, either) {
        case (let point?, let comma?, _): .contradictory(point: point, comma: comma)
        case (.some, nil, _): .mark(.point)
        case (nil, .some, _): .mark(.comma)
        case (nil, nil, let either?): .ambiguous(witness: either)
        case (nil, nil, nil): .none
        }
    }

    private enum Reading { case point, comma, either, silent }

    private static func reading(of cell: UnsafeBufferPointer<UInt8>) -> Reading {
        var points = 0
        var commas = 0
        var last: UInt8?
        var before = 0  // digits before the first mark
        var behind = 0  // digits behind the last
        var isZero = true  // only zeros before the first mark
        var letters = 0
        for byte in cell {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                if last == nil {
                    before += 1
                    if byte != UInt8(ascii: "0") { isZero = false }
                } else {
                    behind += 1
                }
            case UInt8(ascii: "."), UInt8(ascii: ","):
                if byte == UInt8(ascii: ".") { points += 1 } else { commas += 1 }
                last = byte
                behind = 0
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                letters += 1
                if letters > 3 { return .silent }
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: " "), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "$"), UInt8(ascii: "%"), 0x80...:
                break
            default:
                return .silent
            }
        }
        guard let last, before + behind > 0 else { return .silent }
        let mark = last == UInt8(ascii: ".") ? Reading.point : .comma
        let other = last == UInt8(ascii: ".") ? Reading.comma : .point
        if points > 0, commas > 0 {
            // 1.250,50: the last mark stands before the decimals, and so only once.
            return (last == UInt8(ascii: ".") ? points : commas) == 1 ? mark : .silent
        }
        if points + commas > 1 { return behind == 3 ? other : .silent }
        // One mark, three digits behind it and one to three before: 1,250 is twelve hundred or one and a quarter.
        return behind == 3 && (1...3).contains(before) && !isZero ? .either : mark
    }
}
