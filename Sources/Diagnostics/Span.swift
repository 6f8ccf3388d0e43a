// A stretch of source text. Knows no source: whoever holds a span knows which text it cuts.

/// Half-open byte range `lower..<upper` of one source.
/// Offsets are UInt32 because a script beyond 4 GB is refused before it is read.
package struct Span: Hashable, Sendable, BitwiseCopyable {
    package var lower: UInt32
    package var upper: UInt32

    /// An upper bound below the lower one is read as an empty span at `lower`.
    package init(_ lower: UInt32, _ upper: UInt32) {
        self.lower = lower
        self.upper = max(lower, upper)
    }

    /// From offsets counted in `Int`; anything outside UInt32 is clamped.
    package init(_ range: Range<Int>) {
        self.init(UInt32(clamping: range.lowerBound), UInt32(clamping: range.upperBound))
    }

    package var isEmpty: Bool { lower == upper }
    package var count: Int { Int(upper) - Int(lower) }
    package var range: Range<Int> { Int(lower)..<Int(upper) }

    /// The smallest span that covers both.
    package func union(_ other: Span) -> Span {
        Span(min(lower, other.lower), max(upper, other.upper))
    }

    package func contains(_ other: Span) -> Bool {
        lower <= other.lower && other.upper <= upper
    }
}
