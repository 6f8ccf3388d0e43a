// The name of a thing in the book, `D-1042`, and the rule that tells one from a bare word: it starts with a capital
// letter and has a digit. Numbers of other people's making (`2026/17`) stand in backticks.

package struct ID: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    /// Whether it can stand in the language without backticks: capital first, then letters, digits and inner hyphens.
    package var isBare: Bool { withBytes(of: text) { ID.isBare($0) } }

    package static func isBare(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last, (65...90).contains(first), last != 45 else {
            return false
        }
        var digit = false
        var hyphen = false
        for byte in bytes {
            switch byte {
            case 48...57: digit = true
            case 65...90, 97...122: break
            case 45 where !hyphen: break
            default: return false
            }
            hyphen = byte == 45
        }
        return digit
    }
}
