// A row of dates at a fixed distance from one anchor. The k-th date is anchor + k × step, never the last date plus a
// step: from 31 January by months come 28 February, 31 March, 30 April, and the day of the month does not drift.

package struct Schedule: Hashable, Sendable {
    package let anchor: Day
    package let step: Duration

    package init(from anchor: Day, every step: Duration) {
        self.anchor = anchor
        self.step = step
    }

    /// The k-th date; 0 is the anchor itself, negative k go back.
    package func date(_ k: Int64, calendar: Calendar = .standard) throws(ValueFault) -> Day {
        try anchor.adding(try step.times(k), calendar: calendar)
    }

    /// The first `count` dates, the anchor among them.
    package func dates(_ count: Int, calendar: Calendar = .standard) throws(ValueFault) -> [Day] {
        var dates: [Day] = []
        for k in 0..<max(0, count) { dates.append(try date(Int64(k), calendar: calendar)) }
        return dates
    }
}
