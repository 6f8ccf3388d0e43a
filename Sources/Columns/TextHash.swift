// The hash of a text's bytes. Its values are stored in snapshots: changing it means a new generation of the format.

package enum TextHash {
    /// 64 well-mixed bits of the bytes; frozen.
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = fold(UInt64(truncatingIfNeeded: bytes.count) ^ 0xA076_1D64_78BD_642F, 0xE703_7ED1_A0B4_28DB)
        var at = 0
        while at &+ 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            state = fold(state ^ word, 0x8EBC_6AF0_9C88_C6E3)
            at &+= 8
        }
        return fold(state ^ tail(bytes, from: at), 0x5899_65CC_7537_4CC3)
    }

    /// The bytes behind the last whole word, fewer than eight, as a little-endian number: read in two loads that may overlap.
    @inline(__always)
    private static func tail(_ bytes: UnsafeRawBufferPointer, from at: Int) -> UInt64 {
        let rest = bytes.count &- at
        if rest == 0 { return 0 }
        if at > 0 {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self))
            return word &>> UInt64(truncatingIfNeeded: (8 &- rest) &* 8)
        }
        if rest >= 4 {
            let low = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
            let high = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: rest &- 4, as: UInt32.self)))
            return low | high &<< UInt64(truncatingIfNeeded: (rest &- 4) &* 8)
        }
        let middle = rest &>> 1
        return UInt64(bytes[0]) | UInt64(bytes[middle]) &<< UInt64(truncatingIfNeeded: middle &* 8)
            | UInt64(bytes[rest &- 1]) &<< UInt64(truncatingIfNeeded: (rest &- 1) &* 8)
    }

    /// The product's halves, one over the other.
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
