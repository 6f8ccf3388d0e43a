// Checked arithmetic for sums and products of money that do not fit 64 bits.
// Every step that could leave 128 bits is refused, never wrapped.

import Values

enum Exact {
    static func add(_ a: Int128, _ b: Int128) throws(TradeFault) -> Int128 {
        let (sum, over) = a.addingReportingOverflow(b)
        if over { throw .overflow }
        return sum
    }

    static func multiply(_ a: Int128, _ b: Int128) throws(TradeFault) -> Int128 {
        let (product, over) = a.multipliedReportingOverflow(by: b)
        if over { throw .overflow }
        return product
    }

    static func power(_ base: Int128, _ exponent: Int) throws(TradeFault) -> Int128 {
        var result: Int128 = 1
        for _ in 0..<max(0, exponent) { result = try multiply(result, base) }
        return result
    }

    static func divide(
        _ numerator: Int128, by denominator: Int128, _ rounding: Rounding
    ) throws(TradeFault) -> Int128 {
        do { return try Number.divide(numerator, by: denominator, rounding: rounding) } catch { throw .overflow }
    }

    /// `numerator / denominator` as minor units.
    static func minor(_ numerator: Int128, _ denominator: Int128, _ rounding: Rounding) throws(TradeFault) -> Int64 {
        guard denominator > 0, let minor = Int64(exactly: try divide(numerator, by: denominator, rounding)) else {
            throw .overflow
        }
        return minor
    }

    /// Sum of moneys as 64 bits.
    static func sum(_ parts: some Sequence<Int64>) throws(TradeFault) -> Int64 {
        var whole: Int128 = 0
        for part in parts { whole += Int128(part) }
        guard let sum = Int64(exactly: whole) else { throw .overflow }
        return sum
    }
}

extension Day {
    /// The day after; refused at the end of year 9999.
    func following(_ days: Int64 = 1) throws(TradeFault) -> Day {
        do { return try adding(days: days) } catch { throw .dayOutOfRange }
    }
}
