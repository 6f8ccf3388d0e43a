// From ids, outside numbers and piped rows to the rows of a table. Unknown ids are refused here, at the run, because a
// statement before may have made the record.
import Columns
package import Diagnostics
import Values

extension Run {
    /// The one row meant, where one record was named by itself; nil asks for `records`.
    func record(_ given: GivenArgument?, of nounName: String) throws(Diagnostic) -> UInt32? {
        guard let given, given.items.count == 1, case .constant(let value) = given.items[0], let spelling = value.spelling,
            let noun = call.lookup.noun(nounName), noun.table != nil
        else { return nil }
        return try row(spelling, noun, given.span)
    }

    /// The rows meant, each once, in the order given.
    func records(_ given: GivenArgument?, of nounName: String, through standIns: [String] = []) throws(Diagnostic) -> [UInt32] {
        guard let given else { return [] }
        guard let noun = call.lookup.noun(nounName), noun.table != nil else {
            throw .noTable(nounName, given.span)
        }
        if case .piped? = given.items.first, case .rows(let relation) = input {
            return try piped(relation, [noun], through: standIns, given.span).rows
        }
        if given.items.count == 1, case .constant(let value) = given.items[0], let spelling = value.spelling {
            return [try row(spelling, noun, given.span)]
        }
        var rows: [UInt32] = []
        for value in try values(given) {
            guard let spelling = value.identity else {
                throw .wrongType(
                    noun.singular, "an id from \(noun.name)", ExpressionType(of: value).name, given.span)
            }
            rows.append(try row(spelling, noun, given.span))
        }
        return unique(rows)
    }

    /// The records meant, all of one noun among these.
    func records(_ given: GivenArgument?, ofAny names: [String], through standIns: [String]) throws(Diagnostic) -> Records {
        let nouns = names.compactMap { call.lookup.noun($0) }
        let span = given.place(self)
        guard let first = nouns.first, let firstTable = first.table else { throw .noTable(names.first ?? "?", span) }
        guard let given else { return Records(noun: first, table: firstTable, rows: []) }
        if case .piped? = given.items.first, case .rows(let relation) = input {
            return try piped(relation, nouns, through: standIns, span)
        }
        var kind: (noun: Noun, table: TableID)?
        var rows: [UInt32] = []
        for value in try values(given) {
            guard let spelling = value.identity else {
                throw .wrongType("record", "an id from \(nouns.anyMany)", ExpressionType(of: value).name, span)
            }
            let found = try record(spelling, among: nouns, span)
            guard let table = found.noun.table else { throw .noTable(found.noun.name, span) }
            if let kind, kind.table != table { throw .mixedRecords(kind.noun, found.noun, spelling, span) }
            kind = (found.noun, table)
            rows.append(found.row)
        }
        return Records(noun: kind?.noun ?? first, table: kind?.table ?? firstTable, rows: unique(rows))
    }

    /// The values given, or the value piped in; lists are opened.
    private func values(_ given: GivenArgument) throws(Diagnostic) -> [Value] {
        guard case .piped? = given.items.first else { return try given.values(context) }
        switch input {
        case .value(.list(let list)): return list
        case .value(let value): return [value]
        case .nothing, .rows: return []
        }
    }

    /// The record of any noun with this id or outside number.
    package func record(_ spelling: String, at item: any SignatureItem) throws(Diagnostic) -> (noun: Noun, row: UInt32) {
        guard let found = try find(spelling, among: call.lookup.nouns, call.span(of: item)) else {
            throw .noRecord(spelling, call.span(of: item))
        }
        return found
    }

    /// A record of one of these nouns; where it is one of another, the refusal says of which.
    private func record(_ spelling: String, among nouns: [Noun], _ span: Span) throws(Diagnostic) -> (noun: Noun, row: UInt32) {
        if let found = try find(spelling, among: nouns, span) { return found }
        guard let other = try find(spelling, among: call.lookup.nouns, span) else { throw .noRecord(spelling, span) }
        throw .otherKind(spelling, other.noun, nouns, span)
    }

    /// Ids come before the numbers records have elsewhere.
    private func find(_ spelling: String, among nouns: [Noun], _ span: Span) throws(Diagnostic) -> (noun: Noun, row: UInt32)? {
        let store = context.world.store
        var found: [(noun: Noun, row: UInt32)] = []
        for noun in nouns {
            if let table = noun.table, let row = store.row(table, id: spelling) { return (noun, row) }
            if let row = noun.row(spelling, in: store) { found.append((noun, row)) }
        }
        guard found.count <= 1 else { throw .severalRecords(spelling, found.map(\.noun.name), span) }
        return found.first
    }

    private func row(_ spelling: String, _ noun: Noun, _ span: Span) throws(Diagnostic) -> UInt32 {
        guard let row = context.lend({ noun.row(spelling, in: $0) }) else {
            throw .unknownRecord(spelling, noun, span)
        }
        return row
    }

    private func piped(
        _ relation: Relation, _ nouns: [Noun], through standIns: [String], _ span: Span
    ) throws(Diagnostic) -> Records {
        guard let (noun, naming) = relation.shape.naming(nouns, through: standIns), let table = noun.table else {
            throw .otherRows(relation.shape, nouns, span)
        }
        var rows: [UInt32] = []
        switch naming {
        case .rows: rows = relation.selectedRows
        case .reference(let column):
            rows = unique(relation.lanes(of: column).compactMap { UInt32(exactly: $0) })
        case .ids:
            for lane in relation.lanes(of: 0) {
                let key = IDKey(bits: lane)
                guard let row = context.world.store.row(table, id: key) else {
                    throw .unknownRecord(context.world.store.ids.text(of: key), noun, span)
                }
                rows.append(row)
            }
            rows = unique(rows)
        }
        return Records(noun: noun, table: table, rows: rows)
    }

    private func unique(_ rows: [UInt32]) -> [UInt32] {
        guard rows.count > 1 else { return rows }
        var seen = Set<UInt32>(minimumCapacity: rows.count)
        return rows.filter { seen.insert($0).inserted }
    }
}

extension Value {
    /// What names a record: an id, a text, or a record's first field.
    fileprivate var identity: String? {
        if case .record(let fields) = self, let first = fields.first { return first.value.spelling }
        return spelling
    }
}

extension Diagnostic {
    fileprivate static func noTable(_ noun: String, _ span: Span) -> Diagnostic {
        Diagnostic("bind.other-kind", "'\(noun)' is worked out, so it has no records of its own to act on", at: span)
    }

    fileprivate static func noRecord(_ spelling: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.unknown-id", "no record is called '\(spelling)'", at: span,
            hint: "debtors, invoices, payments … list theirs; an outside number stands in backticks")
    }

    fileprivate static func severalRecords(_ spelling: String, _ nouns: [String], _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.not-one", "the number '\(spelling)' belongs to more than one record", at: span,
            notes: ["in: \(nouns.joined(separator: ", "))"], hint: "name the one you mean by its id")
    }

    fileprivate static func unknownRecord(_ spelling: String, _ noun: Noun, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.unknown-id", "there is no \(noun.singular) '\(spelling)'", at: span,
            hint: "\(noun.name) lists them; an outside number stands in backticks")
    }

    fileprivate static func otherKind(_ spelling: String, _ found: Noun, _ wanted: [Noun], _ span: Span) -> Diagnostic {
        Diagnostic("bind.other-kind", "here must stand \(wanted.anyOne), but \(spelling) is one of the \(found.name)", at: span,
            notes: wanted.notes)
    }

    fileprivate static func mixedRecords(_ first: Noun, _ second: Noun, _ spelling: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.mixed-records",
            "records of one kind are acted on together, but after \(first.name) comes \(spelling), one of the \(second.name)",
            at: span, hint: "one statement for each kind; begin … commit makes one change of them")
    }
}
