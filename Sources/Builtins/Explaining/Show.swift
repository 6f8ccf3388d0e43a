// `show ID`: a debtor as the account card, anything else as a record, column by column.
import Columns
import Diagnostics
import Interpreter
import Receivables
import Values

enum ShowVerb {
    static let what = Key.record("record", "what to show: D-17, INV-2026-0311")

    static let verb = Verb.command(
        "show", [what], summary: "one record on one screen; of a debtor the account card",
        details: "The card: who, what is owed and how old, what was promised, what blocks, the last contacts, what to do next.",
        examples: [Example("show D-17", "the account card"), Example("show INV-2026-0311")]
    ) { _ in
        Prepared(.value(.any)) { run throws(Diagnostic) in
            let (noun, row) = try run.record(try run[what], at: what)
            if noun.table == Debtors.table {
                return .value(.text(try AccountCard(row, run).lines.joined(separator: "\n")))
            }
            guard let reader = try RecordReader(noun, NounRequest(context: run.context)) else {
                throw run.fault("bind.other-kind", "\(noun.name) are worked out, so there is no record to show", at: what)
            }
            let fields = reader.shape.columns.indices.map { Field(reader.shape.columns[$0].name, reader.value(row, $0)) }
            return .value(.record(fields.filter { !$0.value.isNull }))
        }
    }
}
