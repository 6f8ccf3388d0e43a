// Case-blind comparison of text by bytes, with simple (one to one) Unicode case folding: `Straße` equals `STRAßE` and
// not `STRASSE`. Bytes that are no UTF-8 stand for themselves, so hostile input compares and never traps.

package enum CaseFold {
    /// Whether two texts differ only in case.
    package static func equal(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        compare(a, b) == .equal
    }

    package static func equal(_ a: String, _ b: String) -> Bool { compare(a, b) == .equal }

    /// The order of the folded code points.
    package static func compare(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Ordering {
        var left = 0
        var right = 0
        while left < a.count, right < b.count {
            let x = next(a, &left)
            let y = next(b, &right)
            if x != y { return x < y ? .ascending : .descending }
        }
        return left < a.count ? .descending : right < b.count ? .ascending : .equal
    }

    package static func compare(_ a: String, _ b: String) -> Ordering {
        withBytes(of: a) { left in withBytes(of: b) { right in compare(left, right) } }
    }

    /// Adds the folded form to a buffer; two texts are equal but for case exactly when these bytes are equal.
    package static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into folded: inout [UInt8]) {
        folded.reserveCapacity(folded.count + bytes.count)
        var at = 0
        while at < bytes.count {
            let code = next(bytes, &at)
            if code < 0x80 {
                folded.append(UInt8(code))
            } else if code >= rawByte {
                folded.append(UInt8(truncatingIfNeeded: code))
            } else if let scalar = Unicode.Scalar(code), let units = UTF8.encode(scalar) {
                folded.append(contentsOf: units)
            }
        }
    }

    package static func folded(_ text: String) -> String {
        var bytes: [UInt8] = []
        withBytes(of: text) { fold($0, into: &bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Bytes that are no UTF-8 are numbered after the last code point.
    private static let rawByte: UInt32 = 0x11_0000

    private static func next(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> UInt32 {
        let byte = bytes[at]
        if byte < 0x80 {
            at += 1
            return UInt32(byte >= 65 && byte <= 90 ? byte + 32 : byte)
        }
        guard let (scalar, width) = decode(bytes, at) else {
            at += 1
            return rawByte + UInt32(byte)
        }
        at += width
        let offset = Int(scalar.value) - 0x80
        return offset < common.count ? common[offset] : simple(scalar).value
    }

    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> (Unicode.Scalar, Int)? {
        let lead = bytes[at]
        let width = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        guard lead >= 0xC2, lead < 0xF5, at + width <= bytes.count else { return nil }
        var code = UInt32(lead) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for offset in 1..<width {
            let byte = bytes[at + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            code = code << 6 | UInt32(byte & 0x3F)
        }
        // Longer than needed is not UTF-8; surrogates are refused by Unicode.Scalar.
        guard code >= (width == 2 ? 0x80 : width == 3 ? 0x800 : 0x1_0000), let scalar = Unicode.Scalar(code) else {
            return nil
        }
        return (scalar, width)
    }

    /// The folded forms of the Latin, Greek and Cyrillic blocks, made once: asking Unicode's tables anew for every
    /// letter is ten times slower.
    private static let common: [UInt32] = (UInt32(0x80)..<0x600).map { code in
        Unicode.Scalar(code).map { simple($0).value } ?? code
    }

    /// Lower case of the upper case, where each is one code point: this also joins the two small sigmas. The dotless
    /// i keeps apart from i, as in Unicode's own table.
    private static func simple(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard scalar.value != 0x131 else { return scalar }
        let upper = only(scalar.properties.uppercaseMapping) ?? scalar
        return only(upper.properties.lowercaseMapping) ?? scalar
    }

    private static func only(_ mapping: String) -> Unicode.Scalar? {
        let scalars = mapping.unicodeScalars
        guard let first = scalars.first, scalars.dropFirst().isEmpty else { return nil }
        return first
    }
}
