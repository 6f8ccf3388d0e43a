// Why a file cannot be read as it stands, as a diagnostic a person can act on.
import Diagnostics
import Files
import Interpreter
import Receivables
import Rendering
import Values

extension ImportDesk {
    func fault(_ fault: ImportFault, _ name: String) -> Diagnostic {
        switch fault {
        case .disk(let fault): run.fault("import.unreadable", fault.sentence, at: place).ofFiles
        case .csv(let fault):
            run.fault(
                "import.not-csv",
                "\(name)\(fault.place.map { ", line \($0.line), column \($0.column)" } ?? ""): \(ImportWords.why(fault))", at: place)
        case .json(.empty):
            run.fault("import.empty", "\(name) has no object with a key in it, so nothing says what it holds", at: place)
        case .json(let fault):
            run.fault("import.not-json", "\(name), \(ImportWords.why(fault))", at: place)
        case .statement(let fault):
            run.fault("import.statement", "\(name)\(StatementWords.place(fault)): \(StatementWords.why(fault))", at: place, hint: StatementWords.hint(fault))
        case .longStatement:
            run.fault(
                "import.statement", "\(name) is longer than 256 MB, which no statement is", at: place,
                hint: "ask the bank for one file a month, or a day")
        case .empty: run.fault("import.empty", "\(name) has no header, so nothing says what it holds", at: place)
        case .otherFormat(let says, let hint): run.fault("import.other-format", "\(name) \(says)", at: place, hint: hint)
        case .notUTF8(let where_):
            run.fault(
                "import.encoding", "\(name) is no UTF-8: line \(where_.line), column \(where_.column)", at: place,
                hint: "if it comes from an older program, add: encoding latin1")
        case .unknownKind(let header):
            run.fault(
                "import.unknown-kind", "the header of \(name) fits no kind of file", at: place,
                notes: ["its columns: \(ImportWords.names(header))"] + FileKind.allCases.map { "\($0.rawValue): \(Self.wants($0))" },
                hint: "say what it holds: import invoices from \"\(name)\"")
        case .lacks(let kind, let groups, let header):
            run.fault(
                "import.lacks-column",
                "\(name) is to hold \(kind.rawValue), but has no column for \(groups.map(Self.words).joined(separator: ", "))", at: place,
                notes: ["its columns: \(ImportWords.names(header))"])
        case .doubtfulDates(let witness):
            run.fault(
                "import.doubtful-dates", "every date of \(name) reads two ways, '\(witness)' for one", at: place,
                hint: "say which: dates dmy, or dates mdy")
        case .twoDateOrders(let one, let other):
            run.fault(
                "import.doubtful-dates", "the dates of \(name) are written in two orders: '\(one)' and '\(other)'", at: place,
                hint: "say which: dates dmy, dates mdy or dates iso; rows of the other are then refused")
        case .doubtfulDecimals(let witness):
            run.fault(
                "import.doubtful-decimals", "every amount of \(name) reads two ways, '\(witness)' for one", at: place,
                hint: "say which: decimal comma, or decimal point")
        case .twoDecimalMarks(let point, let comma):
            run.fault(
                "import.doubtful-decimals", "the amounts of \(name) are written in two ways: '\(point)' and '\(comma)'", at: place,
                hint: "say which: decimal comma, or decimal point; rows of the other are then refused")
        case .unknownField(let field, let kind):
            run.fault(
                "import.unknown-field", "\(kind.rawValue) have no '\(field)'", at: place,
                notes: ["they have: \(kind.columns.map(\.field.rawValue).joined(separator: ", "))"])
        case .unknownColumn(let column, let header):
            run.fault(
                "import.unknown-column", "\(name) has no column '\(column)'", at: place,
                notes: ["its columns: \(ImportWords.names(header))"])
        case .interrupted: run.fault("run.interrupted", "stopped: nothing of this import was kept", at: place)
        }
    }

    private static func wants(_ kind: FileKind) -> String { kind.needs.map(words).joined(separator: ", ") }

    private static func words(_ fields: [FileField]) -> String { fields.map(\.rawValue).joined(separator: " or ") }
}

extension ImportWords {
    /// What was found out about a bank's lines.
    static func matching(_ intake: Intake, _ run: Run) -> [String] {
        var lines: [String] = []
        let bank = intake.bank
        if intake.overpaid > 0 { lines.append("\(rows(intake.overpaid)) paid more than was open: the rest is unapplied") }
        if bank.byReference > 0 { lines.append("\(bank.byReference) matched by a reference that names an invoice") }
        if bank.byName > 0 { lines.append("\(bank.byName) matched by the payer's name") }
        if bank.unknownCount > 0 { lines.append("\(bank.unknownCount) unidentified:") }
        for (payer, amount, invoice) in bank.unknown {
            let proposal = invoice.map { ": exactly what \(run.id(Invoices.table, $0)) has open" } ?? ""
            lines.append("  \(payer.isEmpty ? "(no name)" : payer) \(amount.text)\(proposal)")
        }
        return lines
    }
}
