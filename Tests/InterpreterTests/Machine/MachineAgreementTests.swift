// The machine and the lanes give the same values and refuse the same: a random expression over columns becomes the body of a
// def whose parameters are the columns, and is asked row by row.
import Columns
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct MachineAgreementTests {
    /// The columns that can be parameters, and their types.
    private static let types = [
        "whole": "number", "part": "number", "owed": "money", "paid": "money", "rate": "percent", "due": "date", "sent": "date",
        "late": "duration", "clock": "time", "at": "moment", "held": "flag", "name": "text",
    ]

    /// The expression with `$` before every column, or nil where it asks for what a parameter cannot be.
    private static func body(_ text: String) -> String? {
        var result = ""
        var word = ""
        var isQuoted = false
        func closed() -> String? {
            defer { word = "" }
            if ["kind", "debtor", "id", "currency"].contains(word) { return nil }
            return types[word] == nil ? word : "$\(word)"
        }
        for character in text {
            if !isQuoted, character.isLetter {
                word.append(character)
                continue
            }
            guard let done = closed() else { return nil }
            result += done
            if character == "\"" { isQuoted.toggle() }
            result.append(character)
        }
        guard let last = closed() else { return nil }
        return result + last
    }

    /// What the machine gives for each row; nil where it refuses.
    private static func machine(_ body: String, _ field: Field) throws -> [Value?]? {
        let session = Session(registry: Toy.registry, context: field.context, mode: .prompt)
        var given: Value?
        field.context.prints = { if case .value(let value) = $0 { given = value } }
        let names = types.keys.sorted()
        let parameters = names.map { "\($0): \(types[$0] ?? "any")" }.joined(separator: ", ")
        let definition = session.check(Source(name: "def", text: "def f(\(parameters)) { \(body) }"))
        guard definition.problems.isEmpty else { return nil }
        try session.run(definition)
        var values: [Value?] = []
        let columns = names.compactMap { field.relation.shape.index(of: $0) }.map { field.relation.values(of: $0, field.context.codec) }
        for row in 0..<min(20, field.relation.rowCount) {
            let arguments = columns.map { $0[row].literal }.joined(separator: ", ")
            given = nil
            let call = session.check(Source(name: "call", text: "f(\(arguments))"))
            #expect(call.problems.isEmpty, "\(body): \(arguments): \(call.problems.first.map { $0.diagnostic.message } ?? "")")
            let isDone = (try? session.run(call)) != nil
            values.append(isDone ? given ?? .null : nil)
        }
        return values
    }

    @Test func theMachineGivesWhatTheLanesGive() throws {
        var asked = 0
        for seed in 1...900 as ClosedRange<UInt64> {
            let field = try Field(seed: seed, rows: 24, extremes: seed % 3 != 0)
            var phrases = Phrases(random: Seeded(state: seed &* 191))
            let text = phrases.any(3)
            guard let e = field.bind(text), let body = Self.body(text), let found = try Self.machine(body, field) else { continue }
            asked += 1
            for (row, value) in found.enumerated() {
                let plain = try? e.value(field.context, over: field.relation, row: row)
                let same = plain.map { plain in value.map { $0.isNull ? plain.isNull : $0.equals(plain) } ?? false } ?? (value == nil)
                #expect(same, "seed \(seed) row \(row): \(text): machine \(value.map { "\($0)" } ?? "refuses"), rows \(plain.map { "\($0)" } ?? "refuse")")
                if !same { break }
            }
            guard let meaning = e.type.meaning, let column = try? e.column(over: field.relation, field.context) else { continue }
            var result = field.relation
            result.shape = RowShape(columns: [ColumnShape("x", meaning)])
            result.columns = [column]
            let lanes = result.values(of: 0, field.context.codec)
            for (row, value) in found.enumerated() {
                guard let value, field.context.codec.lane(value, meaning) != nil else { continue }
                #expect(value.isNull ? lanes[row].isNull : value.equals(lanes[row]), "seed \(seed) row \(row): \(text)")
            }
        }
        #expect(asked > 500, "only \(asked) could be asked")
    }
}
