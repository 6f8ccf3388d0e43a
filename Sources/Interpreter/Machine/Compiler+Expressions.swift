// Expressions over values. The operands of one instruction are variables or stand on the pile; the result goes where it is
// wanted by the last instruction only, since the expression may read what stands there until then.
import Diagnostics
import Syntax
import Values

extension Compiler {
    /// The register that holds the value: a variable's own, or one on the pile.
    func compile(_ e: BoundExpression) -> Int {
        if case .variable(let slot) = e.form, let register = register(of: slot) { return register }
        let target = take()
        compile(e, into: target)
        return target
    }

    func compile(_ e: BoundExpression, into target: Int) {
        let outer = span
        span = e.span
        let pile = free
        defer {
            span = outer
            free = pile
        }
        if isCrowded { return evaluate(e, target) }
        switch e.form {
        case .constant(let value): constant(value, target)
        case .variable(let slot):
            guard let register = register(of: slot) else { return evaluate(e, target) }
            if register != target { emit(.move, target, register) }
        case .negate(let inner):
            let value = compile(inner)
            emit(.negate, target, value)
        case .not, .logical: condition(e, target)
        case .arithmetic(let op, let left, let right): arithmetic(op, left, right, e, target)
        case .comparison(let op, let left, let right):
            if Test(op) != nil { return condition(e, target) }
            let (x, y) = (compile(left), compile(right))
            emit(.compare, target, x, y)
            word(UInt32(op.rawValue))
        case .isNull(let inner, let negated):
            let value = compile(inner)
            emit(.isNull, target, value, negated ? 1 : 0)
        case .coalesce(let left, let right):
            let value = take()
            compile(left, into: value)
            let away = leap(.unlessNull, value)
            compile(right, into: value)
            land([away])
            emit(.move, target, value)
        case .text(let parts): text(parts, e, target)
        case .list(let items): list(items, e, target)
        case .index(let base, let place):
            let (x, y) = (compile(base), compile(place))
            span = place.span
            emit(.index, target, x, y)
        case .member(let base, let name):
            let value = compile(base)
            let name = constant(.text(name))
            guard name < 256 else { return evaluate(e, target) }
            emit(.member, target, value, name)
        case .call(let function, let arguments): self.function(function, arguments, e, target)
        case .defined(let definition, let arguments):
            guard let value = call(definition, arguments, e.span) else { return evaluate(e, target) }
            if value != target { emit(.move, target, value) }
        case .column, .link, .own, .range, .record, .query, .table, .calendar, .single, .convert: evaluate(e, target)
        }
    }

    /// Leaves an expression to the session.
    private func evaluate(_ e: BoundExpression, _ target: Int) {
        callOut(.evaluate, target, .expression(e), reads: e.reads)
    }

    private func constant(_ value: Value, _ target: Int) {
        let place = constant(value)
        if case .list = value { return emit(.fresh, target, wide: place) }
        emit(.constant, target, wide: place)
    }

    // MARK: arithmetic

    private func arithmetic(_ op: Operation, _ left: BoundExpression, _ right: BoundExpression, _ e: BoundExpression, _ target: Int) {
        if op == .add, e.type == .text { return join(left, right, e, target) }
        if op == .add, case .list(let items) = right.form, items.count == 1, let item = items.first {
            let (x, y) = (compile(left), compile(item))
            return emit(.push, target, x, y)
        }
        let plain: Instruction
        let withConstant: Instruction
        switch op {
        case .add: (plain, withConstant) = (.add, .addK)
        case .subtract: (plain, withConstant) = (.subtract, .subtractK)
        case .multiply: (plain, withConstant) = (.multiply, .multiplyK)
        case .divide: (plain, withConstant) = (.divide, .divideK)
        case .modulo: (plain, withConstant) = (.modulo, .moduloK)
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .in, .notIn, .contains, .notContains, .starts,
            .notStarts, .ends, .notEnds, .matches, .notMatches, .exactly, .and, .or:
            return evaluate(e, target)
        }
        let x = compile(left)
        if let k = small(right) { return emit(withConstant, target, x, k) }
        let y = compile(right)
        emit(plain, target, x, y)
    }

    /// The place of a constant that an instruction can name with a byte.
    private func small(_ e: BoundExpression) -> Int? {
        guard let value = e.constant else { return nil }
        if case .list = value { return nil }
        let place = constant(value)
        return place < 256 ? place : nil
    }

    // MARK: conditions

    /// A condition as a value.
    private func condition(_ e: BoundExpression, _ target: Int) {
        let away = jump(unless: e)
        emit(.constant, target, wide: constant(.flag(true)))
        let end = leap(.jump)
        land(away)
        emit(.constant, target, wide: constant(.flag(false)))
        land([end])
    }

    /// Jumps away unless the condition is true; give the places to `land`.
    func jump(unless e: BoundExpression) -> [Int] {
        let outer = span
        span = e.span
        let pile = free
        defer {
            span = outer
            free = pile
        }
        switch e.form {
        case .not(let inner): return jump(when: inner)
        case .logical(.and, let left, let right): return jump(unless: left) + jump(unless: right)
        case .logical(_, let left, let right):
            let yes = jump(when: left)
            let away = jump(unless: right)
            land(yes)
            return away
        case .comparison(let op, let left, let right):
            guard let test = Test(op) else { break }
            let x = compile(left)
            if let k = small(right) { return [leap(test.constant, x, k)] }
            let y = compile(right)
            return [test.isSwapped ? leap(test.plain, y, x) : leap(test.plain, x, y)]
        case .constant, .column, .link, .own, .variable, .negate, .arithmetic, .isNull, .coalesce, .range, .call, .defined, .list,
            .record, .member, .index, .text, .query, .table, .calendar, .single, .convert:
            break
        }
        return [leap(.unless, compile(e))]
    }

    private func jump(when e: BoundExpression) -> [Int] {
        switch e.form {
        case .not(let inner): return jump(unless: inner)
        case .comparison, .logical:
            let away = jump(unless: e)
            let yes = leap(.jump)
            land(away)
            return [yes]
        case .constant, .column, .link, .own, .variable, .negate, .arithmetic, .isNull, .coalesce, .range, .call, .defined, .list,
            .record, .member, .index, .text, .query, .table, .calendar, .single, .convert:
            return [leap(.when, compile(e))]
        }
    }

    /// A comparison that has instructions of its own. What is greater is less the other way round.
    private struct Test {
        var plain: Instruction
        var constant: Instruction
        var isSwapped = false

        init?(_ op: Operation) {
            switch op {
            case .less: (plain, constant) = (.unlessLess, .unlessLessK)
            case .lessEqual: (plain, constant) = (.unlessLessEqual, .unlessLessEqualK)
            case .greater: (plain, constant, isSwapped) = (.unlessLess, .unlessGreaterK, true)
            case .greaterEqual: (plain, constant, isSwapped) = (.unlessLessEqual, .unlessGreaterEqualK, true)
            case .equal: (plain, constant) = (.unlessEqual, .unlessEqualK)
            case .notEqual: (plain, constant) = (.unlessNotEqual, .unlessNotEqualK)
            case .in, .notIn, .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches, .exactly, .add,
                .subtract, .multiply, .divide, .modulo, .and, .or:
                return nil
            }
        }
    }

    // MARK: texts, lists, calls

    /// Appends part after part, so that a text that is lengthened in a loop is lengthened in place. All parts are worked out
    /// before the first is appended: one that fails must leave the text as it was.
    private func text(_ parts: [BoundExpression], _ e: BoundExpression, _ target: Int) {
        guard let places = places(parts.flatMap(\.textParts)) else { return evaluate(e, target) }
        guard let first = places.first else { return constant(.text(""), target) }
        if case .variable? = parts.first?.form, parts[0].type == .text {
            return append(places.dropFirst(), to: first.place, target)
        }
        let text = take()
        emit(.constant, text, wide: constant(.text("")))
        append(places[...], to: text, target)
    }

    /// `$text + "…{…}…"`: what is interpolated is never null, but what it is joined to may be, and then so is the whole.
    private func join(_ left: BoundExpression, _ right: BoundExpression, _ e: BoundExpression, _ target: Int) {
        let text = compile(left)
        guard case .text(let parts) = right.form else {
            if let k = small(right) { return emit(.joinK, target, text, k) }
            let more = compile(right)
            return emit(.join, target, text, more)
        }
        guard let places = places(parts.flatMap(\.textParts)) else { return evaluate(e, target) }
        let some = leap(.unlessNull, text)
        emit(.constant, target, wide: constant(.null))
        let end = leap(.jump)
        land([some])
        append(places[...], to: text, target)
        land([end])
    }

    private func places(_ parts: [BoundExpression]) -> [(place: Int, isConstant: Bool)]? {
        var places: [(place: Int, isConstant: Bool)] = []
        for part in parts {
            if isCrowded { return nil }
            if let k = small(part) { places.append((k, true)) } else { places.append((compile(part), false)) }
        }
        return places
    }

    private func append(_ parts: ArraySlice<(place: Int, isConstant: Bool)>, to text: Int, _ target: Int) {
        // What is still to be appended must not be what was appended to.
        let isRead = parts.dropFirst().contains { !$0.isConstant && $0.place == target }
        let whole = isRead ? take() : target
        var text = text
        for part in parts {
            append(part, whole, text)
            text = whole
        }
        if text != target { emit(.move, target, text) }
    }

    private func append(_ part: (place: Int, isConstant: Bool), _ target: Int, _ text: Int) {
        emit(part.isConstant ? .appendK : .append, target, text, part.place)
    }

    private func list(_ items: [BoundExpression], _ e: BoundExpression, _ target: Int) {
        guard items.count < 100, free + items.count < Self.crowded else { return evaluate(e, target) }
        let first = take(max(1, items.count))
        for (place, item) in items.enumerated() { compile(item, into: first + place) }
        emit(.list, target, first, items.count)
    }

    private func function(_ function: Function, _ arguments: [BoundExpression], _ e: BoundExpression, _ target: Int) {
        guard function.body != nil, free + arguments.count < Self.crowded else { return evaluate(e, target) }
        let first = take(max(1, arguments.count))
        for (place, argument) in arguments.enumerated() { compile(argument, into: first + place) }
        functions.append((function, e.span))
        emit(.function, target, first, arguments.count)
        word(UInt32(functions.count - 1))
    }

    /// Calls a definition; the register where its result stands. Nil where there is no room for its arguments.
    func call(_ definition: Definition, _ arguments: [BoundExpression], _ span: Span) -> Int? {
        guard free + arguments.count < Self.crowded else { return nil }
        let number = machine.number(of: definition)
        guard number < 1 << 16 else { return nil }
        let outer = self.span
        self.span = span
        defer { self.span = outer }
        let window = take(max(1, arguments.count))
        for (place, argument) in arguments.enumerated() { compile(argument, into: window + place) }
        for (place, argument) in arguments.enumerated() where definition.parameters[place].wanted != .any {
            guard case .any = argument.type else { continue }
            emit(.check, window + place, place)
            word(UInt32(number))
        }
        emit(.call, window, wide: number)
        free = window + 1
        return window
    }
}

extension BoundExpression {
    /// An interpolated text inside an interpolated text, as one.
    fileprivate var textParts: [BoundExpression] {
        if case .text(let parts) = form { return parts.flatMap(\.textParts) }
        return [self]
    }

    /// The variables it reads, also inside queries.
    var reads: [Int] {
        switch form {
        case .variable(let slot): [slot]
        case .query(let query), .table(let query): query.reads
        case .constant, .column, .link, .own, .negate, .not, .arithmetic, .comparison, .logical, .isNull, .coalesce, .range, .call,
            .defined, .list, .record, .member, .index, .text, .calendar, .single, .convert:
            children.flatMap(\.reads)
        }
    }
}
