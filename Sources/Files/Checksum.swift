// CRC-32C over bytes, for whoever writes frames and blocks. It knows no format.
import CSupport

/// `Checksum.crc32c(Array("123456789".utf8))` is `0xE3069283` (RFC 3720, B.4).
package enum Checksum {
    /// Continues from `seed`, the result over what came before; 0 at the start.
    package static func crc32c(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
        cs_crc32c(seed, bytes.baseAddress, bytes.count)
    }

    package static func crc32c(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBytes { crc32c($0, seed: seed) }
    }

    /// The same without the processor's instruction.
    static func crc32cByTable(_ bytes: [UInt8], seed: UInt32 = 0) -> UInt32 {
        bytes.withUnsafeBytes { cs_crc32c_table(seed, $0.baseAddress, $0.count) }
    }
}
