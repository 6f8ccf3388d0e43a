// `save "FILE"`: writes the rows to a file, whole or not at all, in the format its name ends in. May touch only what lies
// below the roots, and replaces a file only where `replace` says so.
import Diagnostics
import Files
import Interpreter
import Rendering
import Values

enum Save {
    static let path = Key.path("file", "where to; its ending names the format: csv, tsv, json, jsonl, md, html")
    static let replace = Clause.toggle("replace", "write over a file that is there")
    static let raw = Clause.toggle("raw", "csv and tsv: do not guard text against spreadsheet formulas")

    static let verb = Verb.stage(
        "save", [path, replace, raw], writesFile: true, summary: "write the rows to a file",
        words: "write them to {file}[replace:, over what is there]",
        details: """
            The file appears whole or not at all. Text that a spreadsheet would take for a formula gets an apostrophe in front,
            unless `raw` stands there.
            """,
        examples: [Example("invoices | where overdue > 60d | save \"late.csv\" replace", "the rows, for a spreadsheet")], takesOpenRows: true
    ) { call in
        Prepared(.nothing) { run throws(Diagnostic) in
            let rows = run.rows
            let name = try run[path]
            let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(name[name.utf8.index(after: $0)...]) } ?? ""
            guard let format = ExportFormat(named: ending) else { throw run.unknownFormat(ending) }
            let target = try FileTarget(name, at: path, replacing: run[replace], "… | save \"\(name)\" replace", run)
            let grid = ResultGrid(rows, for: .machine, in: run.context).grid
            let count = counted(grid.rowCount, "row")
            if run.context.isSupposing {
                run.context.says("would save \(count) to \(name)")
                return .nothing
            }
            do throws(DiskFault) {
                var writer = try target.open()
                do throws(DiskFault) {
                    try format.write(grid, raw: run[raw], title: rows.shape.noun ?? "") { (bytes) throws(DiskFault) in
                        try writer.write(Array(bytes))
                    }
                } catch {
                    writer.abandon()
                    throw error
                }
                try writer.finish()
            } catch {
                throw target.failed(error, run)
            }
            run.context.says("\(count) saved to \(name)")
            return .nothing
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
            notes: ["formats: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", "))"])
    }
}
