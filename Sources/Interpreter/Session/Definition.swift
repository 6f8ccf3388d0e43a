// A user's own function or verb, `def NAME(…) { … }`, from the moment its signature is known. The checker fills it in:
// first the signature, so that definitions may call one another in any order, then the body.
import Diagnostics
import Syntax
import Values

/// One `def`. Shared by everyone who calls it, so that a call may be checked before the body is.
package final class Definition {
    struct Parameter {
        var name: String
        /// What its type says; `any` without one.
        var wanted: ValueType
        /// What the body may count on.
        var type: ExpressionType
        /// Taken where a call leaves it out.
        var otherwise: BoundExpression?
        var span: Span
        /// It takes rows; nothing is known of their columns before a call.
        var isTable = false
        /// In an instance, the rows it was called with.
        var rows: RowShape?

        var shape: Shape { rows.map { .rows($0) } ?? .value(type) }
    }

    enum State { case announced, checking, checked, broken }

    /// The text of a definition that takes tables, kept since its body is checked anew for the rows of a call.
    struct Text {
        var tree: Tree
        var node: NodeID
    }

    /// The result that stands behind `->`.
    enum Promise: Equatable {
        case none
        case rows
        case value(ValueType)
    }

    package let name: String
    /// The name, where it is defined.
    let span: Span
    let source: Source
    /// Where its `def` stands, and the text from its name to its body.
    let start: UInt32
    let header: Span
    let parameters: [Parameter]
    let promise: Promise
    var state = State.announced
    /// What a call gives; until the body was checked, what is promised.
    var result: Shape
    var body: [Statement] = []
    /// The most its body may do. More than reading makes it a verb.
    var consequence = Consequence.reads
    /// Calls inside expressions that were met before it was known whether it acts.
    var asked: [Span] = []
    /// Of one that takes tables, what to check for the rows of a call.
    var text: Text?
    /// Of an instance, the definition it is made from.
    var origin: Definition?
    /// The slots of its own variables, the parameters first.
    var slots = 0..<0

    init(
        _ name: String, _ span: Span, _ source: Source, _ parameters: [Parameter], _ promise: Promise, start: UInt32, header: Span
    ) {
        self.name = name
        self.span = span
        self.source = source
        self.parameters = parameters
        self.promise = promise
        self.start = start
        self.header = header
        result =
            switch promise {
            case .none: .value(.any)
            case .rows: .rows(RowShape(columns: []))
            case .value(let type): .value(ExpressionType(declared: type))
            }
    }

    /// Whether its body can only be checked for the rows of a call.
    var takesTables: Bool { origin == nil && parameters.contains { $0.isTable } }

    var acts: Bool { consequence > .reads }

    /// `worst(n: number = 10)`, for messages.
    var usage: String {
        let inner = parameters.map { $0.otherwise == nil ? $0.name : "\($0.name): …" }
        return acts ? ([name] + parameters.map { $0.otherwise == nil ? $0.name.uppercased() : "[\($0.name) …]" }).joined(separator: " ")
            : "\(name)(\(inner.joined(separator: ", ")))"
    }
}

extension ExpressionType {
    /// What a body may count on where a type is only named. A number may have as many decimals as a quotient has.
    init(declared type: ValueType) {
        switch type {
        case .any: self = .any
        case .null: self = .null
        case .flag: self = .flag
        case .number: self = .number(scale: 9)
        case .money: self = .money(nil)
        case .percent: self = .percent(scale: 9)
        case .day: self = .day
        case .period: self = .period
        case .time: self = .time
        case .moment: self = .moment
        case .duration: self = .days
        case .range(let bound): self = .range(ExpressionType(declared: bound))
        case .word, .text: self = .text
        case .id: self = .id
        case .list(let element): self = .list(ExpressionType(declared: element))
        case .record: self = .record
        }
    }
}
