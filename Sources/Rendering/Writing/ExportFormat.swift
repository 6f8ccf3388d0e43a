// The formats that leave the program, by the names people give them, and one door to all of them. Which of them a
// cell's kind is written how is each writer's own business.

import Values

package enum ExportFormat: String, CaseIterable, Hashable, Sendable {
    case csv, tsv, json, jsonl, markdown = "md", html

    /// From a file name's extension or from what stands behind `--format`, in either case: `ExportFormat(named:
    /// "CSV")` is `.csv`.
    package init?(named name: String) {
        switch name.lowercased() {
        case "markdown": self = .markdown
        case "htm": self = .html
        case "ndjson": self = .jsonl
        case let known: self.init(rawValue: known)
        }
    }

    /// Writes all rows of `grid`, in chunks of about 64 KB handed to `write`.
    ///
    /// - Parameters:
    ///   - raw: CSV and TSV only: leaves out the guard against formulas.
    ///   - frame: HTML and Markdown only: what stands around the table.
    package func write<Failure: Error>(
        _ grid: Grid, raw: Bool = false, frame: PageFrame = .none,
        to write: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        var out = ChunkedBytes()
        var cell = ByteSink(reserving: 256)
        let writer = RowWriter(self, grid, raw: raw, frame: frame)
        writer.head(to: &out.bytes)
        for row in 0..<grid.rowCount {
            writer.row(row, cell: &cell, to: &out.bytes)
            try out.handOn(beyond: TablePainter.chunk, to: write)
        }
        writer.foot(to: &out.bytes)
        try out.handOn(beyond: 0, to: write)
    }

    /// All of it at once, behind what is there: for short results.
    package func append(_ grid: Grid, raw: Bool = false, frame: PageFrame = .none, to out: inout [UInt8]) {
        var cell = ByteSink(reserving: 64)
        let writer = RowWriter(self, grid, raw: raw, frame: frame)
        writer.head(to: &out)
        for row in 0..<grid.rowCount { writer.row(row, cell: &cell, to: &out) }
        writer.foot(to: &out)
    }

    /// All of it as a text: for tests.
    package func text(_ grid: Grid, raw: Bool = false, frame: PageFrame = .none) -> String {
        var bytes: [UInt8] = []
        append(grid, raw: raw, frame: frame, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The writer of one grid in one format.
enum RowWriter {
    case delimited(DelimitedWriter)
    case json(JSONWriter)
    case markdown(MarkdownWriter)
    case html(HTMLWriter)

    init(_ format: ExportFormat, _ grid: Grid, raw: Bool, frame: PageFrame) {
        switch format {
        case .csv: self = .delimited(DelimitedWriter(grid, separator: UInt8(ascii: ","), isGuarded: !raw))
        case .tsv: self = .delimited(DelimitedWriter(grid, separator: UInt8(ascii: "\t"), isGuarded: !raw))
        case .json: self = .json(JSONWriter(grid, isArray: true))
        case .jsonl: self = .json(JSONWriter(grid, isArray: false))
        case .markdown: self = .markdown(MarkdownWriter(grid, frame: frame))
        case .html: self = .html(HTMLWriter(grid, frame: frame))
        }
    }

    func head(to out: inout [UInt8]) {
        switch self {
        case .delimited(let writer): writer.head(to: &out)
        case .json(let writer): writer.head(to: &out)
        case .markdown(let writer): writer.head(to: &out)
        case .html(let writer): writer.head(to: &out)
        }
    }

    func row(_ row: Int, cell: inout ByteSink, to out: inout [UInt8]) {
        switch self {
        case .delimited(let writer): writer.row(row, cell: &cell, to: &out)
        case .json(let writer): writer.row(row, cell: &cell, to: &out)
        case .markdown(let writer): writer.row(row, cell: &cell, to: &out)
        case .html(let writer): writer.row(row, cell: &cell, to: &out)
        }
    }

    func foot(to out: inout [UInt8]) {
        switch self {
        case .delimited: break
        case .markdown(let writer): writer.foot(to: &out)
        case .json(let writer): writer.foot(to: &out)
        case .html(let writer): writer.foot(to: &out)
        }
    }
}
