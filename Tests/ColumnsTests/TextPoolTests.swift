import Columns
import Testing

@Suite struct TextPoolTests {
    /// Random bytes: empty, one byte, long, combining marks, broken UTF-8.
    static func text(_ random: inout Seeded) -> [UInt8] {
        switch random.below(12) {
        case 0: return []
        case 1: return Array("e".utf8) + Array(repeating: Array("\u{301}".utf8), count: random.below(40)).flatMap { $0 }
        case 2: return (0..<random.below(2_000)).map { _ in UInt8(random.below(256)) }
        default: return (0..<random.below(14)).map { _ in UInt8(random.below(6)) + 97 }
        }
    }

    @Test func hundredThousandTextsAgainstADictionary() {
        var random = Seeded(7)
        var pool = TextPool()
        var model: [[UInt8]: UInt32] = [[]: 0]
        var order: [[UInt8]] = [[]]
        for _ in 0..<100_000 {
            let text = Self.text(&random)
            let code = text.withUnsafeBufferPointer { pool.intern($0) }
            if let known = model[text] {
                if code != known { Issue.record("\(text) was \(known) and is \(code)") }
            } else {
                if code != UInt32(order.count) { Issue.record("\(text) is \(code)") }
                model[text] = code
                order.append(text)
            }
        }
        #expect(pool.count == order.count)
        for (i, text) in order.enumerated() {
            let same = pool.withBytes(UInt32(i)) { Array($0) == text }
            let found = text.withUnsafeBufferPointer { pool.code(of: $0) }
            if !same || found != UInt32(i) { Issue.record("code \(i)") }
        }
        #expect(pool.code(of: "not there at all") == nil)
        #expect(pool.withBytes(UInt32(pool.count)) { $0.count } == 0)
        #expect(pool.withBytes(.max) { $0.count } == 0)
    }

    @Test func longTextsAndWhatFollowsThem() {
        var pool = TextPool()
        let long = Array(repeating: UInt8(120), count: 3 << 20)
        let code = long.withUnsafeBufferPointer { pool.intern($0) }
        let short = pool.intern("after")
        #expect(pool.withBytes(code) { $0.count } == 3 << 20)
        #expect(pool.string(short) == "after")
        #expect(long.withUnsafeBufferPointer { pool.code(of: $0) } == code)
    }

    @Test func copiesDivergeWithoutSeeingEachOther() {
        var first = TextPool()
        let shared = first.intern("shared")
        var forks: [TextPool] = []
        for i in 0..<30 {
            var fork = first
            let own = fork.intern("fork \(i)")
            #expect(own == UInt32(first.count))
            #expect(first.code(of: "fork \(i)") == nil)
            let mine = first.intern("mine \(i)")
            #expect(mine == own)
            #expect(fork.string(own) == "fork \(i)")
            #expect(first.string(mine) == "mine \(i)")
            #expect(fork.code(of: "mine \(i)") == nil)
            if i % 3 != 0 { forks.append(fork) }
        }
        for i in 0..<30 { #expect(first.code(of: "mine \(i)") == UInt32(2 + i)) }
        #expect(first.code(of: "shared") == shared)
        #expect(forks.allSatisfy { $0.string(shared) == "shared" })
    }

    @Test func aForkThatIsGoneLeavesNothing() {
        var pool = TextPool()
        _ = pool.intern("a")
        do {
            var fork = pool
            _ = fork.intern("gone")
            _ = fork.intern("gone too")
        }
        #expect(pool.intern("kept") == 2)
        #expect(pool.code(of: "gone") == nil)
        #expect(pool.intern("gone") == 3)
        #expect(pool.string(2) == "kept")
    }

    @Test func foldingIgnoresCaseAlone() {
        var pool = TextPool()
        let words = ["Ärger", "ÄRGER", "ärger", "Acme", "ACME", "acme ltd", "", "Ακμή", "ΑΚΜΉ"]
        let codes = words.map { pool.intern($0) }
        #expect(pool.fold(codes[0]) == codes[0])
        #expect(pool.fold(codes[1]) == codes[0] && pool.fold(codes[2]) == codes[0])
        #expect(pool.fold(codes[4]) == codes[3])
        #expect(pool.fold(codes[5]) == codes[5])
        #expect(pool.fold(codes[8]) == codes[7])
        let later = pool.intern("aCME")
        #expect(pool.fold(later) == codes[3])
        #expect(pool.fold(9_999) == 9_999)
    }
}

/// Bytes that stand in for a mapped file.
final class Mapped {
    let bytes: UnsafeMutableRawBufferPointer
    init<T>(_ values: [T]) {
        bytes = .allocate(byteCount: max(1, values.count * MemoryLayout<T>.stride), alignment: 16)
        used = values.count * MemoryLayout<T>.stride
        let room = bytes
        values.withUnsafeBytes { room.copyMemory(from: $0) }
    }
    let used: Int
    var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<used]) }
    deinit { bytes.deallocate() }
}

@Suite struct MappedTextTests {
    private func parts(_ pool: TextPool, slots: [UInt32]? = nil) -> ([Mapped], [UInt8], [UInt64]) {
        var bytes: [UInt8] = []
        var ends: [UInt64] = []
        for from in stride(from: 0, to: pool.count, by: 100) {
            pool.copy(from..<min(pool.count, from + 100), before: ends.last ?? 0, bytes: &bytes, ends: &ends)
        }
        return ([Mapped(bytes), Mapped(ends), Mapped(slots ?? pool.slots())], bytes, ends)
    }

    private func open(_ maps: [Mapped], verify: ((TextSection, Int) -> Bool)? = nil) -> TextPool {
        TextPool(TextParts(
            bytes: maps[0].raw, ends: maps[1].raw, slots: maps[2].raw, owner: maps as AnyObject, verify: verify))
    }

    private func sample() -> TextPool {
        var random = Seeded(11)
        var pool = TextPool()
        for _ in 0..<3_000 {
            let text = TextPoolTests.text(&random)
            _ = text.withUnsafeBufferPointer { pool.intern($0) }
        }
        return pool
    }

    @Test func roundTripAndGrowth() {
        let pool = sample()
        var mapped = open(parts(pool).0)
        #expect(mapped.count == pool.count)
        for code in 0..<UInt32(pool.count) {
            let text = pool.withBytes(code) { Array($0) }
            #expect(mapped.withBytes(code) { Array($0) } == text)
            #expect(text.withUnsafeBufferPointer { mapped.code(of: $0) } == code)
        }
        #expect(mapped.intern("quite new") == UInt32(pool.count))
        #expect(mapped.string(UInt32(pool.count)) == "quite new")
        #expect(mapped.intern("quite new") == UInt32(pool.count))
    }

    @Test func aStretchIsVerifiedOnceAndADamagedOneReadsAsEmpty() {
        let pool = sample()
        final class Asked { var times: [String: Int] = [:] }
        let asked = Asked()
        let mapped = open(parts(pool).0) { section, stretch in
            asked.times["\(section) \(stretch)", default: 0] += 1
            return !(section == .bytes && stretch == 1)
        }
        #expect(asked.times.isEmpty)
        var empty = 0
        for code in 0..<UInt32(pool.count) where mapped.withBytes(code, { $0.count }) == 0 { empty += 1 }
        for code in 0..<UInt32(pool.count) { _ = mapped.string(code) }
        #expect(asked.times.values.allSatisfy { $0 == 1 })
        #expect(empty > 2 && empty < pool.count)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func anyBitsAreSafe(seed: UInt64) {
        var random = Seeded(seed)
        let (_, bytes, ends) = parts(sample())
        var slots = sample().slots()
        var torn = ends
        for _ in 0..<200 { torn[random.below(torn.count)] = random.next() }
        for _ in 0..<200 { slots[random.below(slots.count)] = UInt32(truncatingIfNeeded: random.next()) }
        if seed % 2 == 0 { slots = slots.map { _ in 7 } }
        if seed % 3 == 0 { slots.removeLast() }
        var mapped = open([Mapped(bytes), Mapped(torn), Mapped(slots)])
        for code in 0..<UInt32(torn.count + 3) { _ = mapped.withBytes(code) { $0.reduce(0) { $0 &+ Int($1) } } }
        #expect(mapped.code(of: "surely not in there") == nil, "seed \(seed)")
        let code = mapped.intern("surely not in there")
        #expect(mapped.string(code) == "surely not in there", "seed \(seed)")
    }
}
