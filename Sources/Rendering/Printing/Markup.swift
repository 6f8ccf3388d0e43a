// Text inside HTML and SVG: what cannot be seen is made visible, as on the screen, and what means something to the reader of
// markup is written as an entity. Everything that comes from data goes through here before it stands in a page or a picture.

enum Markup {
    /// `text("<b>\u{1B}&")` is `&lt;b&gt;\e&amp;`.
    static func text(_ text: String) -> String {
        var out: [UInt8] = []
        append(Array(text.utf8), to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    static func append(_ text: [UInt8], to out: inout [UInt8]) {
        var safe = text
        SafeText.makeSafe(&safe, from: 0)
        for byte in safe {
            switch byte {
            case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): out.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "\""): out.append(contentsOf: "&quot;".utf8)
            case UInt8(ascii: "'"): out.append(contentsOf: "&#39;".utf8)
            default: out.append(byte)
            }
        }
    }
}
