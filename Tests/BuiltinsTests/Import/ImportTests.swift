// What a ledger or a bank exports, into the book: kinds, keys, dialects, and all or nothing.
import Columns
import Diagnostics
import Files
import Receivables
import Testing
import Values

@Suite struct ImportTests {
    static let ledger = [
        "debtors.csv": """
            id,name,country,currency,terms_days,credit_limit,segment,email,opened
            1,"Granite Foods, B.V.",NL,EUR,30,20000.00,sme,ap1@example.de,2022-01-04
            2,"Novak ""Media"" Ltd",GB,GBP,14,1000.00,small,ap2@example.co.uk,2022-02-01

            """,
        "invoices.csv": """
            id,number,debtor_id,currency,amount,issued,terms_days,due,reference
            1,INV-2022-0000001,1,EUR,100.50,2022-01-05,30,2022-02-04,PO1
            2,INV-2022-0000002,2,GBP,2000.00,2022-01-06,14,2022-01-20,PO2
            3,INV-2022-0000003,1,GBP,7.01,2022-01-06,30,2022-02-05,PO1

            """,
        "payments.csv": """
            id,invoice_id,debtor_id,date,amount,method
            1,2,2,2022-01-21,500.00,transfer
            2,1,1,2022-02-05,100.50,card
            3,2,2,2022-02-06,0.01,transfer

            """,
        "contacts.csv": """
            id,debtor_id,invoice_id,date,channel,outcome,note
            1,2,2,2022-01-25,email,no_answer,
            2,2,2,2022-01-26,phone,call_back,"asked for ""proof of delivery\"""

            """,
    ]

    @Test func aDirectoryIsOneChange() throws {
        let bench = try ImportBench(texts: Self.ledger)
        let says = try bench.run("import \"/in\"")
        #expect(says.first == "debtors.csv: 2 rows of debtors read, 2 accepted")
        #expect(says.last == "ok #1")
        #expect(bench.open("INV-2022-0000001") == 0)
        #expect(bench.open("INV-2022-0000002") == 149_999)
        #expect(bench.open("INV-2022-0000003") == 701)
        let store = bench.store
        #expect(store.liveCount(Allocations.table) == 3 && store.liveCount(Contacts.table) == 2)
        let debtor = try #require(store.row(Debtors.table, id: "D-2"))
        #expect(bench.text(Debtors.table, debtor, Debtors.name) == "Novak \"Media\" Ltd")
        #expect(store.cell(Debtors.table, debtor, Debtors.creditLimit) == 100_000)
        #expect(store.row(Payments.table, id: "P-3") != nil && store.row(Contacts.table, id: "C-1") != nil)
        #expect(bench.text(Contacts.table, 1, Contacts.note) == "asked for \"proof of delivery\"")
        // The number of the ledger is kept beside an id the file gives.
        let invoice = try #require(store.row(Invoices.table, id: "INV-2022-0000003"))
        #expect(bench.text(Invoices.table, invoice, Invoices.external) == "3")
        #expect(store.cell(Invoices.table, invoice, Invoices.currency) == Int64(Currency(code: "GBP")?.raw ?? 0))
        #expect(KeptSums.hold(in: bench))
    }

    @Test func theSameFilesAgainChangeNothing() throws {
        let bench = try ImportBench(texts: Self.ledger)
        try bench.run("import \"/in\"")
        let before = bench.digest
        let says = try bench.run("import \"/in\"")
        #expect(says.count == 4 && says.allSatisfy { $0.hasSuffix("was imported before: nothing changed") })
        #expect(bench.digest == before)
    }

    @Test func laterFilesFindWhatEarlierOnesBrought() throws {
        let bench = try ImportBench(texts: Self.ledger)
        for kind in ["debtors", "invoices", "payments", "contacts"] { try bench.run("import \"\(kind).csv\"") }
        let whole = try ImportBench(texts: Self.ledger)
        try whole.run("import \"/in\"")
        #expect(bench.open("INV-2022-0000002") == whole.open("INV-2022-0000002"))
        #expect(bench.store.liveCount(Contacts.table) == 2)
        #expect(bench.store.cell(Contacts.table, 0, Contacts.invoice) == whole.store.cell(Contacts.table, 0, Contacts.invoice))
    }

    /// Numbers that count up, leap, come down, are long, have a zero in front or are given again: a payment finds the invoice
    /// that had its number last.
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func paymentsFindInvoicesWhateverTheirNumbers(seed: UInt64) throws {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var invoices = "number,id,debtor_id,currency,amount,issued,due\n"
        var payments = "id,invoice_id,date,amount\n"
        var owner: [String: Int] = [:]
        var paid: [Int: Int] = [:]
        var number = below(3) * 1_000
        for row in 0..<9_000 {
            switch below(seed == 1 ? 10_000 : 40) {
            case 0: number += below(100_000)
            case 1: number = below(9_000)
            case 2: number = 900_000_000_000 + below(50)
            default: number += 1
            }
            let name = below(200) == 0 ? "0\(number)" : "\(number)"
            owner[name] = row
            invoices += "INV-\(row + 1),\(name),1,EUR,1000.00,2022-01-05,2022-02-04\n"
        }
        for (at, (name, row)) in owner.sorted(by: { $0.value < $1.value }).enumerated() {
            payments += "\(at + 1),\(name),2022-03-01,\(at % 9 + 1).00\n"
            paid[row, default: 0] += (at % 9 + 1) * 100
        }
        let bench = try ImportBench(texts: [
            "debtors.csv": "id,name,currency\n1,Acme,EUR\n", "invoices.csv": invoices, "payments.csv": payments,
        ])
        try bench.run("import \"/in\"")
        for row in 0..<9_000 {
            let taken = bench.store.cell(Invoices.table, UInt32(row), Invoices.allocated)
            #expect(taken == Int64(paid[row] ?? 0), "row \(row)")
        }
        for (name, row) in owner where bench.text(Invoices.table, UInt32(row), Invoices.external) != name {
            Issue.record("row \(row) is not called \(name)")
        }
    }

    /// Texts wait for their block; long ones do not wait for it to fill.
    @Test func longTextsStayWithTheirRows() throws {
        func text(_ row: Int) -> String { "\(row) " + String(repeating: "x", count: row % 7 == 0 ? 400_000 : row % 5) }
        let rows = (0..<60).map { "\($0 + 1),1,EUR,1.00,2022-01-05,2022-02-04,\($0 % 3 == 2 ? "" : text($0))" }
        let bench = try ImportBench(texts: [
            "debtors.csv": "id,name,currency\n1,Acme,EUR\n",
            "invoices.csv": (["id,debtor_id,currency,amount,issued,due,note"] + rows).joined(separator: "\n"),
        ])
        try bench.run("import \"/in\"")
        for row in 0..<60 {
            #expect(bench.text(Invoices.table, UInt32(row), Invoices.note) == (row % 3 == 2 ? nil : text(row)), "row \(row)")
        }
    }

    @Test func oneBadRowStopsEverything() throws {
        var files = Self.ledger
        files["payments.csv"]? += "4,9,1,2022-03-01,5.00,card\n5,1,2,2022-03-01,5.00,card\n6,1,1,2022-02-30,5.00,card\n7,1,1,2022-03-01,5.001,card\n"
        let bench = try ImportBench(texts: files)
        let before = bench.digest
        let fault = try #require(bench.fault("import \"/in\""))
        #expect(fault.code == "import.rejected")
        for line in [
            "payments.csv, line 5, invoice_id: there is no invoice '9'",
            "payments.csv, line 6, debtor_id: '2' belongs to another debtor",
            "payments.csv, line 7, date: there is no day '2022-02-30'",
            "payments.csv, line 8, amount: '5.001' has more than 2 decimals",
        ] { #expect(fault.notes.contains(line), "\(fault.notes)") }
        #expect(bench.digest == before && bench.says.isEmpty)
    }

    @Test func badRowsCanBePutAside() throws {
        var files = Self.ledger
        files["invoices.csv"]? += "4,INV-X1,9,EUR,1.00,2022-01-05,30,2022-02-04,\"a, b\"\n5,INV-X2,1,EUR,1.00\n"
        let bench = try ImportBench(texts: files)
        try bench.run("import \"/in\" rejects \"bad.csv\"")
        #expect(bench.store.liveCount(Invoices.table) == 3)
        let aside = String(decoding: try bench.disk.contents(of: "/in/bad.csv", limit: 1000), as: UTF8.self)
        #expect(
            aside == """
                id,number,debtor_id,currency,amount,issued,terms_days,due,reference
                4,INV-X1,9,EUR,1.00,2022-01-05,30,2022-02-04,"a, b"
                5,INV-X2,1,EUR,1.00

                """)
    }

    @Test func whatWasExpectedMustTie() throws {
        let bench = try ImportBench(texts: Self.ledger)
        try bench.run("import \"debtors.csv\"")
        #expect(bench.fault("import \"invoices.csv\" expect 4")?.code == "import.count-differs")
        #expect(bench.fault("import \"invoices.csv\" expect 3 rows 2,007.00 GBP")?.code == "import.total-differs")
        #expect(bench.store.liveCount(Invoices.table) == 0)
        try bench.run("import invoices from \"invoices.csv\" expect 3 rows 2,007.01 GBP")
        #expect(bench.store.liveCount(Invoices.table) == 3)
    }

    // MARK: two readings

    @Test(arguments: [("dmy", "2026-03-01"), ("mdy", "2026-01-03")])
    func doubtfulDatesMustBeSaid(order: String, meant: String) throws {
        let bench = try ImportBench(texts: [
            "d.csv": "id,name,currency\n1,A,EUR\n", "open.csv": "invoice no;customer;amount;date\nRE 7/26;1;1.250,00;01/03/2026\n",
        ])
        try bench.run("import \"d.csv\"")
        let fault = try #require(bench.fault("import \"open.csv\" currency EUR"))
        #expect(fault.code == "import.doubtful-dates" && fault.message.contains("'01/03/2026'"))
        try bench.run("import \"open.csv\" dates \(order)")
        #expect(bench.store.cell(Invoices.table, 0, Invoices.issued) == Int64(try Day(parsing: meant).number))
        #expect(bench.store.cell(Invoices.table, 0, Invoices.amount) == 125_000)
        // A number that is no id is kept as it was written, and the invoice gets one of ours.
        #expect(bench.text(Invoices.table, 0, Invoices.external) == "RE 7/26")
        #expect(bench.store.row(Invoices.table, id: "INV-1") == 0)
    }

    @Test(arguments: [("comma", Int64(125)), ("point", 125_000)])
    func doubtfulAmountsMustBeSaid(mark: String, minor: Int64) throws {
        let bench = try ImportBench(texts: [
            "d.csv": "id,name,currency\n1,A,EUR\n", "open.csv": "number,debtor,amount,issued\nINV-1,1,\"1,250\",2026-01-03\n",
        ])
        try bench.run("import \"d.csv\"")
        #expect(bench.fault("import \"open.csv\"")?.code == "import.doubtful-decimals")
        try bench.run("import \"open.csv\" decimal \(mark)")
        #expect(bench.store.cell(Invoices.table, 0, Invoices.amount) == minor)
    }

    @Test func latin1MustBeSaid() throws {
        let bytes = Array("id,name,currency\n1,M".utf8) + [0xFC] + Array("ller,EUR\n".utf8)
        let bench = try ImportBench(["d.csv": bytes])
        #expect(bench.fault("import \"d.csv\"")?.code == "import.encoding")
        try bench.run("import \"d.csv\" encoding latin1")
        #expect(bench.text(Debtors.table, 0, Debtors.name) == "Müller")
    }

    @Test func aHeaderThatFitsNothingIsNamed() throws {
        let bench = try ImportBench(texts: ["x.csv": "a,b\n1,2\n"])
        #expect(bench.fault("import \"x.csv\"")?.code == "import.unknown-kind")
        #expect(bench.fault("import invoices from \"x.csv\"")?.code == "import.lacks-column")
    }

    @Test func aMapSaysWhatIsMadeOfWhat() throws {
        let bench = try ImportBench(texts: Self.ledger)
        try bench.run("import \"debtors.csv\"")
        try bench.put("x.csv", "belegnr,kto,brutto,vom,faellig\n17,2,10.00,2026-01-03,2026-02-03\n")
        try bench.run(
            "import invoices from \"x.csv\" map { number: \"RE-{belegnr}\", debtor: \"D-{kto}\", amount: brutto, issued: `vom`, due: faellig }")
        let row = try #require(bench.store.row(Invoices.table, id: "RE-17"))
        #expect(bench.store.cell(Invoices.table, row, Invoices.debtor) == 1)
        #expect(bench.fault("import invoices from \"x.csv\" map { amount: nope }")?.code == "import.unknown-column")
        #expect(bench.fault("import invoices from \"x.csv\" map { nope: kto }")?.code == "import.unknown-field")
        #expect(bench.fault("import invoices from \"x.csv\" map { number: 1 + 2 }")?.code == "import.map")
    }

    // MARK: banks

    @Test func overlappingBankFilesCountOnce() throws {
        let bench = try ImportBench(texts: Self.ledger)
        try bench.run("import \"/in\"")
        try bench.put(
            "bank-1.csv",
            "transaction,date,payer,amount,currency,reference\nB1,2022-03-01,whoever,10.00,GBP,your inv-2022-0000002.\n"
                + "B2,2022-03-01,GRANITE FOODS~ B.V.,3.00,EUR,on account\nB3,2022-03-02,J Brown,1499.99,GBP,thanks\n"
                    .replacing("~", with: ",").replacing("GRANITE FOODS, B.V.", with: "\"GRANITE FOODS, B.V.\""))
        try bench.put(
            "bank-2.csv",
            "transaction,date,payer,amount,currency,reference\nB3,2022-03-02,J Brown,1499.99,GBP,thanks\nB4,2022-03-03,J Brown,2.00,GBP,\n")
        try bench.run("import \"bank-1.csv\"")
        let first = bench.store.rowCount(Payments.table) - 3
        let debtors = (0..<3).map { bench.store.cell(Payments.table, UInt32(first + $0), Payments.debtor) }
        #expect(debtors == [1, 0, Lane.null])
        let says = try bench.run("import \"bank-2.csv\"")
        #expect(says.first == "bank-2.csv: 2 rows of payments read, 1 accepted, 1 in the book already")
        #expect(bench.store.liveCount(Payments.table) == 7)
        #expect(bench.store.liveCount(Allocations.table) == 3)
    }

    @Test func theKeyNamesOneFile() throws {
        let bench = try ImportBench(texts: Self.ledger)
        try bench.run("import \"debtors.csv\" key \"first\"")
        #expect(bench.fault("import \"invoices.csv\" key \"first\"")?.code == "import.key-reused")
    }

    @Test func updateChangesWhatDiffers() throws {
        let bench = try ImportBench(texts: Self.ledger)
        try bench.run("import \"/in\"")
        try bench.put(
            "new.csv",
            "id,number,debtor_id,currency,amount,issued,due\n1,INV-2022-0000001,1,EUR,100.50,2022-01-05,2022-02-04\n"
                + "2,INV-2022-0000002,2,GBP,2100.00,2022-01-06,2022-01-20\n4,INV-2022-0000004,2,GBP,1.00,2022-03-06,2022-04-20\n")
        #expect(bench.fault("import invoices from \"new.csv\"")?.code == "import.rejected")
        let says = try bench.run("import invoices from \"new.csv\" update confirm 2")
        #expect(says.first == "new.csv: 3 rows of invoices read, 1 accepted, 1 changed, 1 unchanged")
        #expect(bench.open("INV-2022-0000002") == 159_999)
    }
}

enum KeptSums {
    /// Kept sums are what the rows say.
    static func hold(in bench: ImportBench) -> Bool {
        let store = bench.store
        var paid = [Int64](repeating: 0, count: store.rowCount(Invoices.table))
        for row in store.live(Allocations.table).rows() {
            paid[Int(store.cell(Allocations.table, row, Allocations.invoice))] += store.cell(Allocations.table, row, Allocations.amount)
        }
        return store.view(Invoices.table, Invoices.allocated).lanes() == paid
    }
}
