// One aggregate in SQL: what must be numbered before the groups are made, what each group adds up, and what is made of that.
import Diagnostics
import Interpreter
import Values

struct SQLAggregate {
    private let wanted: SQLGrouping.Wanted
    private let argument: SQLValue?
    private let groups: [SQLText]
    private let place: SQLText
    private let saying: SQLExpression
    private let terms: [SQLOrder]
    private var text: SQLText = "NULL"
    private var rank: SQLText?
    private var count: SQLText?
    private var names: [String] = []

    init(
        _ wanted: SQLGrouping.Wanted, _ argument: SQLValue?, _ groups: [SQLText], _ place: SQLText, _ saying: SQLExpression
    ) throws(Diagnostic) {
        if wanted.kind == .percentile { throw .noSQL("a percentile", at: wanted.argument?.span ?? Span(0, 0)) }
        self.wanted = wanted
        self.argument = argument
        self.groups = groups
        self.place = place
        self.saying = saying
        let needsOrder = (wanted.kind == .minimum || wanted.kind == .maximum) && (argument?.type.isTextual ?? false)
        if needsOrder, let expression = wanted.argument {
            terms = try saying.order(expression, descending: wanted.kind == .maximum)
        } else {
            terms = []
        }
    }

    /// Numbers the rows of each group where the aggregate goes by their order.
    mutating func prepare() {
        guard let argument else { return }
        text = argument.text
        let empty: SQLText = "CASE WHEN \(argument.text) IS NULL THEN 1 ELSE 0 END"
        switch wanted.kind {
        case .count, .sum, .average, .distinct, .percentile: return
        case .minimum, .maximum:
            if terms.isEmpty, argument.type != .flag { return }
            let order = argument.type == .flag
                ? [SQLOrder(text: argument.text, descending: wanted.kind == .maximum)] : terms
            number([SQLOrder(text: empty, nullable: false)] + order + [SQLOrder(text: place, nullable: false)])
        case .first: number([SQLOrder(text: empty, nullable: false), SQLOrder(text: place, nullable: false)])
        case .last: number([SQLOrder(text: empty, nullable: false), SQLOrder(text: place, descending: true, nullable: false)])
        case .median:
            number([SQLOrder(text: empty, nullable: false), SQLOrder(text: argument.text)])
            let counted = saying.chain.adding("COUNT(\(argument.text)) OVER (\(partition))", "\(wanted.name)_of")
            count = SQLText(column: counted)
        }
    }

    private mutating func number(_ order: [SQLOrder]) {
        let by: SQLText = groups.isEmpty ? "" : "\(partition) "
        let made = saying.chain.adding("ROW_NUMBER() OVER (\(by)ORDER BY \(SQLChain.terms(order)))", "\(wanted.name)_at")
        rank = SQLText(column: made)
    }

    private var partition: SQLText { groups.isEmpty ? "" : "PARTITION BY \(SQLText.list(groups))" }

    /// What the groups add up.
    mutating func add(to picked: inout [(text: SQLText, name: String)]) {
        let before = picked.count
        func add(_ text: SQLText, _ name: String) { picked.append((text, SQLChain.free(name, picked))) }
        switch wanted.kind {
        case .count: add(argument == nil ? "COUNT(*)" : "COUNT(\(text))", wanted.name)
        case .distinct:
            // 5 pounds and 5 euros are two amounts.
            let unit = argument?.currency
            add(unit.map { "COUNT(DISTINCT \(text) || ' ' || \($0))" } ?? "COUNT(DISTINCT \(text))", wanted.name)
        case .sum: add("CAST(SUM(\(text)) AS BIGINT)", wanted.name)
        case .average:
            add("CAST(SUM(\(text)) AS BIGINT)", "\(wanted.name)_sum")
            add("COUNT(\(text))", "\(wanted.name)_count")
        case .median where argument?.type == .days:
            // Days have no halves: of two in the middle it is the lesser.
            add("MIN(CASE WHEN \(rank ?? "0") * 2 >= \(count ?? "0") THEN \(text) END)", wanted.name)
        case .median:
            let middle: SQLText = "\(rank ?? "0") * 2 >= \(count ?? "0") AND \(rank ?? "0") * 2 <= \(count ?? "0") + 2"
            add("CAST(SUM(CASE WHEN \(middle) THEN \(text) END) AS BIGINT)", "\(wanted.name)_sum")
            add("COUNT(CASE WHEN \(middle) THEN \(text) END)", "\(wanted.name)_count")
        case .percentile: add("NULL", wanted.name)
        case .minimum, .maximum, .first, .last:
            guard let rank else {
                add("\(wanted.kind == .minimum ? "MIN" : "MAX")(\(text))", wanted.name)
                break
            }
            if argument?.type == .flag {
                add("MAX(CASE WHEN \(rank) = 1 AND \(text) THEN 1 WHEN \(rank) = 1 AND NOT (\(text)) THEN 0 END) = 1", wanted.name)
            } else {
                add("MAX(CASE WHEN \(rank) = 1 THEN \(text) END)", wanted.name)
            }
        }
        names = picked[before...].map(\.name)
    }

    /// The column of the result, once the groups are a step.
    func column(_ unit: SQLText?) -> SQLColumn {
        func done(_ name: String, _ type: ExpressionType, nullable: Bool = true) -> SQLColumn {
            SQLColumn(name: name, currency: unit, nullable: nullable, type: type)
        }
        let type = argument?.type ?? .null
        switch wanted.kind {
        case .count, .distinct: return done(names[0], .number(scale: 0), nullable: false)
        case .median where type == .days: return done(names[0], type)
        case .sum, .minimum, .maximum, .first, .last, .percentile: return done(names[0], type)
        case .average, .median:
            let (sum, count) = (SQLText(column: names[0]), SQLText(column: names[1]))
            var (top, bottom): (SQLText, SQLText) = (sum, count)
            var rounding = Rounding.halfEven
            var result = type
            switch type {
            case .number(let scale), .percent(let scale):
                let digits = max(2, min(scale, 9))
                if digits > scale { top = "\(sum) * \(SQLValue.power(digits - scale))" }
                if digits < scale { bottom = "\(count) * \(SQLValue.power(scale - digits))" }
                result = type.isPercent ? .percent(scale: digits) : .number(scale: digits)
            case .days:
                top = "\(sum) * 10"
                result = .number(scale: 1)
            default: rounding = saying.context.world.rounding
            }
            let chain = saying.chain
            let text = saying.divided(top, bottom.column == nil ? chain.hoisted(bottom, "divisor") : bottom, rounding)
            return done(chain.adding(text, wanted.name), result)
        }
    }
}

extension ExpressionType {
    fileprivate var isPercent: Bool { if case .percent = self { true } else { false } }
}
