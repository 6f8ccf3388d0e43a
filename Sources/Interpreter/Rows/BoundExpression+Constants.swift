// What of an expression is known before any row is looked at: constants while it is checked, variables and queries once
// it runs. So that a query in a condition is asked once, and not once for each row.
import Diagnostics
import Syntax
import Values

extension BoundExpression {
    /// Works out at once what depends on nothing, so that stages see constants. A constant that cannot be worked out
    /// is left for the run, where the error has its place.
    var folded: BoundExpression {
        guard let value = constantValue() else { return self }
        let type = ExpressionType(of: value)
        // A null keeps the type its operator promised.
        return BoundExpression(.constant(value), type == .null ? self.type : type, span)
    }

    private func constantValue() -> Value? {
        switch form {
        case .negate(let e): return e.constant.flatMap { try? Operators.negate($0) }
        case .not(let e): return e.constant.map { .flag($0 != .flag(true)) }
        case .arithmetic(let op, let l, let r):
            guard let left = l.constant, let right = r.constant else { return nil }
            // Money rounds by a setting of the book, so a product of money waits for the run.
            if left.isMoney || right.isMoney { return nil }
            return try? Operators.arithmetic(op, left, right, rounding: .halfEven)
        case .comparison(let op, let l, let r):
            guard let left = l.constant, let right = r.constant else { return nil }
            return (try? Comparisons.holds(op, left, right)).map { .flag($0) }
        case .logical(let op, let l, let r):
            guard let left = l.constant, let right = r.constant else { return nil }
            let (a, b) = (left == .flag(true), right == .flag(true))
            return .flag(op == .and ? a && b : a || b)
        case .range(let l, let r):
            guard let low = l.constant, let high = r.constant else { return nil }
            return .range(low, high)
        case .constant, .column, .link, .own, .variable, .isNull, .coalesce, .call, .defined, .list, .record, .member, .index, .text,
            .query, .table, .single, .convert, .calendar:
            return nil
        }
    }

    /// The expression with everything that reads no row worked out. What fails is left as it is: it may never be needed.
    func settled(_ ctx: Context) -> BoundExpression {
        if case .constant = form { return self }
        if case .table(let query) = form {
            guard let rows = try? flow(ctx) else { return self }
            return BoundExpression(.table(PreparedQuery(shape: query.shape, reads: []) { _ in rows }), type, span)
        }
        guard readsRows else {
            guard let value = try? value(ctx) else { return self }
            let type = ExpressionType(of: value)
            return BoundExpression(.constant(value), type == .null ? self.type : type, span)
        }
        func of(_ e: BoundExpression) -> BoundExpression { e.settled(ctx) }
        let form: Form =
            switch form {
            case .constant, .column, .variable, .query, .table, .calendar: form
            case .link(let e, let noun, let index): .link(of(e), noun, index)
            case .own(let e, let noun): .own(of(e), noun)
            case .negate(let e): .negate(of(e))
            case .not(let e): .not(of(e))
            case .arithmetic(let op, let l, let r): .arithmetic(op, of(l), of(r))
            case .comparison(let op, let l, let r): .comparison(op, of(l), of(r))
            case .logical(let op, let l, let r): .logical(op, of(l), of(r))
            case .isNull(let e, let negated): .isNull(of(e), negated: negated)
            case .coalesce(let l, let r): .coalesce(of(l), of(r))
            case .range(let l, let r): .range(of(l), of(r))
            case .call(let function, let all): .call(function, all.map(of))
            case .defined(let definition, let all): .defined(definition, all.map(of))
            case .list(let all): .list(all.map(of))
            case .record(let fields): .record(fields.map { ($0.name, of($0.value)) })
            case .member(let e, let name): .member(of(e), name)
            case .index(let e, let place): .index(of(e), of(place))
            case .text(let all): .text(all.map(of))
            case .single(let e): .single(of(e))
            case .convert(let e, let currency): .convert(of(e), currency)
            }
        return BoundExpression(form, type, span)
    }
}

extension Value {
    fileprivate var isMoney: Bool {
        if case .money = self { return true }
        return false
    }
}
