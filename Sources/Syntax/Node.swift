// One node of the flat tree: 20 trivially copyable bytes, so that a statement costs no allocation.

/// What a node is. The shape of its children stands beside each case, in order; `*` any number, `?` perhaps.
package enum NodeKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    // scripts and statements
    case script         // statement*
    case block          // statement*
    case `let`          // name, query
    case assign         // variable, query
    case `return`       // query?
    case dry            // statement
    case explain        // statement
    case help           // word*
    case word           // a raw word after `help`, or one of a calendar term
    case `if`           // expression, block, (block | if)?
    case `while`        // expression, block
    case `for`          // name, query, block
    case `try`          // block, (name, block)?
    case whatIf         // block
    case def            // name, parameter*, typeName?, block
    case param          // parameter
    case use            // literal text
    case parameter      // name, typeName?, expression?
    case typeName

    // queries: a query is a pipeline, a phrase, a dated expression or an expression
    case pipeline       // query without stages, stage+
    case it             // the source of a pipeline typed as `| …` at the prompt
    case phrase         // name, (argument | asOf)*
    case stage          // name, argument*
    case dated          // expression, asOf+
    case asOf           // expression; `tree.isKnownAt(n)` tells `known at` from `as of`
    case argument       // item+: expressions and `named`
    /// `NAME = expression`. Where the parameter is a condition, it is a comparison of the name with the
    /// first operand of the expression: see `Tree.firstOperand(of:)`.
    case named          // name, expression

    // expressions
    case name           // bare, or in backticks: `tree.isQuoted(n)`
    case variable       // $name; its text is without the `$`
    case literal        // `tree.literalKind(n)`
    case interpolated   // (textPart | expression)*
    case textPart
    case list           // expression*
    case record         // field*
    case field          // (name | literal text), expression
    case paren          // query
    case call           // expression, (expression | labelled)*
    case labelled       // name, expression
    case index          // expression, expression
    case member         // expression, name
    case convert        // expression, name: `balance in GBP`
    case calendar       // word+: `last month`, `start of quarter`; `tree.calendarTerm(n)`
    case negate         // expression
    case not            // expression
    case arithmetic     // left, right; `tree.operation(n)`
    case comparison     // left, right; `tree.operation(n)`
    case isNull         // expression; `tree.isNegated(n)` for `is not null`
    case logical        // left, right; and, or
    case range          // lower, upper
    case coalesce       // left, right
    /// Stands where something was refused; a diagnostic has been given.
    case fault
}

/// The operator of an `arithmetic`, `comparison` or `logical` node.
package enum Operation: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case add, subtract, multiply, divide, modulo
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case `in`, notIn, contains, notContains, starts, notStarts, ends, notEnds, matches, notMatches
    case exactly
    case and, or
}

/// What a literal's bytes spell; the value is decoded when it is asked for.
package enum LiteralKind: UInt8, Sendable, CaseIterable, BitwiseCopyable {
    case number, money, percent, date, month, quarter, time, dateTime, duration, id, change
    /// `"…"`, `'…'`, `"""…"""`, none of them with `{expr}`.
    case text, rawText, blockText
}

/// Names a node of one tree.
package struct NodeID: Hashable, Sendable, BitwiseCopyable {
    package let index: UInt32
    init(_ index: UInt32) { self.index = index }
}

struct Node: BitwiseCopyable, Sendable {
    var kind: NodeKind
    /// Operation, literal kind, flag or indentation: what it is follows from the kind.
    var detail: UInt8 = 0
    /// Longest way down to a leaf: bounds the recursion of everyone who walks the tree.
    var height: UInt16 = 0
    var lower: UInt32
    var upper: UInt32
    /// First child and next sibling; 0 is none, since node 0 is the script, which is nobody's child.
    var first: UInt32 = 0
    var next: UInt32 = 0
}
