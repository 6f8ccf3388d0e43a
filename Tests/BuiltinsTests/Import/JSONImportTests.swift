// Lists of JSON objects through the same door as CSV: the same book, the same rejects, and no half of a broken file.
import Columns
import Diagnostics
import Files
import Receivables
import Testing
import Values

@Suite struct JSONImportTests {
    static let debtors = """
        [{"id": 1, "name": "Acme \\"Ltd\\", London", "currency": "GBP", "terms_days": 30, "credit_limit": 1000},
         {"currency": "EUR", "name": "two\\nlines", "id": "2", "note": "'=1+1", "opened": null}]
        """
    static let invoices = """
        {"number":"INV-1","customer":1,"amount":10.5,"issued":"2026-09-01","due":"2026-10-01","tags":["a",{"b":1}]}

        {"number":"R 2/26","customer":"D-2","amount":1234.567e0,"issued":"2026-09-02","due":"2026-10-02"}
        """

    @Test(arguments: ["d.json", "d.jsonl", "d.txt"])
    func aListOfObjectsIsATable(name: String) throws {
        let bench = try ImportBench(texts: [name: Self.debtors])
        let says = try bench.run("import \"\(name)\"")
        #expect(says == ["\(name): 2 rows of debtors read, 2 accepted", "ok #1"])
        #expect(bench.text(Debtors.table, 0, Debtors.name) == "Acme \"Ltd\", London")
        #expect(bench.text(Debtors.table, 1, Debtors.name) == "two\nlines")
        #expect(bench.store.cell(Debtors.table, 0, Debtors.creditLimit) == 100_000)
        #expect(bench.store.row(Debtors.table, id: "D-2") == 1)
        // A key of the second object alone is a column, and a text is what it was.
        #expect(bench.text(Debtors.table, 1, Debtors.note) == "'=1+1")
        #expect(bench.store.cell(Debtors.table, 1, Debtors.opened) == Lane.null)
        #expect(try bench.run("import \"\(name)\"") == ["\(name) was imported before: nothing changed"])
    }

    @Test func rejectsAreToldByLineAndPutAside() throws {
        let bench = try ImportBench(texts: ["d.json": Self.debtors, "i.jsonl": Self.invoices])
        try bench.run("import \"d.json\"")
        let before = bench.digest
        let fault = try #require(bench.fault("import \"i.jsonl\""))
        #expect(fault.code == "import.rejected")
        #expect(fault.notes.contains { $0.hasPrefix("i.jsonl, line 3, amount: '1234.567e0'") }, "\(fault.notes)")
        #expect(bench.digest == before)
        #expect(bench.fault("import \"i.jsonl\" expect 3 rejects \"bad.csv\"")?.code == "import.count-differs")
        try bench.run("import \"i.jsonl\" rejects \"bad.csv\"")
        #expect(bench.open("INV-1") == 1050)
        let bad = try bench.disk.contents(of: "/in/bad.csv", limit: 1 << 20)
        #expect(String(decoding: bad, as: UTF8.self) == """
            number,customer,amount,issued,due,tags
            R 2/26,D-2,1234.567e0,2026-09-02,2026-10-02,

            """)
    }

    @Test func aNumberHasAPointWhateverTheCountry() throws {
        let row = "{\"number\":\"1\",\"debtor\":1,\"currency\":\"KWD\",\"amount\":~,\"issued\":\"2026-09-01\"}"
        let bench = try ImportBench(texts: [
            "d.json": "[{\"id\":1,\"name\":\"A\",\"currency\":\"KWD\"}]", "i.json": row.replacing("~", with: "1.234"),
            "text.json": row.replacing("~", with: "\"1.234\""),
        ])
        try bench.run("import \"d.json\"")
        #expect(bench.fault("import invoices from \"text.json\"")?.code == "import.doubtful-decimals")
        try bench.run("import invoices from \"i.json\"")
        #expect(bench.store.cell(Invoices.table, 0, Invoices.amount) == 1234)
    }

    @Test func whatWeExportComesBack() throws {
        for form in ["json", "jsonl"] {
            let bench = try ImportBench(texts: ["d.json": Self.debtors, "i.csv": """
                number,customer,amount,issued,due
                INV-1,1,10.50,2026-09-01,2026-10-01
                INV-2,2,7.00,2026-09-02,2026-10-02

                """])
            try bench.run("import \"d.json\"")
            try bench.run("import \"i.csv\"")
            try bench.run("debtors | save \"deb.\(form)\"")
            try bench.run("invoices | select id, debtor, issued, due, amount, balance | save \"inv.\(form)\"")
            let other = try ImportBench()
            for file in ["deb.\(form)", "inv.\(form)"] {
                try other.put(file, bench.disk.contents(of: "/in/\(file)", limit: 1 << 20))
            }
            // A directory without CSV is one of JSON.
            try other.run("import \"/in\"")
            #expect(other.text(Debtors.table, 0, Debtors.name) == "Acme \"Ltd\", London")
            for column in [Debtors.id, Debtors.currency] {
                for row in UInt32(0)...1 {
                    #expect(other.store.cell(Debtors.table, row, column) == bench.store.cell(Debtors.table, row, column))
                }
            }
            for column in [Invoices.debtor, Invoices.issued, Invoices.due, Invoices.amount, Invoices.currency] {
                for row in UInt32(0)...1 {
                    #expect(other.store.cell(Invoices.table, row, column) == bench.store.cell(Invoices.table, row, column))
                }
            }
        }
    }

    static let hostile: [(String, String, says: String)] = [
        ("", "import.empty", "no object"),
        ("[]", "import.empty", "no object"),
        ("[{}]", "import.empty", "no object"),
        ("[1]", "import.not-json", "line 1: this is no object"),
        ("{\"id\":1,\"name\":\"A\",\"currency\":\"EUR\"}\n[1]", "import.not-json", "line 2: this is no object"),
        ("[{\"id\":1,\"name\":\"A\",\"currency\":\"EUR\"}", "import.not-json", "line 1, column 38"),
        ("[{\"id\":1,\"name\":\"A\",\n\"currency\":{\"code\":\"EUR\"}}]", "import.rejected", "line 1, currency: this is a list or an object"),
        ("[{\"id\":1,\"id\":2,\"name\":\"A\",\"currency\":\"EUR\"}]", "import.rejected", "id: this key stands twice"),
        ("[{\"id\":1,\"name\":\"A\\u0000\",\"currency\":\"EUR\"}]", "import.rejected", "NUL"),
        ("[{\"id\":01,\"name\":\"A\"}]", "import.not-json", "no number"),
        ("[{\"id\":1,\"name\":\"A\",\"currency\":\"EUR\"},{\"name\":null}]", "import.rejected", "2 rows"),
        ("[{\"colour\":1}]", "import.unknown-kind", "fits no kind"),
    ]

    @Test(arguments: hostile.indices)
    func whatIsNoTableChangesNothing(place: Int) throws {
        let (text, code, says) = Self.hostile[place]
        let bench = try ImportBench(texts: ["d.json": text])
        let before = bench.digest
        let fault = try #require(bench.fault("import \"d.json\""))
        #expect(fault.code == code)
        let told = ([fault.message] + fault.notes).joined(separator: "\n")
        #expect(told.contains(says), "\(told)")
        #expect(bench.digest == before)
    }

    /// Rows that stand across the edges of every buffer between the file and the intake.
    @Test func longListsComeInWhole() throws {
        var chances = Chances(seed: 41)
        var text = "["
        var total: Int64 = 0
        for n in 1...4000 {
            let minor = 100 + chances.below(900_000)
            total += Int64(minor)
            let cents = minor % 100
            text += n > 1 ? ",\n" : ""
            text += "{\"number\":\"INV-\(n)\",\"debtor\":1,\"amount\":\(minor / 100).\(cents < 10 ? "0" : "")\(cents),"
            text += "\"issued\":\"2026-09-01\",\"reference\":\"\(String(repeating: "x", count: chances.below(300)))\""
            text += n == 3000 ? ",\"late\":true}" : "}"
        }
        let bench = try ImportBench(texts: ["d.json": "[{\"id\":1,\"name\":\"A\",\"currency\":\"GBP\"}]", "i.json": text + "]"])
        try bench.run("import \"d.json\"")
        let says = try bench.run("import \"i.json\"")
        #expect(says.first == "i.json: 4000 rows of invoices read, 4000 accepted")
        #expect(says.contains("  columns left out: late"))
        #expect(bench.store.view(Invoices.table, Invoices.amount).lanes().reduce(0, +) == total)
    }
}
