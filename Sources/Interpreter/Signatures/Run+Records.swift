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
    func records(_ given: GivenArgument?, of nounName: String) throws(Diagnostic) -> [UInt32] {
        guard let given else { return [] }
        guard let noun = call.lookup.noun(nounName), let table = noun.table else {
            throw .noTable(nounName, given.span)
        }
        if case .piped? = given.items.first { return try piped(noun, table, given.span) }
        if given.items.count == 1, case .constant(let value) = given.items[0], let spelling = value.spelling {
            return [try row(spelling, noun, given.span)]
        }
        var rows: [UInt32] = []
        for value in try given.values(context) {
            guard let spelling = value.identity else {
                throw .wrongType(
                    noun.singular, "an id from \(noun.name)", ExpressionType(of: value).name, given.span)
            }
            rows.append(try row(spelling, noun, given.span))
        }
        return unique(rows)
    }

    /// The record of any noun with this id or outside number.
    package func record(_ spelling: String, at item: any SignatureItem) throws(Diagnostic) -> (noun: Noun, row: UInt32) {
        let store = context.world.store
        var found: [(noun: Noun, row: UInt32)] = []
        for noun in call.lookup.nouns {
            if let table = noun.table, let row = store.row(table, id: spelling) { return (noun, row) }
            if let row = noun.row(spelling, in: store) { found.append((noun, row)) }
        }
        guard let only = found.first else { throw .noRecord(spelling, call.span(of: item)) }
        guard found.count == 1 else { throw .severalRecords(spelling, found.map(\.noun.name), call.span(of: item)) }
        return only
    }

    private func row(_ spelling: String, _ noun: Noun, _ span: Span) throws(Diagnostic) -> UInt32 {
        guard let row = context.lend({ noun.row(spelling, in: $0) }) else {
            throw .unknownRecord(spelling, noun, span)
        }
        return row
    }

    private func piped(_ noun: Noun, _ table: TableID, _ span: Span) throws(Diagnostic) -> [UInt32] {
        switch input {
        case .nothing: return []
        case .value(let value):
            let values: [Value] = if case .list(let list) = value { list } else { [value] }
            var rows: [UInt32] = []
            for value in values {
                guard let spelling = value.identity else {
                    throw .wrongType(
                        noun.singular, "an id from \(noun.name)", ExpressionType(of: value).name, span)
                }
                rows.append(try row(spelling, noun, span))
            }
            return unique(rows)
        case .rows(let relation):
            if relation.shape.table == table { return relation.selectedRows }
            let references = relation.shape.columns.indices.filter { column in
                relation.shape.columns[column].meaning == .reference(table)
            }
            // A frozen table is no longer rows of a table, but its ids still say which they were.
            if relation.shape.noun == noun.name, relation.shape.columns.first?.meaning == .id {
                var rows: [UInt32] = []
                for lane in relation.lanes(of: 0) {
                    let key = IDKey(bits: lane)
                    guard let row = context.world.store.row(table, id: key) else {
                        throw .unknownRecord(context.world.store.ids.text(of: key), noun, span)
                    }
                    rows.append(row)
                }
                return unique(rows)
            }
            guard let column = references.first, references.count == 1 else {
                throw .otherRows(relation.shape.noun, noun, span)
            }
            return unique(relation.lanes(of: column).compactMap { UInt32(exactly: $0) })
        }
    }

    private func unique(_ rows: [UInt32]) -> [UInt32] {
        guard rows.count > 1 else { return rows }
        var seen = Set<UInt32>(minimumCapacity: rows.count)
        return rows.filter { seen.insert($0).inserted }
    }
}

extension Noun {
    fileprivate var aSingular: String {
        switch singular.utf8.first {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"): "an \(singular)"
        default: "a \(singular)"
        }
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

    fileprivate static func otherRows(_ found: String?, _ noun: Noun, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.other-rows",
            "this acts on \(noun.name), but the rows that come in are \(found ?? "of another kind")", at: span,
            hint: "pipe in \(noun.name), or rows with one column that names \(noun.aSingular)")
    }
}
