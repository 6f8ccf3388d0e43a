// `save "FILE"`: writes the rows to a file, whole or not at all, in the format its name ends in; a chart as a picture. May touch
// only what lies below the roots, and replaces a file only where `replace` says so.
import Diagnostics
import Files
import Interpreter
import Rendering
import Values

enum Save {
    static let path = Key.path(
        "file", "where to; its ending names the format: csv, tsv, json, jsonl, md, html, and svg for a chart")
    static let title = Key.text("title", label: "title", "html, md and svg: what stands above").optional
    static let replace = Clause.toggle("replace", "write over a file that is there")
    static let raw = Clause.toggle("raw", "csv and tsv: do not guard text against spreadsheet formulas")

    /// The endings a name may have.
    static let formats = ExportFormat.allCases.map(\.rawValue) + ["svg"]

    static let verb = Verb.stage(
        "save", [path, title, replace, raw], writesFile: true, summary: "write the rows to a file, or a chart as a picture",
        words: "write them to {file}[replace:, over what is there]",
        details: """
            The file appears whole or not at all. Text that a spreadsheet would take for a formula gets an apostrophe in front,
            unless `raw` stands there. html is a page that prints: a heading, the day, sums for each currency, and a chart above its
            table. svg is the chart alone.
            """,
        examples: [
            Example("invoices | where overdue > 60d | save \"late.csv\" replace", "the rows, for a spreadsheet"),
            Example("invoices | chart ageing by debtor.country | save \"ageing.svg\" replace", "the chart, for a report"),
            Example("statement for D-17 | save \"d-17.html\" replace", "a page to print"),
        ], takesOpenRows: true
    ) { call in
        Prepared(.nothing) { run throws(Diagnostic) in
            let name = try run[path]
            let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[name.utf8.index(after: $0)...]) } ?? ""
            let content = try SavedContent(run, name: name, ending: ending)
            let target = try FileTarget(name, at: path, replacing: run[replace], "… | save \"\(name)\" replace", run)
            if run.context.isSupposing {
                run.context.says("would save \(content.what) to \(name)")
                return .nothing
            }
            do throws(DiskFault) {
                var writer = try target.open()
                do throws(DiskFault) { try content.write(to: &writer) } catch {
                    writer.abandon()
                    throw error
                }
                try writer.finish()
            } catch {
                throw target.failed(error, run)
            }
            run.context.says("\(content.what) saved to \(name)")
            return .nothing
        }
    }
}

/// What a file will hold.
private enum SavedContent {
    case rows(Grid, ExportFormat, PageFrame, raw: Bool)
    case picture(String)

    init(_ run: Run, name: String, ending: String) throws(Diagnostic) {
        var rows = run.rows
        let title = try run[Save.title]
        if ending.lowercased() == "svg" {
            if let title { rows.chart?.title = title }
            guard let drawn = ResultChart(rows, in: run.context) else { throw run.noChart() }
            self = .picture(ChartPicture(drawn.chart, footer: drawn.footer).text())
            return
        }
        guard let format = ExportFormat(named: ending) else { throw run.unknownFormat(ending) }
        // A table in Markdown is pasted into other text unless it was given a heading of its own.
        guard format == .html || (format == .markdown && title != nil) else {
            self = .rows(ResultGrid(rows, for: .machine, in: run.context).grid, format, .none, raw: run[Save.raw])
            return
        }
        let stem = name.split(separator: "/").last.map { String($0.prefix { $0 != "." }) } ?? name
        let page = ResultPage(rows, in: run.context, named: title, otherwise: stem)
        self = .rows(page.grid, format, page.frame, raw: false)
    }

    /// As it is told: `12 rows`.
    var what: String {
        switch self {
        case .picture: "the chart"
        case .rows(let grid, _, _, _): counted(grid.rowCount, "row")
        }
    }

    func write(to writer: inout WholeFileWriter) throws(DiskFault) {
        switch self {
        case .picture(let text): try writer.write(Array(text.utf8))
        case .rows(let grid, let format, let frame, let raw):
            try format.write(grid, raw: raw, frame: frame) { (bytes) throws(DiskFault) in try writer.write(Array(bytes)) }
        }
    }
}

extension Run {
    fileprivate func unknownFormat(_ ending: String) -> Diagnostic {
        fault(
            "save.unknown-format",
            ending.isEmpty
                ? "the file's name must end in its format, but it has no ending"
                : "the file's name must end in a format, and '\(ending)' is none", at: Save.path,
            notes: ["formats: \(Save.formats.joined(separator: ", "))"])
    }

    fileprivate func noChart() -> Diagnostic {
        fault(
            "save.no-chart", "a picture is drawn of a chart, but these are rows", at: Save.path,
            hint: "draw them first: … | chart bar balance by debtor | save …")
    }
}
