// Every text of a book once, named by a dense code, so that equality is one compare and grouping one array.
// Append-only: a copy is free and stays as it was.

/// Texts are bytes, valid UTF-8 or not, and equal where their bytes are. Code 0 is the empty text.
package struct TextPool {
    /// What `intern` answers when a text is longer than 64 MB or the pool is full: the null of a text column.
    package static let refused = UInt32.max
    /// The longest text the pool takes, in bytes.
    package static let longest = TextArena.longest

    /// Texts of a mapped snapshot; their codes come first.
    private let base: TextMap?
    /// Layers that two diverging copies share; nobody appends to them any more.
    private var sealed: [Layer] = []
    private var top: Layer
    private var folds = TextFolds()

    private struct Layer {
        var arena: TextArena
        let first: Int
        /// Texts of the arena that belong to this pool.
        var mark: Int
    }

    package init() {
        base = nil
        top = Layer(arena: TextArena(), first: 0, mark: 0)
        _ = intern(UnsafeBufferPointer(start: nil, count: 0))
    }

    /// A pool over mapped sections; nothing of them is touched until it is asked for.
    package init(_ parts: TextParts) {
        let map = TextMap(parts)
        base = map
        top = Layer(arena: TextArena(), first: map.count, mark: 0)
        if map.count == 0 { _ = intern(UnsafeBufferPointer(start: nil, count: 0)) }
    }

    /// Texts held; codes are `0 ..< count`.
    package var count: Int { top.first + top.mark }

    // MARK: bytes to code

    /// The code of these bytes, new or known: `intern("a") == intern("a")`.
    package mutating func intern(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let text = UnsafeRawBufferPointer(bytes)
        return intern(text, TextHash.hash(text))
    }

    /// The same for texts that stand end to end, each up to its end and from the end of the one before: their codes as lanes,
    /// null for an empty one. A block of texts costs a third of what they cost one by one, because the memory that they
    /// touch is asked for together.
    package mutating func intern(
        _ bytes: UnsafeRawBufferPointer, ends: UnsafeBufferPointer<UInt32>, into lanes: UnsafeMutablePointer<Int64>
    ) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: TextArena.ahead) { hashes in
            var from = 0
            while from < ends.count {
                let step = min(TextArena.ahead, ends.count - from)
                for k in 0..<step { hashes[k] = TextHash.hash(Self.piece(bytes, ends, from + k)) }
                top.arena.touchTexts(UnsafeBufferPointer(rebasing: hashes[..<step]))
                for k in 0..<step {
                    let text = Self.piece(bytes, ends, from + k)
                    let code = text.isEmpty ? Self.refused : intern(text, hashes[k])
                    lanes[from + k] = code == Self.refused ? Lane.null : Int64(code)
                }
                from += step
            }
        }
    }

    @inline(__always)
    private static func piece(
        _ bytes: UnsafeRawBufferPointer, _ ends: UnsafeBufferPointer<UInt32>, _ i: Int
    ) -> UnsafeRawBufferPointer {
        let start = i == 0 ? 0 : Int(ends[i &- 1])
        let end = Int(ends[i])
        guard start < end, end <= bytes.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    /// Makes room for `more` texts at once.
    package mutating func reserve(_ more: Int) { top.arena.reserve(more) }

    private mutating func intern(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> UInt32 {
        if let code = find(text, hash) { return code }
        if top.arena.count != top.mark {
            // Another copy has appended to the shared arena. If that copy is gone its texts go too; else this one goes on in
            // an arena of its own and both keep what they had.
            if isKnownUniquelyReferenced(&top.arena) {
                top.arena.truncate(to: top.mark)
            } else {
                if top.mark > 0 { sealed.append(top) }
                if sealed.count > 8 { merge() }
                top = Layer(arena: TextArena(), first: count, mark: 0)
            }
            folds = TextFolds()
        }
        guard count < Int(UInt32.max) - 1, top.arena.append(text, hash: hash) != nil else { return Self.refused }
        top.mark += 1
        return UInt32(truncatingIfNeeded: count - 1)
    }

    package mutating func intern(_ text: String) -> UInt32 {
        var text = text
        return text.withUTF8 { intern($0) }
    }

    /// The code of these bytes, if the pool holds them.
    package func code(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let text = UnsafeRawBufferPointer(bytes)
        return find(text, TextHash.hash(text))
    }

    package func code(of text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { code(of: $0) }
    }

    private func find(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> UInt32? {
        if let i = base?.find(text, hash: hash) { return UInt32(truncatingIfNeeded: i) }
        for layer in sealed {
            if let i = layer.arena.find(text, hash: hash, mark: layer.mark) { return UInt32(truncatingIfNeeded: layer.first + i) }
        }
        return top.arena.find(text, hash: hash, mark: top.mark).map { UInt32(truncatingIfNeeded: top.first + $0) }
    }

    /// Copies the sealed layers into one, so that a chain of forks stays short.
    private mutating func merge() {
        guard let first = sealed.first?.first else { return }
        let arena = TextArena()
        var mark = 0
        for layer in sealed {
            for i in 0..<layer.mark {
                let text = layer.arena.bytes(i)
                if arena.append(text, hash: TextHash.hash(text)) != nil { mark += 1 }
            }
        }
        sealed = [Layer(arena: arena, first: first, mark: mark)]
    }

    // MARK: code to bytes

    /// The bytes of a text, valid as long as this pool or a copy of it lives; none for a code the pool does not hold.
    package func bytes(_ code: UInt32) -> UnsafeBufferPointer<UInt8> {
        let i = Int(code)
        if i >= top.first { return i < count ? top.arena.bytes(i - top.first).bindMemory(to: UInt8.self) : Self.nothing }
        for layer in sealed where i >= layer.first && i < layer.first + layer.mark {
            return layer.arena.bytes(i - layer.first).bindMemory(to: UInt8.self)
        }
        return base?.bytes(i).bindMemory(to: UInt8.self) ?? Self.nothing
    }

    private static var nothing: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: nil, count: 0) }

    /// The bytes of a text while `body` runs; none for a code the pool does not hold.
    package func withBytes<R>(_ code: UInt32, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
        withExtendedLifetime(self) { body(bytes(code)) }
    }

    /// The text, its invalid UTF-8 repaired; empty for a code the pool does not hold.
    package func string(_ code: UInt32) -> String { withBytes(code) { String(decoding: $0, as: UTF8.self) } }

    // MARK: case

    /// One code for all texts that differ in case alone (the first of them), for case-blind equality:
    /// `fold(code("Ärger")) == fold(code("ÄRGER"))`. The first call looks at every text, later ones at new texts only.
    package func fold(_ code: UInt32) -> UInt32 { Int(code) < count ? folds.first(code, in: self) : code }

    // MARK: snapshot

    /// Appends the bytes of texts `codes` to `bytes`, and to `ends` where each ends, counted from the first text of the pool
    /// (`before` is the end of the text before the range, 0 at the start).
    package func copy(_ codes: Range<Int>, before: UInt64, bytes: inout [UInt8], ends: inout [UInt64]) {
        var end = before
        var codes = codes.clamped(to: 0..<count)
        let mapped = codes.clamped(to: 0..<(base?.count ?? 0))
        if !mapped.isEmpty, mapped.lowerBound == codes.lowerBound, let base,
            base.copy(mapped.lowerBound, mapped.upperBound, before: before, bytes: &bytes, ends: &ends)
        {
            end = ends.last ?? before
            codes = mapped.upperBound..<codes.upperBound
        }
        for code in codes {
            let text = self.bytes(UInt32(truncatingIfNeeded: code))
            bytes.append(contentsOf: text)
            end += UInt64(text.count)
            ends.append(end)
        }
    }

    /// The hash section of all texts.
    package func slots() -> [UInt32] {
        if let base {
            // A book that was opened has its slots on the disk: only what came since must find a place.
            let since = count - base.count
            if let known = base.slots(room: since) {
                return TextSlots.extended(known, base.count..<count) { TextHash.hash(UnsafeRawBufferPointer(bytes(UInt32(truncatingIfNeeded: $0)))) }
            }
        } else if sealed.isEmpty, top.arena.count == top.mark, let known = top.arena.plainSlots() {
            return known
        }
        return TextSlots.make(count) { TextHash.hash(UnsafeRawBufferPointer(bytes(UInt32(truncatingIfNeeded: $0)))) }
    }
}
