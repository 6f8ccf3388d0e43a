import Rendering
import Testing

@Suite struct JSONReaderTests {
    private func at(_ line: Int, _ column: Int) -> InputPlace { InputPlace(line: line, column: column) }

    @Test(arguments: JSONCases.accepted + JSONCases.numbersOfAnySize) func reads(_ test: JSONCases.Case) {
        #expect(throws: Never.self) { try JSONReader.read(test.bytes) }
    }

    @Test(arguments: JSONCases.refused + JSONCases.refusedByChoice) func refuses(_ test: JSONCases.Case) {
        #expect(throws: JSONFault.self) { try JSONReader.read(test.bytes) }
    }

    /// The stream of records must accept and refuse the same, but for texts that hold no value or several.
    @Test(arguments: JSONCases.accepted) func recordsReadWhatOneValueIs(_ test: JSONCases.Case) throws {
        let whole = try JSONReader.read(test.bytes)
        let records = JSONRecords(bytes: test.bytes)
        var all: [JSONValue] = []
        while let record = try records.next() { all.append(record) }
        if case .list(let items) = whole { #expect(all == items) } else { #expect(all == [whole]) }
    }

    @Test func depthHasALimitOnBothSides() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) { try json(nested(500)) }  // i_structure_500_nested_arrays
        #expect(throws: Never.self) { try json(nested(512)) }
        #expect(throws: JSONFault.tooDeep(at(1, 513), limit: 512)) { try json(nested(513)) }
        #expect(throws: JSONFault.tooDeep(at(1, 513), limit: 512)) { try json(String(repeating: "[", count: 100_000)) }
        #expect(throws: JSONFault.self) { try json(String(repeating: "[{\"\":", count: 50_000)) }
        let records = JSONRecords(bytes: Array(String(repeating: "[", count: 100_000).utf8))
        #expect(throws: JSONFault.self) { try records.next() }
    }

    @Test func faultsNameTheirPlace() {
        #expect(throws: JSONFault.unexpected(at(2, 6), wanted: .commaOrEnd)) { try json("{\"a\":\n \"ü\" 1}") }
        #expect(throws: JSONFault.malformedNumber(at(1, 2))) { try json("[01]") }
        #expect(throws: JSONFault.unexpected(at(1, 4), wanted: .value)) { try json("[1,]") }
        #expect(throws: JSONFault.unexpected(at(1, 2), wanted: .key)) { try json("{a:1}") }
        #expect(throws: JSONFault.unexpected(at(1, 6), wanted: .colon)) { try json("{\"a\" 1}") }
        #expect(throws: JSONFault.unexpected(at(1, 3), wanted: .end)) { try json("{}x") }
        #expect(throws: JSONFault.loneSurrogate(at(1, 2))) { try json(#""\ud800""#) }
        #expect(throws: JSONFault.malformedEscape(at(1, 3))) { try json(#""a\x""#) }
        #expect(throws: JSONFault.control(at(1, 3))) { try json("\"a\n\"") }
        #expect(throws: JSONFault.unfinished(at(1, 3))) { try json("\"a") }
        #expect(throws: JSONFault.wideEncoding) { try JSONReader.read([0xFE, 0xFF, 0, 0x5B]) }
    }

    @Test func numbersKeepTheirDigits() throws {
        #expect(try json("[0.10, 1e400, 9223372036854775808]").string == nil)
        #expect(try json("{\"a\":0.10}")["a"] == .number(Array("0.10".utf8)))
        #expect(try json("1E400") == .number(Array("1E400".utf8)))
    }

    @Test func theLastOfTwoEqualKeysWinsAndTheOtherIsTold() throws {
        for filler in [0, 40] {
            var text = "{\"a\":1"
            for index in 0..<filler { text += ",\"k\(index)\":0" }
            text += ",\"\\u0061\":2}"
            let bytes = Array(text.utf8)
            let (value, duplicates) = try bytes.withUnsafeBufferPointer { try JSONReader.read($0) }
            #expect(value["a"] == .number(Array("2".utf8)))
            #expect(duplicates == [JSONDuplicate(key: Array("a".utf8), place: at(1, 2))])
            if case .object(let members) = value { #expect(members.count == filler + 1) }
        }
    }

    @Test func recordsOfAnArrayAndOfLines() throws {
        let expected = [try json("{\"a\":\"]}\"}"), try json("[1,[2]]"), try json("3")]
        for text in ["[{\"a\":\"]}\"},\n [1,[2]] , 3]", "{\"a\":\"]}\"}\n[1,[2]]\n3", "\u{FEFF}{\"a\":\"]}\"} [1,[2]]\r\n3\n\n"] {
            for size in [1, 5, 4096] {
                let records = JSONRecords(source: pieces(Array(text.utf8), of: size))
                var all: [JSONValue] = []
                while let record = try records.next() { all.append(record) }
                #expect(all == expected)
            }
        }
    }

    @Test func aBadRecordLeavesTheNextWithinReach() throws {
        let records = JSONRecords(bytes: Array("{\"a\":1}\n{\"a\":01}\n{\"a\":3}\n".utf8))
        #expect(try records.next() == json("{\"a\":1}"))
        #expect(throws: JSONFault.malformedNumber(at(2, 6))) { try records.next() }
        #expect(try records.next() == json("{\"a\":3}"))
        #expect(records.place == at(3, 1))
        #expect(try records.next() == nil)
    }

    @Test func arraysMustBeWhole() {
        for text in ["[1,2", "[1 2]", "[1,]", "[,1]", "[1]]", "[1] 2", "{}{}", "[", "]", "[1}"] {
            let records = JSONRecords(bytes: Array(text.utf8))
            #expect(throws: JSONFault.self, "\(text)") { while try records.next() != nil {} }
        }
    }

    @Test func aLongRecordIsRefused() throws {
        let records = JSONRecords(bytes: Array("[\"\(String(repeating: "x", count: 9000))\"]".utf8), limit: 4096)
        #expect(throws: JSONFault.recordTooLong(at(1, 2), limit: 4096)) { try records.next() }
    }

    @Test func noInputTraps() throws {
        let seed: UInt64 = 8259
        var random = Seeded(seed)
        let spice = Array(#"{}[]",:\u0019eE+-.tfn "#.utf8) + [0xC3, 0xA9, 0xED, 0, 10]
        for _ in 0..<100_000 {
            let bytes = (0..<Int.random(in: 0...48, using: &random)).map { _ in
                Int.random(in: 0..<8, using: &random) > 0
                    ? spice.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            let whole = try? JSONReader.read(bytes)
            let records = JSONRecords(bytes: bytes, limit: 64)
            var count = 0
            do throws(JSONFault) {
                while count < 100, try records.next() != nil { count += 1 }
            } catch {
                #expect(whole == nil, "seed \(seed): one value, and yet no records: \(bytes)")
            }
            #expect(count < 100)
        }
    }
}
