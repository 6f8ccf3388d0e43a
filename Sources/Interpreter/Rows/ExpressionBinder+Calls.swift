// Calls: arguments go to parameters by place or by name, and each must be what its parameter takes.
// Knows no function by name.
import Diagnostics
import Syntax

extension ExpressionBinder {
    func bindCall(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        guard let head = tree.firstChild(node) else { throw .notAnExpression(span) }
        let name = tree.text(head)
        guard tree.kind(head) == .name, let function = scope.function(name) else {
            throw .unknownFunction(name, tree.span(head), scope.functionNames())
        }
        var slots: [BoundExpression?] = Array(repeating: nil, count: function.parameters.count)
        var next = 0
        for child in tree.children(node) where child != head {
            var place = next
            var value = child
            if tree.kind(child) == .labelled, let label = tree.child(child, 0), let inner = tree.child(child, 1) {
                guard let found = function.parameters.firstIndex(where: { $0.name == tree.text(label) }) else {
                    throw .unknownParameter(tree.text(label), tree.span(label), function)
                }
                place = found
                value = inner
            } else {
                next += 1
            }
            guard place < slots.count else { throw .tooMany(function, tree.span(child)) }
            guard slots[place] == nil else { throw .givenTwice(function, place, tree.span(child)) }
            var bound = try bind(value)
            if function.parameters[place].taken != .list { bound = bound.asValue }
            try check(bound, function, place)
            slots[place] = bound
        }
        let required = function.parameters.count - function.optional
        let given = slots.prefix { $0 != nil }.count
        guard given >= required, slots[given...].allSatisfy({ $0 == nil }) else {
            throw .tooFew(function, slots.firstIndex { $0 == nil } ?? 0, span)
        }
        let arguments = slots.compactMap { $0 }
        return BoundExpression(.call(function, arguments), resultType(function, arguments), span)
    }

    private func check(_ bound: BoundExpression, _ function: Function, _ place: Int) throws(Diagnostic) {
        let fits =
            switch (function.parameters[place].taken, bound.type) {
            case (.any, _), (_, .any), (_, .null): true
            case (.flag, .flag), (.number, .number), (.money, .money), (.percent, .percent), (.day, .day),
                (.moment, .moment), (.day, .moment), (.duration, .days), (.duration, .duration), (.list, .list):
                true
            case (.text, let type): OperatorTypes.isText(type)
            default: false
            }
        if !fits { throw .wrongArgument(function, place, bound) }
    }

    func resultType(_ function: Function, _ arguments: [BoundExpression]) -> ExpressionType {
        switch function.result {
        case .fixed(let type): type
        case .likeFirst: arguments.first?.type ?? .any
        }
    }
}

extension Diagnostic {
    fileprivate static func unknownFunction(_ name: String, _ span: Span, _ known: [String]) -> Diagnostic {
        let guess = nearest(name, among: known)
        return Diagnostic(
            "expression.unknown-function", "there is no function '\(name)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "", hint: "help functions lists them")
    }
    fileprivate static func unknownParameter(_ name: String, _ span: Span, _ function: Function) -> Diagnostic {
        Diagnostic(
            "expression.unknown-parameter", "\(function.name) has no argument called '\(name)'", at: span,
            notes: ["arguments: \(function.parameters.map(\.name).joined(separator: ", "))"])
    }
    fileprivate static func givenTwice(_ function: Function, _ place: Int, _ span: Span) -> Diagnostic {
        let name = place < function.parameters.count ? function.parameters[place].name : ""
        return Diagnostic(
            "expression.argument-twice", "each argument is given once, but '\(name)' of \(function.name) is given again", at: span)
    }
    fileprivate static func tooMany(_ function: Function, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.too-many-arguments",
            "\(function.name) takes \(function.parameters.count == 1 ? "1 argument" : "\(function.parameters.count) arguments"), and this is one more", at: span)
    }
    fileprivate static func tooFew(_ function: Function, _ missing: Int, _ span: Span) -> Diagnostic {
        let name = missing < function.parameters.count ? function.parameters[missing].name : ""
        return Diagnostic("expression.missing-argument", "\(function.name) needs '\(name)' as well", at: span)
    }
    fileprivate static func wrongArgument(_ function: Function, _ place: Int, _ bound: BoundExpression) -> Diagnostic {
        let parameter = function.parameters[place]
        return Diagnostic(
            "expression.wrong-argument",
            "\(function.name) needs \(parameter.taken.rawName) as '\(parameter.name)', but this is \(bound.type.name)",
            at: bound.span)
    }
}

extension Function.Taken {
    var rawName: String {
        switch self {
        case .flag: "a flag"
        case .number: "a number"
        case .money: "money"
        case .percent: "a percentage"
        case .day: "a date"
        case .moment: "a date with a time"
        case .duration: "a duration"
        case .text: "text"
        case .list: "a list"
        case .any: "a value"
        }
    }
}
