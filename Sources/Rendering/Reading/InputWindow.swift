// The part of an input that is in memory: bytes come from a closure, are decoded to UTF-8, and leave when they are
// read. Behind the last byte stand sixteen zeros, so that eight bytes may be loaded anywhere. Memory is what one
// record needs, never the file. Knows no format.

struct InputWindow: ~Copyable {
    enum Refill { case more, ended, full, failed }

    static let padding = 16

    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var end = 0
    /// Whether the source has given everything.
    private(set) var isComplete = false
    private var capacity: Int
    private let limit: Int
    private let encoding: TextEncoding
    private let source: (UnsafeMutableRawBufferPointer) -> Int?

    init(
        encoding: TextEncoding, limit: Int, firstCapacity: Int,
        source: @escaping (UnsafeMutableRawBufferPointer) -> Int?
    ) {
        capacity = min(max(64, firstCapacity), max(64, limit))
        self.limit = max(64, limit)
        self.encoding = encoding
        self.source = source
        base = .allocate(capacity: capacity + Self.padding)
        base.initialize(repeating: 0, count: capacity + Self.padding)
    }

    /// A window over bytes held in memory, no larger than they need.
    init(bytes: [UInt8], encoding: TextEncoding, limit: Int) {
        self.init(
            encoding: encoding, limit: limit, firstCapacity: min(256 << 10, bytes.count &+ bytes.count / 2 &+ 64),
            source: Self.source(of: bytes))
    }

    deinit { base.deallocate() }

    /// A source that gives bytes held in memory.
    private static func source(of bytes: [UInt8]) -> (UnsafeMutableRawBufferPointer) -> Int? {
        var given = 0
        return { room in
            let count = min(room.count, bytes.count - given)
            bytes.withUnsafeBytes { all in
                room.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[given..<given + count]))
            }
            given += count
            return count
        }
    }

    /// Drops what lies before `start`, which moves to 0, and reads until the window is full or the source ends.
    /// `full` when nothing could be dropped and the window may not grow.
    mutating func refill(keepingFrom start: Int) -> Refill {
        if isComplete { return .ended }
        let kept = end - start
        if start > 0 {
            base.update(from: base + start, count: kept)
            end = kept
        }
        // Less than a quarter free: a longer record needs a larger window, doubled so that the work stays linear.
        if capacity - end < capacity / 4 {
            guard capacity < limit else { return capacity - end < 3 ? .full : read() }
            grow(to: min(limit, capacity * 2))
        }
        return read()
    }

    private mutating func read() -> Refill {
        let before = end
        defer { (base + end).update(repeating: 0, count: Self.padding) }
        while true {
            let free = capacity - end
            let room = encoding == .utf8 ? free : free / 3
            if room == 0 { return end > before ? .more : .full }
            // Latin-1 is read to the far end of the free room and spread out from the near one: three bytes at most
            // for one.
            let target = base + (capacity - room)
            let into = encoding == .utf8 ? base + end : target
            guard let count = source(UnsafeMutableRawBufferPointer(start: into, count: room)), count <= room, count >= 0
            else { return .failed }
            if count == 0 {
                isComplete = true
                return .more
            }
            if encoding == .utf8 { end += count } else { spread(from: target, count: count) }
        }
    }

    private mutating func spread(from raw: UnsafeMutablePointer<UInt8>, count: Int) {
        for index in 0..<count {
            let byte = raw[index]
            if byte < 0x80 {
                base[end] = byte
                end += 1
                continue
            }
            let scalar = byte < 0xA0 ? Self.windows1252(byte) : UInt16(byte)
            if scalar < 0x800 {
                base[end] = UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6)
                end += 1
            } else {
                base[end] = UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12)
                base[end + 1] = UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F)
                end += 2
            }
            base[end] = UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F)
            end += 1
        }
    }

    /// Bytes 0x80 to 0x9F; the five that windows-1252 leaves open stay the controls they are in Latin-1.
    private static func windows1252(_ byte: UInt8) -> UInt16 {
        let table: [UInt16] = [
            0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
            0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
        ]
        return table[Int(byte & 0x1F)]
    }

    private mutating func grow(to size: Int) {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size + Self.padding)
        larger.initialize(repeating: 0, count: size + Self.padding)
        larger.update(from: base, count: end)
        base.deallocate()
        base = larger
        capacity = size
    }
}
