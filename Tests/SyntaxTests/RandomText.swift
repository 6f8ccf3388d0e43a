// Sentences of the grammar and noise beside it, from a seed: a failing case can be made again from what is printed.

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Random derivations of the grammar, with random but allowed blanks.
struct Sentences {
    var random: SplitMix
    private var depth = 0

    init(seed: UInt64) { random = SplitMix(state: seed) }

    mutating func script() -> String {
        (0..<pick(1...4)).map { _ in statement() + one(["\n", "\n\n\n", "; ", ";\n", " # note\n", "\n  # own line\n"]) }.joined()
    }

    private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func one(_ choices: [String]) -> String { choices[pick(0...choices.count - 1)] }
    private mutating func blank() -> String { one([" ", " ", "  ", " \\\n"]) }
    private mutating func loose() -> String { one(["", " ", "\n", "  \n "]) }

    private mutating func name() -> String { one(["a", "debtor", "balance", "x1", "aging", "größe", "`Invoice No`"]) }
    private mutating func head() -> String { one(["invoices", "show", "summarize", "remind", "today", "matches", "as1"]) }

    private mutating func literal() -> String {
        one([
            "42", "1_250.5", "500 GBP", "1,250.50 EUR", "£500", "€99.50", "$20", "5.25%", "2026-11-23", "2026-11",
            "2026-Q4", "09:30", "2026-11-02T10:30", "30d", "1y6mo", "D-1042", "INV-2026-0311", "#1234", "\"text\"", "'ra\"w'",
            "\"\"", "\"{{x\"", "\"\"\"\n    a\n      b\n    \"\"\"", "\"\"\"one {$x} two\"\"\"", "\"\"\"\n  {a}\n  b\n  \"\"\"",
            "$x", "$late", "null",
        ])
    }

    private mutating func block() -> String {
        one(["{ ", "{\n", "{"]) + statement() + one([" }", "\n}", "}", "; }", "\n\n  # c\n}"])
    }

    mutating func statement() -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth < 4 else { return query() }
        switch pick(0...22) {
        case 0: return "let \(one(["x", "late"])) =\(loose())\(query())"
        case 1: return "$x = \(query())"
        case 2: return "return" + one(["", " " + query()])
        case 3: return one(["dry ", "explain  "]) + statement()
        case 4: return "help" + one(["", " where.unknown-column", "  5k  ( is"])
        case 5: return "if \(expression(header: true)) \(block())" + one(["", " else \(block())", " else if $x \(block())"])
        case 6: return "while \(expression(header: true)) \(block())"
        case 7: return "for d in $late | distinct debtor \(block())"
        case 8: return "try \(block())" + one(["", " catch e \(block())"])
        case 9: return "whatif \(block())"
        case 10: return "def worst(\(loose())n: number=\(expression()),\(loose())m) -> table \(block())"
        case 11: return "param since: date = today - 7d"
        case 12: return "use \"x\""
        default: return query()
        }
    }

    private mutating func query() -> String {
        var text = pick(0...2) == 0 ? expression() : head() + arguments()
        if pick(0...5) == 0 { text += one([" as of 2026-06-30", " known at 2026-11-02T10:30"]) }
        for _ in 0..<pick(0...3) {
            text += one([" | ", "|", "\n  | ", " |\n "]) + one(["where", "sum", "sort", "summarize", "take", "as"]) + arguments()
        }
        return text
    }

    private mutating func arguments() -> String {
        (0..<pick(0...3)).map { _ in blank() + argument() }.joined()
    }

    private mutating func argument() -> String {
        (0..<pick(1...2)).map { _ in item() }.joined(separator: one([", ", " , ", " ,\n  "]))
    }

    private mutating func item() -> String {
        pick(0...3) == 0 ? name() + one([" = ", "=", " =\n"]) + expression() : expression()
    }

    private mutating func expression(header: Bool = false) -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth < 7 else { return literal() }
        switch pick(0...18) {
        case 0...3: return literal()
        case 4: return name()
        case 5: return "(\(loose())\(query())\(loose()))"
        case 6: return "[\(loose())\(expression()), \(loose())\(expression())\(one(["", ","]))]"
        case 7: return header ? "$x" : "{\(one(["", " "]))a: \(expression()),\"b\":\(expression())\(loose())}"
        case 8: return "f(\(expression())\(one(["", ", floor: 1"])))"
        case 9: return "$x[\(expression())].name"
        case 10: return "$x in GBP"
        case 11: return "(-\(operand()))"
        case 12: return "(not \(operand()))"
        case 13: return "\"Dear {\(one(["b + 1", "$x", "f(\"in {$y}\")", "( a | count )", "{a: 1}.a"]))} and {$d.name}\""
        case 14: return "(\(operand()) is \(one(["", "not "]))null)"
        default:
            let sign = one([
                " + ", " - ", "*", " / ", " mod ", "=", " == ", " != ", "<", " >= ", " in ", " not in ", " contains ",
                " not starts ", " is exactly ", " and ", " or ", "..", " .. ", " ?? ", " +\n ", " and\n",
            ])
            return "(\(operand())\(sign)\(operand()))"
        }
    }

    /// An operand that binds tightly, so that any two of them may stand beside an operator.
    private mutating func operand() -> String {
        one(["$x", "42", "D-17", "\"t\"", "f(1)", "[1]", "(\(expression()))", "£5", "2026-11", "last month", "(start of quarter)"])
    }
}

/// Bytes that are no script: tokens in any order, broken words, any bytes at all.
struct Noise {
    var random: SplitMix

    static let pieces: [String] = [
        "(", ")", "[", "]", "{", "}", "|", ",", ";", ":", ".", "..", "??", "=", "==", "!=", "<", ">", "+", "-", "*", "/", "->",
        " ", " ", "\n", "\\\n", "#", "# c\n", "\"", "'", "`", "\"\"\"", "{{", "$", "$x", "£", "€", "1", "2026-11-2", "9:30",
        "5k", "1,250", "D-17", "a", "let", "if", "for", "in", "def", "try", "catch", "else", "help", "and", "not", "is", "null",
        "as of", "known at", "--x", "&&", "%", "“", "”", "١", "\u{301}", "\u{0}", "\u{1B}", "\u{200B}", "名", "GBP", "\t", "\r\n",
    ]

    mutating func bytes() -> [UInt8] {
        var result: [UInt8] = []
        let isRaw = Int.random(in: 0...3, using: &random) == 0
        for _ in 0..<Int.random(in: 0...24, using: &random) {
            if isRaw {
                result.append(UInt8.random(in: 0...255, using: &random))
            } else {
                result += Array(Noise.pieces[Int.random(in: 0..<Noise.pieces.count, using: &random)].utf8)
            }
        }
        return result
    }
}
