// A name as a bank may spell it: words in small letters without accents, without legal forms and signs. Two spellings of one name
// come to the same words. Knows no debtor.

package struct NameWords: Hashable, Sendable {
    /// In order of the alphabet, each once.
    package let words: [String]

    /// `NameWords("Müller & Söhne GmbH").words` → `["mueller", "soehne"]`
    package init(_ name: String) {
        var words: [String] = []
        var word = ""
        for scalar in name.lowercased().unicodeScalars {
            if let plain = Self.plain(scalar) { word += plain } else if !Self.joins.contains(scalar) {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        let telling = words.filter { !Self.forms.contains($0) }
        self.words = Set(telling.isEmpty ? words : telling).sorted()
    }

    /// Whether every word of one is in the other, as it is, by its first letter, or but for one letter; and whether that says
    /// enough: two words, or one of five letters.
    ///
    ///     NameWords("M TURNER").isLike(NameWords("Mary Turner"))     // true
    ///     NameWords("Harbor Cafe").isLike(NameWords("Harbour Cafe Ltd"))  // true
    package func isLike(_ other: NameWords) -> Bool {
        let (few, many) = words.count <= other.words.count ? (words, other.words) : (other.words, words)
        let whole = few.filter { $0.utf8.count > 1 }
        guard whole.count > 1 || whole.contains(where: { $0.utf8.count >= 5 }), whole.contains(where: many.contains) else { return false }
        return few.allSatisfy { word in many.contains { Self.isLike(word, $0) } }
    }

    private static func isLike(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        let (short, long) = a.utf8.count <= b.utf8.count ? (Array(a.utf8), Array(b.utf8)) : (Array(b.utf8), Array(a.utf8))
        if short.count == 1 { return long.first == short[0] }
        // Short words that differ by a letter are other words.
        guard short.count >= 5, long.count - short.count <= 1, let odd = long.indices.first(where: { $0 >= short.count || short[$0] != long[$0] })
        else { return false }
        let rest = long[(odd + 1)...]
        return short.count == long.count ? short[(odd + 1)...].elementsEqual(rest) : short[odd...].elementsEqual(rest)
    }

    /// Of a point or an apostrophe both sides are one word: S.A., O'Neill.
    private static let joins: Set<Unicode.Scalar> = [".", "'", "’"]

    private static let forms: Set<String> = [
        "gmbh", "mbh", "ag", "kg", "ohg", "ug", "ev", "ek", "co", "company", "ltd", "limited", "llp", "llc", "inc", "corp", "plc", "sa", "sarl",
        "sas", "srl", "sl", "spa", "bv", "nv", "vof", "as", "aps", "oy", "ab", "sro", "doo", "pty", "the", "und", "and", "et", "y", "mr", "mrs",
        "ms", "herr", "frau",
    ]

    /// A letter or digit as banks without accents write it; nil for what separates.
    private static func plain(_ scalar: Unicode.Scalar) -> String? {
        if let known = letters[scalar] { return known }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? String(scalar) : nil
    }

    private static let letters: [Unicode.Scalar: String] = {
        var letters: [Unicode.Scalar: String] = ["ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe", "ł": "l", "đ": "d"]
        for (plain, accented) in [
            ("a", "áàâãāăą"), ("c", "çćč"), ("d", "ď"), ("e", "éèêëēėęě"), ("g", "ğģ"), ("i", "íìîïīį"), ("k", "ķ"), ("l", "ļľĺ"), ("n", "ñńňņ"),
            ("o", "óòôõōő"), ("r", "řŕ"), ("s", "śšşș"), ("t", "ťţț"), ("u", "úùûūůűų"), ("y", "ýÿ"), ("z", "źżž"),
        ] {
            for scalar in accented.unicodeScalars { letters[scalar] = plain }
        }
        return letters
    }()
}
