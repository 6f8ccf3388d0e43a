import Rendering
import Testing
import Values

/// Statements of banks: what their parts mean, and that no bytes do harm.
@Suite struct StatementTests {
    static let mt940 = """
        {1:F01BANKDEFFXXXX0000000000}{2:I940BANKDEFFXXXN}{4:
        :20:STARTUMSE
        :25:10020030/1234567
        :28C:47/1
        :60F:C261122EUR1000,00
        :61:2611231123CR595,00NTRFNONREF//B-4711
        :86:166?00GUTSCHRIFT?20EREF+A-1?21SVWZ+Rechnung Nr RE-2026-13?221 vom 15.09.?32Bäckerei ?33Müller
        :61:2601020102D120,NMSCOURS
        :86:/NAME/HAUS/REMI/USTD//MIETE/
        :61:2611231123RD75,5NRTINONREF
        more of it
        :62F:C261123EUR1550,50
        -}
        """

    static let camt = """
        <?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>S1</Id>
        <Acct><Id><Othr><Id>77</Id></Othr></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="KWD">1.5</Amt><CdtDbtInd>DBIT</CdtDbtInd></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="KWD">0.125</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        <Ntry><Amt Ccy="KWD">1.625</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><ValDt><Dt>2026-11-23</Dt></ValDt>
        <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>A &amp; B</Nm></Dbtr></RltdPties><RmtInf><Ustrd>INV-1</Ustrd></RmtInf></TxDtls></NtryDtls>
        </Ntry></Stmt></BkToCstmrStmt></Document>
        """

    @Test func linesOfMT940() throws {
        let text = Self.mt940
        let statement = try #require(try MT940.statements(in: Array(text.utf8)).first)
        #expect(statement.account == "10020030/1234567")
        #expect(statement.lines.map(\.amount.minor) == [59500, -12000, 7550])
        #expect(statement.lines.map(\.day.text) == ["2026-11-23", "2026-01-02", "2026-11-23"])
        #expect(statement.lines.map(\.payer) == ["Bäckerei Müller", "HAUS", ""])
        #expect(statement.lines.map(\.reference) == ["Rechnung Nr RE-2026-131 vom 15.09. A-1", "MIETE OURS", "more of it"])
        #expect(statement.lines.map(\.takesBack) == [false, false, true])
        #expect(statement.lines[0].bankNumber == "B-4711")
    }

    @Test func anOddMarkIsRefused() {
        let text = Self.mt940.with("2611231123RD75,5", "2611231123X75,5")
        #expect(throws: StatementFault.field(InputPlace(line: 10, column: 1), name: ":61:", text: "2611231123X75,5NRTINONREF")) {
            try MT940.statements(in: Array(text.utf8))
        }
    }

    @Test func linesOfCamt() throws {
        let statement = try #require(try Camt053.statements(in: Array(Self.camt.utf8)).first)
        #expect(statement.account == "77")
        #expect(statement.opening?.minor == -1500)
        #expect(statement.lines.map(\.amount.text) == ["1.625 KWD"])
        #expect(statement.lines.map(\.payer) == ["A & B"])
        #expect(statement.lines.map(\.place.line) == [5])
    }

    @Test func whatDoesNotTieIsRefused() {
        let text = Self.camt.with("0.125", "0.126")
        #expect(throws: StatementFault.self) { try Camt053.statements(in: Array(text.utf8)) }
    }

    /// A statement cut anywhere is refused, or reads as the whole: it is never taken by half.
    @Test(arguments: [StatementTests.mt940, StatementTests.camt])
    func aCutIsNeverTakenByHalf(_ text: String) throws {
        let bytes = Array(text.utf8)
        let isXML = bytes.first == UInt8(ascii: "<")
        var refused = 0
        for end in bytes.indices {
            let part = Array(bytes[..<end])
            let lines = isXML ? try? Camt053.statements(in: part) : try? MT940.statements(in: part)
            if let lines { #expect(lines.flatMap(\.lines).count == (isXML ? 1 : 3)) } else { refused += 1 }
        }
        #expect(refused > bytes.count * 3 / 4)
    }

    @Test func noBytesDoHarm() {
        var random = Seeded(940)
        var read = 0
        for round in 0..<4000 {
            var bytes = Array((round % 2 == 0 ? Self.mt940 : Self.camt).utf8)
            for _ in 0..<Int(random.next() % 6) {
                let at = Int(random.next() % UInt64(bytes.count))
                switch random.next() % 3 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes.remove(at: at)
                default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 9)], at: at)
                }
            }
            if (try? round % 2 == 0 ? MT940.statements(in: bytes) : Camt053.statements(in: bytes)) != nil { read += 1 }
        }
        #expect(read > 0)
    }
}

extension String {
    /// With one text, which must be there once, in place of another.
    fileprivate func with(_ old: String, _ new: String) -> String {
        let parts = Array(utf8)
        let wanted = Array(old.utf8)
        for start in 0..<max(0, parts.count - wanted.count) where parts[start..<(start + wanted.count)].elementsEqual(wanted) {
            return String(decoding: parts[..<start] + Array(new.utf8) + parts[(start + wanted.count)...], as: UTF8.self)
        }
        return self
    }
}
