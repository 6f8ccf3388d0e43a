// Reads a rule pack from its text: one statement a line, its first word says what it is, # opens a comment.
// A line that is not understood is refused with its number; nothing is guessed.

import Values

/// Why a line of a rule pack is refused.
package struct PackFault: Error, Sendable, Hashable {
    package let line: Int
    package let message: String
}

extension RulePack {
    /// Text longer than this is no rule pack.
    package static let longest = 200_000

    package init(reading text: String) throws(PackFault) {
        self.init()
        var line = 0
        for raw in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            let words = raw.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map(String.init)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            do throws(Refusal) { try take(first, Array(words.dropFirst())) } catch {
                throw PackFault(line: line, message: error.message)
            }
        }
        references.sort { $0.from < $1.from }
        guard !name.isEmpty else { throw PackFault(line: 1, message: "a rule pack says what it is called: pack NAME") }
        guard !margins.isEmpty else { throw PackFault(line: line, message: "a rule pack has a margin: margin any 8% confirmed SOURCE") }
    }

    private struct Refusal: Error { let message: String }

    private mutating func take(_ word: String, _ rest: [String]) throws(Refusal) {
        func value(_ wanted: String) throws(Refusal) -> String {
            guard let value = rest.first else { throw Refusal(message: "behind '\(word)' stands \(wanted)") }
            return value
        }
        func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws(Refusal) -> Choice
        where Choice.RawValue == String {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            guard let found = Choice(rawValue: try value("one of \(words)")) else {
                throw Refusal(message: "behind '\(word)' stands one of \(words)")
            }
            return found
        }
        switch word {
        case "pack": name = try value("its name")
        case "title": title = rest.joined(separator: " ")
        case "law": law = rest.joined(separator: " ")
        case "country": countries += rest
        case "kind": kinds += rest
        case "debtor": debtors = (debtors ?? []) + rest.filter { $0 != "none" }
        case "since": since = try Self.day(try value("a date"))
        case "except": exceptions.append((try value("a country"), rest.dropFirst().joined(separator: " ")))
        case "mode": mode = try choice(RateMode.self)
        case "days": dayCount = try choice(DayCount.self)
        case "payments": partPayments = try choice(PartPayments.self)
        case "sums-for": sumKinds += rest
        case "reset":
            guard let months = Int(try value("a number of months")), (1...120).contains(months) else {
                throw Refusal(message: "behind 'reset' stands a number of months from 1 to 120")
            }
            resetMonths = months
        case "margin":
            let (mark, source) = try Self.origin(rest, after: 2)
            margins.append(Margin(of: rest[0], percent: try Self.percent(rest[1]), mark: mark, source: source))
        case "rate":
            let (mark, source) = try Self.origin(rest, after: 2)
            let from = try Self.day(rest[0])
            guard !references.contains(where: { $0.from == from }) else { throw Refusal(message: "there is a rate from \(from.text) already") }
            references.append(Figure(from: from, percent: try Self.percent(rest[1]), mark: mark, source: source))
        case "sum":
            let (mark, source) = try Self.origin(rest, after: 3)
            guard let currency = Currency(code: rest[0]) else { throw Refusal(message: "'\(rest[0])' is no currency") }
            sums.append(
                Sum(
                    currency: currency, from: try Self.minor(rest[1], currency), sum: try Self.minor(rest[2], currency),
                    mark: mark, source: source))
        default:
            throw Refusal(message: "no line of a rule pack begins with '\(word)'")
        }
    }

    /// Confirmation and source, which stand behind `count` other words.
    private static func origin(_ words: [String], after count: Int) throws(Refusal) -> (Confirmation, String) {
        guard words.count > count, let mark = Confirmation(rawValue: words[count]) else {
            throw Refusal(message: "each figure says confirmed or to-confirm, and its source")
        }
        guard words.count > count + 1 else { throw Refusal(message: "each figure says its source") }
        return (mark, words[(count + 1)...].joined(separator: " "))
    }

    private static func day(_ text: String) throws(Refusal) -> Day {
        do { return try Day(parsing: text) } catch { throw Refusal(message: "'\(text)' is no date: 2026-01-01") }
    }

    private static func percent(_ text: String) throws(Refusal) -> Percent {
        do {
            let percent = try Percent(parsing: text)
            guard !percent.number.isNegative || percent.number.mantissa > -100_000 else { throw ValueFault.outOfRange }
            return percent
        } catch { throw Refusal(message: "'\(text)' is no rate: 8%") }
    }

    private static func minor(_ text: String, _ currency: Currency) throws(Refusal) -> Int64 {
        do { return try Money(parsing: "\(text) \(currency.code)").minor } catch {
            throw Refusal(message: "'\(text)' is no amount of \(currency.code)")
        }
    }
}
