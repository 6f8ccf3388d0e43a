// Why a bank's file is no statement, in words. The reading knows no sentence.
import Rendering
import Values

enum StatementWords {
    /// `, line 7`, behind a file's name.
    static func place(_ fault: StatementFault) -> String {
        switch fault {
        case .notXML(let place, _): ", line \(place.line), column \(place.column)"
        case .documentType(let place), .tooDeep(let place), .field(let place, _, _), .lacks(let place, _), .mixedCurrencies(let place, _, _):
            ", line \(place.line)"
        case .doesNotTie, .noStatement: ""
        }
    }

    static func why(_ fault: StatementFault) -> String {
        switch fault {
        case .notXML(_, let what): "this is no XML (\(what))"
        case .documentType: "a document type is declared here, which no bank's message has"
        case .tooDeep: "more elements stand in each other than any message has"
        case .field(_, let name, let text): "'\(text.prefix(60))' is not what belongs into \(name)"
        case .lacks(_, let name): "\(name) is missing"
        case .mixedCurrencies(_, let one, let other): "a line in \(other.code) stands in a statement in \(one.code)"
        case .doesNotTie(let account, let number, let opening, let closing, let lines):
            "the statement\(number.isEmpty ? "" : " \(number)")\(account.isEmpty ? "" : " of \(account)") does not tie: "
                + "\(opening.text) and \(ImportWords.lines(lines)) do not make \(closing.text)"
        case .noStatement: "there is no statement in it"
        }
    }

    static func hint(_ fault: StatementFault) -> String? {
        switch fault {
        case .doesNotTie: "lines are missing or were changed: fetch the file from the bank again"
        case .notXML: "the file may be cut short: fetch it from the bank again"
        case .documentType, .tooDeep, .field, .lacks, .mixedCurrencies, .noStatement: nil
        }
    }
}
