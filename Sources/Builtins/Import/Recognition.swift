// What a file is, before its rows are read: separator, encoding, kind, order of dates, decimal mark. It takes what the file says
// and refuses to guess where two readings are left.
import Files
import Rendering
import Values

/// Why a file cannot be read as it stands.
enum ImportFault: Error {
    case disk(DiskFault)
    case csv(CSVFault)
    case json(JSONTableFault)
    case statement(StatementFault)
    case longStatement
    case empty
    /// No text that could hold rows, but something else: what it is, and what to do.
    case otherFormat(String, hint: String)
    case notUTF8(InputPlace)
    case unknownKind(header: [String])
    case lacks(FileKind, [[FileField]], header: [String])
    case doubtfulDates(witness: String)
    case twoDateOrders(String, String)
    case doubtfulDecimals(witness: String)
    case twoDecimalMarks(String, String)
    case unknownField(String, FileKind)
    case unknownColumn(String, header: [String])
    case interrupted
}

struct RecognisedFile {
    let name: String
    let source: FileSource
    let form: FileForm
    let layout: Layout
    let style: CellStyle

    /// Without the directories before it.
    var shortName: String { name.split(separator: "/").last.map(String.init) ?? name }

    private static let sampleSize = 1 << 16

    init(_ name: String, _ source: FileSource, _ options: ImportOptions) throws(ImportFault) {
        self.name = name
        self.source = source
        let sample: [UInt8]
        do throws(DiskFault) { sample = try source.start(Self.sampleSize) } catch { throw .disk(error) }
        let isWhole = sample.count >= source.size
        if let kind = StatementKind.of(sample) {
            let table = try Self.statements(kind, source)
            form = .statements(table)
            var told = options
            if told.kind == nil { told.kind = .payments }
            layout = try Self.layout(StatementTable.header.map { Array($0.utf8) }, name, told)
            style = CellStyle()
            return
        }
        if let disguise = Disguise(sample) { throw .otherFormat(disguise.says, hint: disguise.hint) }
        if FileForm.isJSON(name, sample) {
            let keys = try JSONKeys(source)
            form = .json(keys)
            layout = try Self.layout(keys.names, name, options)
            style = try Self.style(sample, isWhole, source, form, layout, options)
            return
        }
        var found: CSVRecognition
        do throws(CSVFault) {
            found = try Self.recognised(sample, isWhole)
        } catch {
            throw .csv(error)
        }
        if let encoding = options.encoding {
            found.dialect.encoding = encoding
        } else if let place = found.notUTF8 {
            throw .notUTF8(place)
        }
        if let separator = options.separator { found.dialect.separator = separator }
        let (dialect, layout) = try Self.dialect(sample, found.dialect, name, options)
        form = .csv(dialect)
        self.layout = layout
        style = try Self.style(sample, isWhole, source, form, layout, options)
    }

    private static func statements(_ kind: StatementKind, _ source: FileSource) throws(ImportFault) -> StatementTable {
        guard source.size <= StatementTable.sizeLimit else { throw .longStatement }
        let bytes: [UInt8]
        do throws(DiskFault) { bytes = try source.start(source.size) } catch { throw .disk(error) }
        do throws(StatementFault) { return StatementTable(try kind.statements(in: bytes)) } catch { throw .statement(error) }
    }

    /// The separator that was recognised, or another one under which the header makes sense: a file with one broken row is
    /// told of that row, not of its header.
    private static func dialect(
        _ sample: [UInt8], _ likely: CSVDialect, _ name: String, _ options: ImportOptions
    ) throws(ImportFault) -> (CSVDialect, Layout) {
        do throws(ImportFault) {
            return (likely, try layout(try header(sample, likely), name, options))
        } catch {
            guard options.separator == nil else { throw error }
            var crowded: ImportFault?
            for separator in CSVRecogniser.separators where separator != likely.separator {
                var other = likely
                other.separator = separator
                do throws(ImportFault) {
                    let header = try header(sample, other)
                    if let layout = try? layout(header, name, options) { return (other, layout) }
                } catch {
                    // A header of too many columns is one column under another separator: that it is crowded says more.
                    if case .csv(.tooManyColumns) = error { crowded = error }
                }
            }
            throw crowded ?? error
        }
    }

    private static func recognised(_ sample: [UInt8], _ isWhole: Bool) throws(CSVFault) -> CSVRecognition {
        var result: Result<CSVRecognition, CSVFault> = .failure(.sourceFailed)
        sample.withUnsafeBufferPointer { bytes in
            do throws(CSVFault) { result = .success(try CSVRecogniser.recognise(bytes, isWhole: isWhole)) } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func header(_ sample: [UInt8], _ dialect: CSVDialect) throws(ImportFault) -> [[UInt8]] {
        let reader = CSVReader(bytes: sample, dialect: dialect)
        do throws(CSVFault) {
            guard try reader.next() else { throw CSVFault.sourceFailed }
        } catch {
            if case .sourceFailed = error { throw .empty }
            throw .csv(error)
        }
        return (0..<reader.count).map { Array(reader.field($0)) }
    }

    // MARK: kind and columns

    private static func layout(_ header: [[UInt8]], _ name: String, _ options: ImportOptions) throws(ImportFault) -> Layout {
        let names = header.map { String(decoding: $0, as: UTF8.self) }
        guard let kind = options.kind else {
            let file = name.utf8.lastIndex(of: 0x2F).map { String(name[name.utf8.index(after: $0)...]) } ?? name
            guard let layout = Layout.recognise(header, file: file) else { throw .unknownKind(header: names) }
            return layout
        }
        var told: [FileField: Layout.Template] = [:]
        for (field, parts) in options.map {
            guard let known = kind.field(field) else { throw .unknownField(field, kind) }
            var template = Layout.Template(parts: [])
            for part in parts {
                switch part {
                case .text(let text): template.parts.append(.text(Array(text.utf8)))
                case .column(let column):
                    let wanted = Layout.plain(Array(column.utf8))
                    guard let place = header.firstIndex(where: { Layout.plain($0) == wanted }) else {
                        throw .unknownColumn(column, header: names)
                    }
                    template.parts.append(.column(place))
                }
            }
            told[known] = template
        }
        let layout = Layout(kind, header: header, told: told)
        let lacks = layout.lacks(options.needs ?? kind.needs)
        guard lacks.isEmpty else { throw .lacks(kind, lacks, header: names) }
        return layout
    }

    // MARK: dates and decimals

    private static func style(
        _ sample: [UInt8], _ isWhole: Bool, _ source: FileSource, _ form: FileForm, _ layout: Layout, _ options: ImportOptions
    ) throws(ImportFault) -> CellStyle {
        var style = CellStyle()
        style.currency = options.currency
        var look = Look(layout)
        look.over(form.rows(in: sample))
        let needsDates = options.dates == nil && !look.settlesDates
        let needsMark = options.mark == nil && !look.settlesMark
        if !isWhole, needsDates || needsMark {
            source.rewind()
            look.over(form.rows(of: source, layout).reader)
            source.rewind()
        }
        if let told = options.dates {
            style.order = told
        } else {
            switch look.dates.verdict {
            case .none: break
            case .order(let order): style.order = order
            case .ambiguous(let witness): throw .doubtfulDates(witness: text(witness))
            case .contradictory(let one, let other): throw .twoDateOrders(text(one), text(other))
            }
        }
        if let told = options.mark {
            style.mark = told
        } else {
            switch look.decimals.verdict {
            case .none: break
            case .mark(let mark): style.mark = mark
            // A number of JSON has a point whatever the country.
            case .ambiguous where form.hasFractions: break
            case .ambiguous(let witness): throw .doubtfulDecimals(witness: text(witness))
            case .contradictory(let point, let comma): throw .twoDecimalMarks(text(point), text(comma))
            }
        }
        return style
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes.prefix(40), as: UTF8.self) }

    /// Weighs the cells of dates and amounts, record by record.
    private struct Look {
        var dates = DateOrderSniffer()
        var decimals = DecimalMarkSniffer()
        private let dateColumns: [Int]
        private let amountColumns: [Int]

        init(_ layout: Layout) {
            dateColumns = [FileField.issued, .due, .date, .at, .opened, .next].map { layout[$0] }.filter { $0 >= 0 && $0 < Layout.made }
            amountColumns = [FileField.amount, .limit].map { layout[$0] }.filter { $0 >= 0 && $0 < Layout.made }
        }

        var settlesDates: Bool {
            if case .order(let order) = dates.verdict, order == .ymd || order == .dmy || order == .mdy { return true }
            return dateColumns.isEmpty
        }

        var settlesMark: Bool {
            if case .mark = decimals.verdict { return true }
            return amountColumns.isEmpty
        }

        /// A record that is no record is for the reading proper to refuse.
        mutating func over(_ reader: CSVReader) {
            var isHeader = true
            while true {
                do throws(CSVFault) {
                    guard try reader.next() else { return }
                } catch {
                    guard error.isConfinedToRecord else { return }
                    continue
                }
                if isHeader {
                    isHeader = false
                    continue
                }
                let fields = reader.fields
                for column in dateColumns { dates.look(at: fields[column].withoutBlanks) }
                for column in amountColumns { decimals.look(at: fields[column].withoutBlanks) }
            }
        }
    }
}

extension FileKind {
    /// The field a person means: by its own name or by any a file may use.
    func field(_ name: String) -> FileField? {
        let wanted = Layout.plain(Array(name.utf8))
        if let exact = columns.first(where: { Layout.plain(Array($0.field.rawValue.utf8)) == wanted }) { return exact.field }
        return columns.first { $0.names.contains { Layout.plain(Array($0.utf8)) == wanted } }?.field
    }
}
