// Operators between two operands, signs and words alike, with how tightly they bind.

/// From loosest to tightest.
enum Binding: UInt8, Comparable {
    case or, and, not, comparison, range, coalesce, sum, product, unary

    static func < (one: Binding, other: Binding) -> Bool { one.rawValue < other.rawValue }

    /// The next tighter one; nothing is tighter than `unary`.
    var next: Binding { Binding(rawValue: rawValue + 1) ?? .unary }
}

struct Infix {
    var binding: Binding
    var operation: Operation?
    /// Tokens it takes: two for `not in`.
    var length = 1
    var isTest = false

    private init(_ binding: Binding, _ operation: Operation? = nil, length: Int = 1, isTest: Bool = false) {
        self.binding = binding
        self.operation = operation
        self.length = length
        self.isTest = isTest
    }

    /// The infix at a place ahead, unless a new line began there.
    init?(_ parsing: Parsing, at ahead: Int, onAnyLine: Bool = false) {
        let token = parsing.token(ahead: ahead)
        if !onAnyLine, token.before.contains(.newline), parsing.isNewline(token) { return nil }
        switch token.kind {
        case .equal, .equalEqual: self.init(.comparison, .equal)
        case .notEqual: self.init(.comparison, .notEqual)
        case .less: self.init(.comparison, .less)
        case .lessEqual: self.init(.comparison, .lessEqual)
        case .greater: self.init(.comparison, .greater)
        case .greaterEqual: self.init(.comparison, .greaterEqual)
        case .range: self.init(.range)
        case .coalesce: self.init(.coalesce)
        case .plus: self.init(.sum, .add)
        case .minus: self.init(.sum, .subtract)
        case .star: self.init(.product, .multiply)
        case .slash: self.init(.product, .divide)
        case .name: self.init(word: token, parsing, at: ahead)
        default: return nil
        }
    }

    private init?(word token: Token, _ parsing: Parsing, at ahead: Int) {
        func spells(_ word: StaticString) -> Bool { parsing.isWord(token, word) }
        switch token.upper - token.lower {
        case 2 where spells("or"): self.init(.or, .or)
        case 2 where spells("in"): self.init(.comparison, .in)
        case 2 where spells("is"): self.init(.comparison, isTest: true)
        case 3 where spells("and"): self.init(.and, .and)
        case 3 where spells("mod"): self.init(.product, .modulo)
        case 3 where spells("not"):
            let next = parsing.token(ahead: ahead + 1)
            if parsing.isWord(next, "in") {
                self.init(.comparison, .notIn, length: 2)
            } else if let plain = Infix.textTest(parsing, next), Infix.opensOperand(parsing, ahead + 2) {
                self.init(.comparison, Operation(rawValue: plain.rawValue + 1), length: 2)
            } else {
                return nil
            }
        case 4...8:
            guard let operation = Infix.textTest(parsing, token), Infix.opensOperand(parsing, ahead + 1) else { return nil }
            self.init(.comparison, operation)
        default: return nil
        }
    }

    private static func textTest(_ parsing: Parsing, _ token: Token) -> Operation? {
        if parsing.isWord(token, "contains") { return .contains }
        if parsing.isWord(token, "starts") { return .starts }
        if parsing.isWord(token, "ends") { return .ends }
        if parsing.isWord(token, "matches") { return .matches }
        return nil
    }

    /// `starts`, `ends` and `matches` are also names of columns and nouns: they are infix only before an operand,
    /// and only a text may follow on the next line.
    private static func opensOperand(_ parsing: Parsing, _ ahead: Int) -> Bool {
        let token = parsing.token(ahead: ahead)
        switch token.kind {
        case .text, .rawText, .blockText, .textHead:
            return true
        case .name:
            return !parsing.isNewline(token) && !isReserved(parsing, token)
        case .quotedName, .variable, .id, .change, .number, .money, .percent, .date, .month, .quarter, .time, .dateTime,
            .duration, .negate, .openParen, .openBracket, .bad:
            return !parsing.isNewline(token)
        case .end, .textMiddle, .textTail, .pipe, .comma, .semicolon, .colon, .dot, .range, .coalesce, .arrow, .equal,
            .equalEqual, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .plus, .minus, .star, .slash,
            .closeParen, .closeBracket, .openBrace, .closeBrace:
            return false
        }
    }

    /// Words that are never names of columns, nouns or labels.
    static func isReserved(_ parsing: Parsing, _ token: Token) -> Bool {
        guard token.kind == .name, token.upper - token.lower <= 3 else { return false }
        return parsing.isWord(token, "or") || parsing.isWord(token, "in") || parsing.isWord(token, "is")
            || parsing.isWord(token, "and") || parsing.isWord(token, "mod") || parsing.isWord(token, "not")
    }

    /// Any infix word: what a line may end with to go on.
    static func isWord(_ parsing: Parsing, _ token: Token) -> Bool {
        isReserved(parsing, token) || token.kind == .name && textTest(parsing, token) != nil
    }
}
