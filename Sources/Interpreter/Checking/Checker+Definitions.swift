// `def`: signatures are announced before anything is checked, bodies when they are met or first called. What a body may
// do and what it gives is found out here. May not run anything.
import Diagnostics
import Syntax
import Values

extension Checker {
    /// What is being checked inside a definition.
    struct Inside {
        let definition: Definition
        /// The variables around it, which it cannot see.
        let around: Names
        /// What it gives, and where.
        var gives: [(shape: Shape, span: Span)] = []
    }

    /// Makes the definitions of the open tree known, so that they may call one another in any order.
    func announce() {
        announced = Announced()
        if isUsed, refusesClashes { clashes() }
        for child in tree.children(tree.root) where tree.kind(child) == .def {
            guard let head = tree.firstChild(child) else { continue }
            let name = tree.text(head)
            if tree.diagnostics.contains(where: { tree.span(child).contains($0.primary.span) }) {
                broken.insert(name)
                continue
            }
            let made = attempt { () throws(Diagnostic) in try signature(child, head) }
            if made == nil { broken.insert(name) } else { broken.remove(name) }
            if let made {
                if made.takesTables { made.text = Definition.Text(tree: tree, node: child) }
                instances.removeAll { $0.name == name }
                definitions[name] = made
                announced.add(made, child)
            }
        }
    }

    /// A variable of a used script must not change one of the script that uses it.
    private func clashes() {
        for child in tree.children(tree.root) where tree.kind(child) == .let {
            guard let target = tree.firstChild(child), names.isKnown(tree.text(target)) else { continue }
            problems.append(.clash("$\(tree.text(target))", nil, tree.span(target)))
        }
    }

    private func signature(_ node: NodeID, _ head: NodeID) throws(Diagnostic) -> Definition {
        let name = tree.text(head)
        if let before = announced.definition(named: name) {
            throw .definedTwice(name, tree.span(head), before.span)
        }
        if refusesClashes, let other = definitions[name], other.source.name != source.name {
            let line = other.source.lines().line(at: Int(other.start)) + 1
            throw .clash("'\(name)'", "\(other.source.name):\(line)", tree.span(head))
        }
        if let taken = statementWord(name) { throw .reservedName(taken, tree.span(head)) }
        var parameters: [Definition.Parameter] = []
        for child in tree.children(node) where tree.kind(child) == .parameter {
            let parameter = try self.parameter(of: child)
            if parameters.contains(where: { $0.name == parameter.name }) {
                throw .sameParameter(parameter.name, parameter.span)
            }
            parameters.append(parameter)
        }
        var promise = Definition.Promise.none
        if let typeNode = tree.first(.typeName, of: node) {
            promise = tree.text(typeNode) == "table" ? .rows : .value(try type(typeNode))
        }
        let block = tree.first(.block, of: node).map { tree.span($0).lower } ?? tree.span(node).upper
        return Definition(
            name, tree.span(head), source, parameters, promise, start: tree.span(node).lower,
            header: Span(tree.span(head).lower, block))
    }

    private func parameter(of node: NodeID) throws(Diagnostic) -> Definition.Parameter {
        guard let head = tree.firstChild(node) else { throw .echo(tree.span(node)) }
        let name = tree.text(head)
        var wanted = ValueType.any
        let typeNode = tree.first(.typeName, of: node)
        if let typeNode, tree.text(typeNode) == "table" {
            guard tree.children(node).reversed().first == typeNode else { throw .tableDefault(name, tree.span(node)) }
            return Definition.Parameter(name: name, wanted: .any, type: .any, span: tree.span(head), isTable: true)
        }
        if let typeNode { wanted = try type(typeNode) }
        var parameter = Definition.Parameter(
            name: name, wanted: wanted, type: ExpressionType(declared: wanted), span: tree.span(head))
        if let last = tree.children(node).reversed().first, tree.kind(last) != .typeName, last != head {
            let outer = names
            names = names.isolated()
            defer { names = outer }
            let bound = try values.bind(last).asValue
            guard wanted.takes(bound.type) else {
                throw .wrongType(name, ExpressionType.name(of: wanted), bound.type.name, bound.span)
            }
            parameter.otherwise = bound
        }
        return parameter
    }

    /// The type that a word names.
    func type(_ node: NodeID) throws(Diagnostic) -> ValueType {
        let name = tree.text(node)
        if name == "table" { throw .tableHere(tree.span(node)) }
        guard let type = ValueType(name: name) else { throw .unknownType(name, tree.span(node)) }
        return type
    }

    // MARK: bodies

    /// The statement `def`: by now its signature is known.
    func definition(_ node: NodeID) throws(Diagnostic) -> Statement.Body {
        guard depth == 0, inside == nil else { throw .definitionPlace(tree.span(tree.firstChild(node) ?? node)) }
        guard let own = announced.definition(at: node) else { throw .echo(tree.span(node)) }
        if !own.takesTables { try body(of: own) }
        return .nothing
    }

    /// Checks a body that was not checked yet; one that is being checked is left alone.
    private func body(of definition: Definition) throws(Diagnostic) {
        guard definition.state == .announced, let node = announced.node(of: definition) else { return }
        try body(of: definition, node)
    }

    func body(of definition: Definition, _ node: NodeID) throws(Diagnostic) {
        guard let block = tree.first(.block, of: node) else { return }
        definition.state = .checking
        let outer = (names, depth, loops, inside, statement, statementNode, reads)
        let known = problems.count
        inside = Inside(definition: definition, around: names)
        var own = names.isolated()
        let first = own.slots
        for parameter in definition.parameters { _ = own.declare(parameter.name, parameter.shape) }
        names = own
        (depth, loops) = (1, 0)
        definition.body = statements(of: block, giving: true)
        let gives = inside?.gives ?? []
        definition.slots = first..<names.slots
        let slots = names.slots
        (names, depth, loops, inside, statement, statementNode, reads) = outer
        names.reserve(slots)
        if definition.slots.count > Compiler.maximumVariables {
            problems.append(.tooManyVariables(Compiler.maximumVariables, definition.span))
        }
        guard problems.count == known else {
            definition.state = .broken
            return
        }
        definition.consequence = max(definition.consequence, definition.body.consequence)
        definition.state = .checked
        for span in definition.acts ? definition.asked : [] { problems.append(.definitionActs(definition.name, definition.usage, span)) }
        definition.result = try result(of: definition, gives)
    }

    private func result(
        of definition: Definition, _ gives: [(shape: Shape, span: Span)]
    ) throws(Diagnostic) -> Shape {
        var shared: Shape?
        for (shape, span) in gives {
            switch (definition.promise, shape) {
            case (.value(let wanted), .value(let type)) where !wanted.takes(type):
                throw .otherResult(definition.name, ExpressionType.name(of: wanted), shape.said, span)
            case (.value(let wanted), .rows), (.value(let wanted), .nothing):
                throw .otherResult(definition.name, ExpressionType.name(of: wanted), shape.said, span)
            case (.rows, .value), (.rows, .nothing):
                throw .otherResult(definition.name, "rows", shape.said, span)
            case (.none, _), (.rows, _), (.value, .value): break
            }
            guard let before = shared else {
                shared = shape
                continue
            }
            switch (before, shape) {
            case (.value(let a), .value(let b)): shared = .value(a.unified(with: b) ?? .any)
            case (.rows(let a), .rows(let b)) where a.columns == b.columns && a.shown == b.shown: break
            case (.nothing, .nothing): break
            // What the acts of a verb leave behind need not be alike: nobody asked for it.
            case _ where definition.acts && definition.promise == .none: return .nothing
            case (.rows, .rows): throw .otherColumns(definition.name, span)
            case (.nothing, _), (.value, _), (.rows, _):
                throw .otherResult(definition.name, before.said, shape.said, span)
            }
        }
        switch definition.promise {
        case .value(let type): return .value(ExpressionType(declared: type))
        case .rows:
            guard let shared else { throw .noResult(definition.name, definition.span) }
            return shared
        case .none: return shared ?? .nothing
        }
    }

    /// A result that the definition gives with this statement.
    func gives(_ shape: Shape, _ span: Span) { inside?.gives.append((shape, span)) }

    // MARK: calls

    /// The definition of this name, checked as far as it can be. Nil for other names.
    func definition(named name: String, at span: Span) throws(Diagnostic) -> Definition? {
        if broken.contains(name) { throw .echo(span) }
        guard let found = definitions[name] else { return nil }
        if found.state == .announced, !found.takesTables { try body(of: found) }
        if found.state == .broken { throw .echo(span) }
        return found
    }

    /// A definition asked inside an expression: it may not act.
    func function(named name: String, at span: Span) throws(Diagnostic) -> Definition? {
        guard let found = try definition(named: name, at: span) else { return nil }
        if found.acts { throw .definitionActs(name, found.usage, span) }
        if found.state == .checking { found.asked.append(span) }
        return found
    }

    /// A definition that acts, called like a verb: what must be given in order, the rest by its name.
    func act(_ definition: Definition, head: NodeID, from first: NodeID?, span: Span) throws(Diagnostic) -> Pipeline {
        let headSpan = tree.span(head)
        var definition = definition
        if definition.state == .checking { definition.consequence = max(definition.consequence, .changes) }
        func checkThatItActs() throws(Diagnostic) {
            guard definition.acts else {
                throw .callWithBrackets(definition, headSpan, first == nil ? rewritten(headSpan, "\(definition.name)()") : nil)
            }
            if isReadOnly, definition.consequence >= .changes { throw .readOnly(definition.name, headSpan) }
        }
        if !definition.takesTables { try checkThatItActs() }
        let parameters = definition.parameters.map { parameter in
            Parameter(
                parameter.name, parameter.isTable ? .rows : .value(parameter.wanted), label: parameter.otherwise == nil ? nil : parameter.name,
                presence: parameter.otherwise == nil ? .required : .optional)
        }
        var binder = ArgumentBinder(
            self, name: definition.name, parameters: parameters, input: .nothing, headSpan: headSpan)
        try binder.bind(from: first, piped: false)
        if let date = binder.dates.first { throw .noDateHere(definition.name, tree.span(date)) }
        var arguments: [BoundExpression] = []
        for (place, parameter) in definition.parameters.enumerated() {
            if case .items(let given)? = binder.arguments[place], let item = given.items.first {
                switch item {
                case .constant(let value): arguments.append(BoundExpression(.constant(value), ExpressionType(of: value), given.span))
                case .expression(let expression): arguments.append(expression)
                case .piped: break
                }
            } else if case .rows(let query)? = binder.arguments[place] {
                arguments.append(BoundExpression(.table(query), .list(.record), binder.spans[place]))
            } else if let otherwise = parameter.otherwise {
                arguments.append(otherwise)
            }
        }
        if definition.takesTables {
            definition = try instance(of: definition, arguments, span)
            try checkThatItActs()
        }
        return Pipeline(
            source: .definition(definition, arguments), stages: [], shape: definition.result, span: span)
    }

    /// `break`, `for` and such open statements of their own, so nothing else may be called that.
    private func statementWord(_ name: String) -> String? {
        Registry.statementWords.contains(name) || name == "it" || name == "true" || name == "false" || name == "null" ? name : nil
    }
}

extension ValueType {
    /// Whether an expression of this type may stand where a definition asks for me; null always may.
    func takes(_ type: ExpressionType) -> Bool {
        if case .null = type { return true }
        switch (self, type) {
        case (.list, .list), (.any, _), (_, .any): return true
        case (_, .list): return false
        default: return ParameterKind.value(self).fits(type)
        }
    }
}

extension [Statement] {
    /// The most that any of them may do.
    var consequence: Consequence { reduce(.reads) { Swift.max($0, $1.consequence) } }
}

extension Diagnostic {
    static func definitionActs(_ name: String, _ usage: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.acts", "'\(name)' acts, so it is a verb and stands as a statement, but here it stands in an expression", at: span,
            hint: "it is called like a verb, without brackets: \(usage)")
    }

    fileprivate static func callWithBrackets(_ definition: Definition, _ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic(
            "def.call", "'\(definition.name)' gives something and changes nothing, so it is called with brackets", at: span,
            hint: "for example: \(definition.usage)", tryLine: line)
    }

    fileprivate static func definitionPlace(_ span: Span) -> Diagnostic {
        Diagnostic("def.place", "def stands between statements, but this is inside a block", at: span)
    }

    fileprivate static func definedTwice(_ name: String, _ span: Span, _ before: Span) -> Diagnostic {
        Diagnostic("def.twice", "'\(name)' is defined once, but here it is defined again", at: span, others: [.init(before, "here first")])
    }

    fileprivate static func clash(_ name: String, _ place: String?, _ span: Span) -> Diagnostic {
        Diagnostic(
            "use.clash", "a name means one thing in a script and all it uses, but \(name) is there already", at: span,
            notes: place.map { ["defined in \($0)"] } ?? [], hint: "call one of them otherwise")
    }

    fileprivate static func reservedName(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic("def.reserved", "'\(name)' is a word of the language, so nothing else can be called that", at: span)
    }

    fileprivate static func sameParameter(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic("def.same-parameter", "two parameters cannot both be called '\(name)'", at: span)
    }

    fileprivate static func tableHere(_ span: Span) -> Diagnostic {
        Diagnostic(
            "def.table-parameter", "a script is given values, but a table is rows", at: span,
            hint: "a def may take one: def worst(t: table) { … }; a script asks for its rows itself")
    }

    fileprivate static func tableDefault(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.table-parameter", "rows are given by each call, so '\(name)' cannot hold some already", at: span,
            hint: "leave the = out, and write the rows in the call")
    }

    static func otherResult(_ name: String, _ wanted: String, _ found: String, _ span: Span) -> Diagnostic {
        Diagnostic("def.result", "'\(name)' must give \(wanted), but this gives \(found)", at: span)
    }

    fileprivate static func otherColumns(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic(
            "def.result", "'\(name)' must give the same columns each time, but here they are others", at: span,
            hint: "select the same columns before each")
    }

    fileprivate static func noResult(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic("def.result", "'\(name)' must give rows, but no statement of it gives any", at: span)
    }
}
