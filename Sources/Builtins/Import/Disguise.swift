// Files that are called like a table and are something else: told by their first bytes, so that a person hears what it is rather
// than where it stops being CSV. Reads nothing but the sample.
import Rendering

/// What a file is that is no text of rows.
enum Disguise {
    case workbook, oldWorkbook, pdf, gzip, webPage, xml
    /// Another message of a bank: `camt.054`.
    case bankMessage(String)
    /// `UTF-16, little end first` or its like: text, but of two or four bytes a character.
    case wide(String)

    /// Nil where it may well be CSV or JSON.
    init?(_ sample: [UInt8]) {
        switch sample {
        case _ where sample.starts(with: [0x50, 0x4B, 0x03, 0x04]): self = .workbook
        case _ where sample.starts(with: [0xD0, 0xCF, 0x11, 0xE0]): self = .oldWorkbook
        case _ where sample.starts(with: Array("%PDF".utf8)): self = .pdf
        case _ where sample.starts(with: [0x1F, 0x8B]): self = .gzip
        case _ where sample.starts(with: [0xFF, 0xFE, 0, 0]) || sample.starts(with: [0, 0, 0xFE, 0xFF]): self = .wide("UTF-32")
        case _ where sample.starts(with: [0xFF, 0xFE]): self = .wide("UTF-16, little end first")
        case _ where sample.starts(with: [0xFE, 0xFF]): self = .wide("UTF-16, big end first")
        default:
            guard let found = Self.unmarked(sample) ?? Self.markup(sample) else { return nil }
            self = found
        }
    }

    /// Text in ASCII has a zero in every second byte when it is written in UTF-16, mark or no mark.
    private static func unmarked(_ sample: [UInt8]) -> Disguise? {
        let looked = sample.prefix(64)
        guard looked.count >= 8 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (place, byte) in looked.enumerated() where byte == 0 {
            if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let many = looked.count * 2 / 5
        if zeros.odd >= many, zeros.even == 0 { return .wide("UTF-16, little end first") }
        if zeros.even >= many, zeros.odd == 0 { return .wide("UTF-16, big end first") }
        return nil
    }

    private static func markup(_ sample: [UInt8]) -> Disguise? {
        let start = sample.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let text = sample.dropFirst(start).drop { $0 <= 32 }
        guard text.first == UInt8(ascii: "<") else { return nil }
        let head = String(decoding: text.prefix(512), as: UTF8.self).lowercased()
        if head.hasPrefix("<!doctype html") || head.hasPrefix("<html") || head.contains("<head") || head.contains("<body") { return .webPage }
        if let message = Camt053.name(in: sample) { return .bankMessage(message) }
        return head.hasPrefix("<?xml") || head.contains("xmlns") ? .xml : nil
    }

    /// Behind the file's name.
    var says: String {
        switch self {
        case .workbook: "is a workbook (XLSX) or another zip archive, not CSV"
        case .oldWorkbook: "is a workbook of an old kind (XLS), not CSV"
        case .pdf: "is a PDF, not CSV"
        case .gzip: "is compressed with gzip"
        case .webPage: "is a web page (HTML), not CSV"
        case .xml: "is XML, not CSV"
        case .bankMessage(let name): "is a \(name) message, not a statement"
        case .wide(let encoding): "is \(encoding), not UTF-8"
        }
    }

    var hint: String {
        switch self {
        case .workbook, .oldWorkbook: "open it in the spreadsheet and save the sheet as CSV UTF-8"
        case .pdf: "ask the program it comes from for CSV"
        case .gzip: "unpack it first: gunzip"
        case .webPage: "a download that failed often leaves the page that says so: look at it, and fetch the file again"
        case .xml: "ask the program it comes from for CSV or JSON"
        case .bankMessage: "ask the bank for statements: camt.053, MT940 or CSV; what is only announced is not booked yet"
        case .wide: "save it as UTF-8"
        }
    }
}
