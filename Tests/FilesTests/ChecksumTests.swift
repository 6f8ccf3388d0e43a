// CRC-32C against the vectors of RFC 3720 B.4, and the instruction against the table.
import Testing

@testable import Files

@Suite struct ChecksumTests {
    @Test(arguments: [
        (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0..<32), 0x46DD_794E),
        (Array((0..<32).reversed()), 0x113F_DB5C), ([], 0),
    ] as [([UInt8], UInt32)])
    func knownVectors(bytes: [UInt8], wanted: UInt32) {
        #expect(Checksum.crc32c(bytes) == wanted)
        #expect(Checksum.crc32cByTable(bytes) == wanted)
    }

    @Test func everyLengthAndSplitAgrees() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        for length in 0...bytes.count {
            let part = Array(bytes.prefix(length))
            let whole = Checksum.crc32c(part)
            #expect(Checksum.crc32cByTable(part) == whole, "length \(length)")
            let split = length / 3
            let first = Checksum.crc32c(Array(part.prefix(split)))
            #expect(Checksum.crc32c(Array(part.dropFirst(split)), seed: first) == whole, "length \(length)")
        }
    }

    /// Long pieces are summed in three chains of 1,024 bytes each.
    @Test(arguments: [3_071, 3_072, 3_073, 6_143, 6_144, 6_151, 32_768, 100_000])
    func longPiecesAgree(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 8) }
        for seed: UInt32 in [0, 1, 0xDEAD_BEEF, .max] {
            #expect(Checksum.crc32c(bytes, seed: seed) == Checksum.crc32cByTable(bytes, seed: seed))
        }
    }
}
