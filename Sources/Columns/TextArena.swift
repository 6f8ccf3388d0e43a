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
        if filled * 8 > slots.count * 5 { rehash() } else { place(entries.count - 1, hash) }
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

    private func rehash() {
        var size = slots.count
        while entries.count * 2 > size { size *= 2 }
        slots = Array(repeating: 0, count: max(size, 16))
        filled = entries.count
        for i in entries.indices { place(i, TextHash.hash(bytes(i))) }
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
