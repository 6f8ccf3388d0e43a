// When an invoice is to be paid, as people write it: "30d", "2/10 net 30", "1mo eom", "10wd", "30% 30d, rest 60d", "3 x 1mo".
// Pure: an amount, a day of issue and the working days in; due days and parts out. Knows no invoice row.

package import Values

package struct PaymentTerms: Sendable, Hashable {
    /// How far a due day lies from the issue.
    package struct Distance: Sendable, Hashable {
        package enum Unit: Sendable, Hashable { case days, months, workdays }

        package var count: Int64
        package var unit: Unit
        /// Moved to the last day of its month.
        package var atMonthEnd = false
        /// Moved to the next day that is worked.
        package var onWorkday = false
    }

    package enum Share: Sendable, Hashable {
        case percent(Percent)
        /// One of so many alike.
        case one(of: Int64)
        /// What the parts before it leave.
        case rest
    }

    package struct Part: Sendable, Hashable {
        package var share: Share
        package var due: Distance
    }

    package struct Discount: Sendable, Hashable {
        package var percent: Percent
        package var days: Int64
    }

    /// At least one; the last takes what rounding leaves.
    package internal(set) var parts: [Part] = []
    package internal(set) var discount: Discount?

    /// Days from issue to due, where it is as simple as that.
    package var plainDays: Int64? {
        guard parts.count == 1, let due = parts.first?.due, due.unit == .days, !due.atMonthEnd, !due.onWorkday else { return nil }
        return due.count
    }

    package struct Instalment: Sendable, Hashable {
        package let due: Day
        package let amount: Int64
    }

    /// Due days and parts of `amount` issued on a day: each part rounded half-up, the last takes the remainder. Months keep the
    /// day of the issue: 31 Jan, 28 Feb, 31 Mar.
    ///
    ///     try PaymentTerms("3 x 1mo").instalments(of: 1_000_00, issued: 2026-01-31, .standard)   // 333.33, 333.33, 333.34
    package func instalments(of amount: Int64, issued: Day, _ workdays: Calendar) throws(TradeFault) -> [Instalment] {
        guard amount > 0 else { throw .notPositive(amount) }
        var found: [Instalment] = []
        var left = amount
        for (place, part) in parts.enumerated() {
            let isLast = place == parts.count - 1
            var minor = left
            if !isLast {
                switch part.share {
                case .percent(let percent): minor = try Self.part(percent, of: amount)
                case .one(let count): minor = try Exact.minor(Int128(amount), Int128(count), .halfUp)
                case .rest: break
                }
            }
            guard minor > 0, minor <= left, isLast || minor < left else { throw .instalmentTooSmall(minor, interest: 0) }
            left -= minor
            let due = try part.due.day(from: issued, workdays)
            if let before = found.last?.due, due < before { throw .endsBeforeStart(start: before, end: due) }
            found.append(Instalment(due: due, amount: minor))
        }
        return found
    }

    /// What may be kept off when it is paid in time.
    package func discount(on amount: Int64) throws(TradeFault) -> Int64 {
        guard let discount else { return 0 }
        return try Self.part(discount.percent, of: amount)
    }

    /// A percentage of an amount, rounded half-up.
    static func part(_ percent: Percent, of amount: Int64) throws(TradeFault) -> Int64 {
        let scale = try Exact.power(10, Int(percent.number.scale) + 2)
        return try Exact.minor(try Exact.multiply(Int128(amount), Int128(percent.number.mantissa)), scale, .halfUp)
    }
}

extension PaymentTerms.Distance {
    package func day(from issued: Day, _ workdays: Calendar) throws(TradeFault) -> Day {
        do {
            var day: Day = switch unit {
            case .days: try issued.adding(days: count)
            case .months: try issued.adding(months: count)
            case .workdays: try workdays.adding(workdays: count, to: issued)
            }
            if atMonthEnd { day = Month(of: day).last }
            return onWorkday ? try workdays.onOrAfter(day) : day
        } catch { throw .dayOutOfRange }
    }
}
