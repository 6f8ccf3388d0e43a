// `export sql "FILE"`: the whole book as one file of SQL that PostgreSQL, SQLite and DuckDB take: facts as tables, nouns as views.
// May touch only what lies below the roots, and replaces a file only where `replace` says so.
import Diagnostics
import Files
import Interpreter
import Values

enum ExportSQL {
    static let path = Key.path("file", "where to: book.sql")
    static let replace = Clause.toggle("replace", "write over a file that is there")

    static let verb = Verb.command(
        "export sql", [path, replace], consequence: .writesFile, summary: "write the whole book as SQL for another database",
        details: """
            One file for an empty database of PostgreSQL, SQLite or DuckDB. The facts are tables (book_invoices); the nouns are views
            (invoices) that work out balance, overdue and status for the day in book_day. The file appears whole or not at all.
            `… | show sql` says a pipeline over these views.
            """,
        examples: [Example("dry export sql \"book.sql\"", "what would be written")]
    ) { _ in
        Prepared(.nothing) { run throws(Diagnostic) in
            let name = try run[path]
            let target = try FileTarget(name, at: path, replacing: run[replace], "export sql \"\(name)\" replace", run)
            let world = run.world
            let rows = BookExport.rowCount(of: world.store)
            let count = rows == 1 ? "1 row" : "\(rows) rows"
            if run.context.isSupposing {
                run.context.says("would write \(count) to \(name)")
                return .nothing
            }
            var nuls = 0
            do throws(DiskFault) {
                var export = BookExport(world.store, today: world.today, to: try target.open())
                do throws(DiskFault) { try export.write() } catch {
                    export.abandon()
                    throw error
                }
                nuls = export.nuls
                try export.finish()
            } catch {
                throw target.failed(error, run)
            }
            run.context.says("\(count) written to \(name)")
            if nuls > 0 {
                run.context.says("\(nuls == 1 ? "1 text holds" : "\(nuls) texts hold") a NUL, which no database keeps: it is written as ␀")
            }
            return .nothing
        }
    }
}
