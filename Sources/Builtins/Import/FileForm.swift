// Which of the forms a table comes in a file has: CSV in some dialect, JSON, or a bank's statements. From here on all are rows of
// cells. Says nothing about what the cells mean.
import Rendering

enum FileForm {
    case csv(CSVDialect)
    case json(JSONKeys)
    case statements(StatementTable)

    /// By what the file is called, and where that leaves it open by its first byte.
    static func isJSON(_ name: String, _ sample: [UInt8]) -> Bool {
        let name = name.lowercased()
        if isCalledJSON(name) { return true }
        if name.hasSuffix(".csv") || name.hasSuffix(".tsv") { return false }
        let start = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = sample.dropFirst(start).first { $0 > 32 }
        return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    }

    private static func isCalledJSON(_ name: String) -> Bool {
        name.hasSuffix(".json") || name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson")
    }

    /// What a directory holds to be imported: its CSV files, or where it has none its JSON files, since settings and answers
    /// of programs that lie beside a ledger are JSON as well.
    static func files(among entries: [String]) -> [String] {
        let shown = entries.filter { !$0.hasPrefix(".") }
        let tables = shown.filter { $0.lowercased().hasSuffix(".csv") }
        return tables.isEmpty ? shown.filter { isCalledJSON($0.lowercased()) } : tables
    }

    /// Whether numbers were seen that have decimals behind a point, as the form itself asks for.
    var hasFractions: Bool {
        switch self {
        case .csv: false
        case .json(let keys): keys.hasFractions
        case .statements: true
        }
    }

    /// The rows of the first bytes of a file; a row that is cut ends them.
    func rows(in sample: [UInt8]) -> CSVReader {
        switch self {
        case .csv(let dialect): CSVReader(bytes: sample, dialect: dialect)
        case .json(let keys): CSVReader(source: JSONTable(JSONRecords(bytes: sample), keys, taken: []).fill)
        case .statements(let table): CSVReader(bytes: table.csv, dialect: CSVDialect())
        }
    }

    /// The rows of a file from where it stands, and what knows where they come from.
    func rows(of source: FileSource, _ layout: Layout) -> (reader: CSVReader, origin: RowOrigin) {
        switch self {
        case .csv(let dialect): return (CSVReader(dialect: dialect, source: source.fill), .file)
        case .json(let keys):
            let table = JSONTable(JSONRecords(source: source.fill), keys, taken: layout.columns)
            return (CSVReader(source: table.fill), .json(table))
        case .statements(let table):
            return (CSVReader(bytes: table.csv, dialect: CSVDialect()), .statements(table))
        }
    }
}

/// Where rows come from, when they were something else before they were CSV.
enum RowOrigin {
    case file, json(JSONTable), statements(StatementTable)

    /// Where a row, counted from 1, begins in the file; nil where the reader itself knows.
    func place(of row: Int) -> InputPlace? {
        switch self {
        case .file: nil
        case .json(let table): table.place(of: row)
        case .statements(let table): table.place(of: row)
        }
    }

    /// What is wrong with a row before its cells are looked at.
    func fault(of row: Int) -> JSONRowFault? {
        switch self {
        case .file, .statements: nil
        case .json(let table): table.faults[row]
        }
    }

    /// Why there are no more rows.
    var fault: JSONTableFault? {
        switch self {
        case .file, .statements: nil
        case .json(let table): table.fault
        }
    }

    /// Columns that turned up behind the header.
    var strangers: [String] {
        switch self {
        case .file, .statements: []
        case .json(let table): table.strangers
        }
    }

    /// What is to be said of the file as a whole.
    var says: [String] {
        switch self {
        case .file, .json: []
        case .statements(let table): table.says
        }
    }
}
