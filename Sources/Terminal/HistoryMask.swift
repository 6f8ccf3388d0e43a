// Hides what could name or reach a person in a statement about to be kept: e-mail addresses, telephone numbers, IBANs.
// It works on bytes and errs towards hiding; amounts, dates and ids of the book stay readable.

enum HistoryMask {
    /// `contact D-7 note "call +49 30 901820, a@b.de"` becomes `contact D-7 note "call ***, ***"`.
    static func mask(_ statement: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(statement.count)
        var position = 0
        while position < statement.count {
            let startsWord = position == 0 || !isWord(statement[position - 1])
            if startsWord, let end = email(statement, position) ?? iban(statement, position) ?? phone(statement, position) {
                out += [0x2A, 0x2A, 0x2A]
                position = end
            } else {
                out.append(statement[position])
                position += 1
            }
        }
        return out
    }

    /// The end of an address that starts here: local part, `@`, a domain with a dot.
    private static func email(_ text: [UInt8], _ start: Int) -> Int? {
        var at = start
        while at < text.count, isWord(text[at]) || [0x2E, 0x2B, 0x2D, 0x25].contains(text[at]) { at += 1 }
        guard at > start, at < text.count, text[at] == 0x40 else { return nil }
        var end = at + 1
        var dot: Int?
        while end < text.count, isWord(text[end]) || text[end] == 0x2E || text[end] == 0x2D {
            if text[end] == 0x2E, end + 1 < text.count, isWord(text[end + 1]) { dot = end }
            end += 1
        }
        while end > at + 1, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
        guard let dot, dot > at + 1 else { return nil }
        return end
    }

    /// The end of an IBAN: two letters, two check digits, 11 to 30 letters or digits, single spaces between, and the check
    /// of ISO 13616 (the whole modulo 97 is 1).
    private static func iban(_ text: [UInt8], _ start: Int) -> Int? {
        var characters: [UInt8] = []
        var found: Int?
        var at = start
        while at < text.count, characters.count < 34 {
            let byte = text[at]
            if byte == 0x20, at > start, at + 1 < text.count, isAlphanumeric(text[at + 1]) {
                at += 1
                continue
            }
            guard isAlphanumeric(byte) else { break }
            characters.append(isLetter(byte) ? byte & 0xDF : byte)
            if characters.count == 2, !characters.allSatisfy(isLetter) { return nil }
            if characters.count == 4, !characters[2...].allSatisfy(isDigit) { return nil }
            at += 1
            let endsWord = at == text.count || !isAlphanumeric(text[at])
            if characters.count >= 15, endsWord, remainder97(characters) == 1 { found = at }
        }
        return found
    }

    private static func remainder97(_ characters: [UInt8]) -> Int {
        var remainder = 0
        for byte in characters[4...] + characters[..<4] {
            remainder = isDigit(byte)
                ? (remainder * 10 + Int(byte - 0x30)) % 97 : (remainder * 100 + Int(byte - 0x41) + 10) % 97
        }
        return remainder
    }

    /// The end of a number that starts with `+` or `0` and has 7 to 15 digits, with the separators people write.
    private static func phone(_ text: [UInt8], _ start: Int) -> Int? {
        let isInternational = text[start] == 0x2B
        guard isInternational || text[start] == 0x30 else { return nil }
        var digits = isInternational ? 0 : 1
        var end = start + 1
        var at = end
        while at < text.count {
            let byte = text[at]
            if isDigit(byte) {
                digits += 1
                end = at + 1
            } else if byte == 0x2E {
                // `0.1234567` is an amount; a dot separates only after a country code.
                guard isInternational else { return nil }
            } else if ![0x20, 0x2D, 0x2F, 0x28, 0x29].contains(byte) || text[at - 1] == byte {
                break
            }
            at += 1
        }
        guard (7...15).contains(digits), end == text.count || !isWord(text[end]) else { return nil }
        return end
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
    private static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte == 0x5F || byte >= 0x80 }
}
