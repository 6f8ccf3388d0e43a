// One value of an expression: over no row, or over one row of a relation. The plain meaning of the language, slow and
// sure; lanes are the fast way to the same answers.
import Columns
package import Diagnostics
import Syntax
package import Values

/// The row an expression is asked about.
struct RowPlace {
    var relation: Relation
    /// Position among the base rows.
    var base: Int
    /// The rows behind references, found once for all places of one question.
    let links: Links

    final class Links {
        private var known: [TableID: Relation] = [:]

        func rows(_ noun: LinkedNoun, _ ctx: Context, _ day: Day?, of book: KnownBook?) throws(Diagnostic) -> Relation {
            if let table = noun.shape.table, let rows = known[table] { return rows }
            let rows = try ctx.seeing(book) { () throws(Diagnostic) in try noun.rows(ctx, day) }
            if let table = noun.shape.table { known[table] = rows }
            return rows
        }
    }
}

extension BoundExpression {
    /// The value of an expression that reads no row.
    package func value(_ ctx: Context) throws(Diagnostic) -> Value { try value(ctx, nil) }

    /// The value at one kept row of a relation.
    package func value(_ ctx: Context, over relation: Relation, row: Int) throws(Diagnostic) -> Value {
        try value(ctx, RowPlace(relation: relation, base: relation.base(row), links: RowPlace.Links()))
    }

    func value(_ ctx: Context, _ row: RowPlace?) throws(Diagnostic) -> Value {
        switch form {
        case .constant(let value): return value
        case .column(let index):
            guard let row, index < row.relation.columns.count else { return .null }
            return row.relation.columns[index].value(row.base, row.relation.shape.columns[index].meaning, ctx.codec)
        case .link(let reference, let noun, let index):
            guard let target = try reference.target(ctx, row, noun) else { return .null }
            let day = row?.relation.asOf ?? ctx.world.asOf
            let rows = if let row { try row.links.rows(noun, ctx, day, of: row.relation.known) } else { try noun.rows(ctx, day) }
            guard index < rows.columns.count else { return .null }
            return rows.columns[index].value(target, noun.shape.columns[index].meaning, ctx.codec)
        case .own(let e, let noun): return Self.own(try e.value(ctx, row), noun, ctx)
        case .calendar(let term):
            do throws(ValueFault) { return try term.value(on: ctx.world.today) } catch {
                throw .operation(.value(error), span)
            }
        case .variable(let slot):
            if slot < ctx.variables.count, case .value(let value) = ctx.variables[slot] { return value }
            return .null
        case .query(let query): return try Self.value(of: try query.run(ctx), ctx)
        // Only a definition takes it, and that asks for its rows.
        case .table: return .null
        case .single(let e):
            guard case .list(let items) = try e.value(ctx, row) else { return .null }
            guard items.count <= 1 else { throw .notSingle(items.count, span) }
            return items.first ?? .null
        case .convert(let e, let currency):
            let amount = try e.value(ctx, row)
            return try ctx.converted(amount, to: currency, on: row?.relation.asOf ?? ctx.world.day, span)
        case .negate(let e):
            let inner = try e.value(ctx, row)
            do { return try Operators.negate(inner) } catch {
                throw .operation(error, span, "the negative of \(ExpressionType(of: inner).name)")
            }
        case .not(let e): return .flag(!(try e.isTrue(ctx, row)))
        case .arithmetic(let op, let l, let r):
            let left = try l.value(ctx, row)
            let right = try r.value(ctx, row)
            do { return try Operators.arithmetic(op, left, right, rounding: ctx.world.rounding) } catch {
                throw .operation(error, span, op.verb(ExpressionType(of: left).name, ExpressionType(of: right).name))
            }
        case .comparison(let op, let l, let r):
            let left = try l.value(ctx, row)
            let right = try r.value(ctx, row)
            do { return .flag(try Comparisons.holds(op, left, right)) } catch {
                throw .operation(error, span, op.verb(ExpressionType(of: left).name, ExpressionType(of: right).name))
            }
        case .logical(let op, let l, let r):
            let left = try l.isTrue(ctx, row)
            if op == .and { return .flag(left ? try r.isTrue(ctx, row) : false) }
            return .flag(left ? true : try r.isTrue(ctx, row))
        case .isNull(let e, let negated):
            let value = try e.value(ctx, row)
            if case .null = value { return .flag(!negated) }
            return .flag(negated)
        case .coalesce(let l, let r):
            let left = try l.value(ctx, row)
            if case .null = left { return try r.value(ctx, row) }
            return left
        case .range(let l, let r): return .range(try l.value(ctx, row), try r.value(ctx, row))
        case .list(let items):
            var values: [Value] = []
            for item in items { values.append(try item.value(ctx, row)) }
            return .list(values)
        case .record(let fields):
            var values: [Field] = []
            for field in fields { values.append(Field(field.name, try field.value.value(ctx, row))) }
            return .record(values)
        case .member(let base, let name):
            guard case .record(let fields) = try base.value(ctx, row) else { return .null }
            return fields.first { $0.name == name }?.value ?? .null
        case .index(let base, let place):
            guard case .list(let items) = try base.value(ctx, row), case .number(let n) = try place.value(ctx, row),
                let whole = n.exact(atScale: 0)
            else { return .null }
            // The first item is 1, as people count; -1 is the last.
            let at = whole > 0 ? whole - 1 : whole < 0 ? Int64(items.count).addingReportingOverflow(whole).partialValue : -1
            guard at >= 0, at < Int64(items.count) else { throw .outOfList(whole, items.count, place.span) }
            return items[Int(at)]
        case .text(let parts):
            var text = ""
            for part in parts { text += Self.shown(try part.value(ctx, row)) }
            return .text(text)
        case .call(let function, let arguments):
            guard let body = function.body else { throw .aggregateAlone(function, span) }
            var values: [Value] = []
            for argument in arguments { values.append(try argument.value(ctx, row)) }
            do { return try body(values, ctx) } catch { throw .function(function, error, span) }
        case .defined(let definition, let arguments):
            var flows: [Flow] = []
            for argument in arguments { flows.append(try argument.flow(ctx, row)) }
            return try Self.value(of: try ctx.calls(definition, flows, span), ctx)
        }
    }

    /// What a definition is given: a value, or rows that no later change can reach.
    func flow(_ ctx: Context, _ row: RowPlace? = nil) throws(Diagnostic) -> Flow {
        guard case .table(let query) = form else { return .value(try value(ctx, row)) }
        return try query.run(ctx).frozen
    }

    /// How the value of a call comes about, where its function can tell; nil elsewhere.
    func derivation(_ ctx: Context) throws(Diagnostic) -> [String]? {
        guard case .call(let function, let arguments) = form, let tell = function.derivation else { return nil }
        var values: [Value] = []
        for argument in arguments { values.append(try argument.value(ctx)) }
        do { return try tell(values, ctx) } catch { throw .function(function, error, span) }
    }

    /// The row a reference points to.
    private func target(_ ctx: Context, _ row: RowPlace?, _ noun: LinkedNoun) throws(Diagnostic) -> Int? {
        if case .column(let index) = form, let row, index < row.relation.columns.count {
            var lane = Lane.null
            row.relation.columns[index].lane.read(from: row.base, count: 1, into: &lane)
            return lane >= 0 ? Int(exactly: lane) : nil
        }
        guard case .id(let id) = try value(ctx, row), let table = noun.shape.table else { return nil }
        return ctx.world.store.row(table, id: id).map { Int($0) }
    }

    private static func own(_ value: Value, _ noun: LinkedNoun, _ ctx: Context) -> Value {
        switch value {
        case .list(let items): return .list(items.map { own($0, noun, ctx) })
        case .id(let spelling), .text(let spelling):
            guard let table = noun.shape.table, let row = noun.find(ctx.world.store, spelling),
                let id = ctx.codec.idText(table, Int64(row))
            else { return value }
            return .id(id)
        case .null, .flag, .number, .money, .percent, .day, .period, .time, .moment, .duration, .range, .word, .record:
            return value
        }
    }

    func isTrue(_ ctx: Context, _ row: RowPlace?) throws(Diagnostic) -> Bool {
        if case .flag(let flag) = try value(ctx, row) { return flag }
        return false
    }

    /// How a value reads inside a text: as a person would write it, null as nothing.
    package static func shown(_ value: Value) -> String {
        switch value {
        case .null: ""
        case .text(let t), .word(let t), .id(let t): t
        default: value.shown
        }
    }

    /// What a query gives where a value is wanted: itself, a 1×1 table's cell, or the list of its first column.
    static func value(of flow: Flow, _ ctx: Context) throws(Diagnostic) -> Value {
        switch flow {
        case .nothing: return .null
        case .value(let value): return value
        case .rows(let relation):
            guard let column = relation.shape.shown.first else { return .null }
            let values = relation.values(of: column, ctx.codec)
            return .list(values)
        }
    }
}

extension RelationColumn {
    func value(_ base: Int, _ meaning: Meaning, _ codec: CellCodec) -> Value {
        var lane = Lane.null
        var unit = Lane.null
        self.lane.read(from: base, count: 1, into: &lane)
        currency?.read(from: base, count: 1, into: &unit)
        return codec.value(lane, meaning, currency: unit)
    }
}

extension Relation {
    /// The values of one column, for all kept rows in order.
    package func values(of column: Int, _ codec: CellCodec) -> [Value] {
        let lanes = lanes(of: column)
        let units = currencies(of: column)
        let meaning = shape.columns[column].meaning
        return lanes.indices.map { codec.value(lanes[$0], meaning, currency: units.isEmpty ? Lane.null : units[$0]) }
    }
}

extension Diagnostic {
    /// `working` says what was tried: "a number plus text".
    static func operation(_ fault: OperatorFault, _ span: Span, _ working: String = "this") -> Diagnostic {
        switch fault {
        case .noMeaning: Diagnostic("expression.no-meaning", "\(working) has no meaning", at: span)
        case .value(let fault): value(fault, span)
        }
    }
    private static func value(_ fault: ValueFault, _ span: Span) -> Diagnostic {
        switch fault {
        case .divisionByZero: Diagnostic("expression.division-by-zero", "nothing can be divided by zero", at: span)
        case .currencyMismatch(let a, let b):
            Diagnostic(
                "expression.currencies", "\(a.code) and \(b.code) are never added or compared", at: span,
                hint: "keep the currencies apart: … by currency")
        case .outOfRange:
            Diagnostic("expression.out-of-calendar", "dates must lie between the years 1 and 9999", at: span)
        case .noFixedLength:
            Diagnostic("expression.no-fixed-length", "a month has no fixed length, so this has no answer", at: span)
        case .overflow, .empty, .malformed, .excessDecimals, .unknownCurrency, .comma, .doubtfulDay, .minutesOrMonths,
            .foreignDigits, .needsTime:
            Diagnostic("expression.overflow", "the result must fit 18 digits, and this one does not", at: span)
        }
    }
    fileprivate static func notSingle(_ count: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.not-single", "one value must stand here, and this gives \(counted(count, "row"))", at: span,
            hint: "money in several currencies gives a row for each: keep one with where currency = …")
    }
    static func outOfList(_ place: Int64, _ count: Int, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.out-of-list", "the list has \(count) items, so there is no item \(place)", at: span,
            label: "the first item is 1")
    }
    static func aggregateAlone(_ function: Function, _ span: Span) -> Diagnostic {
        Diagnostic(
            "expression.aggregate-alone", "\(function.name)() works on the rows of a group, and there is none here",
            at: span, hint: "summarise x = \(function.name)(…) by …")
    }
    static func function(_ function: Function, _ fault: FunctionFault, _ span: Span) -> Diagnostic {
        Diagnostic("expression.function-failed", "\(function.name) gives nothing here: \(fault.message)", at: span)
    }
}
