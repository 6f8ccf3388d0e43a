// The texts of a mapped snapshot, read in place. Any bits are safe: bounds are checked at each text, a stretch is verified when
// first touched, and a hash that is missing or damaged is built anew.

final class TextMap {
    private let parts: TextParts
    let count: Int
    /// For each section and stretch: 0 not asked, 1 sound, 2 damaged.
    private var state: [[UInt8]]
    /// The hash made here where the stored one cannot be used.
    private var made: [UInt32]?

    init(_ parts: TextParts) {
        self.parts = parts
        count = min(parts.ends.count / 8, Int(UInt32.max) - 1)
        let sections = [parts.bytes.count, parts.ends.count, parts.slots.count]
        state = parts.verify == nil
            ? [] : sections.map { Array(repeating: 0, count: ($0 + TextParts.stretch - 1) / TextParts.stretch) }
    }

    private func isSound(_ section: TextSection, _ from: Int, _ to: Int) -> Bool {
        guard let verify = parts.verify, from < to else { return true }
        let row = Int(section.rawValue) - 1
        for stretch in (from / TextParts.stretch)...((to - 1) / TextParts.stretch) {
            guard stretch < state[row].count else { return false }
            if state[row][stretch] == 0 { state[row][stretch] = verify(section, stretch) ? 1 : 2 }
            if state[row][stretch] == 2 { return false }
        }
        return true
    }

    private func end(_ i: Int) -> UInt64 {
        UInt64(littleEndian: parts.ends.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self))
    }

    /// Empty for a text that does not exist, lies outside the section or in a damaged stretch.
    func bytes(_ i: Int) -> UnsafeRawBufferPointer {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        guard i >= 0, i < count, isSound(.ends, max(0, i - 1) * 8, i * 8 + 8) else { return none }
        let from = i == 0 ? 0 : end(i - 1)
        let to = end(i)
        guard from < to, to <= UInt64(parts.bytes.count), to - from <= UInt64(TextArena.longest) else { return none }
        guard isSound(.bytes, Int(from), Int(to)) else { return none }
        return UnsafeRawBufferPointer(rebasing: parts.bytes[Int(from)..<Int(to)])
    }

    /// Appends the bytes of texts `from ..< to` in one piece, and where each ends, counted on from `before`. False, and nothing
    /// appended, where one of them cannot be read: then each must be asked for by itself.
    func copy(_ from: Int, _ to: Int, before: UInt64, bytes: inout [UInt8], ends: inout [UInt64]) -> Bool {
        guard from >= 0, from < to, to <= count, isSound(.ends, max(0, from - 1) * 8, to * 8) else { return false }
        let first = from == 0 ? 0 : end(from - 1)
        var last = first
        var isInOrder = true
        for i in from..<to {
            let next = end(i)
            isInOrder = isInOrder && next >= last && next &- last <= UInt64(TextArena.longest)
            last = next
        }
        guard isInOrder, last <= UInt64(parts.bytes.count), isSound(.bytes, Int(first), Int(last)) else { return false }
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: parts.bytes[Int(first)..<Int(last)]))
        ends.append(contentsOf: (from..<to).lazy.map { self.end($0) &- first &+ before })
        return true
    }

    func find(_ text: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
        if let made { return made.withUnsafeBytes { probe($0, text, hash, checked: false) ?? nil } }
        if let found = probe(parts.slots, text, hash, checked: true) { return found }
        let built = build()
        made = built
        return built.withUnsafeBytes { probe($0, text, hash, checked: false) ?? nil }
    }

    /// The outer nil says that these slots cannot be used.
    private func probe(_ slots: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, _ hash: UInt64, checked: Bool) -> Int?? {
        let size = slots.count / 4
        guard size > 0, size & (size - 1) == 0 else { return nil }
        var at = Int(truncatingIfNeeded: hash) & (size - 1)
        for _ in 0..<size {
            if checked, !isSound(.slots, at * 4, at * 4 + 4) { return nil }
            let slot = UInt32(littleEndian: slots.loadUnaligned(fromByteOffset: at * 4, as: UInt32.self))
            if slot == 0 { return .some(nil) }
            let i = Int(slot) - 1
            if i < count, TextArena.same(bytes(i), text) { return .some(i) }
            at = (at + 1) & (size - 1)
        }
        return nil
    }

    /// The slots as they are stored, if they are sound and take `more` texts without being more crowded than new ones.
    func slots(room more: Int) -> [UInt32]? {
        let size = parts.slots.count / 4
        guard made == nil, size >= 16, size & (size - 1) == 0, (count + more) * 2 <= size, isSound(.slots, 0, size * 4) else { return nil }
        var used = 0
        let known = [UInt32](unsafeUninitializedCapacity: size) { room, filled in
            for i in 0..<size {
                let slot = UInt32(littleEndian: parts.slots.loadUnaligned(fromByteOffset: i &* 4, as: UInt32.self))
                room[i] = slot
                if slot != 0 { used &+= 1 }
            }
            filled = size
        }
        // Bits that are sound may still be nonsense: no more than this is asked of them, so that a free slot is always found.
        return used == count ? known : nil
    }

    private func build() -> [UInt32] {
        TextSlots.make(count) { TextHash.hash(self.bytes($0)) }
    }
}

/// The hash section of `count` texts: 2^n slots of code + 1, at least half of them free.
enum TextSlots {
    static func make(_ count: Int, _ hash: (Int) -> UInt64) -> [UInt32] {
        var size = 16
        while size < count * 2 { size *= 2 }
        return extended([UInt32](repeating: 0, count: size), 0..<count, hash)
    }

    /// The slots with more texts in them; there must be room.
    static func extended(_ known: consuming [UInt32], _ texts: Range<Int>, _ hash: (Int) -> UInt64) -> [UInt32] {
        var slots = known
        let size = slots.count
        for i in texts {
            var at = Int(truncatingIfNeeded: hash(i)) & (size - 1)
            while slots[at] != 0 { at = (at + 1) & (size - 1) }
            slots[at] = UInt32(truncatingIfNeeded: i + 1)
        }
        return slots
    }
}
