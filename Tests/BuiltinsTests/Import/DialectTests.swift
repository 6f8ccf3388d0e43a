// The same ledger in every dialect is the same book; bytes that are no ledger leave the book as it was.
import Columns
import Diagnostics
import Files
import Receivables
import Testing
import Values

@Suite struct DialectTests {
    /// How a program might write a table.
    struct Dialect: CustomTestStringConvertible {
        var separator: String
        var lineEnd: String
        var mark: Bool
        var comma: Bool
        var dayFirst: Bool
        var quotesAll: Bool
        var testDescription: String { "\(separator) \(lineEnd.utf8.count) \(mark) \(comma) \(dayFirst) \(quotesAll)" }

        func file(_ rows: [[String]]) -> [UInt8] {
            let text = rows.map { row in
                row.map { cell in
                    quotesAll || cell.contains(separator) || cell.contains("\"") || cell.contains("\n")
                        ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
                }.joined(separator: separator)
            }.joined(separator: lineEnd)
            return (mark ? [0xEF, 0xBB, 0xBF] : []) + Array((text + lineEnd).utf8)
        }

        func amount(_ minor: Int) -> String {
            let (whole, rest) = (minor / 100, minor % 100)
            let cents = (rest < 10 ? "0" : "") + "\(rest)"
            guard comma else { return "\(whole).\(cents)" }
            return whole >= 1000 ? "\(whole / 1000).\(Self.three(whole % 1000)),\(cents)" : "\(whole),\(cents)"
        }

        private static func three(_ n: Int) -> String { String(("00" + "\(n)").suffix(3)) }

        func day(_ day: Day) -> String {
            guard dayFirst else { return day.text }
            return "\(day.day)/\(day.month)/\(day.year)"
        }
    }

    static let dialects = [",", ";", "\t"].flatMap { separator in
        ["\n", "\r\n"].flatMap { end in
            [
                Dialect(separator: separator, lineEnd: end, mark: false, comma: separator != ",", dayFirst: false, quotesAll: false),
                Dialect(separator: separator, lineEnd: end, mark: true, comma: true, dayFirst: true, quotesAll: true),
            ]
        }
    }

    @Test(arguments: dialects)
    func everyDialectIsTheSameBook(dialect: Dialect) throws {
        let plain = Dialect(separator: ",", lineEnd: "\n", mark: false, comma: false, dayFirst: false, quotesAll: false)
        for seed in [UInt64(1), 7, 20_261_123] {
            let one = try ImportBench(Self.ledger(plain, seed))
            try one.run("import \"/in\"")
            let other = try ImportBench(Self.ledger(dialect, seed))
            try other.run("import \"/in\"")
            for table in [Debtors.table, Invoices.table, Payments.table, Allocations.table] {
                #expect(Self.rows(one, table) == Self.rows(other, table), "seed \(seed)")
            }
            #expect(KeptSums.hold(in: other))
        }
    }

    /// Rows as cells, with texts and ids written out.
    private static func rows(_ bench: ImportBench, _ table: TableID) -> [[String]] {
        let store = bench.store
        guard let schema = store.catalog.table(table) else { return [] }
        return store.live(table).rows().map { row in
            zip(schema.columns, store.cells(table, row)).map { column, lane in
                switch column.meaning {
                case .text, .word: UInt32(exactly: lane).map { store.texts.string($0) } ?? "-"
                case .id: store.ids.text(of: IDKey(bits: lane))
                default: "\(lane)"
                }
            }
        }
    }

    static func ledger(_ dialect: Dialect, _ seed: UInt64) -> [String: [UInt8]] {
        var chances = Chances(seed: seed)
        let start = Day(year: 2025, month: 1, day: 13) ?? .first
        var debtors = [["id", "name", "currency"]]
        var invoices = [["number", "customer", "amount", "issued", "due", "reference"]]
        var payments = [["id", "invoice", "date", "amount"]]
        for n in 1...12 { debtors.append(["\(n * 7)", ["Ärger, GmbH", "O\"Hara", "two\nlines", "plain"][n % 4], n % 3 == 0 ? "GBP" : "EUR"]) }
        var open: [(String, Int)] = []
        for n in 1...300 {
            let minor = 100 + chances.below(500_000)
            let issued = (try? start.adding(days: Int64(n))) ?? start
            let due = (try? issued.adding(days: 30)) ?? issued
            invoices.append(
                ["R\(n)/26", "\((1 + chances.below(12)) * 7)", dialect.amount(minor), dialect.day(issued), dialect.day(due), "PO\(n % 5)"])
            if chances.below(2) == 0 { open.append(("R\(n)/26", 1 + chances.below(minor))) }
        }
        for (n, item) in open.enumerated() {
            let date = (try? start.adding(days: Int64(40 + n))) ?? start
            payments.append(["\(n + 1)", item.0, dialect.day(date), dialect.amount(item.1)])
        }
        return ["debtors.csv": dialect.file(debtors), "invoices.csv": dialect.file(invoices), "payments.csv": dialect.file(payments)]
    }

    // MARK: hostile files

    static let hostile: [(String, [UInt8], String)] = [
        ("empty", [], "import.empty"),
        ("UTF-16", [0xFF, 0xFE, 0x69, 0, 0x64, 0], "import.other-format"),
        ("UTF-16 without its mark", Array("id,name,currency".utf8).flatMap { [$0, 0] }, "import.other-format"),
        ("big end first", Array("id,name,currency".utf8).flatMap { [0, $0] }, "import.other-format"),
        ("a workbook", [0x50, 0x4B, 3, 4, 20, 0, 6, 0], "import.other-format"),
        ("an old workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], "import.other-format"),
        ("gzip", [0x1F, 0x8B, 8, 0], "import.other-format"),
        ("a web page", Array("\n<html><body>502</body></html>".utf8), "import.other-format"),
        ("a million columns", Array(repeating: UInt8(ascii: ","), count: 1_000_000), "import.not-csv"),
        ("NUL", Array("id,name,currency\n1,a\u{0}b,EUR\n".utf8), "import.not-csv"),
        ("open quote", Array("id,name,currency\n1,\"abc,EUR\n2,b,EUR\n".utf8), "import.not-csv"),
        ("ragged", Array("id,name,currency\n1,a\n".utf8), "import.rejected"),
        ("twice", Array("id,name,currency\n1,a,EUR\n1,b,EUR\n".utf8), "import.rejected"),
        ("no currency", Array("id,name,currency\n1,a,XXQ\n".utf8), "import.rejected"),
        ("too long", Array("id,name,currency,credit_limit\n1,a,EUR,99999999999999999999\n".utf8), "import.rejected"),
        ("no name", Array("id,name,currency\n1,,EUR\n".utf8), "import.rejected"),
    ]

    @Test(arguments: hostile.indices)
    func aHostileFileChangesNothing(place: Int) throws {
        let (name, bytes, code) = Self.hostile[place]
        let bench = try ImportBench(["d.csv": bytes])
        let before = bench.digest
        #expect(bench.fault("import debtors from \"d.csv\"")?.code == code, "\(name)")
        #expect(bench.digest == before)
    }

    @Test func noBytesTrap() throws {
        for seed in UInt64(1)...60 {
            var chances = Chances(seed: seed)
            var bytes = Array("id,number,debtor,amount,currency,issued,due,reference\n".utf8)
            let words = ["1", "D-1", "-", "\"", "\r\n", "\n", ",", ";", "\t", "1.000,00", "99/99/9999", "2026-02-29", "€", "'", "GBP", "(5)", "1e9"]
            for _ in 0..<400 {
                if chances.below(6) == 0 { bytes.append(UInt8(chances.below(255) + 1)) } else { bytes += Array(words[chances.below(words.count)].utf8) }
            }
            let bench = try ImportBench(["d.csv": Array("id,name,currency\n1,A,GBP\n".utf8), "x.csv": bytes])
            try bench.run("import \"d.csv\"")
            let before = bench.digest
            for options in ["", " dates dmy decimal comma", " encoding latin1 dates mdy decimal point separator \";\""] {
                if bench.fault("import invoices from \"x.csv\"\(options)") != nil { #expect(bench.digest == before, "seed \(seed)") }
            }
        }
    }
}
