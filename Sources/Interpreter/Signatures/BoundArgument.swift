// What the binder found for one parameter. The case follows from the parameter's kind; keys and clauses read it.
// May not name a verb.
import Diagnostics
import Values

enum BoundArgument {
    /// For keys.
    case items(GivenArgument)
    case expression(BoundExpression)
    case named([NamedExpression])
    case columns([Int])
    case sort([SortKey])
    indirect case rows(PreparedQuery)
    case toggle
    case tokens([String])

    static func items(_ items: [BoundItem], _ span: Span) -> BoundArgument { .items(GivenArgument(items: items, span: span)) }

    /// One that shares nothing which a form writes to.
    var copy: BoundArgument {
        if case .items(let given) = self { .items(given.items, given.span) } else { self }
    }

    /// One list where a parameter takes several arguments; nil for what is no list.
    func followed(by more: BoundArgument) -> BoundArgument? {
        switch (self, more) {
        case (.items(let first), .items(let second)): .items(first.items + second.items, first.span.union(second.span))
        case (.named(let first), .named(let second)): .named(first + second)
        case (.columns(let first), .columns(let second)): .columns(first + second)
        case (.sort(let first), .sort(let second)): .sort(first + second)
        case (.tokens(let first), .tokens(let second)): .tokens(first + second)
        case (.items, _), (.named, _), (.columns, _), (.sort, _), (.tokens, _), (.expression, _), (.rows, _),
            (.toggle, _):
            nil
        }
    }
}

/// An item of a key: a literal costs no expression.
enum BoundItem {
    case constant(Value)
    case expression(BoundExpression)
    /// The rows that were piped into the first place.
    case piped

    func value(_ context: Context) throws(Diagnostic) -> Value {
        switch self {
        case .constant(let value): value
        case .expression(let expression): try expression.value(context)
        case .piped: .null
        }
    }

    var constant: Value? {
        switch self {
        case .constant(let value): value
        case .expression(let expression): expression.constant
        case .piped: nil
        }
    }
}
