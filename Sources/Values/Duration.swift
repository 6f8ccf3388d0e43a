// A length of time as people say it: months and working days have no fixed length, so they are kept apart from days
// and minutes and are only resolved against a day and a calendar.

package struct Duration: Sendable {
    package let months: Int32
    package let days: Int32
    package let minutes: Int32
    package let workdays: Int32

    package init(months: Int32 = 0, days: Int32 = 0, minutes: Int32 = 0, workdays: Int32 = 0) {
        self.months = months
        self.days = days
        self.minutes = minutes
        self.workdays = workdays
    }

    package static let zero = Duration()

    /// A count of days as a column holds it; nil beyond 32 bits.
    package init?(dayCount days: Int64) {
        guard let small = Int32(exactly: days) else { return nil }
        self.init(days: small)
    }

    /// Days and minutes together, in minutes.
    private var clock: Int64 { Int64(days) * 1440 + Int64(minutes) }

    /// The length in minutes, or nil when months or working days leave it open.
    package var exactMinutes: Int64? { months == 0 && workdays == 0 ? clock : nil }

    /// The length in whole days, or nil when it has none: `2w` is 14, `6h` and `1mo` are nil.
    package var exactDays: Int64? {
        guard let exactMinutes, exactMinutes % 1440 == 0 else { return nil }
        return exactMinutes / 1440
    }
}

extension Duration: Hashable {
    /// `24h` and `1d` are one length, as are `12mo` and `1y`; `30d` and `1mo` are not.
    package static func == (a: Duration, b: Duration) -> Bool {
        a.months == b.months && a.workdays == b.workdays && a.clock == b.clock
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(months)
        hasher.combine(workdays)
        hasher.combine(clock)
    }
}

extension Duration {
    package static func + (a: Duration, b: Duration) throws(ValueFault) -> Duration {
        try a.combined(b, Int32.addingReportingOverflow)
    }

    package static func - (a: Duration, b: Duration) throws(ValueFault) -> Duration {
        try a.combined(b, Int32.subtractingReportingOverflow)
    }

    package func negated() throws(ValueFault) -> Duration { try .zero - self }

    package func times(_ factor: Int64) throws(ValueFault) -> Duration {
        func part(_ value: Int32) throws(ValueFault) -> Int32 {
            let (product, over) = Int64(value).multipliedReportingOverflow(by: factor)
            guard !over, let small = Int32(exactly: product) else { throw .overflow }
            return small
        }
        return Duration(
            months: try part(months), days: try part(days), minutes: try part(minutes),
            workdays: try part(workdays))
    }

    /// Which is longer. Months are ordered against months and working days against working days; between kinds there
    /// is no order, and `noFixedLength` says so.
    package func ordering(to other: Duration) throws(ValueFault) -> Ordering {
        if let mine = exactMinutes, let theirs = other.exactMinutes { return Ordering(mine, theirs) }
        if clock == 0, other.clock == 0 {
            if workdays == 0, other.workdays == 0 { return Ordering(months, other.months) }
            if months == 0, other.months == 0 { return Ordering(workdays, other.workdays) }
        }
        if self == other { return .equal }
        throw .noFixedLength
    }

    private func combined(
        _ other: Duration, _ operation: (Int32) -> (Int32) -> (partialValue: Int32, overflow: Bool)
    ) throws(ValueFault) -> Duration {
        let parts = [
            operation(months)(other.months), operation(days)(other.days), operation(minutes)(other.minutes),
            operation(workdays)(other.workdays),
        ]
        guard !parts.contains(where: \.overflow) else { throw .overflow }
        return Duration(
            months: parts[0].partialValue, days: parts[1].partialValue, minutes: parts[2].partialValue,
            workdays: parts[3].partialValue)
    }
}

extension Day {
    /// Months first (clipped to the month's end), then days, then working days: 2026-01-31 plus `1mo` is 2026-02-28.
    /// Hours are refused unless they make whole days.
    package func adding(_ duration: Duration, calendar: Calendar = .standard) throws(ValueFault) -> Day {
        guard duration.minutes % 1440 == 0 else { throw .needsTime }
        let shifted = try adding(months: Int64(duration.months))
            .adding(days: Int64(duration.days) + Int64(duration.minutes / 1440))
        return try calendar.adding(workdays: Int64(duration.workdays), to: shifted)
    }
}

extension Moment {
    package func adding(_ duration: Duration, calendar: Calendar = .standard) throws(ValueFault) -> Moment {
        let whole = Duration(months: duration.months, days: duration.days, workdays: duration.workdays)
        return try Moment(day: try day.adding(whole, calendar: calendar), time: time)
            .adding(minutes: Int64(duration.minutes))
    }
}
