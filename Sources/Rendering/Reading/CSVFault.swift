// What can be wrong with a CSV file before anybody asks what its fields mean. Knows no column names; the words are
// chosen by whoever shows it.

package enum CSVFault: Error, Hashable, Sendable {
    /// The closure that gives the bytes gave up; it knows why.
    case sourceFailed
    /// UTF-16 or UTF-32, told by its mark at the start.
    case wideEncoding
    case invalidUTF8(InputPlace)
    case nul(InputPlace)
    /// The place is that of the quote that is never closed.
    case unclosedQuote(InputPlace)
    /// Something other than a separator or the end of the line behind a closing quote.
    case textAfterQuote(InputPlace)
    /// Only in a strict dialect: a quote in a field that does not begin with one.
    case bareQuote(InputPlace)
    /// The place is the record's last field.
    case ragged(InputPlace, expected: Int, found: Int)
    case recordTooLong(InputPlace, limit: Int)
    case tooManyColumns(InputPlace, limit: Int)

    /// Whether reading can go on with the record behind: then `next()` may be called again, and the fields that were
    /// found are at hand.
    package var isConfinedToRecord: Bool {
        switch self {
        case .invalidUTF8, .bareQuote, .ragged: true
        case .sourceFailed, .wideEncoding, .nul, .unclosedQuote, .textAfterQuote, .recordTooLong, .tooManyColumns: false
        }
    }

    package var place: InputPlace? {
        switch self {
        case .sourceFailed, .wideEncoding: nil
        case .invalidUTF8(let place), .nul(let place), .unclosedQuote(let place), .textAfterQuote(let place),
            .bareQuote(let place), .ragged(let place, _, _), .recordTooLong(let place, _),
            .tooManyColumns(let place, _):
            place
        }
    }
}
