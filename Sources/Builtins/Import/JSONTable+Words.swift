// Why objects are no table, in words that follow a file's name. Decides nothing.
import Rendering

extension ImportWords {
    static func why(_ fault: JSONTableFault) -> String {
        switch fault {
        case .broken(let fault): why(fault)
        case .empty: "there is no object"
        case .notAnObject(let place): "line \(place.line): this is no object; a file of JSON is a list of them, or one a line"
        }
    }

    /// A fault of one object as a reject tells it: place, key, reason.
    static func inRow(_ fault: JSONRowFault) -> (InputPlace, key: String, why: String) {
        switch fault {
        case .nested(let place, let key): (place, key, "this is a list or an object, but one value is wanted")
        case .twice(let place, let key): (place, key, "this key stands twice in one object")
        case .nul(let place, let key): (place, key, "a NUL stands in this, which is no text")
        }
    }

    private static func why(_ fault: JSONFault) -> String {
        switch fault {
        case .sourceFailed: "the file could not be read"
        case .wideEncoding: "the file is UTF-16 or UTF-32; save it as UTF-8"
        case .unexpected(let place, let wanted): "\(spot(place)): \(word(wanted)) must stand here"
        case .unfinished(let place): "\(spot(place)): the file ends here, in the middle of a value"
        case .malformedNumber(let place): "\(spot(place)): this is no number of JSON"
        case .invalidUTF8(let place): "\(spot(place)): this is no UTF-8"
        case .control(let place): "\(spot(place)): the end of a line, or another control character, cannot stand in a text"
        case .malformedEscape(let place): "\(spot(place)): this is no escape of JSON"
        case .loneSurrogate(let place): "\(spot(place)): half of a surrogate pair is no text"
        case .tooDeep(let place, let limit): "\(spot(place)): lists and objects may be nested \(limit) deep at most"
        case .recordTooLong(let place, let limit): "\(spot(place)): one object may have at most \(limit) bytes"
        }
    }

    private static func spot(_ place: InputPlace) -> String { "line \(place.line), column \(place.column)" }

    private static func word(_ wanted: JSONFault.Wanted) -> String {
        switch wanted {
        case .value: "a value"
        case .key: "a key in quotes"
        case .colon: "a colon"
        case .commaOrEnd: "a comma or the closing bracket"
        case .end: "nothing more"
        case .blank: "a blank or a new line"
        }
    }
}
