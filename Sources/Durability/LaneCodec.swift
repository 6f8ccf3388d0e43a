// Cells on their way to and from a journal: texts by content and ids by prefix and number, because codes are one process's
// own; everything else as it is. Nothing here knows a frame.
import Columns

//  cell    meaning         form (variable-length integers)
//          text, word      0 null · 1 new: length, bytes · 2 + k: the k-th new text of this frame
//          id              0 null · 1 new pattern: length, prefix and a last byte with its width (255: no number), then the number ·
//                          2 + k: the k-th new pattern of this frame, then the number
//          all others      0 null · 1 + zigzag of the lane

/// Writes cells; what it has written in this frame it names from then on.
struct LaneEncoder {
    /// Which code was last given which ordinal, by the code's low bits: a miss writes a text again, and that is all.
    private var seen: [(code: UInt32, ordinal: UInt32)]
    private var texts: UInt32 = 0
    private var patterns: [UInt32] = []
    private var isFresh = true
    private static let slots = 1 << 8

    init() { seen = Array(repeating: (UInt32.max, 0), count: Self.slots) }

    /// Before each frame: it must be readable alone.
    mutating func beginFrame() {
        guard !isFresh else { return }
        for i in seen.indices { seen[i] = (UInt32.max, 0) }
        texts = 0
        patterns.removeAll(keepingCapacity: true)
        isFresh = true
    }

    mutating func write(_ lane: Int64, _ meaning: Meaning, _ store: borrowing Store, to out: inout ByteWriter) {
        guard lane != Lane.null else { return out.u8(0) }
        switch meaning {
        case .text, .word:
            let code = UInt32(truncatingIfNeeded: lane)
            isFresh = false
            let slot = Int(code) & (Self.slots - 1)
            if seen[slot].code == code { return out.varint(UInt64(seen[slot].ordinal) + 2) }
            seen[slot] = (code, texts)
            texts &+= 1
            out.u8(1)
            store.texts.withBytes(code) { out.blob($0) }
        case .id:
            let key = IDKey(bits: lane)
            isFresh = false
            if let known = patterns.firstIndex(of: key.pattern) {
                out.varint(UInt64(known) + 2)
            } else {
                patterns.append(key.pattern)
                out.u8(1)
                store.ids.forms.withBytes(key.pattern) { out.blob($0) }
            }
            out.varint(UInt64(key.number))
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .reference:
            let folded = UInt64(bitPattern: (lane << 1) ^ (lane >> 63))
            // The lane is not null, so this is not the greatest number.
            out.varint(folded &+ 1)
        }
    }
}

struct LaneDecoder {
    private var texts: [UInt32] = []
    private var patterns: [Pattern] = []
    private var scratch: [UInt8] = []

    mutating func beginFrame() {
        texts.removeAll(keepingCapacity: true)
        patterns.removeAll(keepingCapacity: true)
    }

    mutating func read(
        _ meaning: Meaning, _ reader: inout ByteReader, into store: inout Store
    ) throws(FormatFault) -> Int64 {
        let tag = try reader.varint()
        if tag == 0 { return Lane.null }
        switch meaning {
        case .text, .word:
            if tag > 1 {
                guard tag - 2 < UInt64(texts.count) else { throw reader.fault }
                return Int64(texts[Int(tag - 2)])
            }
            let code = store.intern(try reader.blob().assumingMemoryBound(to: UInt8.self))
            guard code != TextPool.refused else { throw reader.fault }
            texts.append(code)
            return Int64(code)
        case .id:
            let which: Int
            if tag > 1 {
                guard tag - 2 < UInt64(patterns.count) else { throw reader.fault }
                which = Int(tag - 2)
            } else {
                let form = try reader.blob()
                guard let width = form.last, width <= 9 || width == Pattern.noNumber else { throw reader.fault }
                patterns.append(Pattern(prefix: Array(form.dropLast()), width: width))
                which = patterns.count - 1
            }
            return key(which, try reader.number(upTo: 999_999_999), &store)
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .reference:
            let folded = tag - 1
            return Int64(bitPattern: folded >> 1) ^ (0 &- Int64(bitPattern: folded & 1))
        }
    }

    /// The id is read as a person would have typed it, so that however it was written it gets the one key of its text.
    private mutating func key(_ which: Int, _ number: Int, _ store: inout Store) -> Int64 {
        if let code = patterns[which].code, number < patterns[which].plainBelow {
            return Int64(code) << 32 | Int64(number)
        }
        let width = patterns[which].width
        scratch.removeAll(keepingCapacity: true)
        scratch.append(contentsOf: patterns[which].prefix)
        if width != Pattern.noNumber {
            let digits = Array(String(number).utf8)
            scratch.append(contentsOf: repeatElement(0x30, count: max(0, Int(width) - digits.count)))
            scratch.append(contentsOf: digits)
        }
        let key = scratch.withUnsafeBufferPointer { store.key(for: $0) }
        if number < patterns[which].plainBelow, Int(key.number) == number { patterns[which].code = key.pattern }
        return key.bits
    }

    private struct Pattern {
        static let noNumber: UInt8 = 255

        let prefix: [UInt8]
        let width: UInt8
        /// The store's code for this pattern, once an id of it has been read.
        var code: UInt32?

        /// Numbers below this have one spelling in this pattern, so that the pattern's code is theirs too: a prefix that ends
        /// in a digit may lend it to the number, and a padded number has a zero before it.
        var plainBelow: Int {
            if let last = prefix.last, last >= 0x30, last <= 0x39 { return 0 }
            if width == Self.noNumber { return 0 }
            var bound = 1
            for _ in 1..<max(width == 0 ? 10 : Int(width), 1) { bound *= 10 }
            return bound
        }
    }
}
