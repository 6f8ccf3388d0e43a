// A row of figures as one word of eight heights: `▁▂▅█`. The foot stands for zero, or for the least figure where that is below;
// a figure that is missing is a dot. In ASCII the heights are digits from 0 to 7.

package enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█".unicodeScalars)
    private static let digits = Array("01234567".unicodeScalars)

    /// `text([0, 5, nil, 10])` is `▁▅·█`.
    package static func text(_ values: [Int64?], isASCII: Bool = false) -> String {
        let glyphs = isASCII ? digits : blocks
        let figures = values.compactMap { $0 }.map { Int128($0) }
        let (low, high) = (min(0, figures.min() ?? 0), max(0, figures.max() ?? 0))
        let top = Int128(glyphs.count - 1)
        var out = String.UnicodeScalarView()
        for value in values {
            guard let value else {
                out.append(isASCII ? "." : "·")
                continue
            }
            let height = high == low ? 0 : (2 * (Int128(value) - low) * top + (high - low)) / (2 * (high - low))
            out.append(glyphs[max(0, min(Int(height), glyphs.count - 1))])
        }
        return String(out)
    }
}
