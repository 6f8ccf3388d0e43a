// A checked call that can run, and what an action answers: a deed, which is not done yet.
// An action never changes the store: the session previews, asks, applies, commits and prints.
package import Columns
package import Diagnostics

/// What `prepare` gives back: the shape that will come out, and how.
package struct Prepared {
    enum Body {
        case flow((Run) throws(Diagnostic) -> Flow)
        case deed((Run) throws(Diagnostic) -> Deed)
    }

    package var shape: Shape
    let body: Body
    /// What this call does, where that is less than its verb may do.
    package var consequence: Consequence?

    /// For stages and commands that change nothing by themselves.
    package init(_ shape: Shape, run: @escaping (Run) throws(Diagnostic) -> Flow) {
        self.shape = shape
        body = .flow(run)
    }

    private init(shape: Shape, body: Body) {
        self.shape = shape
        self.body = body
    }

    /// For actions: the closure works out what would change, and changes nothing.
    package static func act(
        _ shape: Shape = .nothing, run: @escaping (Run) throws(Diagnostic) -> Deed
    ) -> Prepared {
        Prepared(shape: shape, body: .deed(run))
    }
}

/// What an action would do. The session shows it, asks where it must, applies it, and commits it.
package struct Deed {
    package var changes: ChangeSet
    /// How many records it acts on: more than one is asked about first.
    package var count: Int
    /// Printed once it is committed: "INV-2026-0311: 500.00 EUR received, 210.00 EUR left".
    package var says: [String]
    /// The same for each of several records, printed before it: of many only the first are told. The lines of one record stay
    /// together.
    package var each: [[String]]
    /// The table a person looks at before answering.
    package var preview: Relation? {
        if case .rows(let table) = shown { table } else { nil }
    }
    private var shown: Flow
    /// What the statement gives: the record that was made.
    package var result: Flow
    /// Done after the commit: what leaves the building.
    package var afterwards: [(Context) throws(Diagnostic) -> Void]
    /// The number of the change that this takes back, for the history; 0 for none.
    package var undoes: UInt64 = 0
    /// What a key stands for where the words of the call do not say it: two imports of one file read alike are one act,
    /// however they were asked for.
    package var meaning: String?
    /// It was done before, so that nothing is left to do: run again, it need not find what `confirm` expects.
    package var isDone = false

    package init(
        _ changes: ChangeSet, count: Int = 1, each: [[String]] = [], says: [String] = [], preview: Relation? = nil, result: Flow = .nothing,
        afterwards: [(Context) throws(Diagnostic) -> Void] = []
    ) {
        self.changes = changes
        self.count = count
        self.each = each
        self.says = says
        shown = preview.map { .rows($0) } ?? .nothing
        self.result = result
        self.afterwards = afterwards
    }
}

/// A call while it runs: what came in, and the answers of its keys.
package struct Run {
    package let context: Context
    package let input: Flow
    let call: Call
    /// The stages before this one, for a verb that tells them.
    package internal(set) var course: Course?

    init(context: Context, input: Flow, call: Call) {
        self.context = context
        self.input = input
        self.call = call
    }

    package var world: World { context.world }
    package var span: Span { call.span }

    /// The rows that came in; none where a value or nothing came.
    package var rows: Relation {
        if case .rows(let relation) = input { return relation }
        return Relation(shape: RowShape(columns: []), columns: [], baseCount: 0)
    }

    /// What was given for a key.
    package subscript<Answer>(key: Key<Answer>) -> Answer {
        get throws(Diagnostic) {
            guard case .items(let given)? = call.argument(key.parameter) else { return try key.read(nil, self) }
            return try key.read(given, self)
        }
    }

    /// What was given for a clause; the same as at checking.
    package subscript<Answer>(clause: Clause<Answer>) -> Answer { call[clause] }

    /// Whether anything was given.
    package func given(_ item: some SignatureItem) -> Bool { call.given(item) }

    /// A diagnostic at the argument of an item, or at the whole call.
    package func fault(
        _ code: String, _ message: String, at item: (any SignatureItem)? = nil, label: String = "",
        notes: [String] = [], hint: String? = nil, try line: String? = nil
    ) -> Diagnostic {
        call.fault(code, message, at: item, label: label, notes: notes, hint: hint, try: line)
    }
}
