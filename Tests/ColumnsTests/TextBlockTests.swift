// Many texts at once are what they are one by one, whatever collides; and the hash is the one that snapshots hold.
import Testing

@testable import Columns

@Suite struct TextBlockTests {
    private func intern(_ texts: [[UInt8]], into pool: inout TextPool) -> [Int64] {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for text in texts {
            bytes += text
            ends.append(UInt32(bytes.count))
        }
        var lanes = [Int64](repeating: -1, count: texts.count)
        bytes.withUnsafeBytes { bytes in
            ends.withUnsafeBufferPointer { ends in
                lanes.withUnsafeMutableBufferPointer { lanes in
                    if let base = lanes.baseAddress { pool.intern(bytes, ends: ends, into: base) }
                }
            }
        }
        return lanes
    }

    private func check(_ pool: inout TextPool, _ model: inout [[UInt8]: Int64], _ texts: [[UInt8]]) {
        var next = Int64(pool.count)
        let lanes = intern(texts, into: &pool)
        for (text, lane) in zip(texts, lanes) {
            if text.isEmpty {
                #expect(lane == Lane.null)
            } else if let known = model[text] {
                #expect(lane == known, "\(text)")
            } else {
                #expect(lane == next, "\(text)")
                model[text] = lane
                next += 1
            }
        }
        #expect(Int64(pool.count) == next)
        for (text, code) in model { #expect(pool.withBytes(UInt32(code)) { Array($0) } == text) }
    }

    @Test(arguments: [1, 2, 3] as [UInt64]) func blocksAgainstADictionary(seed: UInt64) {
        var random = Seeded(seed)
        var pool = TextPool()
        var model: [[UInt8]: Int64] = [:]
        for round in 0..<24 {
            if round % 5 == 1 { pool.reserve(random.below(5_000)) }
            // A copy that goes its own way leaves texts that are not ours in the arena.
            var copy = pool
            if round % 3 == 0 { _ = copy.intern("only of the copy \(round)") }
            check(&pool, &model, (0..<random.below(400)).map { _ in TextPoolTests.text(&random) })
            #expect(pool.code(of: "only of the copy \(round)") == nil)
        }
    }

    /// Texts of sixteen bytes whose second word takes back what the hash made of the first: all of them have one hash.
    private func colliding(_ count: Int) -> [[UInt8]] {
        let start = TextHash.fold(16 ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
        return (0..<UInt64(count)).map { first in
            let second = TextHash.fold(start ^ first, 0x8EBC_6AF0_9C88_C6E3)
            return [first, second].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) } }
        }
    }

    @Test func textsOfOneHashAreStillToldApart() {
        let texts = colliding(300)
        #expect(Set(texts.map { $0.withUnsafeBytes { TextHash.hash($0) } }) == [0])
        var pool = TextPool()
        var model: [[UInt8]: Int64] = [:]
        check(&pool, &model, texts + texts.reversed())
        check(&pool, &model, [Array("another".utf8)] + texts)
        for (text, code) in model { #expect(text.withUnsafeBufferPointer { pool.code(of: $0) } == UInt32(code)) }
        #expect(colliding(301).last.flatMap { text in text.withUnsafeBufferPointer { pool.code(of: $0) } } == nil)
    }

    /// The bytes behind the last word one by one, as the hash is defined.
    private func defined(_ bytes: [UInt8]) -> UInt64 {
        var state = TextHash.fold(UInt64(bytes.count) ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
        var words = bytes[...]
        func word(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
        while words.count >= 8 {
            state = TextHash.fold(state ^ word(words.prefix(8)), 0x8EBC_6AF0_9C88_C6E3)
            words = words.dropFirst(8)
        }
        return TextHash.fold(state ^ word(words), 0x5899_65CC_7537_4CC3)
    }

    @Test func theHashOfEveryLengthIsTheOneOnDisk() {
        var random = Seeded(5)
        for length in 0..<64 {
            for _ in 0..<20 {
                let text = (0..<length).map { _ in UInt8(random.below(256)) }
                #expect(text.withUnsafeBytes { TextHash.hash($0) } == defined(text), "\(text)")
            }
        }
    }

    @Test func storedSlotsFindEveryTextHoweverTheyWereMade() {
        var random = Seeded(9)
        var pool = TextPool()
        var seen: [[UInt8]] = []
        func finds(_ pool: TextPool) -> Bool {
            let slots = pool.slots()
            let mask = slots.count - 1
            return seen.allSatisfy { text in
                let code = text.withUnsafeBufferPointer { pool.code(of: $0) }
                var at = Int(truncatingIfNeeded: text.withUnsafeBytes { TextHash.hash($0) }) & mask
                while slots[at] != 0 {
                    if slots[at] == (code ?? .max) + 1 { return true }
                    at = (at + 1) & mask
                }
                return false
            } && slots.count >= pool.count * 2 && slots.count & mask == 0
        }
        for size in [3, 60, 700, 4_000] {
            for _ in 0..<size {
                let text = TextPoolTests.text(&random)
                _ = text.withUnsafeBufferPointer { pool.intern($0) }
                seen.append(text)
            }
            #expect(finds(pool), "\(size)")
        }
        // A text that a copy left behind is not among them.
        var copy = pool
        _ = copy.intern("of the copy")
        #expect(finds(pool))
    }
}
