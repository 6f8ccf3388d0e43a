// A user's own function or verb, `def NAME(…) { … }`, from the moment its signature is known. The checker fills it in:
// first the signature, so that definitions may call one another in any order, then the body.
import Diagnostics
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
        /// Where the body finds it.
        var slot = 0
        var span: Span
    }

    enum State { case announced, checking, checked, broken }

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
    /// The slots of its own variables, the parameters first.
    var slots = 0..<0

    init(_ name: String, _ span: Span, _ source: Source, _ parameters: [Parameter], _ promise: Promise) {
        self.name = name
        self.span = span
        self.source = source
        self.parameters = parameters
        self.promise = promise
        result =
            switch promise {
            case .none: .value(.any)
            case .rows: .rows(RowShape(columns: []))
            case .value(let type): .value(ExpressionType(declared: type))
            }
    }

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
