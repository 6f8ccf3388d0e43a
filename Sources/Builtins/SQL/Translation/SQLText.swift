// A piece of SQL that still knows which of its words are columns of the rows it stands over, so that they can be qualified where
// another table would have the same names.
import Rendering

/// `"\(column) > 30"` keeps the column apart from the text around it.
struct SQLText: ExpressibleByStringInterpolation, Hashable {
    enum Piece: Hashable {
        case text(String)
        /// A column; `qualified` where it stands inside a query of its own.
        case column(String, qualified: Bool)
    }

    private(set) var pieces: [Piece]

    init(_ text: String) { pieces = [.text(text)] }
    init(stringLiteral value: String) { pieces = [.text(value)] }
    init(column: String) { pieces = [.column(column, qualified: false)] }
    init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

    struct Interpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        init(literalCapacity: Int, interpolationCount: Int) { pieces.reserveCapacity(interpolationCount * 2 + 1) }
        mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { pieces.append(.text(literal)) } }
        mutating func appendInterpolation(_ text: SQLText) { pieces += text.pieces }
        mutating func appendInterpolation(_ text: String) { pieces.append(.text(text)) }
        mutating func appendInterpolation(_ number: some BinaryInteger) { pieces.append(.text(String(number))) }
        /// Inside a query of its own, whose tables may have columns of the same name.
        mutating func appendInterpolation(inner text: SQLText) {
            pieces += text.pieces.map { piece in
                if case .column(let name, _) = piece { .column(name, qualified: true) } else { piece }
            }
        }
    }

    /// The column it is when it is nothing else.
    var column: String? {
        if pieces.count == 1, case .column(let name, _) = pieces[0] { name } else { nil }
    }

    /// Whether it reads no column.
    var isLiteral: Bool { pieces.allSatisfy { if case .text = $0 { true } else { false } } }

    /// Whether it is a number and nothing else.
    var isWhole: Bool {
        guard pieces.count == 1, case .text(let text) = pieces[0] else { return false }
        return !text.isEmpty && text.utf8.enumerated().allSatisfy { $1 >= 48 && $1 <= 57 || ($0 == 0 && $1 == 45) }
    }

    func text(over source: String, qualifying: Bool = false) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .column(let name, let qualified):
                qualified || qualifying ? "\(source).\(SQLWords.name(name))" : SQLWords.name(name)
            }
        }.joined()
    }

    static func list(_ texts: some Sequence<SQLText>, _ between: String = ", ") -> SQLText {
        var joined = SQLText("")
        for (place, text) in texts.enumerated() { joined = place == 0 ? text : "\(joined)\(between)\(text)" }
        return joined
    }
}
