// What the assistant of the prompt says of lines that are not finished, the cursor at their end.
import Files
import Interpreter
import Testing

@testable import Shell

/// A small book with names to find, and someone at its prompt.
struct PromptScene {
    private let machine: Machine
    let conversation: Conversation
    private let aids: PromptAids
    var assistant: Assistant { aids.assistant }

    init(_ files: [String: String] = [:]) throws {
        machine = try Machine(files)
        conversation = try machine.conversation(["--today", "2026-11-23"])
        for line in [
            "add debtor \"Harbour Cafe\" currency GBP", "add debtor \"Hartley & Sons\" currency EUR",
            "add debtor \"North Sea Diving\" currency EUR", "add invoice 500 GBP to D-1 on 2026-09-01",
            "add invoice 50 EUR to D-2 on 2026-09-01", "add invoice 60 EUR to D-2 on 2026-09-02", "add invoice 70 EUR to D-3 on 2026-09-03",
            "let late = invoices | where overdue > 0d",
        ] { _ = conversation.take(Array(line.utf8), as: "test") }
        aids = PromptAids(conversation)
    }
}

@Suite struct SuggestionTests {
    private func suggestions(_ line: String, _ files: [String: String] = [:]) throws -> Suggestions {
        let scene = try PromptScene(files)
        return withExtendedLifetime(scene) { scene.assistant.suggestions(Array(line.utf8), cursor: line.utf8.count) }
    }

    /// The first words offered for each line.
    @Test(arguments: [
        ("", ["debtors", "accounts"]),
        ("inv", ["invoices"]),
        ("rece", ["receive"]),
        ("add de", ["debtor"]),
        ("add ", ["debtor", "invoice", "case", "person"]),
        ("invoices | so", ["sort"]),
        ("invoices | ", ["where", "select", "drop"]),
        ("1 + 1 | ", ["show sql"]),
        ("invoices | sort ", ["id", "debtor", "name"]),
        ("invoices | sort -bal", ["balance"]),
        ("invoices | select id, debtor | sort ", ["id", "debtor"]),
        ("invoices | derive late = overdue > 30d | where la", ["late", "last"]),
        ("invoices | summarise n = count(), worst = max(overdue) by debtor | sort ", ["debtor", "n", "worst"]),
        ("invoices | where status = ", ["draft"]),
        ("invoices | where overdue > 3d and currency = G", ["GBP"]),
        ("invoices | where debtor = ha", ["D-1", "D-2"]),
        ("invoices | where debtor.cou", ["country"]),
        ("invoices | where (overdue > 3d or bal", ["balance"]),
        ("invoices | where balance > 500 ", ["and", "or"]),
        ("invoices | where due < to", ["today", "tomorrow"]),
        ("invoices | sum balance ", ["by"]),
        ("invoices | sum balance by cur", ["currency"]),
        ("invoices | summarise total = su", ["sum"]),
        ("invoices | as ", ["csv", "tsv", "json"]),
        ("invoices | per", ["percentile"]),
        ("invoices | percentile over", ["overdue"]),
        ("invoices | pivot ", ["count", "sum", "avg"]),
        ("invoices | pivot sum bal", ["balance"]),
        ("invoices | pivot sum balance acr", ["across"]),
        ("invoices | pivot sum balance by debtor across buc", ["bucket"]),
        ("invoices | join an", ["anti"]),
        ("invoices | join anti pay", ["payments"]),
        ("invoices | join anti payments o", ["on"]),
        ("invoices | join payments on deb", ["debtor"]),
        ("invoices | union cre", ["credits"]),
        ("invoices | sum balance in ", ["GBP", "EUR", "USD"]),
        ("invoices | where balance in G", ["GBP"]),
        ("add exchange ", ["GBP", "EUR", "USD"]),
        ("add exchange EUR to U", ["USD"]),
        ("invoices known at yes", ["yesterday"]),
        ("(invoices) as of end", ["end of month"]),
        ("receive 500 ", ["GBP", "EUR", "USD", "from"]),
        ("receive 500 JP", ["JPY"]),
        ("receive 500 GBP fr", ["from"]),
        ("receive 500 GBP from har", ["D-1", "D-2"]),
        ("receive 500 GBP from sea", ["D-3"]),
        ("receive 500 GBP from D-", ["D-3", "D-2", "D-1"]),
        ("receive 500 GBP from d-2", ["D-2"]),
        ("receive 500 GBP from D-1 for har", ["INV-1"]),
        ("receive 500 GBP from D-2 for I", ["INV-2", "INV-3"]),
        ("receive 500 GBP from D-3 for I", ["INV-4"]),
        ("receive 500 GBP from D-1 order ", ["oldest"]),
        ("receive 500 GBP on yes", ["yesterday"]),
        ("invoices as of ", ["today", "yesterday"]),
        ("show har", ["D-1", "D-2"]),
        ("$", ["$late"]),
        ("$late | sort du", ["due"]),
        ("let x = inv", ["invoices"]),
        ("help dunn", ["dunning"]),
        ("help where.unk", ["where.unknown-column"]),
        ("debtors\n| wh", ["where"]),
        ("let few = debtors | take 2; $f", ["$few"]),
        ("dry inv", ["invoices"]),
        ("explain inv", ["invoices"]),
        ("set thm", []),
        ("set the", ["theme"]),
        ("invoices # so", []),
        ("invoices | where name = \"so", []),
        ("invoices | lookup deb", ["debtors"]),
    ])
    func theFirstThatMayStandThere(line: String, first: [String]) throws {
        let found = try suggestions(line).list.map(\.text)
        #expect(Array(found.prefix(first.count)) == first, "\(line): \(found.prefix(8))")
        if first.isEmpty { #expect(found.isEmpty, "\(line): \(found.prefix(8))") }
    }

    @Test func aLabelIsOfferedOnce() throws {
        let found = try suggestions("receive 500 GBP from D-1 on today ").list.map(\.text)
        #expect(!found.contains("from") && !found.contains("on") && found.contains("for"))
    }

    @Test func aRecordComesWithItsName() throws {
        let found = try suggestions("show har").list.first
        #expect(found?.text == "D-1" && found?.detail == "Harbour Cafe")
    }

    @Test func filesBelowTheRootsAreFoundInsideQuotes() throws {
        let files = ["bank.csv": "", "bank-old.csv": "", ".secret": ""]
        #expect(try suggestions("import \"ba", files).list.map(\.text) == ["bank-old.csv", "bank.csv"])
        #expect(try suggestions("import \"", files).list.map(\.text).contains(".secret") == false)
        #expect(try suggestions("import \"nowhere/", files).list.isEmpty)
    }

    @Test func theHintTellsTheParameterBeingTyped() throws {
        let scene = try PromptScene()
        let assistant = scene.assistant
        defer { withExtendedLifetime(scene) {} }
        func hint(_ line: String) -> String? { assistant.hint(Array(line.utf8), cursor: line.utf8.count)?.lead }
        #expect(hint("receive ") == "amount: what came in")
        #expect(hint("receive 500 GBP from ")?.hasPrefix("from: who paid") == true)
        #expect(hint("invoices | take ")?.hasPrefix("count") == true)
        #expect(hint("invoices") == nil)
        #expect(assistant.hint(Array("invoices | where month(".utf8), cursor: 23)?.usage.hasPrefix("month(date)") == true)
    }

    @Test func helpIsOnTheWordAtTheCursor() throws {
        let scene = try PromptScene()
        let assistant = scene.assistant
        defer { withExtendedLifetime(scene) {} }
        func help(_ line: String, _ cursor: Int) -> String? { assistant.help(Array(line.utf8), cursor: cursor).first }
        #expect(help("invoices | sort due", 3)?.hasPrefix("invoices: ") == true)
        #expect(help("invoices | sort due", 13)?.hasPrefix("sort: ") == true)
        #expect(help("add debtor \"x\"", 6)?.hasPrefix("add debtor: ") == true)
        #expect(help("receive 500 GBP from ", 21)?.hasPrefix("receive: ") == true)
        #expect(help("", 0)?.hasPrefix("help: ") == true)
    }

    /// Whatever is typed, every closure answers and every range lies in the line.
    @Test func anyBytesAreAnswered() throws {
        let scene = try PromptScene()
        let assistant = scene.assistant
        defer { withExtendedLifetime(scene) {} }
        let pieces = [
            "invoices", " ", "|", " where ", "(", ")", "\"", "'", "`", "{", "}", "[", "D-1", "D-", "-", "$", "late", ",", "=",
            " by ", "sum", "\n", "#", "é", "日本", "\u{0}", "500", "GBP", ".", "..", "let x = ", "help ", "add ", "if ", "as of ",
        ]
        var state: UInt64 = 5
        func choose(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
        for _ in 0..<600 {
            let line = Array((0..<choose(10)).map { _ in pieces[choose(pieces.count)] }.joined().utf8)
            let cursor = choose(line.count + 1)
            let found = assistant.suggestions(line, cursor: cursor)
            #expect(found.range.lowerBound <= found.range.upperBound && found.range.upperBound <= line.count)
            for mark in assistant.marks(line, cursor: cursor) { #expect(mark.range.upperBound <= line.count) }
            _ = assistant.hint(line, cursor: cursor)
            _ = assistant.help(line, cursor: cursor)
        }
    }
}

@Suite struct MarkTests {
    private func marks(_ line: String, cursor: Int? = nil) throws -> [String: Mark] {
        let scene = try PromptScene()
        defer { withExtendedLifetime(scene) {} }
        let assistant = scene.assistant
        let bytes = Array(line.utf8)
        var found: [String: Mark] = [:]
        for mark in assistant.marks(bytes, cursor: cursor ?? bytes.count) {
            found[String(decoding: bytes[mark.range], as: UTF8.self)] = mark
        }
        return found
    }

    @Test func eachWordIsWhatTheLanguageTakesItFor() throws {
        let line = "let x = invoices | where overdue > 30d and month(due) = 6 | sum balance by debtor # late"
        let found = try marks(line)
        let roles: [(String, WordRole)] = [
            ("let", .keyword), ("invoices", .noun), ("where", .verb), ("overdue", .column), ("30d", .number), ("and", .keyword),
            ("month", .function), ("6", .number), ("sum", .verb), ("balance", .column), ("by", .label), ("debtor", .column),
            ("|", .symbol), ("# late", .comment),
        ]
        for (word, role) in roles { #expect(found[word]?.role == role, "\(word)") }
        #expect(found.values.allSatisfy { !$0.isUnknown })
    }

    @Test func literalsOfActsHaveTheirKinds() throws {
        let found = try marks("receive 500 GBP from D-1 on 2026-11-02 method transfer reference \"x\"")
        let roles: [(String, WordRole)] = [
            ("receive", .verb), ("500 GBP", .number), ("from", .label), ("D-1", .id), ("on", .label), ("2026-11-02", .date),
            ("method", .label), ("\"x\"", .text),
        ]
        for (word, role) in roles { #expect(found[word]?.role == role, "\(word)") }
    }

    @Test(arguments: [
        ("debtrs | count ", "debtrs"), ("invoices | wher overdue > 0d ", "wher"), ("invoices | where balnace > 500 ", "balnace"),
        ("invoices | where balnace > ", "balnace"), ("invoices | sort balnace | ", "balnace"),
        ("receive 500 GBP form D-1 ", "form"), ("show D-99 ", "D-99"), ("receive 5 GBP from D-77 on ", "D-77"),
        ("invoices | where debtor.nme = \"x\" ", "nme"), ("invoices | where mnth(due) = 1 ", "mnth"), ("$lat | count ", "$lat"),
        ("contct D-1 ", "contct"), ("invoices | select id | sort due | ", "due"),
    ])
    func whatIsUnknownIsMarkedBeforeEnter(line: String, word: String) throws {
        let unknown = try marks(line).filter(\.value.isUnknown).keys
        #expect(Array(unknown) == [word], "\(line): \(unknown)")
    }

    @Test(arguments: [
        ("invoices | where balnace > 5 and ovrdue > 3d | sort du, blance ", ["balnace", "blance", "du", "ovrdue"]),
        ("invoices | wher overdue > 0d | select id, naem | ", ["naem", "wher"]),
        ("receive 500 GBP form D-1 methd transfer on D-99 ", ["form", "methd"]),
        ("invoices | derive late = ovrdue > 3d, more = balance * mnth(due) | where late ", ["mnth", "ovrdue"]),
        ("show D-99; debtrs | count; invoices | where balnce > 5 ", ["D-99", "balnce", "debtrs"]),
        ("invoices | where overdue > 3 and balance > 5 ", ["3"]),
        ("add debtor \"x\" curency GBP cuntry \"DE\" ", ["cuntry", "curency"]),
        ("invoices | where name = \"a\" and debtor.nme = \"b\" and debtor.cntry = \"c\" ", ["cntry", "nme"]),
    ])
    func everyProblemOfAStatementIsMarked(line: String, words: [String]) throws {
        let unknown = try marks(line).filter(\.value.isUnknown).keys.sorted()
        #expect(unknown == words, "\(line): \(unknown)")
    }

    /// What may still become right is left alone.
    @Test(arguments: ["receive 500 ", "invoices | where balance ", "invoices | where overdue > 3 ", "invoices | take ", "add debtor "])
    func whatIsNotFinishedIsNotBlamed(line: String) throws {
        #expect(try marks(line).values.allSatisfy { !$0.isUnknown })
    }

    @Test(arguments: ["debt", "invoices | whe", "invoices | where balnace", "show D-9", "receive 500 GBP fr", "invoices | where debtor.na"])
    func theWordAtTheCursorIsNotFinished(line: String) throws {
        #expect(try marks(line).values.allSatisfy { !$0.isUnknown })
    }

    @Test func aVariableOfTheLineIsKnown() throws {
        #expect(try marks("let few = debtors | take 2; $few | sort name ").values.allSatisfy { !$0.isUnknown })
        #expect(try marks("def twice(n: number) -> number { $n * 2 }; twice(3) ").values.allSatisfy { !$0.isUnknown })
        #expect(try marks("for d in debtors | take 2 | select id { show $d }").values.allSatisfy { !$0.isUnknown })
    }
}
