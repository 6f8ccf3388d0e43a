// What is wrong or doubtful about rule packs: figures nobody confirmed, rates that are missing, packs that overlap.
// Pure: packs and a day in, findings out.

package import Values

package struct RuleFinding: Sendable, Hashable {
    package enum Kind: String, CaseIterable, Sendable, Hashable {
        /// Two packs are for the same debtors: the first one is used.
        case overlap
        /// A rate between two others is missing.
        case gap
        /// The latest rate no longer holds on the day asked about.
        case outdated
        /// Figures that nobody compared with their source.
        case unconfirmed
        /// The pack has no rate at all.
        case empty
    }

    package let kind: Kind
    package let pack: String
    package let other: String?
    /// The day from which a rate is missing; of figures, the first.
    package let day: Day?
    package let count: Int
}

package enum RuleCheck {
    package static func findings(_ packs: [RulePack], on day: Day) -> [RuleFinding] {
        var found: [RuleFinding] = []
        for (place, pack) in packs.enumerated() {
            for other in packs[(place + 1)...] where overlap(pack, other) {
                found.append(RuleFinding(kind: .overlap, pack: pack.name, other: other.name, day: nil, count: 1))
            }
            if pack.references.isEmpty {
                found.append(RuleFinding(kind: .empty, pack: pack.name, other: nil, day: nil, count: 0))
            }
            for missing in gaps(pack) {
                found.append(RuleFinding(kind: .gap, pack: pack.name, other: nil, day: missing, count: 1))
            }
            if let until = pack.knownUntil, until < day {
                found.append(RuleFinding(kind: .outdated, pack: pack.name, other: nil, day: try? until.adding(days: 1), count: 1))
            }
            let doubtful = pack.references.filter { $0.mark == .toConfirm }
            let count = doubtful.count + pack.margins.count { $0.mark == .toConfirm } + pack.sums.count { $0.mark == .toConfirm }
            if count > 0 {
                found.append(RuleFinding(kind: .unconfirmed, pack: pack.name, other: nil, day: doubtful.first?.from, count: count))
            }
        }
        return found
    }

    /// Days on which a rate should have been set anew and none is on record.
    private static func gaps(_ pack: RulePack) -> [Day] {
        guard let months = pack.resetMonths else { return [] }
        var missing: [Day] = []
        for (a, b) in zip(pack.references, pack.references.dropFirst()) {
            var next = a.from
            while let due = try? next.adding(months: Int64(months)), due < b.from {
                missing.append(due)
                next = due
            }
        }
        return missing
    }

    private static func overlap(_ a: RulePack, _ b: RulePack) -> Bool {
        func meet(_ a: [String], _ b: [String]) -> Bool { a.isEmpty || b.isEmpty || !Set(a).isDisjoint(with: b) }
        // A pack for debtors by name is meant to come before the law.
        guard a.debtors == nil, b.debtors == nil else { return false }
        func open(_ pack: RulePack, _ other: RulePack) -> [String] {
            (pack.countries.isEmpty ? other.countries : pack.countries).filter { country in
                !pack.exceptions.contains { $0.country == country } && !other.exceptions.contains { $0.country == country }
            }
        }
        let countries = a.countries.isEmpty && b.countries.isEmpty ? true : meet(open(a, b), open(b, a)) && !open(a, b).isEmpty && !open(b, a).isEmpty
        return countries && meet(a.kinds, b.kinds)
    }
}
