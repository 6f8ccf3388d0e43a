import Rendering
import Testing

@Suite struct CSVReaderTests {
    private func fault(_ text: String, _ dialect: CSVDialect = CSVDialect(), _ limits: CSVLimits = CSVLimits()) -> CSVFault? {
        fault(Array(text.utf8), dialect, limits)
    }

    private func fault(_ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), _ limits: CSVLimits = CSVLimits()) -> CSVFault? {
        let reader = CSVReader(bytes: bytes, dialect: dialect, limits: limits)
        do throws(CSVFault) {
            while try reader.next() {}
            return nil
        } catch {
            return error
        }
    }

    private func at(_ line: Int, _ column: Int) -> InputPlace { InputPlace(line: line, column: column) }

    @Test func endsOfLinesAndOfFiles() throws {
        let expected = [["a", "b"], ["1", ""], ["", "2"]]
        #expect(try records("a,b\n1,\n,2") == expected)
        #expect(try records("a,b\r\n1,\r\n,2\r\n") == expected)
        #expect(try records("a,b\r1,\r,2\r") == expected)
        #expect(try records("\n\na,b\n\n1,\n\n,2\n\n") == expected)
        #expect(try records("") == [])
        #expect(try records("a\n\n1\n") == [["a"], [""], ["1"]])
    }

    @Test func separatorsAndByteOrderMark() throws {
        for mark in [",", ";", "\t", "|"] {
            let dialect = CSVDialect(separator: Array(mark.utf8)[0])
            #expect(try records("\u{FEFF}a\(mark)b\n\"x\(mark)y\"\(mark)z", dialect) == [["a", "b"], ["x\(mark)y", "z"]])
        }
    }

    @Test func bareQuotesAreThemselves() throws {
        #expect(try records("a,b\n5\" pipe,say \"hi\"\n") == [["a", "b"], ["5\" pipe", "say \"hi\""]])
        #expect(try records("a,b\n\"x\"  ,y\n") == [["a", "b"], ["x", "y"]])
        #expect(fault("a,b\n5\" pipe,x\n", CSVDialect(isStrict: true)) == .bareQuote(at(2, 2)))
        #expect(fault("a,b\n\"x\" ,y\n", CSVDialect(isStrict: true)) == .textAfterQuote(at(2, 4)))
    }

    @Test func emptyTextIsNotNothing() throws {
        let reader = CSVReader(bytes: Array("\"\",\n".utf8))
        #expect(try reader.next())
        #expect(reader.isQuoted(0) && !reader.isQuoted(1))
        #expect(reader.field(0).isEmpty && reader.field(1).isEmpty && reader.field(2).isEmpty)
    }

    @Test func faultsNameTheirPlace() {
        #expect(fault("a,b\n1,2\n\"x\ny\",ü\"\n3,\"oh\n4,5\n") == .unclosedQuote(at(5, 3)))
        #expect(fault("a,b\n1,\"x\"y\n") == .textAfterQuote(at(2, 6)))
        #expect(fault("a,b\n1,2,3\n") == .ragged(at(2, 5), expected: 2, found: 3))
        #expect(fault("a,b\n\"1\n1\"\n") == .ragged(at(2, 1), expected: 2, found: 1))
        #expect(fault("a,b\nü\0,2\n") == .nul(at(2, 2)))
        #expect(fault("a,b\n\"x\n\0\",2\n") == .nul(at(3, 1)))
        #expect(fault(Array("a,b\nü,".utf8) + [0xFF, 0x0A]) == .invalidUTF8(at(2, 3)))
        #expect(fault([0xFF, 0xFE, 0x61, 0]) == .wideEncoding)
        #expect(fault([0xFE, 0xFF, 0, 0x61]) == .wideEncoding)
        #expect(fault("a,b,c,d\n", CSVDialect(), CSVLimits(columns: 3)) == .tooManyColumns(at(1, 7), limit: 3))
        #expect(fault("a,b,c\n", CSVDialect(), CSVLimits(columns: 3)) == nil)
        let reader = CSVReader { _ in nil }
        #expect(throws: CSVFault.sourceFailed) { try reader.next() }
    }

    @Test func readingGoesOnBehindARaggedRecord() throws {
        let reader = CSVReader(bytes: Array("a,b\n1\n2,3\n".utf8))
        #expect(try reader.next())
        #expect(throws: CSVFault.ragged(at(2, 1), expected: 2, found: 1)) { try reader.next() }
        #expect(String(decoding: reader.field(0), as: UTF8.self) == "1")
        #expect(try reader.next())
        #expect(reader.line == 3 && reader.count == 2)
        #expect(try reader.next() == false)
    }

    @Test func aLongRecordIsRefusedOnBothSidesOfTheLimit() {
        let limits = CSVLimits(record: 4096)
        #expect(fault(String(repeating: "x", count: 4000) + "\n", CSVDialect(), limits) == nil)
        #expect(fault("a\n\"" + String(repeating: "x", count: 5000), CSVDialect(), limits)
            == .unclosedQuote(at(2, 1)))
        #expect(fault("a,b\n1,\"x\n" + String(repeating: "y,z\n", count: 5000), CSVDialect(), limits) == .unclosedQuote(at(2, 3)))
        #expect(fault("a\n\"x\"," + String(repeating: "y", count: 5000), CSVDialect(), limits) == .recordTooLong(at(2, 1), limit: 4096))
    }

    @Test func aGigabyteLineCostsOnlyTheLimit() {
        var given = 0
        let reader = CSVReader { room in
            guard let base = room.baseAddress, given < 1 << 30 else { return 0 }
            base.initializeMemory(as: UInt8.self, repeating: UInt8(ascii: "x"), count: room.count)
            given += room.count
            return room.count
        }
        #expect(throws: CSVFault.recordTooLong(at(1, 1), limit: 8 << 20)) { try reader.next() }
        #expect(given <= 8 << 20)
    }

    @Test func latin1BecomesUTF8() throws {
        let bytes: [UInt8] = Array("a;b\nM".utf8) + [0xFC] + Array("ller;".utf8) + [0x80] + Array("5\n".utf8)
        #expect(try records(bytes, CSVDialect(separator: UInt8(ascii: ";"), encoding: .latin1)) == [["a", "b"], ["Müller", "€5"]])
        let long = [UInt8](repeating: 0x80, count: 400_000)
        #expect(try records(long, CSVDialect(encoding: .latin1)) == [[String(repeating: "€", count: 400_000)]])
    }

    @Test func piecesOfAnySizeReadAlike() throws {
        var text = "id,name,note\r\n"
        for row in 0..<300 { text += "\(row),\"Mül\"\"ler\r\n\(row)\",x\(String(repeating: "y", count: row % 41))\r\n" }
        let whole = try records(text)
        #expect(whole.count == 301)
        for size in [1, 2, 3, 7, 64, 1000] {
            let reader = CSVReader(source: pieces(Array(text.utf8), of: size))
            var count = 0
            while try reader.next() {
                #expect((0..<reader.count).map { String(decoding: reader.field($0), as: UTF8.self) } == whole[count])
                count += 1
            }
            #expect(count == 301 && reader.line == 602)
        }
    }

    /// The scan by words against a reader that looks at one byte after another.
    @Test func agreesWithANaiveReader() throws {
        let seed: UInt64 = 20_261_102
        var random = Seeded(seed)
        let alphabet = Array("ab,\"\n\r ü;".utf8)
        for round in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let text = String(decoding: bytes, as: UTF8.self)
            let found = try? records(text, CSVDialect(allowsRagged: true))
            #expect(found == NaiveCSV.records(text), "seed \(seed) round \(round): \(text.debugDescription)")
        }
    }

    @Test func noInputTraps() {
        let seed: UInt64 = 7
        var random = Seeded(seed)
        let spice = Array(",;\"\n\r\0\t'=\u{FEFF}é😀".utf8)
        for _ in 0..<100_000 {
            let bytes = (0..<Int.random(in: 0...64, using: &random)).map { _ in
                Bool.random(using: &random) ? spice.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255, using: &random)
            }
            let dialect = CSVDialect(
                separator: CSVRecogniser.separators.randomElement(using: &random) ?? 0,
                encoding: Bool.random(using: &random) ? .utf8 : .latin1, isStrict: Bool.random(using: &random),
                allowsRagged: Bool.random(using: &random))
            let reader = CSVReader(bytes: bytes, dialect: dialect, limits: CSVLimits(record: 64, columns: 8))
            var steps = 0
            while steps < 200 {
                steps += 1
                do throws(CSVFault) {
                    guard try reader.next() else { break }
                    for index in -1...reader.count { #expect(reader.text(index).count <= 3 * bytes.count) }
                } catch {
                    if !error.isConfinedToRecord { break }
                }
            }
            #expect(steps < 200, "reading must end: \(bytes)")
        }
    }
}

/// CSV one byte after another, with nothing clever in it. Nil where the reader must refuse.
enum NaiveCSV {
    static func records(_ text: String) -> [[String]]? {
        var all: [[String]] = []
        var record: [String] = []
        let bytes = Array(text.utf8)
        var index = 0
        var isBlank = true
        func endsLine() -> Bool { bytes[index] == 10 || bytes[index] == 13 }
        func close() {
            if !(isBlank && record.count == 1 && all.first?.count != 1) { all.append(record) }
            record = []
            isBlank = true
        }
        while index < bytes.count {
            var field: [UInt8] = []
            if bytes[index] == 34 {
                isBlank = false
                index += 1
                while true {
                    guard index < bytes.count else { return nil }
                    if bytes[index] == 34 {
                        guard index + 1 < bytes.count, bytes[index + 1] == 34 else { break }
                        index += 1
                    }
                    field.append(bytes[index])
                    index += 1
                }
                index += 1
                while index < bytes.count, bytes[index] == 32 { index += 1 }
                guard index == bytes.count || bytes[index] == 44 || endsLine() else { return nil }
            } else {
                while index < bytes.count, bytes[index] != 44, !endsLine() {
                    field.append(bytes[index])
                    index += 1
                    isBlank = false
                }
            }
            record.append(String(decoding: field, as: UTF8.self))
            guard index < bytes.count else {
                close()
                break
            }
            if bytes[index] == 44 {
                isBlank = false
                index += 1
                if index == bytes.count {
                    record.append("")
                    close()
                }
            } else {
                index += bytes[index] == 13 && index + 1 < bytes.count && bytes[index + 1] == 10 ? 2 : 1
                close()
            }
        }
        return all
    }
}
