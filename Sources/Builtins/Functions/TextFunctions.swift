// Functions of text. Length counts characters as a person does.
import Interpreter
import Values

enum TextFunctions {
    static let all: [Function] = [
        Function("length", [("value", .textOrList)], gives: .fixed(.number(scale: 0)),
            summary: "how many characters a text has, or items a list", examples: ["length(\"Harbour Cafe\")", "length([3, 5, 8])"]
        ) { args, _ in
            if case .list(let items)? = args.first { return .number(Number(Int64(items.count))) }
            return text(args, 0).map { .number(Number(Int64($0.count))) } ?? .null
        },
        Function("upper", [("text", .text)], gives: .fixed(.text), summary: "in capital letters", examples: ["upper(\"Harbour Cafe\")"]) {
            args, _ in text(args, 0).map { .text($0.uppercased()) } ?? .null
        },
        Function("lower", [("text", .text)], gives: .fixed(.text), summary: "in small letters", examples: ["lower(\"Harbour Cafe\")"]) {
            args, _ in text(args, 0).map { .text($0.lowercased()) } ?? .null
        },
        Function("left", [("text", .text), ("count", .number)], gives: .fixed(.text), summary: "its first characters",
            examples: ["left(\"Harbour Cafe\", 7)"]) {
            args, _ in
            guard let whole = text(args, 0), case .number(let n)? = args.dropFirst().first, let count = n.whole else {
                return .null
            }
            return .text(String(whole.prefix(Int(clamping: max(0, count)))))
        },
        Function("text", [("value", .any)], gives: .fixed(.text), summary: "any value as text", examples: ["text(12.50 EUR)"]) { args, _ in
            guard let value = args.first, !value.isNull else { return .null }
            return .text(value.shown)
        },
    ]

    private static func text(_ args: [Value], _ place: Int) -> String? {
        guard place < args.count else { return nil }
        return switch args[place] {
        case .text(let t), .word(let t), .id(let t): t
        default: nil
        }
    }
}
