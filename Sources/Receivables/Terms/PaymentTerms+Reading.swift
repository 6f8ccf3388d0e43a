// Reads terms of payment from text. What is not understood is refused with the words that are; nothing is guessed.
//
//  terms     = [discount] distance | part {"," part} | COUNT "x" COUNT UNIT
//  discount  = PERCENT "/" DAYS                      2/10: two percent within ten days
//  distance  = ["net"] COUNT [UNIT] ["eom"] ["workday"]   UNIT is d, w, mo or wd; without one, days
//  part      = (PERCENT "%" | "rest") distance

import Values

package struct TermsFault: Error, Sendable, Hashable {
    package let message: String
}

extension PaymentTerms {
    /// The longest text, and the most instalments.
    private static let longest = 400
    package static let most = 120

    package init(_ text: String) throws(TermsFault) {
        guard text.utf8.count <= Self.longest else { throw TermsFault(message: "terms are shorter than \(Self.longest) characters") }
        let pieces = text.lowercased().split(separator: ",", omittingEmptySubsequences: false).map {
            $0.split { $0 == " " || $0 == "\t" }.map(String.init)
        }
        if pieces.count == 1, let words = pieces.first {
            if let equal = try Self.equal(words) {
                parts = equal
                return
            }
            var rest = words[...]
            if let first = rest.first, first.contains("/") {
                discount = try Self.discount(first)
                rest = rest.dropFirst()
            }
            if rest.first?.hasSuffix("%") != true {
                parts = [Part(share: .rest, due: try Self.distance(rest, text))]
                if let discount, let days = plainDays, days < discount.days {
                    throw TermsFault(message: "the discount ends after \(discount.days) days, but all is due after \(days)")
                }
                return
            }
        }
        guard pieces.count <= Self.most else { throw TermsFault(message: "there are at most \(Self.most) instalments") }
        var whole = Number(0)
        for (place, words) in pieces.enumerated() {
            guard let first = words.first else { throw TermsFault(message: "between commas stands a share and when it is due: 30% 30d") }
            let due = try Self.distance(words.dropFirst(), text)
            if first == "rest" {
                guard place == pieces.count - 1 else { throw TermsFault(message: "'rest' is the last share") }
                parts.append(Part(share: .rest, due: due))
                return
            }
            guard let percent = try? Percent(parsing: first), percent.number.mantissa > 0 else {
                throw TermsFault(message: "a share is a percentage or 'rest', but not '\(first)'")
            }
            do { whole = try whole + percent.number } catch { throw TermsFault(message: "the shares come to more than 100%") }
            parts.append(Part(share: .percent(percent), due: due))
        }
        guard whole == Number(100) else { throw TermsFault(message: "the shares come to \(Percent(number: whole).text), and must come to 100%") }
    }

    private static func equal(_ words: [String]) throws(TermsFault) -> [Part]? {
        var words = words
        if let first = words.first, first.count > 1, first.hasSuffix("x"), first.dropLast().allSatisfy(\.isNumber) {
            words.replaceSubrange(0..<1, with: [String(first.dropLast()), "x"])
        }
        guard words.count >= 3, words[1] == "x", let count = Int64(words[0]) else { return nil }
        guard (2...Int64(most)).contains(count) else { throw TermsFault(message: "there are from 2 to \(most) equal instalments") }
        let step = try distance(words.dropFirst(2), words.joined(separator: " "))
        guard step.count > 0 else {
            throw TermsFault(message: "between equal instalments lies some time: 3 x 1mo")
        }
        return (1...count).map { n in
            var due = step
            due.count = step.count.multipliedReportingOverflow(by: n).partialValue
            return Part(share: n == count ? .rest : .one(of: count), due: due)
        }
    }

    private static func discount(_ word: String) throws(TermsFault) -> Discount {
        let sides = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, let days = Int64(sides[1]), (0...3_650).contains(days),
            let percent = try? Percent(parsing: sides[0].hasSuffix("%") ? sides[0] : sides[0] + "%"),
            percent.number.mantissa > 0, percent.number < Number(100)
        else { throw TermsFault(message: "a discount is a percentage and days, 2/10, but not '\(word)'") }
        return Discount(percent: percent, days: days)
    }

    private static func distance(_ words: ArraySlice<String>, _ text: String) throws(TermsFault) -> Distance {
        var words = Array(words)
        if words.first == "net" { words.removeFirst() }
        guard let first = words.first else { throw TermsFault(message: "'\(text)' does not say when it is due: net 30") }
        words.removeFirst()
        var unit = String(first.drop(while: \.isNumber))
        let digits = first.prefix(while: \.isNumber)
        if unit.isEmpty, let next = words.first, ["d", "day", "days", "w", "mo", "wd"].contains(next) {
            unit = next
            words.removeFirst()
        }
        if first == "receipt" { return try finished(Distance(count: 0, unit: .days), words, text) }
        guard let count = Int64(digits), count <= 36_500 else {
            throw TermsFault(message: "'\(first)' is no time to pay: 30d, 1mo, 10wd")
        }
        switch unit {
        case "", "d", "day", "days": return try finished(Distance(count: count, unit: .days), words, text)
        case "w": return try finished(Distance(count: count * 7, unit: .days), words, text)
        case "mo": return try finished(Distance(count: count, unit: .months), words, text)
        case "wd": return try finished(Distance(count: count, unit: .workdays), words, text)
        default: throw TermsFault(message: "'\(first)' is no time to pay: 30d, 1mo, 10wd")
        }
    }

    private static func finished(_ distance: Distance, _ words: [String], _ text: String) throws(TermsFault) -> Distance {
        var distance = distance
        for word in words {
            switch word {
            case "eom": distance.atMonthEnd = true
            case "workday": distance.onWorkday = true
            default: throw TermsFault(message: "behind the time stand 'eom' or 'workday', but not '\(word)'")
            }
        }
        return distance
    }
}
