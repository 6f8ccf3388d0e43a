// Field 86 of an MT940: who paid and what for, in the three ways in which banks lay it out: numbered parts (`?20…?32…`, Germany and
// Austria), words between slashes (`/NAME/…/REMI/…`, the Netherlands and SWIFT's own usage), or plain text.

struct MT940Details {
    private let lines: [String]

    init(_ lines: [String]) { self.lines = lines }

    /// Adds what the field says to a line.
    func tell(_ line: inout BankStatement.Line) {
        let said = numbered() ?? slashed() ?? (payer: "", reference: lines.map(\.withoutBlanks).filter { !$0.isEmpty }.joined(separator: " "))
        if !said.payer.isEmpty { line.payer = said.payer }
        // The payer's own number stays readable behind what was written, unless that has it.
        let parts = [said.reference, line.reference].filter { !$0.isEmpty }
        line.reference = parts.count == 2 && parts[0].range(of: parts[1]) != nil ? parts[0] : parts.joined(separator: " ")
    }

    // MARK: numbered parts

    /// Three digits and a mark, which then stands before each part with its two digits.
    private func numbered() -> (payer: String, reference: String)? {
        let text = Array(lines.joined().utf8)
        guard text.count > 6, text[..<3].allSatisfy({ $0 &- 48 < 10 }) else { return nil }
        let mark = text[3]
        guard !(mark &- 48 < 10), mark > 32, text[4] &- 48 < 10, text[5] &- 48 < 10 else { return nil }
        var parts: [(number: Int, text: [UInt8])] = []
        var at = 3
        while at < text.count {
            if text[at] == mark, at + 2 < text.count, text[at + 1] &- 48 < 10, text[at + 2] &- 48 < 10 {
                parts.append((Int(text[at + 1] - 48) * 10 + Int(text[at + 2] - 48), []))
                at += 3
            } else {
                if !parts.isEmpty { parts[parts.count - 1].text.append(text[at]) }
                at += 1
            }
        }
        var (purpose, payer): ([UInt8], [UInt8]) = ([], [])
        for part in parts {
            switch part.number {
            case 20...29, 60...63:
                purpose += part.text
                // A full part was cut in the middle of a word; a shorter one ended with it.
                if part.text.count < 27 { purpose.append(32) }
            case 32, 33: payer += part.text
            default: break  // account numbers and codes of the bank
            }
        }
        return (String(decoding: payer, as: UTF8.self).withoutBlanks, Self.purpose(String(decoding: purpose, as: UTF8.self)))
    }

    private static let marks = ["EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "COAM+", "OAMT+", "SVWZ+", "ABWA+", "ABWE+", "IBAN+", "BIC+", "PURP+"]

    /// Of a SEPA transfer what the payer wrote (`SVWZ+`) and the payer's number (`EREF+`); else the whole.
    private static func purpose(_ text: String) -> String {
        let found = pieces(of: text, by: marks)
        guard found.contains(where: { $0.mark == "SVWZ+" || $0.mark == "EREF+" }) else { return text.withoutBlanks }
        let written = found.filter { $0.mark == "SVWZ+" }.map(\.text)
        let number = found.filter { $0.mark == "EREF+" && $0.text != "NOTPROVIDED" }.map(\.text)
        return (written + number).filter { !$0.isEmpty }.joined(separator: " ")
    }

    // MARK: words between slashes

    private static let words = [
        "/TRTP/", "/IBAN/", "/BIC/", "/NAME/", "/REMI/", "/EREF/", "/ORDP/", "/BENM/", "/CNTP/", "/RTRN/", "/MARF/", "/CSID/",
        "/PREF/", "/KREF/", "/SVCL/", "/ADDR/", "/ISDT/", "/BUSP/", "/ULTC/", "/ULTD/", "/PURP/", "/OCMT/", "/CHGS/", "/EXCH/",
    ]

    private func slashed() -> (payer: String, reference: String)? {
        let text = lines.joined()
        let found = Self.pieces(of: text, by: Self.words)
        guard text.utf8.first == UInt8(ascii: "/"), !found.isEmpty else { return nil }
        var (payer, written, number) = ("", "", "")
        for piece in found {
            switch piece.mark {
            case "/NAME/": if payer.isEmpty { payer = piece.text }
            case "/CNTP/":
                let parts = piece.text.split(separator: "/", omittingEmptySubsequences: false)
                if payer.isEmpty, parts.count > 2 { payer = String(parts[2]) }
            case "/REMI/":
                let parts = piece.text.split(separator: "/", omittingEmptySubsequences: true)
                written = parts.filter { $0 != "USTD" && $0 != "STRD" && $0 != "CUR" }.joined(separator: " ")
            case "/EREF/": if piece.text != "NOTPROVIDED" { number = piece.text }
            default: break  // the others say nothing of who and what for
            }
        }
        return (payer.withoutBlanks, [written, number].filter { !$0.isEmpty }.joined(separator: " "))
    }

    /// What stands behind each mark, up to the next. Slashes that end a piece belong to the marks.
    private static func pieces(of text: String, by marks: [String]) -> [(mark: String, text: String)] {
        let bytes = Array(text.utf8)
        var found: [(mark: String, start: Int, text: Int)] = []
        var at = 0
        while at < bytes.count {
            if let mark = marks.first(where: { bytes[at...].starts(with: $0.utf8) }) {
                let end = at + mark.utf8.count
                found.append((mark, at, end))
                // The slash that ends one mark may begin the next.
                at = mark.utf8.last == UInt8(ascii: "/") ? end - 1 : end
            } else {
                at += 1
            }
        }
        return found.enumerated().map { n, piece in
            let end = n + 1 < found.count ? found[n + 1].start : bytes.count
            var text = piece.text < end ? bytes[piece.text..<end] : []
            while piece.mark.utf8.first == UInt8(ascii: "/"), text.last == UInt8(ascii: "/") { text = text.dropLast() }
            return (piece.mark, String(decoding: text, as: UTF8.self).withoutBlanks)
        }
    }
}
