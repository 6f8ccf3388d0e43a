// How many columns of a terminal a text takes. A cluster (what a person takes for one character) is two columns wide
// when it holds U+FE0F or starts with a wide scalar, otherwise as wide as its first scalar. Works on bytes; may not
// use `Character`, whose segmentation is quadratic on hostile text. Expects text that `SafeText` has made safe: a
// control character measures nothing.

package enum DisplayWidth {
    /// `columns(of: "Müller")` is 6, `columns(of: "日本")` 4, `columns(of: "👩‍🚀")` 2.
    package static func columns(of text: String) -> Int {
        var text = text
        return text.withUTF8 { columns(of: $0) }
    }

    package static func columns(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        prefix(of: bytes, fitting: .max).columns
    }

    /// The longest run of whole clusters from the start that takes at most `limit` columns.
    package static func prefix(
        of bytes: UnsafeBufferPointer<UInt8>, fitting limit: Int
    ) -> (bytes: Int, columns: Int) {
        var walk = ClusterWalk(bytes)
        var columns = 0
        while let cluster = walk.peek() {
            if cluster.columns > limit - columns { break }
            columns += cluster.columns
            walk.position += cluster.length
        }
        return (walk.position, columns)
    }
}

/// Steps over text by clusters.
struct ClusterWalk {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private static let joiner: UInt32 = 0x200D
    private static let pictureStyle: UInt32 = 0xFE0F

    /// The cluster at `position`, or nil at the end. An ill-formed byte stands for itself, one column wide.
    func peek() -> (length: Int, columns: Int)? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        // Almost all text: an ASCII byte with another behind it.
        if first < 0x80, position + 1 == bytes.count || bytes[position + 1] < 0x80 {
            return (1, first >= 0x20 && first != 0x7F ? 1 : 0)
        }
        guard let (base, baseLength) = ScalarWalk.scalar(bytes, at: position) else { return (1, 1) }
        var end = position + baseLength
        var columns = Self.columns(of: base)
        if Self.isRegional(base), let (next, length) = ScalarWalk.scalar(bytes, at: end), Self.isRegional(next) {
            end += length
        }
        while let (next, length) = ScalarWalk.scalar(bytes, at: end), next >= 0x80 {
            guard Self.joins(next) else { break }
            end += length
            if next == Self.pictureStyle { columns = 2 }
            if next == Self.joiner, Self.isPicture(base),
                let (joined, joinedLength) = ScalarWalk.scalar(bytes, at: end), Self.isPicture(joined) {
                end += joinedLength
            }
        }
        return (end - position, columns)
    }

    static func columns(of scalar: UInt32) -> Int {
        if scalar < 0x300 { return scalar < 0x20 || (0x7F..<0xA0).contains(scalar) ? 0 : 1 }
        if WidthRanges.holds(WidthRanges.joining, scalar) { return 0 }
        return scalar >= 0x1100 && WidthRanges.holds(WidthRanges.wide, scalar) ? 2 : 1
    }

    /// A scalar that belongs to the cluster before it: marks, joiners, selectors, skin tones, tags.
    static func joins(_ scalar: UInt32) -> Bool {
        guard scalar >= 0x300 else { return false }
        return (0x1F3FB...0x1F3FF).contains(scalar) || WidthRanges.holds(WidthRanges.joining, scalar)
    }

    static func isRegional(_ scalar: UInt32) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar) }

    /// Scalars that a joiner may bind into one picture: `Extended_Pictographic`, by its blocks.
    static func isPicture(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA9, 0xAE, 0x203C, 0x2049, 0x2122, 0x2139, 0x3030, 0x303D, 0x3297, 0x3299: true
        case 0x2190...0x21FF, 0x2300...0x23FF, 0x2460...0x24FF, 0x25A0...0x27BF, 0x2900...0x297F, 0x2B00...0x2BFF: true
        case 0x1F000...0x1F1E5, 0x1F200...0x1FAFF: true
        default: false
        }
    }
}
