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
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count {
            tail |= UInt64(bytes[at]) &<< shift
            shift &+= 8
            at &+= 1
        }
        return fold(state ^ tail, 0x5899_65CC_7537_4CC3)
    }

    /// The product's halves, one over the other.
    static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}
