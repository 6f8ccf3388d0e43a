// `add case DEBTOR steps [...]`: a formal recovery plan of ordered steps; `complete` and `skip step` take them in turn.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum AddCaseVerb {
    static let debtor = Key.id("debtor", of: "debtors", through: ["debtors"], "about whom")
    static let steps = Key.value("steps", label: "steps", "titles in order, or records {title, owner, due, gate}")
    static let title = Key.text("title", label: "title", "what it is called").optional
    static let owner = Key.text("owner", label: "owner", "who runs it").optional
    static let due = Key.day("due", label: "due", "by when the first step is to be done").optional
    static let every = Key.duration("every", label: "every", "from one step's due day to the next").otherwise("7d") { _ in Duration(days: 7) }
    static let date = Key.day("date", label: "on", "the day it was opened").otherwise("today") { $0.today }
    static let note = Key.text("note", label: "note", "anything to remember").optional

    static let verb = Verb.action(
        "add case", [debtor, steps, title, owner, due, every, date, note], summary: "open a recovery plan of ordered steps",
        details: """
            A step is a title, or a record: {title: "letter of claim", owner: "ruth", due: 2026-12-15, gate: "no_dispute"}. A gate
            (no_dispute, no_hold, no_plan, no_promise) must be out of the way before its step is done.
            """,
        examples: [Example("dry add case D-17 steps [\"courtesy call\", \"agree a plan\"] owner \"ruth\" due 2026-12-01")]
    ) { _ in
        Prepared.act(.value(.id)) { run throws(Diagnostic) in
            guard case .list(let items) = try run[steps] else {
                throw run.fault("case.steps", "steps are a list", at: steps, try: "steps [\"courtesy call\", \"agree a plan\"]")
            }
            let who = try run[owner]
            var when = try run[due]
            var list: [AddCase.Step] = []
            for (place, item) in items.enumerated() {
                list.append(try step(item, owner: who, due: when, run))
                if let anchor = try run[due] {
                    guard let next = try? Schedule(from: anchor, every: try run[every]).date(Int64(place) + 1) else {
                        throw run.refusal(.dayOutOfRange, at: every)
                    }
                    when = next
                }
            }
            var request = AddCase(debtor: try run[debtor], steps: list, opened: try run[date])
            request.title = try run[title]
            request.owner = who
            request.note = try run[note]
            let asked = request
            let changes = try run.change(at: steps) { store throws(TradeFault) in try asked.changes(in: &store) }
            let made = run.newID(changes, Cases.table)
            var says = ["\(made) opened for \(run.id(Debtors.table, request.debtor))"]
            for (id, step) in zip(run.newIDs(changes, Steps.table), list) {
                says.append("  \(id)  \(step.title)" + (step.due.map { ", due \($0.text)" } ?? ""))
            }
            return Deed(changes, says: says, result: .value(.id(made)))
        }
    }

    private static func step(_ item: Value, owner: String?, due: Day?, _ run: Run) throws(Diagnostic) -> AddCase.Step {
        switch item {
        case .text(let title): return AddCase.Step(title, owner: owner, due: due)
        case .record(let fields):
            var step = AddCase.Step("", owner: owner, due: due)
            for field in fields {
                switch (field.name, field.value) {
                case ("title", .text(let text)): step.title = text
                case ("owner", .text(let text)): step.owner = text
                case ("due", .day(let day)): step.due = day
                case ("gate", .text(let text)), ("gate", .word(let text)):
                    guard let gate = StepGate(rawValue: text) else {
                        throw run.fault(
                            "case.gate", "there is no gate '\(text)'", at: steps,
                            notes: ["gates: \(StepGate.allCases.map(\.rawValue).joined(separator: ", "))"])
                    }
                    step.gate = gate
                default:
                    throw run.fault(
                        "case.step", "a step has a title, an owner, a due day and a gate, but not this '\(field.name)'",
                        at: steps)
                }
            }
            guard !step.title.isEmpty else { throw run.fault("case.step-title", "each step needs a title", at: steps) }
            return step
        default:
            throw run.fault("case.steps", "a step is a title in quotes, or a record", at: steps)
        }
    }
}

enum CompleteVerb {
    static let step = Key.id("step", of: "steps", "the step")
    static let evidence = Key.text("evidence", label: "evidence", "what shows it").optional
    static let date = Key.day("date", label: "on", "the day it was done").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "complete", [step, evidence, date], summary: "a step of a case is done",
        details: "Only the step whose turn it is, and only while its gate is open. The case closes with its last step.",
        examples: [Example("dry complete S-2 evidence \"call noted as C-88\"")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let row = try run[step]
            let day = try run[date]
            let shown = try run[evidence]
            let changes = try run.change(at: step) { store throws(TradeFault) in
                try FinishStep(step: row, how: .done(evidence: shown), on: day).changes(in: &store)
            }
            return Deed(changes, says: ["\(run.id(Steps.table, row)) done"])
        }
    }
}

enum SkipStepVerb {
    static let step = Key.id("step", of: "steps", "the step")
    static let reason = Key.text("reason", label: "because", "why")
    static let date = Key.day("date", label: "on", "the day it was skipped").otherwise("today") { $0.today }

    static let verb = Verb.action(
        "skip step", [step, reason, date], summary: "a step of a case is left out, with a reason",
        examples: [Example("dry skip step S-2 because \"the debtor rang us\"")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            let row = try run[step]
            let day = try run[date]
            let why = try run[reason]
            let changes = try run.change(at: step) { store throws(TradeFault) in
                try FinishStep(step: row, how: .skipped(reason: why), on: day).changes(in: &store)
            }
            return Deed(changes, says: ["\(run.id(Steps.table, row)) skipped: \(why)"])
        }
    }
}
