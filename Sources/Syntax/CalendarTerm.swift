// Periods and days counted from the business date: `last month`, `start of quarter`, `end of next year`.
// What day it is, is not known here.
package import Values

/// The words of a `calendar` node.
///
///     CalendarTerm(edge: .start, step: -1, unit: .month)   // start of last month
package struct CalendarTerm: Hashable, Sendable {
    package enum Edge: UInt8, Sendable { case start = 1, end = 2 }

    /// The first or the last day of the period; nil is the whole of it.
    package var edge: Edge?
    /// -1 last, 0 this, 1 next.
    package var step: Int8
    package var unit: CalendarUnit

    package init(edge: Edge?, step: Int8, unit: CalendarUnit) {
        self.edge = edge
        self.step = step
        self.unit = unit
    }

    /// The period, or its first or last day, seen from a day.
    package func value(on today: Day) throws(ValueFault) -> Value {
        let period = try Period(unit, containing: today, stepping: Int64(step))
        switch edge {
        case .start: return .day(period.first)
        case .end: return .day(period.last)
        case nil: return .period(period)
        }
    }

    // MARK: in a node

    private static let units: [CalendarUnit] = [.week, .month, .quarter, .year]

    init?(detail: UInt8) {
        guard detail & 0x0C != 0x0C, detail >> 4 < 3 else { return nil }
        unit = Self.units[Int(detail & 3)]
        step = Int8(detail >> 2 & 3) - 1
        edge = Edge(rawValue: detail >> 4)
    }

    var detail: UInt8 {
        let place = UInt8(Self.units.firstIndex(of: unit) ?? 0)
        return place | UInt8(max(0, min(2, step + 1))) << 2 | (edge?.rawValue ?? 0) << 4
    }
}

extension Tree {
    /// What a `calendar` node says; nil for all others.
    package func calendarTerm(_ node: NodeID) -> CalendarTerm? {
        kind(node) == .calendar ? CalendarTerm(detail: self[node].detail) : nil
    }
}

extension Parsing {
    /// How many words here are a calendar term, and which: only where a unit follows, so that `last` and `start` stay
    /// names elsewhere.
    func calendarTerm() -> (term: CalendarTerm, words: Int)? {
        guard kind == .name, token.upper - token.lower >= 3, token.upper - token.lower <= 5 else { return nil }
        var place = 0
        var edge: CalendarTerm.Edge?
        if isWord(token, "start") { edge = .start } else if isWord(token, "end") { edge = .end }
        if edge != nil {
            guard isPlain(1), isWord(token(ahead: 1), "of") else { return nil }
            place = 2
        }
        var step: Int8?
        if isWord(token(ahead: place), "this") { step = 0 }
        if isWord(token(ahead: place), "last") { step = -1 }
        if isWord(token(ahead: place), "next") { step = 1 }
        if step != nil, place > 0, !isPlain(place) { return nil }
        if step != nil { place += 1 }
        guard edge != nil || step != nil, isPlain(place), let unit = unit(place) else { return nil }
        // `last month(due)` is a name and a call.
        let after = token(ahead: place + 1)
        let isCalled = after.kind == .openParen || after.kind == .openBracket || after.kind == .dot || after.kind == .colon
        if isCalled, touches(after) { return nil }
        return (CalendarTerm(edge: edge, step: step ?? 0, unit: unit), place + 1)
    }

    /// A word on the same line.
    private func isPlain(_ place: Int) -> Bool {
        let token = token(ahead: place)
        return token.kind == .name && !isNewline(token)
    }

    private func unit(_ place: Int) -> CalendarUnit? {
        let token = token(ahead: place)
        if isWord(token, "week") { return .week }
        if isWord(token, "month") { return .month }
        if isWord(token, "quarter") { return .quarter }
        if isWord(token, "year") { return .year }
        return nil
    }

    mutating func calendar(_ term: CalendarTerm, _ words: Int) throws(Abandoned) -> UInt32 {
        let lower = token.lower
        var family = Family()
        for _ in 0..<words { append(leaf(.word), to: &family) }
        return try make(.calendar, from: lower, family, detail: term.detail)
    }
}
