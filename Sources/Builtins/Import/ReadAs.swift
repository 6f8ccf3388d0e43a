// What the columns of a file were taken for, in the words of a map: what is shown can be changed and typed back. Reads nothing.
import Rendering
import Values

extension ImportWords {
    /// `invoices map { number: Rechnungsnr, debtor: Kunde } dates dmy decimal comma`; empty where a file calls its columns as we do.
    static func readAs(_ file: RecognisedFile) -> String {
        let layout = file.layout
        var entries: [String] = []
        for (field, _) in layout.kind.columns {
            let place = layout[field]
            guard place >= 0, place < Layout.made else { continue }
            let column = layout.name(of: place, as: field)
            let name = Layout.plain(Array(column.utf8))
            if name == Layout.plain(Array(field.rawValue.utf8)) || exported.contains(name) { continue }
            entries.append("\(field.rawValue): \(mapName(column))")
        }
        guard !entries.isEmpty else { return "" }
        var line = "\(layout.kind.rawValue) map { \(entries.joined(separator: ", ")) }"
        let hasDays = layout.kind.columns.contains { dayFields.contains($0.field) && layout.has($0.field) }
        if hasDays, file.style.order != .ymd { line += " dates \(file.style.order.rawValue)" }
        if layout.has(.amount), file.style.mark == .comma { line += " decimal comma" }
        return line
    }

    /// What our own export calls columns that are fields by a shorter name.
    private static let exported = ["termsdays", "creditlimit"].map { Array($0.utf8) }

    private static let dayFields: [FileField] = [.issued, .due, .date, .opened, .at, .next]

    /// As a map writes it: in backticks unless it is one word.
    private static func mapName(_ column: String) -> String {
        let isWord = !column.isEmpty && column.utf8.allSatisfy {
            ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 90) || ($0 >= 97 && $0 <= 122) || $0 == 95 || $0 >= 0x80
        } && !(column.utf8.first.map { $0 >= 48 && $0 <= 57 } ?? true)
        return isWord ? column : "`\(column)`"
    }
}
