// A percentage is its own type: 5.25% holds the number 5.25, so `£200 * 5%` can be £10 and never £1,000.

package struct Percent: Hashable, Comparable, Sendable {
    package let number: Number

    package init(number: Number) { self.number = number }

    package static func < (a: Percent, b: Percent) -> Bool { a.number < b.number }

    /// 5.25% as 0.0525. Exact while the scale allows (13 decimals of percent).
    package var fraction: Number {
        Number(mantissa: number.mantissa, scale: number.scale + 2)
    }

    package static func + (a: Percent, b: Percent) throws(ValueFault) -> Percent {
        Percent(number: try a.number + b.number)
    }

    package static func - (a: Percent, b: Percent) throws(ValueFault) -> Percent {
        Percent(number: try a.number - b.number)
    }

    package static func * (a: Percent, b: Number) throws(ValueFault) -> Percent { Percent(number: try a.number * b) }
    package static func / (a: Percent, b: Number) throws(ValueFault) -> Percent { Percent(number: try a.number / b) }
    package static func / (a: Percent, b: Percent) throws(ValueFault) -> Number { try a.number / b.number }
    /// `200 * 5%` is 10.
    package static func * (a: Number, b: Percent) throws(ValueFault) -> Number {
        try a * b.number / Number(100)
    }
    package func negated() throws(ValueFault) -> Percent { Percent(number: try number.negated()) }

    /// What share `part` is of `whole`, as a percentage: 1 of 4 is 25%.
    package static func share(of part: Number, in whole: Number) throws(ValueFault) -> Percent {
        Percent(number: try part / whole * Number(100))
    }
}
