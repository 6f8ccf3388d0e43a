import Diagnostics
import Testing

@Suite struct NearestTests {
    let columns = ["id", "debtor", "issued", "due", "amount", "balance", "status"]

    @Test(arguments: [
        ("balnace", "balance"), ("balanc", "balance"), ("ballance", "balance"), ("BALANCE", "balance"),
        ("debtro", "debtor"), ("stauts", "status"), ("deu", "due"),
    ])
    func finds(typed: String, meant: String) {
        #expect(nearest(typed, among: columns) == meant)
    }

    @Test(arguments: ["", "x", "zzzzzz", "quantity", "🙂"])
    func keepsSilent(typed: String) {
        #expect(nearest(typed, among: columns) == nil)
    }

    @Test func prefersTheNearerAndThenTheFirst() {
        #expect(nearest("sumn", among: ["sums", "sum"]) == "sums")
        #expect(nearest("summ", among: ["summ", "sums"]) == "sums")
    }

    @Test func boundsItsWork() {
        let long = String(repeating: "a", count: 1_000_000)
        #expect(nearest(long, among: columns) == nil)
        #expect(nearest("balnace", among: [long, "balance"]) == "balance")
        #expect(nearest("name", among: AnySequence { AnyIterator { "other" } }) == nil)
    }
}
