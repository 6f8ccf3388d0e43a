// Calls: arguments go to parameters by place or by name, and each must be what its parameter takes.
// Knows no function by name.
import Diagnostics
import Syntax
import Values

extension ExpressionBinder {
    func bindCall(_ node: NodeID) throws(Diagnostic) -> BoundExpression {
        let span = tree.span(node)
        if let own = try bindDefinition(node) { return own }
        guard let head = tree.firstChild(node) else { throw .notAnExpression(span) }
        let name = tree.text(head)
        guard tree.kind(head) == .name, let function = scope.function(name) else {
            throw .unknownFunction(name, tree.span(head), scope.functionNames())
        }
        let signature = CallSignature(name: function.name, parameters: function.parameters.map(\.name))
        let slots = try arguments(of: node, signature) { place, value throws(Diagnostic) in
            var bound = try self.bind(value)
            let taken = function.parameters[place].taken
            if taken != .list, taken != .textOrList { bound = bound.asValue }
            try self.check(bound, function, place)
            return bound
        }
        let required = function.parameters.count - function.optional
        let given = slots.prefix { $0 != nil }.count
        guard given >= required, slots[given...].allSatisfy({ $0 == nil }) else {
            throw .tooFew(signature, slots.firstIndex { $0 == nil } ?? 0, span)
        }
        let arguments = slots.compactMap { $0 }
        return BoundExpression(.call(function, arguments), resultType(function, arguments), span)
    }

    /// The arguments of a call, each in the place of its parameter.
    func arguments(
        of node: NodeID, _ signature: CallSignature,
        bind: (Int, NodeID) throws(Diagnostic) -> BoundExpression
    ) throws(Diagnostic) -> [BoundExpression?] {
        var slots: [BoundExpression?] = Array(repeating: nil, count: signature.parameters.count)
        var next = 0
        for child in tree.children(node).dropFirst() {
            var place = next
            var value = child
            if tree.kind(child) == .labelled, let label = tree.child(child, 0), let inner = tree.child(child, 1) {
                guard let found = signature.parameters.firstIndex(of: tree.text(label)) else {
                    throw .unknownParameter(tree.text(label), tree.span(label), signature)
                }
                place = found
                value = inner
            } else {
                next += 1
            }
            guard place < slots.count else { throw .tooMany(signature, tree.span(child)) }
            guard slots[place] == nil else { throw .givenTwice(signature, place, tree.span(child)) }
            slots[place] = try bind(place, value)
        }
        return slots
    }

    private func check(_ bound: BoundExpression, _ function: Function, _ place: Int) throws(Diagnostic) {
        let fits =
            switch (function.parameters[place].taken, bound.type) {
            case (.any, _), (_, .any), (_, .null): true
            case (.flag, .flag), (.number, .number), (.money, .money), (.percent, .percent), (.day, .day),
                (.moment, .moment), (.day, .moment), (.duration, .days), (.duration, .duration), (.list, .list):
                true
            case (.textOrList, .list): true
            case (.text, let type), (.textOrList, let type): OperatorTypes.isText(type)
            default: false
            }
        if !fits { throw .wrongArgument(CallSignature(name: function.name, parameters: function.parameters.map(\.name)), place, function.parameters[place].taken.rawName, bound.type.name, bound.span) }
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
    fileprivate static func unknownParameter(_ name: String, _ span: Span, _ signature: CallSignature) -> Diagnostic {
        let guess = nearest(name, among: signature.parameters)
        return Diagnostic(
            "expression.unknown-parameter", "\(signature.name) has no argument called '\(name)'", at: span,
            label: guess.map { "did you mean '\($0)'?" } ?? "",
            notes: ["arguments: \(signature.parameters.joined(separator: ", "))"])
    }
    fileprivate static func givenTwice(_ signature: CallSignature, _ place: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.argument-twice",
            "each argument is given once, but '\(signature.parameter(place))' of \(signature.name) is given again", at: span)
    }
    fileprivate static func tooMany(_ signature: CallSignature, _ span: Span) -> Diagnostic {
        let count = signature.parameters.count
        return Diagnostic(
            "expression.too-many-arguments",
            "\(signature.name) takes \(counted(count, "argument")), and this is one more", at: span)
    }
    static func tooFew(_ signature: CallSignature, _ missing: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.missing-argument", "\(signature.name) needs '\(signature.parameter(missing))' as well", at: span)
    }
    static func wrongArgument(
        _ signature: CallSignature, _ place: Int, _ wanted: String, _ found: String, _ span: Span
    ) -> Diagnostic {
        Diagnostic(
            "expression.wrong-argument",
            "\(signature.name) needs \(wanted) as '\(signature.parameter(place))', but this is \(found)",
            at: span)
    }
}

/// What the messages about a call need of the function that is called, ours or a user's.
struct CallSignature {
    let name: String
    let parameters: [String]

    func parameter(_ place: Int) -> String { parameters.indices.contains(place) ? parameters[place] : "" }
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
        case .textOrList: "text or a list"
        case .any: "a value"
        }
    }
}
