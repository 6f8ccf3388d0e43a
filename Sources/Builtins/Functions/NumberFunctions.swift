// Functions of numbers and money. Rounding is always named: `round` rounds a half away from zero.
import Interpreter
import Values

enum NumberFunctions {
    static let all: [Function] = [
        Function("abs", [("value", .any)], gives: .likeFirst, summary: "without its sign", examples: ["abs(-5)"]) {
            (args, _) throws(FunctionFault) in
            do throws(ValueFault) {
                switch args.first {
                case .number(let n)?: return .number(try n.absolute())
                case .money(let m)?: return .money(try m.absolute())
                case .percent(let p)?: return p.number.isNegative ? .percent(try p.negated()) : .percent(p)
                case .duration(let d)?: return (d.exactMinutes ?? 0) < 0 ? .duration(try d.negated()) : .duration(d)
                case nil, .null?: return .null
                default: break
                }
            } catch {
                throw FunctionFault("the result must fit 18 digits, but it does not")
            }
            throw FunctionFault("it takes a number, money, a percentage or a duration")
        },
        Function("round", [("value", .number), ("decimals", .number)], optional: 1, gives: .likeFirst,
            summary: "rounded, a half away from zero", examples: ["round(2.345, 2)"]
        ) { (args, _) throws(FunctionFault) in
            guard case .number(let n)? = args.first else { return .null }
            var decimals: Int64 = 0
            if case .number(let d)? = args.dropFirst().first, let whole = d.whole { decimals = whole }
            guard (0...15).contains(decimals) else { throw FunctionFault("its decimals must be from 0 to 15, but these are \(decimals)") }
            do { return .number(try n.rounded(to: UInt8(decimals), .halfUp)) } catch {
                throw FunctionFault("the result must fit 18 digits, but it does not")
            }
        },
        Function("amount", [("money", .money)], gives: .fixed(.number(scale: 4)), summary: "money as a plain number of its units",
            examples: ["amount(12.50 EUR)"]
        ) { args, _ in
            guard case .money(let m)? = args.first else { return .null }
            return .number(m.units)
        },
        Function("currency", [("money", .money)], gives: .fixed(.text), summary: "the currency of money",
            examples: ["currency(12.50 EUR)"]
        ) { args, _ in
            guard case .money(let m)? = args.first else { return .null }
            return .text(m.currency.code)
        },
    ]
}
