// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or the end of a line (or a full-width form of
// the four signs) for a formula, and runs it. Text that does, behind any number of apostrophes, gets one more in
// front; reading back takes one off. So every text comes back as it was: `=1+1` goes out as `'=1+1`, and `'=1+1` as
// `''=1+1`.

package enum FormulaGuard {
    /// Whether `text` must not reach a spreadsheet as it is.
    package static func isNeeded(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < text.count, text[index] == apostrophe { index += 1 }
        guard index < text.count else { return false }
        switch text[index] {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D:
            return true
        case 0xEF:  // U+FF1D ＝, U+FF0B ＋, U+FF0D －, U+FF20 ＠
            guard index + 2 < text.count else { return false }
            switch (text[index + 1], text[index + 2]) {
            case (0xBC, 0x9D), (0xBC, 0x8B), (0xBC, 0x8D), (0xBC, 0xA0): return true
            default: return false
            }
        default:
            return false
        }
    }

    /// The text that was written; `field` itself where there is no guard.
    package static func lifted(_ field: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard field.first == apostrophe, isNeeded(field) else { return field }
        return UnsafeBufferPointer(rebasing: field.dropFirst())
    }

    static let apostrophe = UInt8(ascii: "'")
}
