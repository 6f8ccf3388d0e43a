// Codes of files that are read in: what they hold, how they are written, whether they tie to what was expected.
import Interpreter

extension CodePages {
    static let imports: [CodePage] = [
        CodePage("import.count-differs", "the file has another number of rows than expect says, so nothing was imported", right: "import \"open.csv\" expect 12"),
        CodePage("import.total-differs", "the file comes to another total than rows says, so nothing was imported", right: "import \"open.csv\" expect 12 rows 8,968.24 EUR"),
        CodePage("import.doubtful-dates", "the dates can be read two ways; say which", right: "import payments from \"bank.csv\" dates dmy"),
        CodePage("import.doubtful-decimals", "the amounts can be read two ways; say which", right: "import payments from \"bank.csv\" decimal comma"),
        CodePage("import.empty", "the file has no header, so nothing says what it holds"),
        CodePage("import.encoding", "the file is not UTF-8; programs of long ago often wrote latin1", right: "import \"customers.csv\" encoding latin1"),
        CodePage("import.key-reused", "another file was imported under this key, or under its name; a key names one import", right: "import \"open.csv\" key \"open 2026-11\""),
        CodePage("import.lacks-column", "a column that is needed is not in the file; map says which one holds it", right: "import invoices from \"open.csv\" map { amount: sum, debtor: \"D-{client}\", due: payby }"),
        CodePage(
            "import.map", "map takes a record of fields and what each is made of: a column, or a text with columns in braces",
            right: "import invoices from \"open.csv\" map { id: number, debtor: \"D-{client}\" }"),
        CodePage("import.no-files", "there is no file here that can be imported"),
        CodePage("import.not-csv", "the file is no CSV: its quotes or its rows do not close"),
        CodePage("import.not-json", "the file is no JSON, or no list of flat objects; the message says where"),
        CodePage("import.statement", "a bank's statement (MT940, camt.053) is broken, or its lines do not make its closing balance; fetch it again"),
        CodePage("import.other-format", "the file is no CSV but a workbook, a web page, or text in another encoding; save it as CSV UTF-8"),
        CodePage("reconcile.rejected", "some lines of the ledger cannot be read, so nothing can be proved; the message lists them"),
        CodePage("reconcile.too-large", "a sum does not fit 18 digits"),
        CodePage("import.rejected", "some rows cannot be taken, so nothing was imported; rejects takes them aside", right: "import payments from \"bank.csv\" rejects \"bad.csv\""),
        CodePage("import.rejects", "the file for rejected rows could not be written, so nothing was imported; it must be a new file", right: "import \"bank.csv\" rejects \"bad-2.csv\""),
        CodePage("import.separator", "a separator is one character", right: "import \"open.csv\" separator \";\""),
        CodePage("import.unknown-column", "the file has no column of this name; its header is shown"),
        CodePage("import.unknown-field", "records of this kind have no field of that name; the message lists those they have"),
        CodePage("import.unknown-kind", "the header fits no kind of file; say which", right: "import invoices from \"open.csv\""),
        CodePage("import.unreadable", "the file cannot be read; the message says why"),
    ]
}
