// Text from outside, made harmless for a person's screen. Control characters, escape sequences, marks that turn the
// direction of reading, and scalars that nobody can see are written out in ASCII (`\e`, `\u{202E}`), so that data can
// neither move the cursor nor pass for other data. Every place that prints data to a person goes through here; files
// for machines carry the bytes as they are.
//
// Left alone, because honest text needs them: joiners between pictures and inside the scripts that write with them,
// one variation selector after a visible scalar, up to eight marks on one base.

package enum SafeText {
    /// A pile of marks taller than this is not writing; what is above is written out.
    package static let marksOnOneBase = 8

    /// `visible("a\u{1B}[31mb")` is `a\e[31mb` with a backslash in place of the escape.
    package static func visible(_ text: String) -> String {
        var bytes = Array(text.utf8)
        makeSafe(&bytes, from: 0)
        return String(decoding: bytes, as: UTF8.self)
    }

    package static func append(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        let start = out.count
        out.append(contentsOf: bytes)
        makeSafe(&out, from: start)
    }

    /// Rewrites the bytes of `buffer` from `start` on; plain ASCII costs one look at each byte and no copy.
    package static func makeSafe(_ buffer: inout [UInt8], from start: Int) {
        let plain = buffer.withUnsafeBufferPointer { all in
            for index in start..<all.count where all[index] &- 0x20 >= 0x5F { return false }
            return true
        }
        if plain { return }
        let tail = Array(buffer[start...])
        buffer.removeSubrange(start...)
        tail.withUnsafeBufferPointer { rewrite($0, to: &buffer) }
    }

    private static func rewrite(_ bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var index = 0
        var before: UInt32 = 0  // the scalar before this one as printed; 0 where a mark would have nothing to sit on
        var base: UInt32 = 0  // the scalar that began the cluster
        var marks = 0
        while index < bytes.count {
            guard let (scalar, length) = ScalarWalk.scalar(bytes, at: index) else {
                escape(byte: bytes[index], to: &out)
                before = 0
                marks = 0
                index += 1
                continue
            }
            let after = ScalarWalk.scalar(bytes, at: index + length)?.value ?? 0
            let shown: Bool
            if ClusterWalk.joins(scalar) {
                marks += 1
                shown = marks <= marksOnOneBase && isWelcome(scalar, base: base, before: before, after: after)
            } else {
                marks = 0
                base = scalar
                shown = isVisible(scalar)
            }
            if shown {
                for offset in 0..<length { out.append(bytes[index + offset]) }
                before = scalar
            } else {
                escape(scalar: scalar, to: &out)
                before = 0
            }
            index += length
        }
    }

    private static func isVisible(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20..<0x7F: true
        case 0..<0x20, 0x7F..<0xA0: false  // controls, with the one-byte escape sequences of C1
        case 0xAD, 0x2028, 0x2029: false  // soft hyphen, line and paragraph separator
        case 0x2800: false  // the blank of Braille
        case 0x3164, 0xFFA0, 0x115F: false  // Hangul fillers
        case 0xFFF9...0xFFFB: false  // annotations
        case 0xFFFE, 0xFFFF, 0xFDD0...0xFDEF: false  // no characters
        default: true
        }
    }

    /// Whether a scalar without a column of its own may be printed where it stands.
    private static func isWelcome(_ scalar: UInt32, base: UInt32, before: UInt32, after: UInt32) -> Bool {
        switch scalar {
        case 0x200D:
            (ClusterWalk.isPicture(base) && ClusterWalk.isPicture(after)) || writesWithJoiners(before)
        case 0x200C:
            writesWithJoiners(before)
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF:
            before > 0x20 && !(0xFE00...0xFE0F).contains(before) && !(0xE0100...0xE01EF).contains(before)
        case 0xE0020...0xE007F:
            base == 0x1F3F4  // the flags of countries within a country
        case 0x200B, 0x200E, 0x200F, 0x061C, 0x180E, 0xFEFF, 0x034F, 0x17B4, 0x17B5: false
        case 0x202A...0x202E, 0x2060...0x206F: false  // overrides, embeddings, isolates, invisible operators
        case 0x1160, 0xFFF9...0xFFFB, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: false
        default:
            before > 0x20  // a mark with nothing under it would sit on the padding
        }
    }

    /// Arabic to Tibetan and the scripts of South and South-East Asia.
    private static func writesWithJoiners(_ scalar: UInt32) -> Bool {
        (0x0620...0x109F).contains(scalar) || (0x1780...0x18AF).contains(scalar) || (0xA8E0...0xABFF).contains(scalar)
            || (0x11000...0x11FFF).contains(scalar)
    }

    private static func escape(scalar: UInt32, to out: inout [UInt8]) {
        switch scalar {
        case 0x09: out.append(contentsOf: "\\t".utf8)
        case 0x0A: out.append(contentsOf: "\\n".utf8)
        case 0x0D: out.append(contentsOf: "\\r".utf8)
        case 0x1B: out.append(contentsOf: "\\e".utf8)
        case 0..<0x20, 0x7F: escape(byte: UInt8(truncatingIfNeeded: scalar), to: &out)
        default:
            out.append(contentsOf: "\\u{".utf8)
            out.append(contentsOf: String(scalar, radix: 16, uppercase: true).utf8)
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func escape(byte: UInt8, to out: inout [UInt8]) {
        let digits = Array("0123456789ABCDEF".utf8)
        out.append(contentsOf: "\\x".utf8)
        out.append(digits[Int(byte >> 4)])
        out.append(digits[Int(byte & 15)])
    }
}
