// `id = INV-2026-0311` on rows of a table is a look-up, not a scan: the store's index names the one row.
// Any other condition is none of its business; the scan that follows means the same.
import Columns
import Diagnostics
import Syntax
import Values

extension BoundExpression {
    /// The one row a condition can be true of, where it says so by id: this condition, or a side of its `and`.
    /// `.some(nil)` says that no row has that id; nil says nothing.
    func pointedRow(_ relation: Relation, _ ctx: Context) throws(Diagnostic) -> UInt32?? {
        guard let table = relation.shape.table else { return nil }
        switch form {
        case .logical(.and, let left, let right):
            if let row = try left.pointedRow(relation, ctx) { return row }
            return try right.pointedRow(relation, ctx)
        case .comparison(.equal, let left, let right):
            // Rows of a table without ids may show those of what they belong to.
            guard left.bareColumn == 0, left.type == .id, !right.readsRows, ctx.world.store.catalog.table(table)?.hasID == true
            else { return nil }
            if case .own(let spelt, let noun) = right.form, noun.shape.table == table, case .id(let id) = try spelt.value(ctx) {
                return .some(noun.find(ctx.world.store, id))
            }
            guard case .id(let id) = try right.value(ctx) else { return nil }
            return .some(ctx.world.store.row(table, id: id))
        case .constant, .column, .link, .own, .variable, .negate, .not, .arithmetic, .comparison, .logical, .isNull, .coalesce,
            .range, .call, .defined, .list, .record, .member, .index, .text, .query, .table, .single, .convert, .calendar:
            return nil
        }
    }
}

extension BoundExpression {
    /// Whether nothing but the id of a row is asked for, so that the row an index names needs no second look.
    var isLookUp: Bool {
        if case .comparison = form { return true }
        return false
    }
}

extension Relation {
    /// Narrowed to one base row, if it is among those kept.
    func keeping(_ row: UInt32?) -> Relation {
        var result = self
        var isKept = false
        if let row, Int(row) < baseCount {
            isKept = selection.isIdentity ? Int(row) < selection.count : selection.named?.contains(row) ?? false
        }
        result.selection = Selection(rows: isKept ? [row].compactMap { $0 } : [])
        return result
    }
}
