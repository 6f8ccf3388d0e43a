// Bytes in the order of the formats: little endian, and counts as variable-length integers. It knows no format.

struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }
    /// Keeps room for the next few changes, not for an import.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: bytes.capacity <= 1 << 20) }

    /// Forgets what was written after `count`.
    mutating func cut(to count: Int) { if count < bytes.count { bytes.removeLast(bytes.count - max(0, count)) } }

    mutating func u8(_ value: UInt8) { bytes.append(value) }
    mutating func u16(_ value: UInt16) { fixed(value) }
    mutating func u32(_ value: UInt32) { fixed(value) }
    mutating func u64(_ value: UInt64) { fixed(value) }

    private mutating func fixed<Word: FixedWidthInteger>(_ value: Word) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Seven bits a byte, the least first; the high bit says that more follow.
    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func varint(_ value: Int) { varint(UInt64(clamping: value)) }

    /// Signed, small magnitudes short: 0, -1, 1, -2 … become 0, 1, 2, 3 …
    mutating func zigzag(_ value: Int64) { varint(UInt64(bitPattern: (value << 1) ^ (value >> 63))) }

    mutating func raw(_ view: UnsafeRawBufferPointer) { bytes.append(contentsOf: view) }
    mutating func raw(_ view: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: view) }
    mutating func raw(_ view: [UInt8]) { bytes.append(contentsOf: view) }
    mutating func zeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: max(0, count))) }

    /// A length and the bytes.
    mutating func blob(_ view: UnsafeBufferPointer<UInt8>) {
        varint(view.count)
        raw(view)
    }

    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { blob($0) }
    }

    /// Overwrites bytes already written, as a header is filled when its payload is known.
    mutating func patch(at offset: Int, _ new: [UInt8]) {
        guard offset >= 0, offset + new.count <= bytes.count else { return }
        bytes.replaceSubrange(offset..<(offset + new.count), with: new)
    }

    func withBytes<R, E: Error>(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try bytes.span.bytes.withUnsafeBytes { (all) throws(E) in
            try body(UnsafeRawBufferPointer(rebasing: all[range.clamped(to: 0..<all.count)]))
        }
    }
}
