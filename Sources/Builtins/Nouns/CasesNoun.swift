// `cases` and `steps`: formal recovery plans, and the ordered steps they consist of.
import Columns
import Diagnostics
import Interpreter
import Receivables

enum CasesNoun {
    private static let table = TableNoun(schema: Cases.schema)

    static let noun = Noun.rows(
        "cases", singular: "case", of: Cases.table,
        columns: [
            table.stored("id"),
            table.stored("debtor"),
            table.linked("name", through: "debtor", Debtors.schema, "name", summary: "the debtor's name"),
            NounColumn(
                ColumnShape("balance", .money, summary: "what the debtor owes, in the debtor's own currency", addsUp: false)
            ) { request throws(Diagnostic) in
                let view = try request.view()
                let debtors = view.column(Cases.table, Cases.debtor)
                return RelationColumn(
                    .deferred(DeferredLane { .through(view.debtor(.balance), by: debtors) }),
                    currency: .through(view.column(Debtors.table, Debtors.currency), by: debtors))
            },
            table.derived("step", .reference(Steps.table), summary: "the step to be done now") { $0.case(.currentStep) },
            NounColumn(ColumnShape("due", .day, summary: "by when the step is to be done")) { request throws(Diagnostic) in
                let view = try request.view()
                return RelationColumn(
                    .deferred(DeferredLane { .through(view.column(Steps.table, Steps.due), by: view.case(.currentStep)) }))
            },
            table.derived("late", .days, summary: "days the step is late") { $0.case(.late) },
            table.stored("owner"),
            NounColumn(
                ColumnShape("gate", .word, words: StepGate.allCases.map(\.rawValue), summary: "what must be out of the way first")
            ) { request throws(Diagnostic) in
                let view = try request.view()
                return RelationColumn(
                    .deferred(DeferredLane { .through(view.column(Steps.table, Steps.gate), by: view.case(.currentStep)) }))
            },
            table.derived("status", .word, words: ["open", "closed"], summary: "open or closed") { $0.case(.status) },
            table.stored("title"),
            table.stored("opened"),
            table.stored("closed_on"),
            table.stored("outcome"),
            table.stored("note"),
        ],
        shown: ["id", "debtor", "name", "balance", "step", "due", "late", "owner", "gate", "status"],
        summary: "formal recovery plans",
        examples: [Example("cases | where late > 0d")],
        keeps: table.existing)
}

enum StepsNoun {
    private static let table = TableNoun(schema: Steps.schema)

    static let noun = Noun.rows(
        "steps", singular: "step", of: Steps.table,
        columns: [
            table.stored("id"),
            table.stored("case"),
            NounColumn(ColumnShape("debtor", .reference(Debtors.table), summary: "about whom")) { request throws(Diagnostic) in
                let view = try request.view()
                return RelationColumn(
                    .through(view.column(Cases.table, Cases.debtor), by: view.column(Steps.table, Steps.recoveryCase)))
            },
            NounColumn(ColumnShape("name", .text, summary: "the debtor's name")) { request throws(Diagnostic) in
                let view = try request.view()
                let debtors = LaneSource.through(
                    view.column(Cases.table, Cases.debtor), by: view.column(Steps.table, Steps.recoveryCase))
                return RelationColumn(.through(view.column(Debtors.table, Debtors.name), by: debtors))
            },
            table.stored("title", as: "step", summary: "what is to be done"),
            table.stored("due"),
            table.derived("late", .days, summary: "days it is late") { $0.step(.late) },
            table.stored("owner"),
            table.stored("gate"),
            table.derived("status", .word, words: StepState.words, summary: "pending, ready, done, skipped or blocked") { $0.step(.state) },
            table.stored("n"),
            table.stored("done_on"),
            table.stored("evidence"),
            table.stored("skipped_on"),
            table.stored("skipped_reason"),
        ],
        shown: ["id", "case", "name", "step", "due", "late", "owner", "gate", "status"],
        summary: "the ordered steps of cases",
        examples: [Example("steps | where status = ready | sort due")],
        keeps: table.existing)
}
