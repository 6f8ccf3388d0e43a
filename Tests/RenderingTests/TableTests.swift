import Rendering
import Testing

@Suite struct TableTests {
    let grid = Grid(
        columns: [
            GridColumn("id", .symbol), GridColumn("debtor"), GridColumn("issued", .symbol), GridColumn("amount", .number),
            GridColumn("overdue", .number), GridColumn("note"),
        ],
        rows: [
            ["INV-0311", "Müller Logistics & Söhne GmbH", "2026-03-01", "1250.50 EUR", "1204", "asked for \"proof of delivery\""],
            ["INV-0312", "日本運輸株式会社", "2026-03-02", "500 JPY", "0", nil],
            ["INV-0313", nil, "2026-03-03", "-7.05 EUR", nil, "\u{1B}[31mred\u{202E}"],
            ["INV-0314", "👩‍🚀 Space Ltd", "2026-03-04", "1234567.125 KWD", "-12", ""],
        ])
    let footer = TableFooter(
        totalRows: 1204, totalColumns: 14, totals: ["amount  1,243.45 EUR"], notes: ["1 row without a debtor"])

    @Test func offATerminalNothingIsCut() {
        #expect(TablePainter(width: nil).text(grid, footer: footer) == #"""
            id        debtor                         issued                 amount  overdue  note
            ────────  ─────────────────────────────  ──────────  ─────────────────  ───────  ─────────────────────────────
            INV-0311  Müller Logistics & Söhne GmbH  2026-03-01      1,250.50  EUR    1,204  asked for "proof of delivery"
            INV-0312  日本運輸株式会社               2026-03-02        500     JPY        0  –
            INV-0313  –                              2026-03-03         -7.05  EUR        –  \e[31mred\u{202E}
            INV-0314  👩‍🚀 Space Ltd                   2026-03-04  1,234,567.125 KWD      -12
            amount  1,243.45 EUR
            1 row without a debtor
            4 of 1,204 rows, 6 of 14 columns: `last` shows all

            """#)
    }

    @Test func eightyColumns() {
        #expect(TablePainter(width: 80).text(grid, footer: footer) == #"""
            id        debtor          issued                 amount  overdue  note
            ────────  ──────────────  ──────────  ─────────────────  ───────  ──────────────
            INV-0311  Müller Logist…  2026-03-01      1,250.50  EUR    1,204  asked for "pr…
            INV-0312  日本運輸株式…   2026-03-02        500     JPY        0  –
            INV-0313  –               2026-03-03         -7.05  EUR        –  \e[31mred\u{2…
            INV-0314  👩‍🚀 Space Ltd    2026-03-04  1,234,567.125 KWD      -12
            amount  1,243.45 EUR
            1 row without a debtor
            4 of 1,204 rows, 6 of 14 columns: `last` shows all

            """#)
    }

    @Test func fortyColumns() {
        #expect(TablePainter(width: 40).text(grid, footer: footer) == #"""
            id        debtor                  amount
            ────────  ───────────  ─────────────────
            INV-0311  Müller Log…      1,250.50  EUR
            INV-0312  日本運輸株…        500     JPY
            INV-0313  –                   -7.05  EUR
            INV-0314  👩‍🚀 Space L…  1,234,567.125 KWD
            amount  1,243.45 EUR
            1 row without a debtor
            4 of 1,204 rows, 3 of 14 columns: `last`
            shows all

            """#)
    }

    @Test func noLineIsWiderThanTheScreenAndNoFigureIsCut() {
        for width in 1...140 {
            let text = TablePainter(width: width).text(grid, footer: TableFooter(totalRows: 4, totalColumns: 6, whole: nil))
            for line in text.split(separator: "\n") { #expect(DisplayWidth.columns(of: String(line)) <= width, "\(width)") }
            for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) where word.contains(where: \.isNumber) && word.contains(",") {
                #expect(["1,250.50", "1,234,567.125", "1,204"].contains(String(word)), "\(width): \(word)")
            }
        }
    }

    @Test func anIDStaysWholeWhileAnythingElseCanGiveWay() {
        let grid = Grid(
            columns: [GridColumn("id", isID: true), GridColumn("name"), GridColumn("balance", .number)],
            rows: [["INV-2026-0311", "Müller Logistics", "1250.50"], ["`a stranger's number`", "Dubois", "7"]])
        #expect(TablePainter(width: 36).text(grid, footer: TableFooter(totalRows: 2, totalColumns: 3)) == """
            id                name       balance
            ────────────────  ────────  ────────
            INV-2026-0311     Müller …  1,250.50
            `a stranger's n…  Dubois        7
            2 rows

            """)
    }

    @Test func colourOnlyWhereItMeansSomething() {
        let grid = Grid(columns: [GridColumn("a"), GridColumn("n", .number)], rows: [["x", "-1200"], [nil, "2"]])
        #expect(TablePainter(width: 80, palette: .colour).text(grid, footer: TableFooter(totalRows: 2, totalColumns: 2)) == """
            \u{1B}[1ma       n\u{1B}[0m
            \u{1B}[2m─  ──────\u{1B}[0m
            x  \u{1B}[31m-1,200\u{1B}[0m
            \u{1B}[2m–\u{1B}[0m       2
            \u{1B}[2m2 rows\u{1B}[0m

            """)
        #expect(TablePainter(width: 80, palette: .plain.inASCII).text(grid, footer: TableFooter(totalRows: 2, totalColumns: 2)) == """
            a       n
            -  ------
            x  -1,200
            -       2
            2 rows

            """)
    }

    @Test func dataNeverEmitsAnEscape() {
        let hostile = "\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\n\r"
        let grid = Grid(columns: [GridColumn(hostile), GridColumn("n", .number)], rows: [[hostile, hostile]])
        let footer = TableFooter(totalRows: 1, totalColumns: 2, totals: [hostile], notes: [hostile])
        for text in [
            TablePainter(width: nil).text(grid, footer: footer), TablePainter(width: 30).text(grid, footer: footer),
            RecordPainter(width: 20).text(grid),
        ] {
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) && $0.value != 0x202E) })
        }
    }

    @Test func noRowsIsATable() {
        let grid = Grid(columns: [GridColumn("id"), GridColumn("balance", .number)], rows: [])
        #expect(TablePainter(width: 40).text(grid, footer: TableFooter(totalRows: 0, totalColumns: 2)) == """
            id  balance
            ──  ───────
            no rows

            """)
    }

    @Test func numbersThatAreNames() {
        let grid = Grid(columns: [GridColumn("year", .number, isGrouped: false), GridColumn("rate", .number)], rows: [["2026", "5.25%"], [nil, "10%"]])
        #expect(TablePainter(width: 40).text(grid, footer: TableFooter(totalRows: 2, totalColumns: 2)) == """
            year    rate
            ────  ──────
            2026   5.25%
               –  10%
            2 rows

            """)
    }

    @Test func recordsWrapBelowThemselves() {
        let grid = Grid(
            columns: [GridColumn("debtor", .symbol), GridColumn("balance", .number), GridColumn("note"), GridColumn("phone")],
            rows: [["D-17", "-1250.50 EUR", "wants to pay in three parts, see plan", nil]])
        #expect(RecordPainter(width: 30).text(grid) == """
            debtor   D-17
            balance  -1,250.50 EUR
            note     wants to pay in three
                     parts, see plan
            phone    –

            """)
        #expect(RecordPainter(width: 3).text(grid).contains("note     wants to\n         pay in"))
    }
}
