import Columns
import Testing

@Suite struct IDPatternsTests {
    @Test(arguments: [
        "INV-2026-0311", "D-17", "Q1", "D-0", "D-00", "D-007", "INV-999999999", "INV-000000001", "X12345678901234567890",
        "X00000000000000000000", "no number", "", "7", "2026/17", "Ä-12", "A-4294967296",
    ])
    func textSurvives(id: String) {
        var ids = IDPatterns()
        _ = ids.key(for: "another-1")
        let key = ids.key(for: id)
        #expect(ids.text(of: key) == id)
        #expect(ids.existingKey(for: id) == key)
        #expect(ids.holds(key) && key.bits >= 0)
    }

    @Test func patternsAreShared() {
        var ids = IDPatterns()
        let a = ids.key(for: "INV-2026-0311")
        let b = ids.key(for: "INV-2026-0312")
        #expect(a.pattern == b.pattern && b.number == 312 && a < b)
        #expect(ids.key(for: "INV-2026-311") != a)
        #expect(ids.key(prefix: "INV-2026-", number: 311, width: 4) == a)
        let short = ids.key(prefix: "D-", number: 17, width: 0)
        #expect(ids.text(of: short) == "D-17")
        #expect(ids.existingKey(for: "PAY-1") == nil)
    }

    @Test func anyBitsHaveAText() {
        var ids = IDPatterns()
        _ = ids.key(for: "A-01")
        var random = Seeded(3)
        for _ in 0..<1_000 { _ = ids.text(of: IDKey(bits: Int64(bitPattern: random.next()))) }
        #expect(ids.text(of: IDKey(bits: 77 << 32)) == "")
        #expect(ids.text(of: IDKey(bits: -1)) == "")
        #expect(!ids.holds(IDKey(bits: 77 << 32)))
        #expect(ids.text(of: IDKey(bits: 1 << 32 | 0xFFFF_FFFF)) == "A-4294967295")
    }

    @Test func randomTexts() {
        var random = Seeded(5)
        var ids = IDPatterns()
        var seen: [Int64: [UInt8]] = [:]
        for _ in 0..<20_000 {
            let text = (0..<random.below(14)).map { _ in Array("A-0019".utf8)[random.below(6)] }
            let key = text.withUnsafeBufferPointer { ids.key(for: $0) }
            var back: [UInt8] = []
            ids.append(key, to: &back)
            if back != text || seen[key.bits] ?? text != text { Issue.record("\(text) became \(back)") }
            seen[key.bits] = text
        }
    }
}
