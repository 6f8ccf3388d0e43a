// The interest of one late invoice told stretch by stretch, with the rule it rests on and what was booked of it.
import Interpreter
import Receivables
import Values

struct ClaimPage {
    let claim: LateClaim

    /// Lines below the title.
    var lines: [String] {
        func money(_ minor: Int64) -> String { Money(minor: minor, currency: claim.currency).text }
        var stretches = AlignedLines(right: [0, 4, 5, 6])
        InterestLines.add(claim.statement, claim.currency, claim.pack, to: &stretches)
        var lines = stretches.lines
        if claim.credited != 0 { lines.append("  on the amount less \(money(claim.credited)) credited") }
        var facts = AlignedLines(right: [1])
        if claim.fixedSum != 0 { facts.add("fixed sum", money(claim.fixedSum), claim.sumRule?.source ?? "") }
        facts.add("claimed", money(claim.claimed), "interest and fixed sum")
        facts.add("booked", money(claim.booked), "")
        if claim.waived != 0 { facts.add("waived", money(claim.waived), "") }
        if claim.paid != 0 { facts.add("paid", money(claim.paid), "") }
        let left = claim.interestToBook.addingReportingOverflow(claim.sumToBook).partialValue
        facts.add("not booked", money(left), left > 0 ? "charge interest … sums" : "")
        if claim.perDay != 0 { facts.add("per day", money(claim.perDay), "from tomorrow") }
        lines += facts.lines
        lines.append("  " + InterestLines.terms(claim.terms))
        lines.append("  rule: \(Rule.simpleInterest.formula)")
        if let pack = claim.pack { lines.append("  source: \(pack.name): \(pack.law)") }
        let marks = InterestLines.marks(claim.statement, claim.terms, due: claim.due, until: claim.day, claim.pack)
        lines += RuleWords.doubts(marks + (claim.sumRule.map { [$0.mark] } ?? [])).map { "  \($0)" }
        return lines + ["  no legal advice"]
    }
}
