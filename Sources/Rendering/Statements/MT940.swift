// Bank statements as SWIFT's MT940 has them: fields that begin with `:61:` and the like, one message a statement. Takes what banks
// really send: with or without the envelope of braces, any line end, UTF-8 or Latin-1. Reads whole bytes; touches nothing.
// Fields by SWIFT's Standards Category 9 (MT940); the inside of field 86 is a matter of countries: see MT940Details.
import Values

package enum MT940 {
    /// Whether bytes begin as a message does: an envelope or field 20, and an opening balance further on.
    package static func isLikely(_ sample: [UInt8]) -> Bool {
        let text = sample.drop { $0 <= 32 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
        guard text.starts(with: Array("{1:".utf8)) || text.starts(with: Array(":20:".utf8)) else { return false }
        return String(decoding: text, as: UTF8.self).contains(":60")
    }

    /// Use: `try MT940.statements(in: bytes)` → one for each message, in the order of the file.
    package static func statements(in bytes: [UInt8]) throws(StatementFault) -> [BankStatement] {
        var found: [BankStatement] = []
        var message = Message()
        for field in fields(of: bytes) {
            if field.endsMessage {
                if let statement = try message.end() { found.append(statement) }
                message = Message()
            } else {
                // A message without an end mark ends where the next begins.
                if field.tag == "20", let statement = try message.end() {
                    found.append(statement)
                    message = Message()
                }
                try message.take(field)
            }
        }
        if let statement = try message.end() { found.append(statement) }
        guard !found.isEmpty else { throw .noStatement }
        return found
    }

    struct Field {
        var tag = ""
        var place = InputPlace(line: 1, column: 1)
        var lines: [String] = []
        var endsMessage = false
    }

    private static func fields(of bytes: [UInt8]) -> [Field] {
        var fields: [Field] = []
        for (n, line) in lines(of: bytes).enumerated() {
            var text = line[...]
            let place = InputPlace(line: n + 1, column: 1)
            if text.first == "{" {
                fields.append(Field(place: place, endsMessage: true))
                guard let body = text.range(of: "{4:") else { continue }
                text = text[body.upperBound...]
                if text.isEmpty { continue }
            }
            if text == "-" || text.hasPrefix("-}") {
                fields.append(Field(place: place, endsMessage: true))
            } else if let tag = tag(text) {
                fields.append(Field(tag: tag, place: place, lines: [String(text.dropFirst(tag.utf8.count + 2))]))
            } else if !fields.isEmpty, !fields[fields.count - 1].endsMessage {
                fields[fields.count - 1].lines.append(String(text))
            }
        }
        return fields
    }

    /// `61` of `:61:…`, `60F` of `:60F:…`.
    private static func tag(_ line: Substring) -> String? {
        let head = Array(line.utf8.prefix(5))
        guard head.count >= 4, head[0] == 58, head[1] &- 48 < 10, head[2] &- 48 < 10 else { return nil }
        if head[3] == 58 { return String(decoding: head[1...2], as: UTF8.self) }
        guard head.count == 5, head[4] == 58, head[3] &- 65 < 26 else { return nil }
        return String(decoding: head[1...3], as: UTF8.self)
    }

    private static func lines(of bytes: [UInt8]) -> [String] {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let isUTF8 = String(validating: body, as: UTF8.self) != nil
        return body.split(omittingEmptySubsequences: false) { $0 == 10 }.map { line in
            let line = line.last == 13 ? line.dropLast() : line
            // What older programs write is Latin-1, in which a byte is its scalar.
            return isUTF8 ? String(decoding: line, as: UTF8.self) : String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
        }
    }

    /// One message on its way to a statement.
    private struct Message {
        private var statement = BankStatement()
        private var isBegun = false
        private var details: [String]?
        private var firstPlace = InputPlace(line: 1, column: 1)

        mutating func take(_ field: Field) throws(StatementFault) {
            if !isBegun { firstPlace = field.place }
            isBegun = true
            let text = field.lines[0]
            switch field.tag {
            case "25", "25P": statement.account = text.withoutBlanks
            case "28", "28C": statement.number = text.withoutBlanks
            case "60F", "60M": statement.opening = try balance(field)
            case "62F", "62M":
                statement.closing = try balance(field)
            case "61": statement.lines.append(try line(field))
            case "86":
                // Behind the closing balance it is about the whole statement.
                if statement.closing == nil, !statement.lines.isEmpty {
                    MT940Details(field.lines).tell(&statement.lines[statement.lines.count - 1])
                }
            default: break  // other fields say nothing of lines or balances
            }
        }

        func end() throws(StatementFault) -> BankStatement? {
            guard isBegun else { return nil }
            guard statement.opening != nil else { throw .lacks(firstPlace, name: ":60F:") }
            guard statement.closing != nil else { throw .lacks(firstPlace, name: ":62F:") }
            try statement.checkTie()
            return statement
        }

        /// `C261123EUR1234,56`
        private func balance(_ field: Field) throws(StatementFault) -> Money {
            let text = Array(field.lines[0].withoutBlanks.utf8)
            guard text.count > 10, text[0] == UInt8(ascii: "C") || text[0] == UInt8(ascii: "D"),
                let currency = Currency(code: String(decoding: text[7..<10], as: UTF8.self)),
                let money = BankStatement.amount(text[10...], currency)
            else { throw .field(field.place, name: ":\(field.tag):", text: field.lines[0]) }
            return text[0] == UInt8(ascii: "C") ? money : Money(minor: -money.minor, currency: currency)
        }

        /// `2611231123CR1234,56NTRFNONREF//B12345`
        private func line(_ field: Field) throws(StatementFault) -> BankStatement.Line {
            guard let currency = statement.opening?.currency else { throw .lacks(field.place, name: ":60F:") }
            var rest = Array(field.lines[0].utf8)[...]
            func fault() -> StatementFault { .field(field.place, name: ":61:", text: field.lines[0]) }
            guard let counts = Self.day(rest.prefix(6)) else { throw fault() }
            rest = rest.dropFirst(6)
            var day = counts
            if rest.prefix(4).count == 4, rest.prefix(4).allSatisfy({ $0 &- 48 < 10 }) {
                guard let booked = Self.day(rest.prefix(4), near: counts) else { throw fault() }
                day = booked
                rest = rest.dropFirst(4)
            }
            let takesBack = rest.first == UInt8(ascii: "R")
            if takesBack { rest = rest.dropFirst() }
            guard let mark = rest.popFirst(), mark == UInt8(ascii: "C") || mark == UInt8(ascii: "D") else { throw fault() }
            if let code = rest.first, code &- 65 < 26 { rest = rest.dropFirst() }
            let digits = rest.prefix { $0 &- 48 < 10 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ".") }
            guard let money = BankStatement.amount(digits, currency) else { throw fault() }
            // The mark tells what the line does: RC, the reversal of a credit, takes money away.
            let isOut = (mark == UInt8(ascii: "D")) != takesBack
            // Behind the amount: the kind of transaction in four characters, our reference, `//` and the bank's.
            let tail = String(decoding: rest.dropFirst(digits.count + 4), as: UTF8.self)
            let parts = tail.range(of: "//").map { (tail[..<$0.lowerBound], tail[$0.upperBound...]) } ?? (tail[...], "")
            var line = BankStatement.Line(
                place: field.place, day: day, amount: Money(minor: isOut ? -money.minor : money.minor, currency: currency))
            line.takesBack = takesBack
            line.bankNumber = String(parts.1).withoutBlanks
            let ours = String(parts.0).withoutBlanks
            // Both words say that the number stands elsewhere.
            if ours != "NONREF", ours != "EREF" { line.reference = ours }
            let more = field.lines.dropFirst().joined(separator: " ").withoutBlanks
            if line.reference.isEmpty { line.reference = more }
            return line
        }

        /// Two digits of the year: a statement of the last century is not imported, but read as what it is.
        private static func day(_ digits: ArraySlice<UInt8>) -> Day? {
            guard let number = Self.number(digits), digits.count == 6 else { return nil }
            let year = number / 10_000
            return Day(year: year < 70 ? 2000 + year : 1900 + year, month: number / 100 % 100, day: number % 100)
        }

        /// Month and day in the year that brings them nearest: a line of January may count from December.
        private static func day(_ digits: ArraySlice<UInt8>, near other: Day) -> Day? {
            guard let number = Self.number(digits) else { return nil }
            let candidates = (-1...1).compactMap { Day(year: other.year + $0, month: number / 100, day: number % 100) }
            return candidates.min { abs($0.number - other.number) < abs($1.number - other.number) }
        }

        private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
            var number = 0
            for digit in digits {
                guard digit &- 48 < 10, number < 1_000_000 else { return nil }
                number = number * 10 + Int(digit - 48)
            }
            return digits.isEmpty ? nil : number
        }
    }
}

extension String {
    /// Without the blanks around it.
    var withoutBlanks: String {
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { $0 > 32 }), let last = bytes.lastIndex(where: { $0 > 32 }) else { return "" }
        return String(self[first...last])
    }
}

extension StringProtocol {
    /// The first place of some bytes in this text.
    func range(of wanted: String) -> Range<String.Index>? {
        let (hay, needle) = (Array(utf8), Array(wanted.utf8))
        guard !needle.isEmpty, hay.count >= needle.count else { return nil }
        for start in 0...(hay.count - needle.count) where hay[start..<(start + needle.count)].elementsEqual(needle) {
            let low = utf8.index(startIndex, offsetBy: start)
            return low..<utf8.index(low, offsetBy: needle.count)
        }
        return nil
    }
}
