import Rendering
import Testing
import Values

@Suite struct RecogniserTests {
    private func recognise(_ bytes: [UInt8], isWhole: Bool = true) throws(CSVFault) -> CSVRecognition {
        let result = bytes.withUnsafeBufferPointer { all -> Result<CSVRecognition, CSVFault> in
            do throws(CSVFault) { return .success(try CSVRecogniser.recognise(all, isWhole: isWhole)) } catch { return .failure(error) }
        }
        return try result.get()
    }

    @Test func separators() throws {
        for (text, separator) in [
            ("id,amount\n1,2\n", ","), ("id;amount\n1;2,50\n2;3,10\n", ";"), ("id\tname\n1\ta, b\n2\tc\n", "\t"), ("a|b\n1|2\n", "|"),
            ("id\n1\n", ","), ("\"a,b\";\"c\"\n\"1,2\";3\n", ";"), ("name;note\nx;a,b,c\ny;d\n", ";"),
        ] {
            let found = try recognise(Array(text.utf8))
            #expect(found.dialect.separator == Array(separator.utf8)[0], "\(text.debugDescription)")
            #expect(found.rivals.isEmpty, "\(text.debugDescription)")
        }
        #expect(try recognise(Array("a,b;c\n1,2;3\n".utf8)).rivals == [UInt8(ascii: ";")])
        #expect(try recognise(Array("\u{FEFF}id;ü\n1;2\n".utf8)).header == [Array("id".utf8), Array("ü".utf8)])
    }

    @Test func aSampleMayCutARecordOrAScalar() throws {
        let text = Array("id;name\n1;Müller\n2;\"Mü".utf8)
        for length in 12...text.count {
            let found = try recognise(Array(text[..<length]), isWhole: false)
            #expect(found.dialect.separator == UInt8(ascii: ";") && found.dialect.encoding == .utf8, "\(length)")
        }
    }

    @Test func encodings() throws {
        let found = try recognise(Array("id;name\n1;M".utf8) + [0xFC] + Array("ller\n".utf8))
        #expect(found.dialect.encoding == .latin1)
        #expect(found.notUTF8 == InputPlace(line: 2, column: 4))
        #expect(throws: CSVFault.wideEncoding) { try recognise([0xFF, 0xFE, 0x69, 0]) }
    }

    private func order(_ cells: String...) -> DateOrderSniffer.Verdict {
        var sniffer = DateOrderSniffer()
        for cell in cells { Array(cell.utf8).withUnsafeBufferPointer { sniffer.look(at: $0) } }
        return sniffer.verdict
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func dateOrders() {
        #expect(order("2026-03-01", "", "2026-12-31T10:30") == .order(.ymd))
        #expect(order("03/01/2026", "13/01/2026") == .order(.dmy))
        #expect(order("03/01/26", "03/13/26 10:00") == .order(.mdy))
        #expect(order("03.01.2026", "04.01.2026") == .ambiguous(witness: bytes("03.01.2026")))
        #expect(order("13/01/2026", "01/13/2026") == .contradictory(bytes("13/01/2026"), bytes("01/13/2026")))
        #expect(order("2026-01-13", "13/01/2026") == .contradictory(bytes("2026-01-13"), bytes("13/01/2026")))
        #expect(order("2026-01-13", "01/02/2026") == .contradictory(bytes("2026-01-13"), bytes("01/02/2026")))
        #expect(order("hello", "", "12", "1.250", "1/2") == .none)
    }

    private func mark(_ cells: String...) -> DecimalMarkSniffer.Verdict {
        var sniffer = DecimalMarkSniffer()
        for cell in cells { Array(cell.utf8).withUnsafeBufferPointer { sniffer.look(at: $0) } }
        return sniffer.verdict
    }

    @Test func decimalMarks() {
        #expect(mark("1250.50", "7") == .mark(.point))
        #expect(mark("1,250.50") == .mark(.point))
        #expect(mark("1.250,50 EUR") == .mark(.comma))
        #expect(mark("1,5") == .mark(.comma))
        #expect(mark("1,234,567") == .mark(.point))
        #expect(mark("0,125") == .mark(.comma))
        #expect(mark("1,250", "12") == .ambiguous(witness: bytes("1,250")))
        #expect(mark("1,250", "3,50") == .mark(.comma))
        #expect(mark("1.50", "1,50") == .contradictory(point: bytes("1.50"), comma: bytes("1,50")))
        #expect(mark("12", "", "paid in full", "2026-01-01") == .none)
    }
}
