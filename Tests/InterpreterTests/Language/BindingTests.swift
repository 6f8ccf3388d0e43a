// Arguments and signatures: places, labels, switches, piped rows, kind words.
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct BindingTests {
    @Test func aNounAsks() throws {
        let bench = try Bench()
        #expect(try bench.run("debtors") == ["D-1 \"Acme\"; D-2 \"Berta\""])
        #expect(bench.committed.isEmpty)
    }

    @Test func stagesFollowOneAnother() throws {
        let bench = try Bench()
        #expect(try bench.run("invoices | where due < today and balance > 200 | select id") == ["INV-1"])
        #expect(try bench.run("invoices | take 2 | count") == ["2"])
        #expect(try bench.run("invoices\n  | where held = false\n  | count") == ["3"])
    }

    @Test func aWordOfAnEnumerationStandsBareInAComparison() throws {
        let bench = try Bench()
        #expect(try bench.run("debtors | where kind = person | count") == ["1"])
    }

    @Test func anOpeningEqualsIsAComparisonWhereAConditionIsWanted() throws {
        let bench = try Bench()
        #expect(try bench.run("debtors | where name = \"acme\" | count") == ["1"])
    }

    @Test func aDefaultHoldsWhereNothingIsGiven() throws {
        #expect(try Bench().run("invoices | take | count") == ["3"])
    }

    @Test func labelsTakeTheNextArgumentInAnyOrder() throws {
        let bench = try Bench()
        #expect(try bench.run("add invoice 10 GBP due 2026-12-24 to D-1") == ["INV-4", "ok #1"])
        #expect(try bench.run("add invoice to D-2 12 GBP") == ["INV-5", "ok #2"])
        #expect(try bench.run("invoices | where balance = 10 | select id, due") == ["INV-4 2026-12-24"])
    }

    @Test func aSwitchTakesNothing() throws {
        let bench = try Bench()
        #expect(try bench.run("invoices | save \"a.csv\" replace").isEmpty)
        #expect(try bench.run("invoices | save replace \"a.csv\"").isEmpty)
    }

    @Test func theArgumentAfterALabelIsNeverALabel() throws {
        let bench = try Bench()
        #expect(bench.problems("add invoice 10 GBP to due").isEmpty)
    }

    @Test func anOutsideNumberInBackticksIsAnId() throws {
        let bench = try Bench()
        #expect(try bench.run("add invoice 10 GBP to `2026/17`; invoices | where balance = 10 | select debtor") == ["INV-4", "ok #1", "D-1"])
    }

    @Test func pipedRowsFillTheFirstPlace() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("invoices | where balance > 100 | hold because \"late\" confirm 2") == ["2 held: late", "ok #1"])
        #expect(try bench.run("invoices | where held | count") == ["2"])
    }

    @Test func rowsThatNameTheRecordsArePipedToo() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("invoices | remind confirm 2") == ["2 reminded"])
    }

    @Test func idsTakeCommasListsAndVariables() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("hold INV-1, INV-2 confirm 2") == ["2 held: no reason", "ok #1"])
        #expect(try bench.run("let x = \"INV-3\"\nhold $x") == ["1 held: no reason", "ok #2"])
        #expect(try bench.run("hold [\"INV-3\", \"INV-1\", \"INV-3\"] confirm 2") == ["2 held: no reason"])
    }

    @Test func aFrozenTableStillNamesItsRecords() throws {
        let bench = try Bench(.script)
        #expect(try bench.run("let late = invoices | where due < today\n$late | hold confirm 1..5") == ["2 held: no reason", "ok #1"])
    }

    @Test func anUnknownIdIsRefusedWhenItRuns() throws {
        let bench = try Bench()
        let fault = try #require(bench.fault("hold INV-99"))
        #expect(fault.diagnostic.code == "bind.unknown-id")
        #expect(fault.diagnostic.message == "there is no invoice 'INV-99'")
    }

    @Test func aTypedValueComesFromAVariable() throws {
        let bench = try Bench()
        #expect(try bench.run("let n = 1; invoices | take $n | count") == ["1"])
        #expect(try bench.run("invoices | take (debtors | count) | count") == ["2"])
    }

    @Test func explainOfARecordIsTheVerbsBusiness() throws {
        #expect(try Bench().run("explain INV-1") == ["\"explained\""])
    }

    @Test func explainOfAPipelineCountsRowsAndDoesNothing() throws {
        let bench = try Bench()
        #expect(
            try bench.run("explain invoices | where due < today | hold") == [
                "1. take invoices: what is owed: 3 rows",
                "2. where due < today: keep the rows for which a condition holds: 2 rows",
                "3. hold: stop the chase (not done: this only explains)",
            ])
        #expect(bench.committed.isEmpty)
    }

    @Test func lookupFindsEveryNameAndNoOther() {
        for verb in Toy.registry.verbs { #expect(Toy.registry.verb(verb.name)?.name == verb.name) }
        for noun in Toy.registry.nouns { #expect(Toy.registry.noun(noun.name)?.name == noun.name) }
        for name in ["", "tak", "takee", "add", "add  debtor", "debtors ", "invoice"] {
            #expect(Toy.registry.verb(name) == nil && Toy.registry.noun(name) == nil)
        }
    }
}
