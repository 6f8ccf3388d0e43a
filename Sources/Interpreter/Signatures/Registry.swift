// Everything the language knows by name, handed in by the floor above as lists, found by the bytes of a name.
// Built once; holds no state of a session.
package import Columns

/// A word of the trade, explained.
package struct Term: Sendable, Hashable {
    package var name: String
    package var meaning: String
    package var see: [String]
    /// What others call it: `help` finds it under these too.
    package var also: [String]

    package init(_ name: String, _ meaning: String, see: [String] = [], also: [String] = []) {
        self.name = name
        self.meaning = meaning
        self.see = see
        self.also = also
    }
}

/// A diagnostic code, explained: what `help where.unknown-column` says.
package struct CodePage: Sendable, Hashable {
    package var code: String
    package var meaning: String
    package var wrong: String
    package var right: String

    package init(_ code: String, _ meaning: String, wrong: String = "", right: String = "") {
        self.code = code
        self.meaning = meaning
        self.wrong = wrong
        self.right = right
    }
}

/// A word that people bring from elsewhere, and what it is here: `Habit("order by", "sort")`.
package struct Habit: Sendable, Hashable {
    package var theirs: String
    package var ours: String

    package init(_ theirs: String, _ ours: String) {
        self.theirs = theirs
        self.ours = ours
    }
}

/// The verbs, nouns, functions and words of one program. Each list is made when it is first read.
package struct Registry: Sendable {
    let lookup: Lookup
    private let madeTerms: MadeOnce<[Term]>
    private let madeCodes: MadeOnce<[CodePage]>
    private let madeHabits: MadeOnce<[Habit]>

    package init(
        verbs: @escaping @autoclosure @Sendable () -> [Listed<Verb>],
        nouns: @escaping @autoclosure @Sendable () -> [Listed<Noun>],
        functions: @escaping @autoclosure @Sendable () -> [Function] = [],
        terms: @escaping @autoclosure @Sendable () -> [Term] = [],
        codes: @escaping @autoclosure @Sendable () -> [CodePage] = [],
        habits: @escaping @autoclosure @Sendable () -> [Habit] = []
    ) {
        lookup = Lookup(verbs: verbs, nouns: nouns, functions: functions)
        madeTerms = MadeOnce(terms)
        madeCodes = MadeOnce(codes)
        madeHabits = MadeOnce(habits)
    }

    package var verbs: [Verb] { lookup.verbs }
    package var nouns: [Noun] { lookup.nouns }
    package var functions: [Function] { lookup.functions }
    package var terms: [Term] { madeTerms.value }
    package var codes: [CodePage] { madeCodes.value }
    package var habits: [Habit] { madeHabits.value }

    package func verb(_ name: String) -> Verb? { lookup.verb(name) }
    package func noun(_ name: String) -> Noun? { lookup.noun(name) }
    package func noun(of table: TableID) -> Noun? { lookup.noun(of: table) }
    package func function(_ name: String) -> Function? { lookup.function(name) }
}
