// What a table hides and its footer must say: columns that are not shown, but count something in the rows that are.
import Columns
import Interpreter

enum Remarks {
    /// `in 2 rows more is owed in other currencies: see accounts`, a line for each column with a remark; none where an amount the
    /// remark is about is not shown either.
    static func lines(_ relation: Relation) -> [String] {
        let shape = relation.shape
        guard shape.shown.contains(where: { shape.columns[$0].meaning == .money }) else { return [] }
        return shape.columns.indices.compactMap { place in
            let column = shape.columns[place]
            guard !column.remark.isEmpty, !shape.shown.contains(place) else { return nil }
            let count = relation.lanes(of: place).count { $0 != 0 && $0 != Lane.null }
            return count == 0 ? nil : "in \(count) \(count == 1 ? "row" : "rows") \(column.remark)"
        }
    }
}
