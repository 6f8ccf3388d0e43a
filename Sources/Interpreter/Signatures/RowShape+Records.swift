// Which records rows name that are piped into an act: their own, or, where they are no records themselves, those of one
// reference among their columns. The checker asks before anything runs, and the run asks again to find them, so both agree.
// May not read a row.
package import Columns
import Diagnostics

/// Records of one noun, for an act that takes several nouns' records.
package struct Records {
    package let noun: Noun
    package let table: TableID
    /// Each once, in the order given.
    package let rows: [UInt32]
}

/// How rows name records of a noun.
enum Naming: Hashable {
    /// The rows are rows of its table.
    case rows
    /// Frozen: no longer rows of the table, but the first column still holds their ids.
    case ids
    /// A column refers to them.
    case reference(column: Int)
}

extension RowShape {
    /// Which of the nouns the rows name, and how; nil where none, or where it would be a guess. Rows that are records of another
    /// noun stand for what they refer to only where the parameter says so (`through`), or where that column alone is shown:
    /// who cancels contacts does not mean the invoices they were about.
    func naming(_ nouns: [Noun], through standIns: [String]) -> (noun: Noun, naming: Naming)? {
        for noun in nouns {
            guard let table = noun.table else { continue }
            if self.table == table { return (noun, .rows) }
            if self.noun == noun.name, columns.first?.meaning == .id { return (noun, .ids) }
        }
        let found = references(to: nouns)
        guard let only = found.first, found.count == 1 else { return nil }
        if areRecords, !standIns.contains(only.noun.name), shown != [only.column] { return nil }
        return (only.noun, .reference(column: only.column))
    }

    /// The columns that refer to records of these nouns.
    private func references(to nouns: [Noun]) -> [(noun: Noun, column: Int)] {
        nouns.flatMap { noun in
            noun.table.map { table in
                columns.indices.filter { columns[$0].meaning == .reference(table) }.map { (noun, $0) }
            } ?? []
        }
    }

    /// Whether each row is a record with an id of its own.
    private var areRecords: Bool { table != nil || (noun != nil && columns.first?.meaning == .id) }

    /// The one column by which such rows could be turned into records of these nouns.
    func column(naming nouns: [Noun]) -> String? {
        let found = references(to: nouns)
        guard areRecords, let only = found.first, found.count == 1 else { return nil }
        return columns[only.column].name
    }
}

extension [Noun] {
    /// "a debtor, a plan or an invoice"; what takes nearly everything says so.
    var anyOne: String { count > 4 ? "a record of the nouns below" : map(\.aSingular).alternatives }
    /// "debtors, plans or invoices"
    var anyMany: String { count > 4 ? "records of the nouns below" : map(\.name).alternatives }
    /// The nouns by name, where the sentence does not name them.
    var notes: [String] { count > 4 ? ["nouns: \(map(\.name).joined(separator: ", "))"] : [] }
}

extension [String] {
    /// "a, b or c"
    var alternatives: String {
        guard let last else { return "" }
        return count == 1 ? last : "\(dropLast().joined(separator: ", ")) or \(last)"
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

extension Diagnostic {
    static func otherRows(_ found: RowShape, _ nouns: [Noun], _ span: Span) -> Diagnostic {
        let hint: String? =
            if let column = found.column(naming: nouns) {
                "what they refer to is acted on where that column stands alone: … | distinct \(column) | …"
            } else if nouns.notes.isEmpty {
                "pipe in \(nouns.anyMany), or rows with one column that names \(nouns.anyOne)"
            } else {
                nil
            }
        return Diagnostic(
            "bind.other-rows",
            "this acts on \(nouns.anyMany), but the rows that come in are \(found.noun ?? "of another kind")", at: span,
            notes: nouns.notes, hint: hint)
    }
}
