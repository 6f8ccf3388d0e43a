// The memory of a text pool: bytes in chunks that never move, an entry for each text, an open-addressing hash.
// Shared by copies of a pool; each copy sees only the texts below its own mark, so a copy costs nothing.

final class TextArena {
    /// An entry is 38 bits of offset and 26 of length.
    static let lengthBits: UInt64 = 26
    static let longest = 1 << 26 - 1
    private static let chunk = 1 << 20
    private static let end: UInt64 = 1 << 38

    // Single-threaded and never reached from within its own change: the check at run time would cost more than the work.
    @exclusivity(unchecked) private var chunks: [UnsafeMutableRawPointer?] = []
    @exclusivity(unchecked) private var tail: UInt64 = 0
    @exclusivity(unchecked) private var entries: [UInt64] = []
    /// Number of the text + 1, which needs as many bits as there are slots; what is left of the word are bits of the hash, so
    /// that few texts are compared in vain. 0 is free.
    @exclusivity(unchecked) private var slots: [UInt32] = Array(repeating: 0, count: 16)
    @exclusivity(unchecked) private var filled = 0

    /// Texts held, whoever appended them.
    var count: Int { entries.count }

    deinit { for chunk in chunks { chunk?.deallocate() } }

    /// Makes room for `more` texts at once, so that none of them moves those before it.
    func reserve(_ more: Int) {
        let wanted = min(entries.count + max(0, more), Int(UInt32.max) / 2)
        entries.reserveCapacity(wanted)
        // As full as the table may be, not as empty as growing leaves it: fewer texts come than expected, seldom more.
        if wanted * 8 > slots.count * 5 { rehash(for: wanted * 4 / 5) }
    }

    /// The bytes of text `i`, which must exist; they stay where they are as long as the arena lives.
    func bytes(_ i: Int) -> UnsafeRawBufferPointer {
        let entry = entries[i]
        let length = Int(entry & (1 << Self.lengthBits - 1))
        let offset = Int(entry >> Self.lengthBits)
        guard length > 0, let base = chunks[offset >> 20] else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(start: base + (offset & (Self.chunk - 1)), count: length)
    }

    /// The text with these bytes among the first `mark`.
    func find(_ text: UnsafeRawBufferPointer, hash: UInt64, mark: Int) -> Int? {
        slots.withUnsafeBufferPointer { slots in
            let mask = slots.count &- 1
            let low = UInt32(truncatingIfNeeded: mask)
            let tag = UInt32(truncatingIfNeeded: hash >> 32) & ~low
            var at = Int(truncatingIfNeeded: hash) & mask
            while true {
                let slot = slots[at]
                if slot == 0 { return nil }
                if slot & ~low == tag {
                    let i = Int(slot & low) &- 1
                    // A slot may outlive its text (see `truncate`): it then names another text, or none, and is passed over.
                    if i < mark, TextArena.same(bytes(i), text) { return i }
                }
                at = (at &+ 1) & mask
            }
        }
    }

    /// Appends a text that is not there; nil where it is too long or the arena is full.
    func append(_ text: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
        guard text.count <= Self.longest, let offset = room(text.count) else { return nil }
        if text.count > 0, let source = text.baseAddress, let base = chunks[Int(offset >> 20)] {
            (base + Int(offset) & (Self.chunk - 1)).copyMemory(from: source, byteCount: text.count)
        }
        entries.append(offset << Self.lengthBits | UInt64(text.count))
        filled += 1
        if filled * 8 > slots.count * 5 { rehash(for: entries.count) } else { place(entries.count - 1, hash) }
        return entries.count - 1
    }

    /// Forgets texts from `mark` on. Their slots stay: they can only be found again by bytes that match.
    func truncate(to mark: Int) {
        guard mark < entries.count else { return }
        entries.removeLast(entries.count - mark)
    }

    private func place(_ i: Int, _ hash: UInt64) {
        let mask = slots.count - 1
        var at = Int(truncatingIfNeeded: hash) & mask
        while slots[at] != 0 { at = (at + 1) & mask }
        slots[at] = UInt32(truncatingIfNeeded: hash >> 32) & ~UInt32(truncatingIfNeeded: mask) | UInt32(truncatingIfNeeded: i + 1)
    }

    private func rehash(for wanted: Int) {
        var size = slots.count
        while wanted * 2 > size { size *= 2 }
        // The old slots go before the new ones come: nothing in them is needed.
        slots = []
        slots = Array(repeating: 0, count: max(size, 16))
        filled = entries.count
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.ahead) { hashes in
            var from = 0
            while from < entries.count {
                let step = min(Self.ahead, entries.count - from)
                for k in 0..<step { hashes[k] = TextHash.hash(bytes(from + k)) }
                touch(UnsafeBufferPointer(rebasing: hashes[..<step]))
                for k in 0..<step { place(from + k, hashes[k]) }
                from += step
            }
        }
    }

    // MARK: many at once

    /// How many texts are looked at together.
    static let ahead = 64
    /// What `touch` read, kept so that the reading is not optimised away.
    @exclusivity(unchecked) private var touched: UInt64 = 0

    /// Reads whatever finding texts with these hashes will read. The loads do not wait for each other, so that the memory's
    /// delay is paid once for all of them rather than for each.
    func touch(_ hashes: UnsafeBufferPointer<UInt64>) {
        let sum = slots.withUnsafeBufferPointer { slots in
            let mask = slots.count &- 1
            var sum: UInt64 = 0
            for hash in hashes { sum &+= UInt64(slots[Int(truncatingIfNeeded: hash) & mask]) }
            return sum
        }
        touched &+= sum
    }

    /// The same, and the texts that these slots seem to name.
    func touchTexts(_ hashes: UnsafeBufferPointer<UInt64>) {
        touch(hashes)
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: Self.ahead) { named in
            let count = slots.withUnsafeBufferPointer { slots in
                entries.withUnsafeBufferPointer { entries in
                    let mask = slots.count &- 1
                    let low = UInt32(truncatingIfNeeded: mask)
                    var count = 0
                    for hash in hashes.prefix(Self.ahead) {
                        let slot = slots[Int(truncatingIfNeeded: hash) & mask]
                        let i = Int(slot & low) &- 1
                        guard slot & ~low == UInt32(truncatingIfNeeded: hash >> 32) & ~low, i >= 0, i < entries.count else { continue }
                        named[count] = entries[i]
                        count &+= 1
                    }
                    return count
                }
            }
            var sum: UInt64 = 0
            for k in 0..<count where named[k] & (1 << Self.lengthBits - 1) > 0 {
                let offset = Int(named[k] >> Self.lengthBits)
                if let base = chunks[offset >> 20] { sum &+= UInt64((base + (offset & (Self.chunk - 1))).load(as: UInt8.self)) }
            }
            touched &+= sum
        }
    }

    // MARK: snapshot

    /// The slots as a snapshot holds them, without bits of the hash; nil where they name texts that are gone or not in order,
    /// or are more crowded than a snapshot's.
    func plainSlots() -> [UInt32]? {
        guard filled == entries.count, slots.count >= entries.count * 2 else { return nil }
        let low = UInt32(truncatingIfNeeded: slots.count - 1)
        return slots.map { $0 & low }
    }

    /// Where the next `length` bytes go, in one piece.
    private func room(_ length: Int) -> UInt64? {
        let inner = Int(tail) & (Self.chunk - 1)
        let hasChunk = Int(tail >> 20) < chunks.count
        if length == 0 { return tail }
        if !hasChunk || inner + length > Self.chunk {
            // A long text gets chunks of its own, in one allocation; the numbers after its first stay unused.
            let wanted = max(1, (length + Self.chunk - 1) >> 20)
            let first = UInt64(chunks.count) << 20
            guard first + UInt64(wanted) << 20 <= Self.end else { return nil }
            chunks.append(.allocate(byteCount: wanted << 20, alignment: 16))
            for _ in 1..<max(wanted, 1) { chunks.append(nil) }
            tail = wanted == 1 ? first + UInt64(length) : UInt64(chunks.count) << 20
            return first
        }
        defer { tail += UInt64(length) }
        return tail
    }

    static func same(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count else { return false }
        var at = 0
        while at &+ 8 <= a.count {
            if a.loadUnaligned(fromByteOffset: at, as: UInt64.self) != b.loadUnaligned(fromByteOffset: at, as: UInt64.self) {
                return false
            }
            at &+= 8
        }
        while at < a.count {
            if a[at] != b[at] { return false }
            at &+= 1
        }
        return true
    }
}
