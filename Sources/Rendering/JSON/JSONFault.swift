// What can be wrong with JSON, and where. The words are chosen by whoever shows it.

package enum JSONFault: Error, Hashable, Sendable {
    /// What the grammar allows at a place.
    package enum Wanted: Hashable, Sendable { case value, key, colon, commaOrEnd, end, blank }

    /// The closure that gives the bytes gave up; it knows why.
    case sourceFailed
    /// UTF-16 or UTF-32, told by its mark at the start.
    case wideEncoding
    case unexpected(InputPlace, wanted: Wanted)
    /// The input ends before the value does.
    case unfinished(InputPlace)
    case malformedNumber(InputPlace)
    case invalidUTF8(InputPlace)
    /// A control character that stands in a text unescaped.
    case control(InputPlace)
    case malformedEscape(InputPlace)
    /// Half of a surrogate pair: no text can hold it.
    case loneSurrogate(InputPlace)
    case tooDeep(InputPlace, limit: Int)
    /// One record of a stream is longer than what may be held at once.
    case recordTooLong(InputPlace, limit: Int)
}
