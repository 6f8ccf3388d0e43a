import Rendering

/// A small generator (SplitMix64), so that every failure can be had again from its seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// Gives bytes out in pieces of a size, as a pipe does.
func pieces(_ bytes: [UInt8], of size: Int) -> (UnsafeMutableRawBufferPointer) -> Int? {
    var given = 0
    return { room in
        let count = min(room.count, size, bytes.count - given)
        for index in 0..<count { room[index] = bytes[given + index] }
        given += count
        return count
    }
}

/// All records of a text, as texts.
func records(_ text: String, _ dialect: CSVDialect = CSVDialect()) throws(CSVFault) -> [[String]] {
    try records(Array(text.utf8), dialect)
}

func records(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect()) throws(CSVFault) -> [[String]] {
    let reader = CSVReader(bytes: bytes, dialect: dialect)
    var all: [[String]] = []
    while try reader.next() { all.append((0..<reader.count).map { String(decoding: reader.field($0), as: UTF8.self) }) }
    return all
}

func json(_ text: String) throws(JSONFault) -> JSONValue { try JSONReader.read(Array(text.utf8)) }
