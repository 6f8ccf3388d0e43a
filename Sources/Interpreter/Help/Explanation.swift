// `explain STATEMENT`: a pipeline in plain words, stage by stage, with the rows that each hands on.
// It runs what only reads, and never the action at the end. A call of a function that can tell how its value comes about
// is told by the function.
import Diagnostics
import Values

struct Explanation {
    let pipeline: Pipeline
    let source: Source
    let context: Context

    init(_ pipeline: Pipeline, _ source: Source, _ context: Context) {
        self.pipeline = pipeline
        self.source = source
        self.context = context
    }

    func lines() throws(Diagnostic) -> [String] {
        var lines: [String] = []
        var flow = try pipeline.begin(context)
        let head = source.text(pipeline.head).split { $0 == " " || $0 == "\n" || $0 == "|" }.joined(separator: " ")
        switch pipeline.source {
        case .nothing: break
        case .noun(let dated):
            lines.append(line("take \(source.text(dated.call.span))", dated.noun.summary, flow))
        case .expression(let bound):
            if pipeline.stages.isEmpty, let told = try bound.derivation(context) { return told }
            lines.append(line("work out \(PlainWords.of(source.text(bound.span)))", "", flow))
        case .variable, .it: lines.append(line("take what \(head) holds", "", flow))
        case .definition(let definition, _): lines.append(line("ask \(head)", definition.comment.first ?? "", flow))
        case .query(let inner): lines.append(line("take \(source.text(inner.span))", "", flow))
        case .dated(let inner, let dates):
            var asked = inner
            while asked.stages.isEmpty, case .query(let next) = asked.source { asked = next }
            lines += try dates.within(context) { _, _ throws(Diagnostic) in try Explanation(asked, source, context).lines() }
        }
        for stage in pipeline.stages {
            let text = stage.verb.words.isEmpty ? source.text(stage.call.span) : StageWords.of(stage.call, stage.verb.words, source)
            guard stage.verb.role == .stage, stage.verb.consequence == .reads,
                case .flow(let next) = try stage.run(flow, context)
            else {
                let told = stage.verb.words.isEmpty ? "\(text): \(stage.verb.summary)" : text
                lines.append("\(lines.count + 1). \(told) (not done: this only explains)")
                break
            }
            flow = next
            lines.append(line(text, stage.verb.words.isEmpty ? stage.verb.summary : "", flow, number: lines.count + 1))
        }
        return lines
    }

    /// `take invoices: what debtors owe: 407 rows`
    private func line(_ text: String, _ summary: String, _ flow: Flow, number: Int = 1) -> String {
        let gives =
            switch flow {
            case .nothing: "nothing"
            case .value: "one value"
            case .rows(let relation): counted(relation.rowCount, "row")
            }
        return "\(number). \(text): \(summary.isEmpty ? "" : "\(summary): ")\(gives)"
    }
}

extension Pipeline {
    /// What stands before its first stage.
    fileprivate var head: Span {
        guard let first = stages.first, first.call.span.lower > span.lower else { return span }
        return Span(span.lower, first.call.span.lower)
    }
}
