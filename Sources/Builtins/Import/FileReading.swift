// The rows of one file, from its bytes into the intake. What cannot be taken is put down with its place and its reason.
import Columns
import Files
import Rendering
import Interpreter
import Values

/// A row that cannot be taken.
struct Reject {
    var place: InputPlace
    /// The column's name in the file; empty where the row as a whole is at fault.
    var column: String
    var cell: String
    var why: String

    var line: String {
        let column = self.column.isEmpty ? "" : ", \(self.column)"
        return "line \(place.line)\(column): \(why)"
    }
}

/// What became of a file.
struct FileReport {
    var name: String
    var kind: FileKind
    var read = 0
    var rejected = 0
    /// The first rejects.
    var rejects: [Reject] = []
    /// Outside names of debtors and invoices that are not in the book, each once, as far as they are few.
    var unknown: [String] = []
    var skipped = 0
    var renewed = 0
    var unchanged = 0
    /// Rows that are none of ours and no fault: lines of a bank that brought no money in, invoices with nothing open.
    var passed = 0
    /// Whether the file numbers its rows, so that two that say the same are two.
    var isNumbered = false
    /// Debtors that were not in the book and were added for the rows of this file.
    var added = 0
    /// Rows of a list of open items below zero, which are credits of their debtors on account.
    var onAccount = 0
    var onAccountTotals = CurrencyTotals()
    /// Whether a row names no currency and nothing else says one.
    var lacksCurrency = false
    /// What its columns were taken for, where it calls them otherwise than we do; else empty.
    var readAs = ""
    var totals = CurrencyTotals()
    /// Rejected rows whose amount cannot be read: the totals lack it.
    var unread = 0
    var unused: [String] = []
    /// What the file tells of itself beside its rows: a bank's balances, what it took back.
    var says: [String] = []
    var digest: Int64 = 0
    /// The rows that were put aside, as CSV with the file's header.
    var aside: [UInt8] = []

    static let shown = 20
}

struct FileReading {
    let file: RecognisedFile
    let keepsRejects: Bool
    /// What a rejected row is in where neither it nor its debtor says.
    let expectedCurrency: Currency?
    let isInterrupted: () -> Bool
    let reports: (WorkDone) -> Void

    func run(_ intake: inout Intake, _ lines: inout TakenLines, _ store: inout Store) throws(ImportFault) -> FileReport {
        let layout = file.layout
        let target = intake.rows(of: layout.kind)
        lines.begin(file.shortName)
        var report = FileReport(name: file.shortName, kind: layout.kind)
        report.unused = layout.unused
        report.isNumbered = layout.has(.id) || layout.has(.transaction)
        report.readAs = ImportWords.readAs(file)
        let (skippedBefore, renewedBefore, knownBefore) = (intake.skipped, intake.renewed, intake.known.count)
        let debtorsBefore = intake.debtors.rows.count
        intake.onAccount = 0
        intake.onAccountTotals = CurrencyTotals()
        file.source.rewind()
        let (reader, origin) = file.form.rows(of: file.source, layout)
        let places = FieldPlaces(layout)
        let textsBefore = store.texts.count
        let made = layout.templates.isEmpty ? nil : MadeCells(layout.templates)
        intake.cells = CellReader(file.style)
        guard try step(reader, origin) else { throw .empty }
        // Payments and contacts name invoices in any order; a column that is made of others cannot be looked at ahead.
        let awaited = layout[.invoice] < Layout.made ? layout[.invoice] : -1
        if keepsRejects { Self.copy(reader, to: &report.aside) }
        while true {
            do throws(CSVFault) {
                guard try reader.next() else { break }
            } catch {
                guard error.isConfinedToRecord else { throw fault(error, origin) }
                report.read += 1
                refuse(error, reader, &report)
                continue
            }
            report.read += 1
            if report.read & 0xFFFF == 0 {
                if isInterrupted() { throw .interrupted }
                reports(
                    WorkDone(
                        "reading \(file.shortName)", file.source.position, of: file.source.size, unit: "rows", units: report.read))
                if report.read == 0x10000 { expect(report.read, texts: store.texts.count - textsBefore, &intake, &store) }
            }
            if awaited >= 0 { intake.ask(forInvoice: reader.hint(awaited)) }
            let fields = reader.fields
            let row = RowCells(fields: fields, made: made?.fill(fields))
            intake.seen = nil
            let before = target.count
            if let why = origin.fault(of: report.read) {
                refuse(why, reader, &report)
                continue
            }
            do throws(CellFault) {
                try intake.take(row, places, &store)
            } catch {
                if isPassed(error, intake, places) {
                    report.passed += 1
                    continue
                }
                refuse(error, row, reader, origin, &intake, &report)
            }
            if target.count != before { lines.note(target.count, origin.place(of: report.read)?.line ?? reader.line) }
            if let seen = intake.seen { report.totals.add(seen) }
        }
        if case .statements = origin {
            // Read whole before there were rows.
            do throws(DiskFault) { report.digest = try file.source.wholeDigest() } catch { throw .disk(error) }
        } else {
            report.digest = file.source.digest
        }
        report.unused += origin.strangers
        report.says = origin.says
        report.skipped = intake.skipped - skippedBefore
        report.renewed = intake.renewed - renewedBefore
        report.unchanged = intake.known.count - knownBefore - report.renewed
        report.onAccount = intake.onAccount
        report.onAccountTotals = intake.onAccountTotals
        if layout.kind == .invoices { report.added = intake.debtors.rows.count - debtorsBefore }
        return report
    }

    /// Makes room for what the rest of the file will bring, judged by its first rows.
    private func expect(_ rows: Int, texts: Int, _ intake: inout Intake, _ store: inout Store) {
        let read = max(1, file.source.position)
        let rest = max(0, file.source.size - read)
        // Both products fit: a file is shorter than 2^40 bytes, or it gets no more room than such a one.
        let share = { (count: Int) in count * min(rest, 1 << 40) / read }
        intake.expect(file.layout.kind, rows: share(rows))
        store.reserve(texts: share(texts))
    }

    private func step(_ reader: CSVReader, _ origin: RowOrigin) throws(ImportFault) -> Bool {
        do throws(CSVFault) { return try reader.next() } catch { throw fault(error, origin) }
    }

    private func fault(_ fault: CSVFault, _ origin: RowOrigin) -> ImportFault {
        if case .sourceFailed = fault {
            if let why = file.source.fault { return .disk(why) }
            if let why = origin.fault { return .json(why) }
        }
        return .csv(fault)
    }

    // MARK: rows that are not as expected

    /// A statement of a bank lists what went out as well, and a list of invoices those that are settled: no faults of the row.
    private func isPassed(_ fault: CellFault, _ intake: Intake, _ places: FieldPlaces) -> Bool {
        guard intake.at == .amount else { return false }
        if case .payments(let places) = places, places.isBank { return fault == .notPositive || fault == .empty }
        if case .invoices = places { return fault == .notPositive && intake.seen?.minor == 0 }
        return false
    }

    private func refuse(_ fault: JSONRowFault, _ reader: CSVReader, _ report: inout FileReport) {
        report.rejected += 1
        report.unread += 1
        if report.rejects.count < FileReport.shown {
            let (place, key, why) = ImportWords.inRow(fault)
            report.rejects.append(Reject(place: place, column: key, cell: "", why: why))
        }
        if keepsRejects { Self.copy(reader, to: &report.aside) }
    }

    // MARK: rows that cannot be taken

    private func refuse(_ fault: CSVFault, _ reader: CSVReader, _ report: inout FileReport) {
        report.rejected += 1
        report.unread += 1
        if report.rejects.count < FileReport.shown {
            report.rejects.append(
                Reject(
                    place: fault.place ?? InputPlace(line: reader.line, column: 1), column: "", cell: "", why: ImportWords.why(fault)))
        }
        if keepsRejects { Self.copy(reader, to: &report.aside) }
    }

    private func refuse(
        _ fault: CellFault, _ row: RowCells, _ reader: CSVReader, _ origin: RowOrigin, _ intake: inout Intake,
        _ report: inout FileReport
    ) {
        report.rejected += 1
        let place = file.layout[intake.at]
        let cell = String(decoding: row[place].prefix(60), as: UTF8.self)
        if report.rejects.count < FileReport.shown {
            let column = place < 0 ? intake.at.rawValue : file.layout.name(of: place, as: intake.at)
            report.rejects.append(
                Reject(
                    place: origin.place(of: report.read) ?? reader.place(of: place < Layout.made ? place : -1), column: column, cell: cell,
                    why: ImportWords.why(fault, cell, file.style)))
        }
        if case .noCurrency = fault { report.lacksCurrency = true }
        if case .unknown(.debtors) = fault, report.unknown.count < FileReport.shown, !report.unknown.contains(cell) {
            report.unknown.append(cell)
        }
        if keepsRejects { Self.copy(reader, to: &report.aside) }
        guard intake.seen == nil, file.layout.has(.amount) else { return }
        // The amount of a row that is not taken counts for what the file is said to hold.
        let named = try? intake.currency(row.trimmed(file.layout[.currency]))
        if let unit = named ?? intake.cells.style.currency ?? expectedCurrency {
            _ = try? intake.amount(row.trimmed(file.layout[.amount]), unit)
        }
        if intake.seen == nil { report.unread += 1 }
    }

    /// The record at hand as a line of CSV.
    private static func copy(_ reader: CSVReader, to out: inout [UInt8]) {
        for index in 0..<reader.count {
            if index > 0 { out.append(reader.dialect.separator) }
            let field = reader.field(index)
            let quotes = reader.isQuoted(index) || field.contains { $0 == reader.dialect.separator || $0 == 34 || $0 == 10 || $0 == 13 }
            if quotes { out.append(34) }
            for byte in field {
                out.append(byte)
                if byte == 34 { out.append(34) }
            }
            if quotes { out.append(34) }
        }
        out.append(10)
    }
}

/// The cells that a map puts together, for one row at a time.
final class MadeCells {
    private let templates: [Layout.Template]
    private let room: UnsafeMutablePointer<UInt8>
    private let cells: UnsafeMutablePointer<UnsafeBufferPointer<UInt8>>
    private static let capacity = 1 << 16

    init(_ templates: [Layout.Template]) {
        self.templates = templates
        room = .allocate(capacity: Self.capacity)
        cells = .allocate(capacity: templates.count)
    }

    deinit {
        room.deallocate()
        cells.deallocate()
    }

    /// Valid until the next call. What does not fit in 64 KB is cut.
    func fill(_ fields: CSVFields) -> UnsafePointer<UnsafeBufferPointer<UInt8>> {
        var used = 0
        for (place, template) in templates.enumerated() {
            let start = used
            for part in template.parts {
                switch part {
                case .text(let text): for byte in text where used < Self.capacity { put(byte, &used) }
                case .column(let column): for byte in fields[column].withoutBlanks where used < Self.capacity { put(byte, &used) }
                }
            }
            cells[place] = UnsafeBufferPointer(start: room + start, count: used - start)
        }
        return UnsafePointer(cells)
    }

    private func put(_ byte: UInt8, _ used: inout Int) {
        room[used] = byte
        used += 1
    }
}
