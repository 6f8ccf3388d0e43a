// The lines of a bank's statements as the CSV that they might have been: one row each, with an id that is the same in every file
// the line stands in. So whatever holds for a bank's CSV holds for them. Knows no noun.
import Rendering
import Values

/// In which form a bank told its statements.
enum StatementKind {
    case mt940, camt053

    static func of(_ sample: [UInt8]) -> StatementKind? {
        if MT940.isLikely(sample) { return .mt940 }
        return Camt053.isLikely(sample) ? .camt053 : nil
    }

    func statements(in bytes: [UInt8]) throws(StatementFault) -> [BankStatement] {
        switch self {
        case .mt940: try MT940.statements(in: bytes)
        case .camt053: try Camt053.statements(in: bytes)
        }
    }
}

struct StatementTable {
    static let header = ["transaction", "date", "payer", "amount", "currency", "reference"]

    /// A file beyond this is no statement of a few days.
    static let sizeLimit = 256 << 20

    /// With the header.
    private(set) var csv: [UInt8] = []
    /// Where the line of each row stands, from the first row behind the header.
    private var lines: [Int] = []
    /// What to say of each statement.
    private(set) var says: [String] = []

    init(_ statements: [BankStatement]) {
        put(Self.header)
        for statement in statements {
            var twins: [String: Int] = [:]
            var returned: [BankStatement.Line] = []
            for line in statement.lines {
                let content = Self.content(line, statement.account)
                let earlier = twins[content, default: 0]
                twins[content] = earlier + 1
                // What we had sent and got back is no debtor's money.
                let isOurs = line.takesBack && line.amount.minor > 0
                put([
                    Self.id(line, content, earlier), line.day.text, line.payer, isOurs ? "0" : Self.plain(line.amount),
                    line.amount.currency.code, line.reference,
                ])
                lines.append(line.place.line)
                if line.takesBack, !isOurs { returned.append(line) }
            }
            says.append(Self.summary(statement))
            for line in returned.prefix(FileReport.shown) {
                let who = [line.payer, line.reference].filter { !$0.isEmpty }.joined(separator: ", ")
                says.append("  taken back on \(line.day.text): \(line.amount.text), \(who): find the payment and `reverse` it")
            }
            if returned.count > FileReport.shown { says.append("  and \(returned.count - FileReport.shown) more taken back") }
        }
    }

    func place(of row: Int) -> InputPlace? {
        lines.indices.contains(row - 1) ? InputPlace(line: lines[row - 1], column: 1) : nil
    }

    private static func summary(_ statement: BankStatement) -> String {
        var says = "  statement"
        if !statement.number.isEmpty { says += " \(statement.number)" }
        if !statement.account.isEmpty { says += " of account \(statement.account)" }
        if let opening = statement.opening, let closing = statement.closing {
            says += ": \(opening.text) and \(ImportWords.lines(statement.lines.count)) make \(closing.text)"
        } else {
            says += ": \(ImportWords.lines(statement.lines.count)), no balances to tie to"
        }
        return statement.unbooked == 0 ? says : "\(says); \(ImportWords.lines(statement.unbooked)) not booked yet left out"
    }

    // MARK: ids

    private static func content(_ line: BankStatement.Line, _ account: String) -> String {
        [
            account, line.day.text, line.amount.text, line.payer, line.reference, line.bankNumber,
        ].joined(separator: "\u{1F}")
    }

    /// Banks use their numbers again, so the id is made of all that the line says; of two lines of one statement that say the
    /// same, the second differs. `2026-11-23/B12345/9c1f04be22d0`
    private static func id(_ line: BankStatement.Line, _ content: String, _ earlier: Int) -> String {
        // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in content.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for _ in 0..<8 { hash = (hash ^ UInt64(truncatingIfNeeded: earlier)) &* 0x100_0000_01b3 }
        let digits = String(hash >> 16, radix: 16)
        let number = line.bankNumber.isEmpty ? "" : "\(line.bankNumber)/"
        return "\(line.day.text)/\(number)\(String(repeating: "0", count: 12 - digits.utf8.count))\(digits)"
    }

    // MARK: cells

    /// `-1234.56`, without the currency.
    private static func plain(_ money: Money) -> String {
        let text = money.text
        return String(text.prefix { $0 != " " }.filter { $0 != "," })
    }

    private mutating func put(_ cells: [String]) {
        for (n, cell) in cells.enumerated() {
            if n > 0 { csv.append(UInt8(ascii: ",")) }
            csv.append(34)
            // A text that looks guarded against spreadsheets is what was meant: statements have no guard.
            if cell.utf8.first == UInt8(ascii: "'"), Array(cell.utf8).withUnsafeBufferPointer({ FormulaGuard.isNeeded($0) }) {
                csv.append(UInt8(ascii: "'"))
            }
            for byte in cell.utf8 where byte != 0 {
                csv.append(byte)
                if byte == 34 { csv.append(34) }
            }
            csv.append(34)
        }
        csv.append(10)
    }
}
