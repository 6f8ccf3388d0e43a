// Finds records by how their id begins, or a word of their name: `D-10` and `har` both find `D-1042  Harbour Cafe`, among a
// million within a millisecond. Reads the store; changes nothing.
import Columns
import Interpreter

final class RecordIndex {
    /// A table whose rows have an id, and where the name of a row stands.
    private struct Kind {
        var noun: Noun
        var table: TableID
        /// The column with the name, of the table itself or of the one that a reference of it points to.
        var name: Int
        var through: (reference: Int, table: TableID)?
    }

    private let registry: Registry
    private let store: () -> Store
    private var words: [TableID: NameWords] = [:]
    /// Found when a record is first looked for: a prompt that only waits needs no noun.
    private lazy var kinds = Self.kinds(registry, store().catalog)

    init(_ registry: Registry, store: @escaping () -> Store) {
        self.registry = registry
        self.store = store
    }

    private static func kinds(_ registry: Registry, _ catalog: Catalog) -> [Kind] {
        registry.nouns.compactMap { noun in
            guard let id = noun.table, let schema = catalog.table(id), schema.hasID else { return nil }
            if let name = Self.name(schema) { return Kind(noun: noun, table: id, name: name) }
            for (place, column) in schema.columns.enumerated() {
                guard case .reference(let target) = column.meaning, let other = catalog.table(target), let name = Self.name(other)
                else { continue }
                return Kind(noun: noun, table: id, name: name, through: (place, target))
            }
            return Kind(noun: noun, table: id, name: -1)
        }
    }

    private static func name(_ schema: TableSchema) -> Int? {
        schema.columns.firstIndex { $0.name == "name" && $0.meaning == .text }
    }

    /// Whether a noun, or any where it is nil, has a record with this id.
    func holds(_ noun: String?, _ id: String) -> Bool {
        let store = store()
        return kinds.contains { (noun == nil || $0.noun.name == noun) && $0.noun.row(id, in: store) != nil }
    }

    /// Records by id first, then by a word of their name.
    func find(_ search: RecordSearch) -> [(id: String, name: String)] {
        let store = store()
        let (noun, prefix, limit) = (search.noun, search.prefix, search.limit)
        var found = search.owner.map { owned(by: $0, search, store) } ?? []
        guard found.isEmpty else { return found }
        // Invoices, payments and plans are all found by the name of their debtor: it is looked up once.
        var named: [TableID: [UInt32]] = [:]
        for kind in kinds where noun == nil || kind.noun.name == noun {
            var rows = IDPrefix(prefix).rows(kind.table, in: store, limit: limit - found.count)
            // What looks like an id and is one is no name.
            let isID = !rows.isEmpty && prefix.contains(0x2D)
            if !prefix.isEmpty, !isID, rows.count + found.count < limit { rows += byName(kind, prefix, store, limit - found.count, &named) }
            var seen: Set<UInt32> = []
            for row in rows where found.count < limit && seen.insert(row).inserted {
                found.append((store.ids.text(of: IDKey(bits: store.cell(kind.table, row, 0))), name(kind, row, store)))
            }
        }
        return found
    }

    /// Records that refer to one that was named: the invoices of D-17, oldest first.
    private func owned(by owner: RecordName, _ search: RecordSearch, _ store: Store) -> [(id: String, name: String)] {
        guard let kind = kinds.first(where: { $0.noun.name == search.noun }), let through = kind.through,
            let other = kinds.first(where: { $0.noun.name == owner.noun }), other.table == through.table,
            let row = other.noun.row(owner.id, in: store)
        else { return [] }
        let prefix = Array(String(decoding: search.prefix, as: UTF8.self).uppercased().utf8)
        var found: [(id: String, name: String)] = []
        for own in store.rows(kind.table, where: through.reference, is: Int64(row)) where found.count < search.limit {
            let id = store.ids.text(of: IDKey(bits: store.cell(kind.table, own, 0)))
            if id.utf8.starts(with: prefix) { found.append((id, name(kind, own, store))) }
        }
        return found
    }

    private func name(_ kind: Kind, _ row: UInt32, _ store: Store) -> String {
        guard kind.name >= 0 else { return "" }
        var place = (table: kind.table, row: row)
        if let through = kind.through {
            guard let target = UInt32(exactly: store.cell(kind.table, row, through.reference)) else { return "" }
            place = (through.table, target)
        }
        return UInt32(exactly: store.cell(place.table, place.row, kind.name)).map { store.texts.string($0) } ?? ""
    }

    private func byName(
        _ kind: Kind, _ prefix: ArraySlice<UInt8>, _ store: Store, _ limit: Int, _ named: inout [TableID: [UInt32]]
    ) -> [UInt32] {
        guard kind.name >= 0 else { return [] }
        let table = kind.through?.table ?? kind.table
        let index = words[table] ?? NameWords(table, kind.name)
        words[table] = index
        let known = named[table] ?? index.rows(prefix, in: store, limit: limit)
        named[table] = known
        guard let through = kind.through else { return known }
        var rows: [UInt32] = []
        for row in known.prefix(20) where rows.count < limit {
            rows += store.rows(kind.table, where: through.reference, is: Int64(row)).suffix(limit - rows.count)
        }
        return rows
    }

    /// A little of what is to be done before names are found at once; true while there is more.
    func work() -> Bool {
        let store = store()
        return words.values.contains { $0.work(store) }
    }
}

/// The rows of a table whose id begins with what was typed, capitals or not.
struct IDPrefix {
    private let typed: [UInt8]

    init(_ typed: ArraySlice<UInt8>) { self.typed = typed.map { $0 >= 0x61 && $0 <= 0x7A ? $0 & 0xDF : $0 } }

    /// Rows looked at one by one, and forms of ids: a search ends after so many, found or not.
    private static let patience = 20_000
    /// Numbers tried in a large table for each length they may have.
    private static let guesses = 300

    func rows(_ table: TableID, in store: Store, limit: Int) -> [UInt32] {
        if store.rowCount(table) <= Self.guesses { return spelled(table, in: store, limit: limit) }
        var rows: [UInt32] = []
        var whole: Set<UInt32> = []
        let forms = store.ids.forms
        for pattern in 1..<max(1, min(forms.count, Self.patience)) where rows.count < limit {
            let code = UInt32(pattern)
            forms.withBytes(code) { form in
                guard let width = form.last else { return }
                let prefix = form.dropLast()
                if prefix.starts(with: typed) {
                    whole.insert(code)
                } else if typed.starts(with: prefix), typed.count > prefix.count {
                    numbered(code, width, typed.dropFirst(prefix.count), table, store, limit, &rows)
                }
            }
        }
        guard !whole.isEmpty else { return rows }
        // The newest first: what was just made is what one looks for.
        let keys = store.view(table, 0)
        var row = keys.count
        let end = max(0, row - Self.patience)
        while row > end, rows.count < limit {
            row -= 1
            let number = UInt32(truncatingIfNeeded: row)
            if whole.contains(IDKey(bits: keys[row]).pattern), store.isLive(table, number) { rows.append(number) }
        }
        return rows
    }

    /// In a small table each id is read.
    private func spelled(_ table: TableID, in store: Store, limit: Int) -> [UInt32] {
        let keys = store.view(table, 0)
        var rows: [UInt32] = []
        var text: [UInt8] = []
        for row in (0..<keys.count).reversed() where rows.count < limit {
            text.removeAll(keepingCapacity: true)
            store.ids.append(IDKey(bits: keys[row]), to: &text)
            let number = UInt32(truncatingIfNeeded: row)
            if text.starts(with: typed), store.isLive(table, number) { rows.append(number) }
        }
        return rows
    }

    /// `03` of `INV-2026-0311`: all numbers that begin so.
    private func numbered(
        _ pattern: UInt32, _ width: UInt8, _ digits: ArraySlice<UInt8>, _ table: TableID, _ store: Store, _ limit: Int,
        _ rows: inout [UInt32]
    ) {
        guard digits.count <= 9, width <= 9, digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return }
        let begin = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        var span = 1
        // A padded number has its length; of the others each length is tried.
        let missing = width > 0 ? max(0, Int(width) - digits.count) : 0
        for _ in 0..<missing { span *= 10 }
        let longest = width > 0 ? span : 1_000_000_000
        while span <= longest {
            let last = begin * span + span - 1
            guard last <= 999_999_999 else { return }
            for number in (begin * span)...min(last, begin * span + Self.guesses) where rows.count < limit {
                let key = IDKey(bits: Int64(pattern) << 32 | Int64(number))
                if let row = store.row(table, id: key) { rows.append(row) }
            }
            span *= 10
        }
    }
}
