// Statements that a person nearly meant: those of all transcripts, cut up and put together again from a seed.

struct FuzzRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &self) }
    mutating func one<Element>(_ choices: [Element]) -> Element? { choices.randomElement(using: &self) }
}

/// What is mutated: every statement somebody types in a transcript, as words with the blanks before them.
struct Corpus: Sendable {
    static let shared = Corpus()

    /// What was typed, whole: statements and scripts, those of the examples and of the compatibility corpus too.
    let texts: [String]
    let statements: [[String]]
    /// Every word of every statement, as often as it stands there.
    let words: [String]

    private init() {
        let files = ProjectFiles.all(below: "Tests/Transcripts", ending: ".transcript")
        let pages = ProjectFiles.all(below: "docs", ending: ".md") + ["README.md"]
        var typed = files.flatMap { path in
            (try? ProjectFiles.text(path)).map { Transcript(name: path, text: $0).sections.flatMap(\.steps).map(\.typed) } ?? []
        }
        for page in pages {
            guard let text = try? ProjectFiles.text(page) else { continue }
            for block in Page(path: page, text: text).blocks {
                typed += Transcript(name: page, text: block.text).sections.flatMap(\.steps).map(\.typed)
            }
        }
        let scripts = ["docs/examples", "Tests/Compatibility", "Tests/Transcripts"].flatMap { ProjectFiles.all(below: $0, ending: ".recoup") }
        texts = typed + scripts.compactMap { try? ProjectFiles.text($0) }
        // A statement of a megabyte is a test of its own.
        statements = typed.filter { $0.utf8.count < 2_000 }.map(Self.split)
        words = statements.flatMap { $0 }
    }

    /// Words, runs of blanks, and single marks.
    private static func split(_ text: String) -> [String] {
        var parts: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-" || scalar == "_" {
                word.unicodeScalars.append(scalar)
            } else {
                if !word.isEmpty { parts.append(word) }
                word = ""
                parts.append(String(scalar))
            }
        }
        return word.isEmpty ? parts : parts + [word]
    }

    /// Words that have broken programs before.
    private static let hard = [
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0", "1e400", "0.000000000000001", "١٢", "1,5",
        "0000-00-00", "2025-02-29", "9999-12-31", "0001-01-01", "99999-01-01", "9999999d", "9999999mo", "0d", "-1d", "1m", "100%",
        "-0.01%", "92,233,720,368,547,758.07 EUR", "0 JPY", "0.001 KWD", "1.001 EUR", "XXX", "D-0", "D-18446744073709551616",
        "INV-", "\u{0}", "\u{1B}[2J", "\u{202E}", "e\u{301}\u{301}", "👩‍👩‍👧", "\"", "'", "`", "(", ")", "[", "]", "{", "}", "|", "\\\n",
        "\"{", "}\"", "\"\"\"", "#", "#0", "#99999999999999999999", "..", "??", "-", "--", "$", "$it", "it", "null", "not", "in GBP",
        "as of 0001-01-01", "as of 9999-12-31", "last month", "../../x", "/etc/passwd", "confirm 0..9999", "dry", "explain",
    ]

    /// One statement, changed in one to four places.
    func mutant(_ random: inout FuzzRandom) -> String {
        var words = random.one(statements) ?? []
        for _ in 0...random.below(4) where !words.isEmpty {
            let at = random.below(words.count)
            switch random.below(9) {
            case 0: words.remove(at: at)
            case 1: words.insert(words[at], at: random.below(words.count))
            case 2: words[at] = random.one(self.words) ?? ""
            case 3: words.insert(contentsOf: [" ", random.one(self.words) ?? "", " "], at: at)
            case 4: words[at] = random.one(Self.hard) ?? ""
            case 5: words.insert(contentsOf: [" ", random.one(Self.hard) ?? ""], at: at)
            case 6: words.swapAt(at, random.below(words.count))
            case 7:
                // The head of one, the tail of another: stages on rows they were not made for.
                let other = random.one(statements) ?? []
                let bar = other.lastIndex(of: "|") ?? random.below(other.count)
                words = Array(words[..<at]) + [" "] + Array(other[min(bar, other.count)...])
            default: words = words + [" "] + Array((random.one(statements) ?? []).drop { $0 != "|" })
            }
        }
        return words.joined()
    }
}
