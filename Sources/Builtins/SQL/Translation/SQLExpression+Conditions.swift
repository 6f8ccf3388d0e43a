// Conditions in SQL. The language knows true and false only, so a test that meets nothing is false: under `not`, and where the
// answer itself is kept, an unknown is made false at once; elsewhere SQL treats it so by itself.
import Diagnostics
import Interpreter
import Values

extension SQLExpression {
    /// What holds for a row. `strict` never answers unknown.
    func condition(_ expression: BoundExpression, strict: Bool = false) throws(Diagnostic) -> SQLText {
        if !expression.readsRows {
            if case .flag(true) = try expression.value(context) { return "TRUE" }
            return "FALSE"
        }
        if let (kind, left, right) = expression.test {
            let (text, nullable) = try test(kind, left, right, expression)
            return strict && nullable ? "COALESCE(\(text), FALSE)" : text
        }
        if let isAnd = expression.isAnd, expression.children.count == 2 {
            let (left, right) = (expression.children[0], expression.children[1])
            let texts = [try operand(left, isAnd, strict), try operand(right, isAnd, strict)]
            return SQLText.list(texts, isAnd ? " AND " : " OR ")
        }
        switch expression.form {
        case .not(let inner): return "NOT (\(try condition(inner, strict: true)))"
        case .isNull(let inner, let negated):
            if inner.type == .flag, inner.bareColumn == nil { return negated ? "TRUE" : "FALSE" }
            return "\(try value(inner).wrapped) IS \(negated ? "NOT NULL" : "NULL")"
        default:
            let value = try value(expression)
            guard value.type == .flag else { return "FALSE" }
            return strict && value.nullable ? "COALESCE(\(value.text), FALSE)" : value.text
        }
    }

    /// The conditions that must all hold.
    func conditions(_ expression: BoundExpression) throws(Diagnostic) -> [SQLText] {
        guard expression.isAnd == true, expression.readsRows else {
            let text = try condition(expression)
            return [expression.isAnd == false ? "(\(text))" : text]
        }
        var all: [SQLText] = []
        for child in expression.children { all += try conditions(child) }
        return all
    }

    private func operand(_ side: BoundExpression, _ isAnd: Bool, _ strict: Bool) throws(Diagnostic) -> SQLText {
        let text = try condition(side, strict: strict)
        // Only `or` binds less than what it may stand in.
        return isAnd && side.isAnd == false ? "(\(text))" : text
    }

    /// A comparison, and whether it may be unknown.
    func test(
        _ kind: TestKind, _ l: BoundExpression, _ r: BoundExpression, _ whole: BoundExpression
    ) throws(Diagnostic) -> (SQLText, Bool) {
        switch kind {
        case .in, .notIn: return try membership(l, r, kind == .notIn, whole)
        case .contains, .notContains, .starts, .notStarts, .ends, .notEnds, .matches, .notMatches:
            if case .list(let items)? = !l.readsRows ? try l.value(context) : nil {
                return try membership(of: try value(r), in: items, kind == .notContains, whole)
            }
            return try textTest(kind, try value(l), try value(r), whole)
        case .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual, .exactly:
            let (left, right) = (try value(l), try value(r))
            if left.constant?.isNull == true || right.constant?.isNull == true { return ("FALSE", false) }
            return (try compared(kind, left, right, whole), left.nullable || right.nullable)
        }
    }

    // MARK: in

    private func membership(
        _ l: BoundExpression, _ r: BoundExpression, _ negated: Bool, _ whole: BoundExpression
    ) throws(Diagnostic) -> (SQLText, Bool) {
        if let course = r.asked { return try membership(of: try value(l), in: course, negated, whole) }
        let left = try value(l)
        if !r.readsRows {
            switch try r.value(context) {
            case .list(let items): return try membership(of: left, in: items, negated, whole)
            case .range(let low, let high):
                return try between(left, low.map { SQLValue($0) }, high.map { SQLValue($0) }, negated, whole)
            case .null: return ("FALSE", false)
            case let value: return (try compared(negated ? .notEqual : .equal, left, SQLValue(value), whole), left.nullable)
            }
        }
        switch r.form {
        case .range(let low, let high): return try between(left, try value(low), try value(high), negated, whole)
        case .list(let items):
            var tests: [SQLText] = []
            for item in items {
                let right = try value(item)
                if right.constant?.isNull == true { continue }
                let equal = try compared(.equal, left, right, whole)
                tests.append(right.nullable ? "COALESCE(\(equal), FALSE)" : "(\(equal))")
            }
            return (either(tests, left, negated), left.nullable)
        default: throw .noSQL("what stands behind `in`", at: r.span)
        }
    }

    private func between(
        _ left: SQLValue, _ low: SQLValue?, _ high: SQLValue?, _ negated: Bool, _ whole: BoundExpression
    ) throws(Diagnostic) -> (SQLText, Bool) {
        var tests: [SQLText] = []
        for (kind, end) in [(TestKind.greaterEqual, low), (.lessEqual, high)] {
            guard let end, end.constant?.isNull != true else {
                // An open end holds anything, but an end that is empty in a row holds nothing.
                continue
            }
            let test = try compared(kind, left, end, whole)
            tests.append(end.nullable ? "COALESCE(\(test), FALSE)" : test)
        }
        if tests.isEmpty { return negated ? ("FALSE", false) : ("\(left.wrapped) IS NOT NULL", false) }
        let text = SQLText.list(tests, " AND ")
        return (negated ? "\(left.wrapped) IS NOT NULL AND NOT (\(text))" : text, left.nullable)
    }

    private func membership(
        of left: SQLValue, in items: [Value], _ negated: Bool, _ whole: BoundExpression
    ) throws(Diagnostic) -> (SQLText, Bool) {
        var (plain, literals): ([SQLText], [SQLValue]) = ([], [])
        var tests: [SQLText] = []
        for item in items where !item.isNull {
            let right = SQLValue(item)
            if let literal = listed(left, right) {
                plain.append(literal)
                literals.append(right)
            } else {
                tests.append("(\(try compared(.equal, left, right, whole)))")
            }
        }
        if !plain.isEmpty { tests.insert("\(listing(left, literals)) IN (\(SQLText.list(plain)))", at: 0) }
        return (either(tests, left, negated), left.nullable)
    }

    private func either(_ tests: [SQLText], _ left: SQLValue, _ negated: Bool) -> SQLText {
        if tests.isEmpty { return negated ? "\(left.wrapped) IS NOT NULL" : "FALSE" }
        let text = SQLText.list(tests, " OR ")
        return negated ? "\(left.wrapped) IS NOT NULL AND NOT (\(text))" : tests.count == 1 ? text : "(\(text))"
    }

    private func membership(
        of left: SQLValue, in course: Course, _ negated: Bool, _ whole: BoundExpression
    ) throws(Diagnostic) -> (SQLText, Bool) {
        let other = try SQLStages.chain(course, chain.draft)
        guard let place = other.shape.shown.first else { throw .noSQL("this query", at: course.span) }
        other.open()
        let column = other.columns[place]
        let right = SQLValue(text: SQLText(column: column.name), type: column.type, currency: column.currency, isPlain: true)
        guard let (mine, theirs) = matched(left, right) else { throw .noSQL("membership in these rows", at: course.span) }
        if column.nullable { other.select.conditions.append("\(right.text) IS NOT NULL") }
        other.select.columns = [(theirs, "item")]
        other.close()
        return ("\(mine) \(negated ? "NOT IN" : "IN") (SELECT item FROM \(other.select.source))", left.nullable)
    }
}

extension BoundExpression {
    /// The query behind `in`, where it is one.
    fileprivate var asked: Course? {
        switch form {
        case .query(let query):
            guard let course = query.course, case .rows = course.shape else { return nil }
            if case .kept = course.source { return nil }
            return course
        case .own(let inner, _): return inner.asked
        default: return nil
        }
    }
}
