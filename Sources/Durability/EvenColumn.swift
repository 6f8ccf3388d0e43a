// A column that holds one value in every row, as most optional columns do: a snapshot writes such bytes once and lets every
// column that consists of them point there. It reads blocks and knows no file.
import Columns

struct EvenColumn {
    /// The value over and over, eight bytes of it.
    let word: UInt64
    let length: Int
    let width: Int

    /// Nil where two rows differ, where a block is not as long as it must be, and for a column of less than a block, which is not
    /// worth it.
    init?(_ view: ColumnView, rows: Int) {
        guard rows >= Block.capacity else { return nil }
        let width = view.physical.width
        var word: UInt64?
        var last: UnsafeRawBufferPointer?
        for i in 0..<((rows + Block.capacity - 1) / Block.capacity) {
            let wanted = min(Block.capacity, rows - i * Block.capacity) * width
            let isEven = view.withBytes(i) { bytes -> Bool in
                guard bytes.count == wanted else { return false }
                // Blocks made by an import are often one and the same.
                if let last, last.baseAddress == bytes.baseAddress, last.count == bytes.count { return true }
                last = bytes
                let value = word ?? Self.first(bytes, width)
                word = value
                return Self.holds(bytes, value)
            }
            guard isEven == true else { return nil }
        }
        guard let word else { return nil }
        self.word = word
        length = rows * width
        self.width = width
    }

    /// The first cell of a full block, repeated.
    private static func first(_ bytes: UnsafeRawBufferPointer, _ width: Int) -> UInt64 {
        var word: UInt64 = 0
        for i in 0..<8 { word |= UInt64(bytes[i % width]) << UInt64(i * 8) }
        return word
    }

    private static func holds(_ bytes: UnsafeRawBufferPointer, _ word: UInt64) -> Bool {
        let words = bytes.count / 8
        // Most columns differ at once; the others are looked at a page at a time, without a branch for each word.
        var at = 0
        while at < words {
            let step = min(at == 0 ? 1 : 512, words - at)
            var differences: UInt64 = 0
            for i in at..<(at + step) {
                differences |= UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: i &* 8, as: UInt64.self)) ^ word
            }
            if differences != 0 { return false }
            at += step
        }
        for i in (words * 8)..<bytes.count where bytes[i] != UInt8(truncatingIfNeeded: word >> UInt64((i & 7) * 8)) { return false }
        return true
    }
}

/// Where a snapshot holds which even bytes.
struct EvenBytes {
    private var places: [UInt64: (offset: Int, length: Int)] = [:]

    /// Where `length` of these bytes stand already.
    func offset(_ word: UInt64, _ length: Int) -> Int? {
        guard let place = places[word], place.length >= length else { return nil }
        return place.offset
    }

    mutating func note(_ word: UInt64, offset: Int, length: Int) { places[word] = (offset, length) }
}
