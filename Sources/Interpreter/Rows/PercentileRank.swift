// The rank of a percentile: how many of a hundred lie at or below it. Nearest rank, so the answer is always one of the values:
// the least one that at least so many of a hundred do not exceed.
import Columns
import Diagnostics
import Values

extension AggregateRequest {
    /// Refuses a rank that can be none, before anything runs.
    func checkRank() throws(Diagnostic) {
        guard let rank else { throw .noRank(span) }
        switch rank.type {
        case .number, .any: break
        default: throw .wrongRank(rank.type.name, rank.span)
        }
        if rank.readsRows { throw .rankOfRows(rank.span) }
        if let constant = rank.constant { _ = try Self.share(constant, rank.span) }
    }

    /// In hundredths of a percent.
    func share(_ ctx: Context) throws(Diagnostic) -> Int {
        guard let rank else { throw .noRank(span) }
        return try Self.share(try rank.value(ctx), rank.span)
    }

    private static func share(_ value: Value, _ span: Span) throws(Diagnostic) -> Int {
        guard case .number(let number) = value else { throw .wrongRank(ExpressionType(of: value).name, span) }
        guard let hundredths = number.exact(atScale: 2), (0...10_000).contains(hundredths) else { throw .wrongRank(number.text, span) }
        return Int(hundredths)
    }
}

extension Meaning {
    /// The meaning itself where its lanes order as its values do; nil for what is spelled, and for flags.
    var ranked: Meaning? {
        switch self {
        case .integer, .number, .percent, .money, .day, .minutes, .moment, .days: self
        case .currency, .flag, .text, .word, .id, .reference: nil
        }
    }
}

extension Diagnostic {
    fileprivate static func noRank(_ span: Span) -> Diagnostic {
        Diagnostic(
            "group.rank", "a percentile needs its rank, from 0 to 100", at: span,
            hint: "percentile(overdue, 90) is the least value that 90 of 100 do not exceed")
    }

    fileprivate static func wrongRank(_ found: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "group.rank", "the rank of a percentile is a number from 0 to 100 with two decimals at most, but this is \(found)", at: span,
            hint: "for example 50, 90, 99.9")
    }

    fileprivate static func rankOfRows(_ span: Span) -> Diagnostic {
        Diagnostic("group.rank", "the rank of a percentile is one number for all rows, but this differs from row to row", at: span)
    }
}
