import Rendering
import Testing
import Values

@Suite struct ExportTests {
    let grid = Grid(
        columns: [
            GridColumn("id", .symbol), GridColumn("name"), GridColumn("amount", .number), GridColumn("currency", .symbol),
            GridColumn("open", .flag),
        ],
        rows: [
            ["D-1", "O'Leary, \"Foods\"", "1250.50", "EUR", "true"],
            ["D-2", "=HYPERLINK(\"x\")", "-7", "GBP", "false"],
            ["D-3", "", nil, nil, nil],
            ["D-4", nil, "12x", "EUR", "true"],
            ["D-5", "<b>a|b\u{1B}[31m</b>\n\\u", "0.05", "EUR", "true"],
        ])

    @Test func csv() {
        #expect(ExportFormat.csv.text(grid) == """
            id,name,amount,currency,open
            D-1,"O'Leary, ""Foods\""",1250.50,EUR,true
            D-2,"'=HYPERLINK(""x"")",-7,GBP,false
            D-3,"",,,
            D-4,,12x,EUR,true
            D-5,"<b>a|b\u{1B}[31m</b>
            \\u",0.05,EUR,true

            """)
        #expect(ExportFormat.csv.text(grid, raw: true).contains("\"=HYPERLINK(\"\"x\"\")\""))
        #expect(ExportFormat.tsv.text(grid).contains("\nD-4\t\t12x\tEUR\ttrue\n"))
    }

    @Test func jsonAndLines() throws {
        #expect(ExportFormat.json.text(grid) == #"""
            [
            {"id":"D-1","name":"O'Leary, \"Foods\"","amount":1250.50,"currency":"EUR","open":true},
            {"id":"D-2","name":"=HYPERLINK(\"x\")","amount":-7,"currency":"GBP","open":false},
            {"id":"D-3","name":"","amount":null,"currency":null,"open":null},
            {"id":"D-4","name":null,"amount":"12x","currency":"EUR","open":true},
            {"id":"D-5","name":"<b>a|b\u001b[31m</b>\n\\u","amount":0.05,"currency":"EUR","open":true}
            ]

            """#)
        let lines = ExportFormat.jsonl.text(grid)
        #expect(lines.split(separator: "\n").count == 5)
        #expect(try json(String(lines.split(separator: "\n")[0]))["amount"] == .number(Array("1250.50".utf8)))
        let none = Grid(columns: grid.columns, rows: [])
        #expect(ExportFormat.json.text(none) == "[]\n")
        #expect(ExportFormat.jsonl.text(none) == "")
    }

    @Test func markdown() {
        #expect(ExportFormat.markdown.text(grid) == #"""
            | id | name | amount | currency | open |
            | --- | --- | ---: | --- | --- |
            | D-1 | O'Leary, "Foods" | 1,250.50 | EUR | true |
            | D-2 | =HYPERLINK("x") | -7 | GBP | false |
            | D-3 |  | | | |
            | D-4 | | 12x | EUR | true |
            | D-5 | &lt;b\>a\|b\\e\[31m&lt;/b\>\\n\\u | 0.05 | EUR | true |

            """#)
    }

    @Test func html() {
        let page = ExportFormat.html.text(grid, frame: PageFrame(title: "Late & owed"))
        #expect(page.contains("<h1>Late &amp; owed</h1>"))
        #expect(page.contains("<td class=\"n\">1,250.50</td>"))
        #expect(page.contains("<td class=\"n neg\">-7</td>"))
        #expect(page.contains("<td class=\"s\">&lt;b&gt;a|b\\e[31m&lt;/b&gt;\\n\\u</td>"))
        #expect(page.contains("O&#39;Leary, &quot;Foods&quot;"))
        #expect(!page.contains("\u{1B}"))
    }

    @Test func namesOfFormats() {
        #expect(ExportFormat(named: "CSV") == .csv)
        #expect(ExportFormat(named: "markdown") == .markdown)
        #expect(ExportFormat(named: "ndjson") == .jsonl)
        #expect(ExportFormat(named: "xlsx") == nil)
        for format in ExportFormat.allCases { #expect(ExportFormat(named: format.rawValue) == format) }
    }

    @Test func chunksJoinToTheWhole() throws {
        let grid = Grid(columns: [GridColumn("n", .number), GridColumn("t")], rowCount: 30_000) { row, column, out in
            if column == 0 { out.append(Int64(row)) } else { out.append("text \(row)") }
            return true
        }
        for format in ExportFormat.allCases {
            var sizes: [Int] = []
            var bytes: [UInt8] = []
            format.write(grid) { chunk in
                sizes.append(chunk.count)
                bytes.append(contentsOf: chunk)
            }
            #expect(sizes.count > 3 && sizes.allSatisfy { $0 < 80_000 })
            #expect(String(decoding: bytes, as: UTF8.self) == format.text(grid))
        }
        #expect(throws: CSVFault.sourceFailed) {
            try ExportFormat.csv.write(grid) { (_) throws(CSVFault) in throw CSVFault.sourceFailed }
        }
    }
}

/// What goes out comes back, whatever is in it.
@Suite struct RoundTripTests {
    private static func hostile(_ random: inout Seeded) -> String? {
        let pieces = [
            "", "=", "+1", "-", "@SUM(A1)", "\t", "\r", "\n", "\r\n", "'", "''=", "\"", "\"\"", ",", ";", "|", " ", "\\", "null", "é", "日本",
            "😀", "\u{FEFF}", "\u{202E}", "\u{1B}[0m", "＝1", "\u{7F}", "\u{2028}", "abc", "0",
        ]
        if Int.random(in: 0..<8, using: &random) == 0 { return nil }
        return (0..<Int.random(in: 0...4, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }

    private static func rows(_ random: inout Seeded, columns: Int) -> [[String?]] {
        (0..<Int.random(in: 0...6, using: &random)).map { _ in (0..<columns).map { _ in hostile(&random) } }
    }

    @Test func delimited() throws {
        let seed: UInt64 = 4180
        var random = Seeded(seed)
        for round in 0..<3000 {
            let columns = Int.random(in: 1...4, using: &random)
            let rows = Self.rows(&random, columns: columns)
            let grid = Grid(columns: (0..<columns).map { GridColumn("c\($0)") }, rows: rows)
            for (format, separator) in [(ExportFormat.csv, UInt8(ascii: ",")), (.tsv, UInt8(ascii: "\t"))] {
                for raw in [false, true] {
                    let text = format.text(grid, raw: raw)
                    let reader = CSVReader(bytes: Array(text.utf8), dialect: CSVDialect(separator: separator, isStrict: false))
                    #expect(try reader.next())
                    var back: [[String?]] = []
                    while try reader.next() {
                        back.append((0..<reader.count).map { index in
                            let bytes = raw ? reader.field(index) : reader.text(index)
                            return bytes.isEmpty && !reader.isQuoted(index) ? nil : String(decoding: bytes, as: UTF8.self)
                        })
                    }
                    let same = back.map { $0.map { $0.map { Array($0.utf8) } } } == rows.map { $0.map { $0.map { Array($0.utf8) } } }
                    #expect(same, "seed \(seed) round \(round): \(text.debugDescription)")
                }
            }
        }
    }

    @Test func guardedTextNeverBeginsAFormula() {
        for start in ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"] {
            let grid = Grid(columns: [GridColumn("t"), GridColumn("n", .number)], rows: [[start + "1", "-1"]])
            let line = ExportFormat.csv.text(grid).dropFirst(4)
            #expect(line.hasPrefix("'") || line.hasPrefix("\"'"))
            #expect(line.hasSuffix(",-1\n"))
        }
    }

    @Test func jsonArrayAndLines() throws {
        let seed: UInt64 = 8259
        var random = Seeded(seed)
        for round in 0..<3000 {
            let rows = Self.rows(&random, columns: 3)
            let names = ["a", "b\"\n", "ü"]
            let grid = Grid(columns: names.map { GridColumn($0) }, rows: rows)
            for format in [ExportFormat.json, .jsonl] {
                let records = JSONRecords(bytes: Array(format.text(grid).utf8))
                var back: [[[UInt8]?]] = []
                while let record = try records.next() {
                    back.append(names.map { name in if case .text(let bytes)? = record[name] { bytes } else { nil } })
                }
                #expect(back == rows.map { $0.map { $0.map { Array($0.utf8) } } }, "seed \(seed) round \(round)")
            }
        }
    }
}
