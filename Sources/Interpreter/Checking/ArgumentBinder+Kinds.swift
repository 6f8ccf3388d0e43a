// What one argument may be, kind by kind.
import Diagnostics
import Syntax
import Values

extension ArgumentBinder {
    /// Binds an argument as its parameter wants it.
    func bound(_ parameter: Parameter, _ argument: NodeID) throws(Diagnostic) -> BoundArgument {
        switch parameter.kind {
        case .value, .count, .word, .id, .ids, .records, .record, .wordOrValue, .name, .path: return try items(parameter, argument)
        case .condition: return .expression(try condition(parameter, argument))
        case .expression: return .expression(try rowBinder.bind(try only(parameter, argument)))
        case .columns: return .columns(try columns(argument))
        case .named: return .named(try named(argument, aggregates: false))
        case .aggregates: return .named(try named(argument, aggregates: true))
        case .tallies: return .named(try named(argument, aggregates: true, bare: true))
        case .sortKeys: return .sort(try sortKeys(argument))
        case .rows:
            let node = try only(parameter, argument)
            let query = try checker.rowsQuery(node)
            guard case .rows(let rows) = query.shape else { throw .notRows(parameter, tree.span(node)) }
            if rows.isOpen { throw .openRows(name, tree.span(node)) }
            return .rows(query)
        case .toggle: return .toggle
        case .tokens: return .tokens([String(decoding: tree.source(argument), as: UTF8.self)])
        }
    }

    private var rowBinder: ExpressionBinder { checker.binder(over: input) }

    /// The one item of an argument that takes one.
    private func only(_ parameter: Parameter, _ argument: NodeID) throws(Diagnostic) -> NodeID {
        guard let item = tree.firstChild(argument) else { throw .notThere(parameter, tree.span(argument)) }
        if let second = tree.nextSibling(item) { throw .onlyOne(parameter, tree.span(second)) }
        if tree.kind(item) == .named { throw .namedHere(name, parameter, tree.span(item)) }
        return item
    }

    private func condition(_ parameter: Parameter, _ argument: NodeID) throws(Diagnostic) -> BoundExpression {
        guard let item = tree.firstChild(argument) else { throw .notThere(parameter, tree.span(argument)) }
        if let second = tree.nextSibling(item) { throw .conditionList(tree.span(second)) }
        return tree.kind(item) == .named ? try rowBinder.namedCondition(item) : try rowBinder.condition(item)
    }

    // MARK: keys

    private func items(_ parameter: Parameter, _ argument: NodeID) throws(Diagnostic) -> BoundArgument {
        let takesMany = parameter.presence == .repeated || !parameter.kind.pipedNouns.isEmpty
        var items: [BoundItem] = []
        for item in tree.children(argument) {
            if !items.isEmpty, !takesMany { throw .onlyOne(parameter, tree.span(item)) }
            if tree.kind(item) == .named { throw .namedHere(name, parameter, tree.span(item)) }
            items.append(try self.item(parameter, item))
        }
        return .items(items, tree.span(argument))
    }

    private func item(_ parameter: Parameter, _ node: NodeID) throws(Diagnostic) -> BoundItem {
        let isName = tree.kind(node) == .name
        // Most arguments of a long stream of lines are literals: they need no expression.
        if tree.kind(node) == .literal {
            let value = try tree.value(node) ?? .null
            if parameter.kind.takes(value) { return .constant(value) }
        }
        if isName, !tree.isQuoted(node), parameter.kind.namesRecords, checker.names.isKnown(tree.text(node)) {
            let span = tree.span(node)
            throw .bareVariable(tree.text(node), span, checker.rewritten(span, "$\(tree.text(node))"))
        }
        switch parameter.kind {
        case .name where isName: return .constant(.word(tree.text(node)))
        case .wordOrValue where isName:
            // A word of the language (today, null) means itself; any other is a word of the trade.
            if !tree.isQuoted(node), let expression = checker.strictly({ try? checker.values.bind(node) }) { return .expression(expression) }
            return .constant(.word(tree.text(node)))
        case .id where isName, .ids where isName, .records where isName, .record where isName: return .constant(.id(tree.text(node)))
        case .word(let words) where isName:
            let word = tree.text(node)
            guard words.contains(word) else {
                let span = tree.span(node)
                if checker.names.isKnown(word) { throw .bareVariable(word, span, checker.rewritten(span, "$\(word)")) }
                throw unknown(word, words, span)
            }
            return .constant(.word(word))
        case .path where isName || tree.kind(node) == .member:
            throw .unquoted(String(decoding: tree.source(node), as: UTF8.self), tree.span(node), checker)
        case .value(.text) where isName && !checker.names.isKnown(tree.text(node)):
            if checker.lookup.function(tree.text(node)) == nil {
                throw .unquoted(tree.text(node), tree.span(node), checker)
            }
        case .value, .count, .word, .id, .ids, .records, .record, .wordOrValue, .name, .path, .condition, .expression,
            .columns, .named, .sortKeys, .aggregates, .tallies, .rows, .toggle, .tokens:
            break
        }
        let expression = try checker.values.bind(node)
        try parameter.check(expression)
        if let constant = expression.constant {
            if case .word(let words) = parameter.kind, let word = constant.spelling, !words.contains(word) {
                throw unknown(word, words, tree.span(node))
            }
            return .constant(constant)
        }
        if parameter.isSettled { throw .notSettled(parameter, expression.span) }
        return .expression(expression)
    }

    private func unknown(_ word: String, _ words: [String], _ span: Span) -> Diagnostic {
        var fault = Diagnostic.unknownWord(word, words, span)
        fault.tryLine = nearest(word, among: words).flatMap { checker.rewritten(span, $0) }
        return fault
    }

    // MARK: clauses

    private func columns(_ argument: NodeID) throws(Diagnostic) -> [Int] {
        var columns: [Int] = []
        for item in tree.children(argument) {
            if tree.kind(item) == .named { throw .namedHere(name, parameters[0], tree.span(item)) }
            let expression = try rowBinder.bind(item)
            guard let column = expression.bareColumn else { throw .notAColumn(expression) }
            columns.append(column)
        }
        return columns
    }

    private func sortKeys(_ argument: NodeID) throws(Diagnostic) -> [SortKey] {
        var keys: [SortKey] = []
        for item in tree.children(argument) {
            if tree.kind(item) == .negate, let inner = tree.firstChild(item) {
                keys.append(SortKey(expression: try rowBinder.bind(inner), descending: true))
            } else if tree.kind(item) == .named {
                throw .namedHere(name, parameters[0], tree.span(item))
            } else {
                keys.append(SortKey(expression: try rowBinder.bind(item), descending: false))
            }
        }
        return keys
    }

    private func named(_ argument: NodeID, aggregates: Bool, bare: Bool = false) throws(Diagnostic) -> [NamedExpression] {
        var list: [NamedExpression] = []
        let binder = rowBinder
        for item in tree.children(argument) {
            var node = item
            var given: String?
            if tree.kind(item) == .named, let label = tree.child(item, 0), let value = tree.child(item, 1) {
                given = tree.text(label)
                node = value
            }
            let alone = bare ? aggregateAlone(node) : nil
            let expression = if let alone { alone } else { try binder.bind(node) }
            guard expression.aggregates == aggregates else {
                throw aggregates ? .notAnAggregate(expression) : .anAggregate(expression)
            }
            guard let column = given ?? derivedName(node, expression) else {
                throw .needsName(tree.span(node), checker.rewritten(
                    tree.span(node), "name = \(String(decoding: tree.source(node), as: UTF8.self))"))
            }
            guard !list.contains(where: { $0.name == column }) else { throw .sameName(column, tree.span(item)) }
            list.append(
                NamedExpression(
                    name: column, expression: expression, isNamed: given != nil, span: tree.span(item)))
        }
        return list
    }

    /// `sum` by itself: an aggregate that is told elsewhere of what.
    private func aggregateAlone(_ node: NodeID) -> BoundExpression? {
        guard tree.kind(node) == .name, !tree.isQuoted(node), let function = checker.lookup.function(tree.text(node)),
            function.aggregate != nil
        else { return nil }
        return BoundExpression(.call(function, []), .any, tree.span(node))
    }

    /// `debtor.name` names itself, `sum(balance)` is `balance`, `max(overdue)` is `max_overdue`, `count()` is `count`.
    private func derivedName(_ node: NodeID, _ expression: BoundExpression) -> String? {
        switch tree.kind(node) {
        case .name: return tree.text(node)
        case .member: return String(decoding: tree.source(node), as: UTF8.self)
        case .call:
            guard case .call(let function, let inner) = expression.form else { return nil }
            guard let first = inner.first else { return function.name }
            guard let node = tree.child(node, 1), let name = derivedName(node, first) else { return nil }
            return function.aggregate == .sum ? name : "\(function.name)_\(name)"
        case .convert: return tree.firstChild(node).flatMap { derivedName($0, expression) }
        case .script, .block, .let, .assign, .return, .dry, .explain, .help, .word, .if, .while, .for, .try, .whatIf,
            .def, .param, .use, .parameter, .typeName, .pipeline, .it, .phrase, .stage, .dated, .asOf, .argument,
            .named, .variable, .literal, .interpolated, .textPart, .list, .record, .field, .paren, .labelled, .index,
            .calendar, .negate, .not, .arithmetic, .comparison, .isNull, .logical, .range, .coalesce, .fault:
            return nil
        }
    }
}

extension Diagnostic {
    fileprivate static func notThere(_ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic("bind.missing-argument", "here must stand \(parameter.kind.wanted)", at: span)
    }

    fileprivate static func onlyOne(_ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.only-one", "'\(parameter.name)' takes one value, but a comma brings another", at: span,
            hint: "a blank starts the next argument")
    }

    fileprivate static func namedHere(_ name: String, _ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.no-name-here", "'\(name)' names nothing here, but this has a name and =", at: span,
            hint: "in parentheses = compares: (a = b)")
    }

    fileprivate static func conditionList(_ span: Span) -> Diagnostic {
        Diagnostic("bind.condition-list", "a condition is one expression, but a comma starts another", at: span,
            hint: "put `and` or `or` between them")
    }

    fileprivate static func notRows(_ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic("bind.not-rows", "'\(parameter.name)' must be rows, but this is a value", at: span,
            hint: "a noun, $variable, or a query in parentheses")
    }

    fileprivate static func unquoted(_ word: String, _ span: Span, _ checker: Checker) -> Diagnostic {
        Diagnostic(
            "bind.unquoted", "text stands in quotes, but '\(word)' is bare", at: span,
            tryLine: checker.rewritten(span, "\"\(word)\""))
    }

    fileprivate static func notSettled(_ parameter: Parameter, _ span: Span) -> Diagnostic {
        Diagnostic(
            "bind.not-settled", "'\(parameter.name)' must be known before anything runs, so it cannot be worked out",
            at: span)
    }

    fileprivate static func notAColumn(_ expression: BoundExpression) -> Diagnostic {
        Diagnostic(
            "bind.not-a-column", "here stands the name of a column, but this is an expression", at: expression.span,
            hint: "derive name = … makes a column of it first")
    }

    fileprivate static func notAnAggregate(_ expression: BoundExpression) -> Diagnostic {
        Diagnostic(
            "bind.not-an-aggregate", "each value must sum up a whole group, but this is one for each row",
            at: expression.span, hint: "for example sum(…), max(…), count()")
    }

    fileprivate static func anAggregate(_ expression: BoundExpression) -> Diagnostic {
        Diagnostic(
            "bind.aggregate-here", "this sums up many rows, but here stands one value for each row",
            at: expression.span, hint: "summarise sums up")
    }

    fileprivate static func needsName(_ span: Span, _ line: String?) -> Diagnostic {
        Diagnostic("bind.needs-name", "this makes a new column, which needs a name", at: span, tryLine: line)
    }

    fileprivate static func sameName(_ name: String, _ span: Span) -> Diagnostic {
        Diagnostic("bind.same-name", "two columns cannot both be called '\(name)'", at: span)
    }
}
