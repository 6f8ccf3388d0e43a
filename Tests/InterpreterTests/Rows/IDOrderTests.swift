// Ids order by prefix, case-blind, and then by number, whichever way their order is worked out.
import Columns
import Interpreter
import Testing
import Values

@Suite struct IDOrderTests {
    /// Rows with an id each, and a reference to a debtor, over a store that knows them.
    private struct Ids {
        let relation: Relation
        let context: Context
        let ids: [String?]
        let debtors: [String?]

        init(_ some: [String], seed: UInt64) throws {
            var random = Seeded(state: seed)
            var store = try Store(catalog: Toy.catalog)
            let names = ["D-2", "D-10", "d-3", "E-1", "D-0100"]
            let (name, kind) = (Int64(store.intern("Acme")), Int64(store.intern("company")))
            _ = try store.apply(
                ChangeSet(names.indices.map {
                    .insert(Toy.debtors, row: UInt32($0), cells: [store.key(for: names[$0]).bits, name, kind])
                }))
            ids = (0..<200).map { _ in Bool.random(using: &random) || some.isEmpty ? nil : some.randomElement(using: &random) }
            let rows = (0..<200).map { _ in Int.random(in: -1..<names.count, using: &random) }
            debtors = rows.map { $0 < 0 ? nil : names[$0] }
            var columns = Array(repeating: RelationColumn(.constant(Lane.null)), count: 16)
            columns[13] = RelationColumn(.dense(DenseLane(ids.map { $0.map { store.key(for: $0).bits } ?? Lane.null })))
            columns[14] = RelationColumn(.dense(DenseLane(rows.map { $0 < 0 ? Lane.null : Int64($0) })))
            context = Context(world: World(store: store, today: .first, now: Moment(day: .first)))
            relation = Relation(shape: try Field(seed: 1).relation.shape, columns: columns, baseCount: 200)
        }
    }

    private func parts(_ id: String) -> (String, Int) {
        let digits = String(id.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        return (id.dropLast(digits.count).lowercased(), Int(digits) ?? -1)
    }

    private func check(_ ids: Ids, _ name: String, _ texts: [String?], descending: Bool) throws {
        let order = SortOrder(try Field(seed: 1).bound(name), descending: descending)
        let sorted = try RowOrder.sorted(ids.relation, by: [order], ids.context)
        let expected = texts.indices.sorted { a, b in
            guard let x = texts[a], let y = texts[b] else { return texts[a] == nil && texts[b] == nil ? a < b : texts[b] == nil }
            let (p, q) = (parts(x), parts(y))
            if p == q { return a < b }
            return descending ? q < p : p < q
        }
        #expect(sorted.selectedRows == expected.map { UInt32($0) }, "\(name) \(descending)")
        #expect(sorted.slice(from: 0, count: 5).selectedRows == expected.prefix(5).map { UInt32($0) }, "first of \(name)")
    }

    @Test(arguments: [true, false])
    func byNumberWithinAPrefix(descending: Bool) throws {
        // Of one number in several widths, of prefixes that differ in case, and one without a number.
        let few = ["X-1", "X-2", "X-10", "x-3", "X-03", "Y-7", "INV-2026-0311", "INV-2026-312", "INV-2025-9999"]
        let many = (0..<90).map { "P\($0)-\(90 - $0)" }
        for (seed, some) in [few, few + ["NOTE"], many, []].enumerated() {
            let ids = try Ids(some, seed: UInt64(seed + 1))
            try check(ids, "id", ids.ids, descending: descending)
            try check(ids, "debtor", ids.debtors, descending: descending)
        }
    }

    @Test func laterKeysDecideAmongEquals() throws {
        let ids = try Ids(["X-2", "X-10", "Y-1"], seed: 9)
        var relation = ids.relation
        let amounts = (0..<200).map { Int64($0 % 3) }
        relation.columns[0] = RelationColumn(.dense(DenseLane(amounts)))
        let field = try Field(seed: 1)
        let orders = [SortOrder(try field.bound("whole"), descending: true), SortOrder(try field.bound("id"), descending: false)]
        let sorted = try RowOrder.sorted(relation, by: orders, ids.context)
        let first = sorted.slice(from: 0, count: 4).selectedRows
        #expect(first == Array(sorted.selectedRows.prefix(4)))
        #expect(first.allSatisfy { amounts[Int($0)] == 2 && ids.ids[Int($0)] == "X-2" })
    }
}
