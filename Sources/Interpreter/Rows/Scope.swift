// What an expression may name: columns of the flow, variables, functions, nouns behind references.
// Data and closures handed in by the checker; holds no registry of its own.
package import Columns
package import Diagnostics
package import Syntax
package import Values

/// A noun reached through a reference: `debtor.country`.
package struct LinkedNoun {
    package var shape: RowShape
    /// The row of the record a person names by its id or by a number it has elsewhere.
    package var find: (Store, String) -> UInt32?
    /// All rows of the noun's table (base row number = row number of the table), as of a day.
    package var rows: (Context, Day?) throws(Diagnostic) -> Relation

    package init(
        shape: RowShape, find: @escaping (Store, String) -> UInt32?,
        rows: @escaping (Context, Day?) throws(Diagnostic) -> Relation
    ) {
        self.shape = shape
        self.find = find
        self.rows = rows
    }
}

/// A query that was checked and can be run.
package struct PreparedQuery {
    package var shape: Shape
    package var run: (Context) throws(Diagnostic) -> Flow
    /// The variables it reads, by slot.
    var reads: [Int]
    /// The query laid open; nil where it is no query of its own.
    package var course: Course? { told() }
    private let told: () -> Course?

    init(shape: Shape, reads: [Int], course: @escaping @autoclosure () -> Course? = nil, run: @escaping (Context) throws(Diagnostic) -> Flow) {
        self.shape = shape
        self.reads = reads
        told = course
        self.run = run
    }
}

package struct Scope {
    package var tree: Tree
    /// The rows in flow, where there are any.
    package var row: RowShape?
    /// Slot and shape of a variable, by its name without `$`.
    package var variable: (String) -> (slot: Int, shape: Shape)?
    package var variableNames: () -> [String]
    /// How a variable that is there, but out of sight of the definition that asks, can be passed to it; nil for any other.
    var passing: (String) -> String?
    package var function: (String) -> Function?
    package var functionNames: () -> [String]
    /// A user's own function, which beats ours of the same name.
    var definition: (String, Span) throws(Diagnostic) -> Definition?
    /// The definition as it is for the rows it is called with.
    var instance: (Definition, [BoundExpression], Span) throws(Diagnostic) -> Definition
    package var linked: (TableID) -> LinkedNoun?
    /// Checks a query in parentheses, or a noun standing where a value is expected.
    package var query: (NodeID) throws(Diagnostic) -> PreparedQuery
    /// The line to offer behind `try:`, given the node and what should stand there.
    package var rewrite: (Span, String) -> String?
    /// Takes note of a problem and lets the rest be looked at; false where it must be thrown.
    var excuses: (Diagnostic) -> Bool

    package init(
        tree: Tree, row: RowShape? = nil, variable: @escaping (String) -> (slot: Int, shape: Shape)?,
        variableNames: @escaping () -> [String], passing: @escaping (String) -> String? = { _ in nil },
        function: @escaping (String) -> Function?, functionNames: @escaping () -> [String],
        definition: @escaping (String, Span) throws(Diagnostic) -> Definition? = { _, _ in nil },
        instance: @escaping (Definition, [BoundExpression], Span) throws(Diagnostic) -> Definition = { definition, _, _ in definition },
        linked: @escaping (TableID) -> LinkedNoun?,
        query: @escaping (NodeID) throws(Diagnostic) -> PreparedQuery,
        rewrite: @escaping (Span, String) -> String? = { _, _ in nil }, excuses: @escaping (Diagnostic) -> Bool = { _ in false }
    ) {
        self.tree = tree
        self.row = row
        self.variable = variable
        self.variableNames = variableNames
        self.passing = passing
        self.definition = definition
        self.instance = instance
        self.function = function
        self.functionNames = functionNames
        self.linked = linked
        self.query = query
        self.rewrite = rewrite
        self.excuses = excuses
    }

    package func with(row: RowShape?) -> Scope {
        var scope = self
        scope.row = row
        return scope
    }
}
