// Text in SQL: folding, which databases do each in their own way, and the tests of the language said with LIKE.
import Diagnostics
import Interpreter
import Rendering
import Values

extension SQLExpression {
    /// A text without its case. Letters beyond ASCII are looked up in `texts`, where they stand as the language folds them.
    func folded(_ value: SQLValue) -> SQLText {
        switch value.constant {
        case .text(let text)?, .word(let text)?, .id(let text)?: return SQLText(SQLWords.text(CaseFold.folded(text)))
        default: break
        }
        if !value.parts.isEmpty { return SQLText.list(value.parts.map { folded($0) }, " || ") }
        switch value.type {
        case .word(let words) where !words.isEmpty && words.allSatisfy { CaseFold.folded($0) == $0 }: return value.wrapped
        case .id, .reference, .currency: return "lower(\(value.text))"
        default: return looked(value, "folded", "lower(\(value.text))")
        }
    }

    /// The same where it meets a literal: letters of ASCII are found by plain SQL, but for two (the long s, the sign of Kelvin)
    /// that fold into it from beyond.
    func folded(_ value: SQLValue, against literal: String) -> SQLText {
        let isSafe = literal.utf8.allSatisfy { $0 < 0x80 && $0 | 0x20 != UInt8(ascii: "k") && $0 | 0x20 != UInt8(ascii: "s") }
        guard isSafe, value.constant == nil, value.parts.isEmpty else { return folded(value) }
        if case .word(let words) = value.type, !words.isEmpty { return folded(value) }
        return "lower(\(value.text))"
    }

    /// A column of `texts`, or what plain SQL gives for a text that is not there.
    func looked(_ value: SQLValue, _ column: String, _ plain: SQLText) -> SQLText {
        "COALESCE((SELECT t.\(column) FROM texts t WHERE t.text = \(inner: value.text)), \(plain))"
    }

    func textTest(
        _ kind: TestKind, _ left: SQLValue, _ right: SQLValue, _ whole: BoundExpression
    ) throws(Diagnostic) -> (SQLText, Bool) {
        let nullable = left.nullable || right.nullable
        if left.constant?.isNull == true || right.constant?.isNull == true { return ("FALSE", false) }
        guard left.type.isTextual, right.type.isTextual else { throw .noSQL("this test of text", at: whole.span) }
        let negated = kind == .notContains || kind == .notStarts || kind == .notEnds || kind == .notMatches
        if let pattern = right.constant?.spelled.map({ CaseFold.folded($0) }) {
            let like: String =
                switch kind {
                case .contains, .notContains: "%\(Self.escaped(pattern))%"
                case .starts, .notStarts: "\(Self.escaped(pattern))%"
                case .ends, .notEnds: "%\(Self.escaped(pattern))"
                default: Self.glob(pattern)
                }
            return ("\(folded(left, against: pattern)) \(negated ? "NOT LIKE" : "LIKE") \(SQLWords.text(like)) ESCAPE '!'", nullable)
        }
        let (text, other) = (folded(left), folded(right))
        let test: SQLText =
            switch kind {
            case .contains, .notContains: "(\(other) = '' OR replace(\(text), \(other), '') <> \(text))"
            case .starts, .notStarts: "substr(\(text), 1, length(\(other))) = \(other)"
            case .ends, .notEnds:
                "(length(\(text)) >= length(\(other)) AND substr(\(text), length(\(text)) - length(\(other)) + 1) = \(other))"
            default: throw .noSQL("a pattern that differs from row to row", at: whole.span)
            }
        return (negated ? "NOT (\(test))" : test, nullable)
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "!" { escaped += "!" }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }

    /// `INV-2026-*` as a pattern of LIKE.
    private static func glob(_ pattern: String) -> String {
        var like = ""
        for scalar in pattern.unicodeScalars {
            switch scalar {
            case "*": like += "%"
            case "?": like += "_"
            case "%", "_", "!": like += "!\(scalar)"
            default: like.unicodeScalars.append(scalar)
            }
        }
        return like
    }
}

extension Value {
    /// What a text, a word or an id says.
    var spelled: String? {
        switch self {
        case .text(let text), .word(let text), .id(let text): text
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .range, .list, .record: nil
        }
    }
}
