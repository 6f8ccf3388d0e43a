// One import at work: its files found and recognised, read into an intake, and what came of it. Touches the disk through what the
// shell lent; the store only by learning texts and ids.
import Columns
import Diagnostics
import Files
import Interpreter
import Receivables
import Rendering
import Values

struct ImportDesk {
    let run: Run
    let place: any SignatureItem
    let options: ImportOptions

    // MARK: finding

    /// The files meant, recognised, in the order in which they are taken.
    func files(_ name: String) throws(Diagnostic) -> [RecognisedFile] {
        guard let shell = run.context.shell else { throw run.fault("import.no-files", "no file can be read here", at: place) }
        var name = name
        while name.utf8.count > 1, name.utf8.last == 0x2F { name.removeLast() }
        var paths: [(name: String, path: String)] = []
        do throws(DiskFault) {
            let (path, status) = try Self.found(name, shell)
            if status.kind == .directory {
                for entry in FileForm.files(among: try shell.disk.list(path)) {
                    paths.append((name + "/" + entry, try shell.roots.existing(entry, from: path)))
                }
            } else {
                paths.append((name, path))
            }
        } catch {
            throw run.fault("import.unreadable", error.sentence, at: place).ofFiles
        }
        guard !paths.isEmpty else {
            throw run.fault("import.no-files", "there is no CSV or JSON file in \(name)", at: place)
        }
        var files: [RecognisedFile] = []
        var passed: [String] = []
        for (name, path) in paths {
            let source: FileSource
            do throws(DiskFault) { source = try FileSource(shell.disk, path: path) } catch {
                throw run.fault("import.unreadable", error.sentence, at: place).ofFiles
            }
            do throws(ImportFault) { files.append(try recognised(name, source)) } catch {
                // A directory may hold other things: they are named, not taken. A file that was asked for is not.
                if case .unknownKind = error, paths.count > 1 {
                    passed.append(String(name.split(separator: "/").last ?? ""))
                    continue
                }
                throw fault(error, name)
            }
        }
        guard !files.isEmpty else { throw run.fault("import.no-files", "no file in \(name) has a header that fits", at: place) }
        if !passed.isEmpty { run.context.says("left out, since their headers fit no kind of file: \(passed.joined(separator: ", "))") }
        let order = FileKind.inOrder
        return files.enumerated().sorted { a, b in
            let (left, right) = (order.firstIndex(of: a.element.layout.kind) ?? 0, order.firstIndex(of: b.element.layout.kind) ?? 0)
            return (left, a.offset) < (right, b.offset)
        }.map(\.element)
    }

    /// Where a file leaves two readings of its dates or amounts, a person at the prompt is asked.
    private func recognised(_ name: String, _ source: FileSource) throws(ImportFault) -> RecognisedFile {
        var options = options
        while true {
            do throws(ImportFault) { return try RecognisedFile(name, source, options) } catch {
                guard let asks = run.canAsk, try ask(name, error, asks, &options) else { throw error }
            }
        }
    }

    /// Whether an answer settled it. Each reading is a question of its own, so that no answer by habit chooses one.
    private func ask(
        _ name: String, _ fault: ImportFault, _ asks: (String) -> Bool, _ options: inout ImportOptions
    ) throws(ImportFault) -> Bool {
        switch fault {
        case .doubtfulDates(let witness) where options.dates == nil:
            for order in [DayOrder.dmy, .mdy] {
                guard let day = Array(witness.utf8).withUnsafeBufferPointer({ try? Day(parsing: $0, order: order, pivot: 70) }) else { continue }
                if asks("\(name): is '\(witness)' \(day.text) (dates \(order.rawValue))?") {
                    options.dates = order
                    return true
                }
            }
            return false
        case .doubtfulDecimals(let witness) where options.mark == nil:
            for (mark, word) in [(DecimalMark.comma, "comma"), (.point, "point")] {
                if asks("\(name): has '\(witness)' a decimal \(word) (decimal \(word))?") {
                    options.mark = mark
                    return true
                }
            }
            return false
        case .notUTF8 where options.encoding == nil:
            guard asks("\(name) is no UTF-8. Is it Latin-1, as older programs write (encoding latin1)?") else { return false }
            options.encoding = .latin1
            return true
        case .disk, .csv, .json, .statement, .longStatement, .empty, .otherFormat, .notUTF8, .unknownKind, .lacks, .doubtfulDates,
            .twoDateOrders, .doubtfulDecimals, .twoDecimalMarks, .unknownField, .unknownColumn, .interrupted:
            return false
        }
    }

    /// A relative path begins where the shell says, or else at the first root that has it: a script that lies beside its files
    /// finds them wherever it is run from.
    private static func found(_ name: String, _ shell: Surroundings) throws(DiskFault) -> (String, FileStatus) {
        var bases = [shell.base]
        if name.utf8.first != 0x2F { bases += shell.roots.directories.filter { $0 != shell.base } }
        var first: DiskFault?
        for base in bases {
            do throws(DiskFault) {
                let path = try shell.roots.existing(name, from: base)
                if let status = try shell.disk.status(at: path) { return (path, status) }
            } catch {
                if first == nil { first = error }
            }
        }
        throw first ?? .system(.open, path: name, code: 2)
    }

    // MARK: once

    /// What to say where this was imported before, and what its key stands for; nil where it was not. An update looks at the book
    /// rather than at what was read once.
    func before(_ files: [RecognisedFile], _ key: String?) throws(Diagnostic) -> (says: [String], meaning: String)? {
        let store = run.world.store
        guard store.liveCount(Imports.table) > 0 else { return nil }
        var known = Set<Int64>()
        for row in store.live(Imports.table).rows() { known.insert(store.cell(Imports.table, row, Imports.digest)) }
        var said: [String] = []
        var digests: [Int64] = []
        for file in files {
            let digest: Int64
            do throws(DiskFault) { digest = try file.source.wholeDigest() } catch {
                throw run.fault("import.unreadable", error.sentence, at: place).ofFiles
            }
            digests.append(digest)
            if known.contains(digest), !options.isUpdate { said.append("\(file.name) was imported before: nothing changed") }
            if let key, let used = RecordImport.digest(of: key, in: store), used != digest, files.count == 1 {
                throw run.fault(
                    "import.key-reused", "the key \"\(key)\" was used for another file: nothing was changed", at: ImportVerb.key,
                    notes: first(key), hint: "a key names one file as it was; for this one take another key")
            }
        }
        if said.count == files.count {
            guard key != nil else { return (said, "") }
            return (said, meaning(files, try zip(digests, totals(files)).map { ($0, $1) }))
        }
        if let first = said.first { run.context.says(first) }
        return nil
    }

    /// Which file a key was used for.
    private func first(_ key: String) -> [String] {
        let store = run.world.store
        guard let code = store.texts.code(of: key),
            let row = store.rows(Imports.table, where: Imports.key, is: Int64(code)).first,
            let source = UInt32(exactly: store.cell(Imports.table, row, Imports.source)),
            let day = Day(number: store.cell(Imports.table, row, Imports.day))
        else { return [] }
        return ["it stands for \(store.texts.string(source)), imported on \(day.text)"]
    }

    /// What a key stands for: the bytes of the files and what was read from them, whatever words it took to say so. A currency
    /// that was said counts by what the rows of a list of invoices came to in each.
    func meaning(_ files: [RecognisedFile], _ contents: [(digest: Int64, totals: String)]) -> String {
        zip(files, contents).map { file, content in
            let fields = FileField.allCases.map { "\(file.layout[$0])" }.joined(separator: ",")
            let unit = file.layout.kind == .invoices ? content.totals : file.style.currency?.code ?? ""
            let style = "\(file.style.order.rawValue) \(file.style.mark.rawValue) \(unit)"
            return "\(content.digest) \(file.layout.kind.rawValue) \(fields) \(file.layout.templates) \(style) \(options.isUpdate)"
        }.joined(separator: ";")
    }

    /// What each list of invoices that is in the book already comes to, read as it is asked for now.
    private func totals(_ files: [RecognisedFile]) throws(Diagnostic) -> [String] {
        var store = run.world.store
        var totals: [String] = []
        for file in files {
            guard file.layout.kind == .invoices else {
                totals.append("")
                continue
            }
            var reading = LedgerReading(&store)
            do throws(ImportFault) { try reading.read(file, run.context.isInterrupted, &store) } catch { throw fault(error, file.name) }
            totals.append(reading.totals.text)
        }
        return totals
    }

    // MARK: reading

    /// What a reading of files came to.
    struct Harvest {
        var intake: Intake
        var reports: [FileReport] = []
        /// Where the new rows of each kind stand in the files.
        var lines: [FileKind: TakenLines] = [:]

        var rejected: Int { reports.reduce(0) { $0 + $1.rejected } }
    }

    func read(_ files: [RecognisedFile]) throws(Diagnostic) -> Harvest {
        let context = run.context
        let (isInterrupted, reports) = (context.isInterrupted, context.reports)
        var failure: (ImportFault, String)?
        // Nobody else looks at the world while it is lent.
        let result = Self.read(files, options, isInterrupted, reports, &context.world.store, &failure)
        if let (why, name) = failure { throw fault(why, name) }
        return result
    }

    private static func read(
        _ files: [RecognisedFile], _ options: ImportOptions, _ isInterrupted: @escaping () -> Bool,
        _ reports: @escaping (WorkDone) -> Void, _ store: inout Store,
        _ failure: inout (ImportFault, String)?
    ) -> Harvest {
        var harvest = Harvest(intake: Intake(&store))
        harvest.intake.isUpdate = options.isUpdate
        harvest.intake.addsDebtors = options.addsDebtors
        for file in files {
            let reading = FileReading(
                file: file, keepsRejects: options.takesRejects, expectedCurrency: options.expectedCurrency,
                isInterrupted: isInterrupted, reports: reports)
            do throws(ImportFault) {
                harvest.reports.append(
                    try reading.run(&harvest.intake, &harvest.lines[file.layout.kind, default: TakenLines()], &store))
            } catch {
                failure = (error, file.name)
                break
            }
        }
        harvest.intake.settle(&store)
        harvest.intake.open.close()
        return harvest
    }

    /// The change with a line for each file, so that it is known the next time.
    func recorded(
        _ changes: ChangeSet, _ reports: [FileReport], _ key: String?, _ today: Day
    ) throws(Diagnostic) -> ChangeSet {
        var effects = changes.effects
        for (n, report) in reports.enumerated() {
            let record = RecordImport(
                key: reports.count == 1 ? key ?? report.name : report.name, digest: report.digest, day: today, source: report.name,
                rows: Int64(report.read))
            let noted = try run.change(at: place) { store throws(TradeFault) in try record.changes(in: &store) }
            for effect in noted.effects {
                if case .insert(let table, let row, let cells) = effect {
                    effects.append(.insert(table, row: row + UInt32(truncatingIfNeeded: n), cells: cells))
                }
            }
        }
        return ChangeSet(effects)
    }

    // MARK: rejects

    func rejected(_ reports: [FileReport], _ count: Int) -> Diagnostic {
        run.fault(
            "import.rejected", "\(ImportWords.rows(count)) cannot be taken, so nothing was imported", at: place,
            notes: reports.flatMap { ImportWords.report($0) + ImportWords.rejects($0) },
            hint: Self.remedy(reports))
    }

    private static func remedy(_ reports: [FileReport]) -> String {
        if reports.contains(where: \.lacksCurrency) { return "say which currency the file is in, such as: … currency EUR" }
        if reports.contains(where: { !$0.unknown.isEmpty && $0.kind == .invoices }) {
            return "import the debtors first, or let the file add those it names: … unknown add; or put these rows aside: … rejects \"bad.csv\""
        }
        return "mend the file, or put these rows aside: … rejects \"bad.csv\""
    }

    /// Where the rows that were not taken will go: nothing is there yet, or just these rows, left by the same import before.
    func rejectsPlace(_ name: String, _ rows: [UInt8]) throws(Diagnostic) {
        guard let shell = run.context.shell else { return }
        do throws(DiskFault) { _ = try Self.free(name, rows, shell) } catch {
            throw run.fault("import.rejects", "nothing was imported: \(error.sentence)", at: ImportVerb.rejects)
        }
    }

    /// Writes the rows that were not taken, under the header of the file they come from, once the import is kept: a person who
    /// declines it finds no file, and may ask again.
    func putAside(_ name: String, _ rows: [UInt8]) -> (Context) throws(Diagnostic) -> Void {
        let run = run
        return { context throws(Diagnostic) in
            guard let shell = context.shell else { return }
            do throws(DiskFault) {
                if let target = try Self.free(name, rows, shell) { try shell.disk.replaceContents(of: target, with: rows) }
            } catch {
                throw run.fault(
                    "import.rejects", "the import is kept, but not the rows put aside: \(error.sentence)", at: ImportVerb.rejects,
                    hint: "undo takes the import back; then say another file")
            }
        }
    }

    /// Nil where the rows are there already.
    private static func free(_ name: String, _ rows: [UInt8], _ shell: Surroundings) throws(DiskFault) -> String? {
        let target = try shell.roots.resolve(name, from: shell.base)
        guard let status = try shell.disk.status(at: target) else { return target }
        if status.kind == .file, try shell.disk.contents(of: target, limit: rows.count) == rows { return nil }
        throw .system(.open, path: name, code: 17)
    }
}

extension ImportDesk.Harvest {
    /// The rows that were not taken, file by file.
    var aside: [UInt8] { reports.filter { $0.rejected > 0 }.flatMap(\.aside) }
}
