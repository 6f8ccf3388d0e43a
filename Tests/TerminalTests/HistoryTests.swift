// What is remembered, what is not, and what is hidden before it is written.
import Files
import Testing

@testable import Terminal

@Suite struct HistoryTests {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func statementsComeBackWholeFromTheFile() throws {
        let disk = MemoryDisk()
        var history = History(disk, path: "/history")
        let statements = ["invoices\n| take 2", "show \"a\\nb\"", "x\\", "debtors | where name = \"Müller\""]
        for statement in statements { history.add(bytes(statement)) }
        #expect(history.fault == nil)
        #expect(History(disk, path: "/history").entries == statements.map(bytes))
    }

    @Test func repeatsMoveToTheEndAndSpacesKeepOut() {
        let disk = MemoryDisk()
        var history = History(disk, path: "/history")
        for statement in ["a", "b", "a", " secret", "   ", "", "a"] { history.add(bytes(statement)) }
        #expect(history.entries == [bytes("b"), bytes("a")])
        #expect(History(disk, path: "/history").entries == [bytes("b"), bytes("a")])
    }

    @Test func theOldestGoWhenTheLimitIsReached() throws {
        let disk = MemoryDisk()
        var history = History(disk, path: "/history", limit: 3)
        for number in 0..<10 { history.add(bytes("take \(number)")) }
        #expect(history.entries == (7..<10).map { bytes("take \($0)") })
        let again = History(disk, path: "/history", limit: 3)
        #expect(again.entries == history.entries)
        #expect(try disk.contents(of: "/history", limit: 1000) == bytes("take 7\ntake 8\ntake 9\n"))
    }

    @Test func aLineCutOffWhileWrittenIsLeftOut() throws {
        let disk = MemoryDisk()
        try disk.replaceContents(of: "/history", with: bytes("one\ntwo\\nmore\nthr"))
        #expect(History(disk, path: "/history").entries == [bytes("one"), bytes("two\nmore")])
    }

    @Test func aFullDiskStopsNoSession() {
        let disk = MemoryDisk(faults: [.fail(.append, call: 1, code: SystemError.full, repeating: true)])
        var history = History(disk, path: "/history")
        history.add(bytes("a"))
        #expect(history.entries == [bytes("a")])
        #expect(history.fault?.isFull == true)
    }

    @Test func theFileHoldsWhatTheMaskLeaves() throws {
        let disk = MemoryDisk()
        var history = History(disk, path: "/history")
        history.add(bytes("contact D-7 note \"call +49 30 901820\""))
        #expect(try disk.contents(of: "/history", limit: 1000) == bytes("contact D-7 note \"call ***\"\n"))
        // Within the session the person gets back what was typed.
        #expect(history.entries == [bytes("contact D-7 note \"call +49 30 901820\"")])
    }

    @Test(arguments: [
        ("mail a.b+c@mail.example.org now", "mail *** now"),
        ("\"jo@ex.de\", x", "\"***\", x"),
        ("müller@example.de", "***"),
        ("a@b", "a@b"),
        ("+44 (0)20 7946 0958", "***"),
        ("tel 030/901820-12;", "tel ***;"),
        ("+1.202.555.0143 yes", "*** yes"),
        ("DE89 3704 0044 0532 0130 00 ok", "*** ok"),
        ("iban \"GB82WEST12345698765432\"", "iban \"***\""),
        ("gb82west12345698765432", "***"),
    ])
    func personalDataIsHidden(statement: String, masked: String) {
        #expect(String(decoding: HistoryMask.mask(bytes(statement)), as: UTF8.self) == masked)
    }

    @Test(arguments: [
        "receive 1,250.50 EUR from D-17 on 2026-11-02 for INV-2026-0311",
        "invoices | where balance > 1000000 and overdue > 30d",
        "set rate 0.1234567", "take 10", "show INV-2026-000123", "2024-06-30..2024-12-31",
        "DE89370400440532013001",
    ])
    func amountsDatesAndIdsStay(statement: String) {
        #expect(String(decoding: HistoryMask.mask(bytes(statement)), as: UTF8.self) == statement)
    }

    @Test func masksOfAnyBytesEnd() {
        var state: UInt64 = 11
        let alphabet = Array("a@.+0 9-D(E".utf8)
        for _ in 0..<2000 {
            var text: [UInt8] = []
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            let masked = HistoryMask.mask(text)
            #expect(HistoryMask.mask(masked) == masked || masked.contains(0x2A))
        }
    }
}
