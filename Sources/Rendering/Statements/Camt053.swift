// Bank statements as ISO 20022's camt.053 has them, versions 1 to 13: entries with amounts, parties and what was written. Of a batch
// whose parts are told, each part is a line. Reads whole bytes; touches nothing. Elements by the message definitions of ISO 20022.
import Values

package enum Camt053 {
    /// Whether bytes are XML that names this message; another message of the family is said by its name.
    package static func isLikely(_ sample: [UInt8]) -> Bool { String(decoding: sample, as: UTF8.self).contains("<") && name(in: sample) == "camt.053" }

    /// `camt.053`, `camt.054` …, as the namespace or the root says; nil where neither does.
    package static func name(in sample: [UInt8]) -> String? {
        let text = String(decoding: sample.prefix(4096), as: UTF8.self)
        guard text.contains("<") else { return nil }
        for (name, root) in [("camt.052", "BkToCstmrAcctRpt"), ("camt.053", "BkToCstmrStmt"), ("camt.054", "BkToCstmrDbtCdtNtfctn")] {
            if text.contains("xsd:" + name) || text.contains(root) { return name }
        }
        return nil
    }

    /// Use: `try Camt053.statements(in: bytes)` → one for each `Stmt`.
    package static func statements(in bytes: [UInt8]) throws(StatementFault) -> [BankStatement] {
        var found: [BankStatement] = []
        var open = BankStatement()
        var fault: StatementFault?
        try XMLTree.read(bytes) { element, around in
            guard fault == nil, around.count == 2 || around.count == 3 else { return false }
            do throws(StatementFault) {
                switch element.name {
                case "Ntry" where around.last?.name == "Stmt":
                    try take(element, &open)
                    return true
                case "Stmt":
                    try close(&open, element)
                    found.append(open)
                    open = BankStatement()
                    return true
                default: return false
                }
            } catch {
                fault = error
                return false
            }
        }
        if let fault { throw fault }
        guard !found.isEmpty else { throw .noStatement }
        return found
    }

    private static func close(_ statement: inout BankStatement, _ element: XMLElement) throws(StatementFault) {
        let iban = element.text("Acct", "Id", "IBAN")
        statement.account = iban.isEmpty ? element.text("Acct", "Id", "Othr", "Id") : iban
        let number = element.text("ElctrncSeqNb")
        statement.number = number.isEmpty ? element.text("Id") : number
        for balance in element.all("Bal") {
            let kind = balance.text("Tp", "CdOrPrtry", "Cd")
            guard kind == "OPBD" || kind == "PRCD" || kind == "CLBD" else { continue }
            let money = try self.money(balance)
            if kind == "CLBD" { statement.closing = money } else if kind == "OPBD" || statement.opening == nil { statement.opening = money }
        }
        try statement.checkTie()
    }

    private static func take(_ entry: XMLElement, _ statement: inout BankStatement) throws(StatementFault) {
        let status = entry.text("Sts", "Cd").isEmpty ? entry.text("Sts") : entry.text("Sts", "Cd")
        guard status == "BOOK" || status.isEmpty else {
            statement.unbooked += 1
            return
        }
        let money = try money(entry)
        var line = BankStatement.Line(place: InputPlace(line: entry.line, column: 1), day: try day(entry), amount: money)
        line.takesBack = entry.text("RvslInd") == "true" || entry.text("RvslInd") == "1"
        line.bankNumber = entry.text("AcctSvcrRef")
        let parts = entry.all("NtryDtls").flatMap { $0.all("TxDtls") }
        if parts.count > 1, let shares = shares(parts, of: money) {
            for (part, share) in zip(parts, shares) {
                var own = line
                own.place.line = part.line
                own.amount = share
                tell(part, &own)
                statement.lines.append(own)
            }
            return
        }
        if parts.count == 1 { tell(parts[0], &line) }
        if line.reference.isEmpty { line.reference = entry.text("AddtlNtryInf") }
        statement.lines.append(line)
    }

    private static func tell(_ part: XMLElement, _ line: inout BankStatement.Line) {
        let own = part.text("Refs", "AcctSvcrRef")
        if !own.isEmpty { line.bankNumber = own }
        for path in [["Dbtr", "Pty", "Nm"], ["Dbtr", "Nm"], ["UltmtDbtr", "Pty", "Nm"], ["UltmtDbtr", "Nm"]] where line.payer.isEmpty {
            line.payer = path.count == 3 ? part.text("RltdPties", path[0], path[1], path[2]) : part.text("RltdPties", path[0], path[1])
        }
        if part.first("RtrInf") != nil { line.takesBack = true }
        var written: [String] = []
        for information in part.all("RmtInf") {
            written += information.all("Ustrd").map(\.text.withoutBlanks)
            for structured in information.all("Strd") {
                written.append(structured.text("CdtrRefInf", "Ref"))
                written += structured.all("RfrdDocInf").map { $0.text("Nb") }
            }
        }
        let number = part.text("Refs", "EndToEndId")
        if number != "NOTPROVIDED" { written.append(number) }
        var seen: [String] = []
        for text in written where !text.isEmpty && !seen.contains(text) { seen.append(text) }
        if seen.isEmpty { seen = [part.text("AddtlTxInf")] }
        line.reference = seen.joined(separator: " ").withoutBlanks
    }

    /// What each part of a batch comes to; nil where a part does not say, or they do not come to the entry.
    private static func shares(_ parts: [XMLElement], of whole: Money) -> [Money]? {
        var shares: [Money] = []
        var sum = Int128(0)
        for part in parts {
            guard let amount = part.first("Amt") ?? part.first("AmtDtls", "TxAmt", "Amt"),
                let share = try? money(amount, isOut: part.first("CdtDbtInd").map { $0.text.withoutBlanks == "DBIT" } ?? (whole.minor < 0)),
                share.currency == whole.currency
            else { return nil }
            shares.append(share)
            sum += Int128(share.minor)
        }
        return sum == Int128(whole.minor) ? shares : nil
    }

    private static func money(_ element: XMLElement) throws(StatementFault) -> Money {
        let mark = element.text("CdtDbtInd")
        guard let amount = element.first("Amt") else { throw .lacks(InputPlace(line: element.line, column: 1), name: "Amt") }
        guard !mark.isEmpty else { throw .lacks(InputPlace(line: element.line, column: 1), name: "CdtDbtInd") }
        guard mark == "CRDT" || mark == "DBIT" else {
            throw .field(InputPlace(line: element.line, column: 1), name: "CdtDbtInd", text: mark)
        }
        return try money(amount, isOut: mark == "DBIT")
    }

    private static func money(_ amount: XMLElement, isOut: Bool) throws(StatementFault) -> Money {
        guard let currency = Currency(code: amount[attribute: "Ccy"]),
            let money = BankStatement.amount(amount.text.withoutBlanks.utf8, currency)
        else {
            throw .field(
                InputPlace(line: amount.line, column: 1), name: "Amt", text: "\(amount.text.withoutBlanks) \(amount[attribute: "Ccy"])".withoutBlanks)
        }
        return isOut ? Money(minor: -money.minor, currency: currency) : money
    }

    /// The day of booking, or else from when it counts; of a time, its day.
    private static func day(_ entry: XMLElement) throws(StatementFault) -> Day {
        for name in ["BookgDt", "ValDt"] {
            guard let told = entry.first(name) else { continue }
            let text = told.text("Dt").isEmpty ? told.text("DtTm") : told.text("Dt")
            guard let day = try? Day(parsing: String(text.prefix(10))) else {
                throw .field(InputPlace(line: told.line, column: 1), name: name, text: text)
            }
            return day
        }
        throw .lacks(InputPlace(line: entry.line, column: 1), name: "BookgDt")
    }
}
