// Case-blind text: folding, order, and the tests `contains starts ends matches`.
// `matches` is a glob of `*` and `?` in linear time; there are no regular expressions in the language.
import Syntax
import Values

enum TextFold {
    /// Bytes by which texts are compared.
    static func key(_ text: String) -> [UInt8] {
        var text = text
        var folded: [UInt8] = []
        text.withUTF8 { CaseFold.fold($0, into: &folded) }
        return folded
    }
}

/// One test against one pattern, prepared once for many texts.
struct TextTest {
    private let op: Operation
    private let pattern: [UInt8]

    init(_ op: Operation, _ pattern: String) {
        self.op = op
        self.pattern = TextFold.key(pattern)
    }

    func holds(_ text: String) -> Bool {
        let text = TextFold.key(text)
        return switch op {
        case .contains: Self.contains(text, pattern)
        case .notContains: !Self.contains(text, pattern)
        case .starts: text.starts(with: pattern)
        case .notStarts: !text.starts(with: pattern)
        case .ends: text.count >= pattern.count && text[(text.count - pattern.count)...].elementsEqual(pattern)
        case .notEnds: !(text.count >= pattern.count && text[(text.count - pattern.count)...].elementsEqual(pattern))
        case .matches: Self.matches(text, pattern)
        case .notMatches: !Self.matches(text, pattern)
        default: false
        }
    }

    /// Knuth–Morris–Pratt, so that no text is slow.
    private static func contains(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        if pattern.isEmpty { return true }
        var fail = Array(repeating: 0, count: pattern.count)
        var k = 0
        for i in 1..<max(1, pattern.count) {
            while k > 0, pattern[i] != pattern[k] { k = fail[k - 1] }
            if pattern[i] == pattern[k] { k += 1 }
            fail[i] = k
        }
        k = 0
        for byte in text {
            while k > 0, byte != pattern[k] { k = fail[k - 1] }
            if byte == pattern[k] { k += 1 }
            if k == pattern.count { return true }
        }
        return false
    }

    /// `*` any bytes, `?` one character. The last star is the only place to go back to.
    private static func matches(_ text: [UInt8], _ pattern: [UInt8]) -> Bool {
        var t = 0
        var p = 0
        var star = -1
        var mark = 0
        while t < text.count {
            if p < pattern.count, pattern[p] == 0x2A {
                star = p
                mark = t
                p += 1
            } else if p < pattern.count, pattern[p] == 0x3F {
                t += 1
                while t < text.count, text[t] & 0xC0 == 0x80 { t += 1 }
                p += 1
            } else if p < pattern.count, pattern[p] == text[t] {
                t += 1
                p += 1
            } else if star >= 0 {
                mark += 1
                t = mark
                p = star + 1
            } else {
                return false
            }
        }
        while p < pattern.count, pattern[p] == 0x2A { p += 1 }
        return p == pattern.count
    }
}
