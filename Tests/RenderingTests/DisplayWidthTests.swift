import Rendering
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("Müller", 6), ("Mu\u{308}ller", 6), ("日本語", 6), ("ｱｲｳ", 3), ("Ａ", 2), ("한글", 4),
        ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👍🏽", 2), ("👩‍🚀", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪🇬🇧", 4), ("❤️", 2), ("❤", 1), ("1️⃣", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("é", 1), ("–…€", 3), ("שלום", 4), ("नमस्ते", 4), ("\u{301}", 0), ("☎︎", 1),
    ]) func columns(of text: String, are expected: Int) {
        #expect(DisplayWidth.columns(of: text) == expected)
    }

    @Test func prefixNeverCutsACluster() {
        let text = "a日e\u{301}👩‍🚀z"
        let clusters = text.map { String($0).utf8.count }
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            for limit in 0...10 {
                let cut = DisplayWidth.prefix(of: bytes, fitting: limit)
                #expect(cut.columns <= limit)
                #expect((0...clusters.count).contains { clusters.prefix($0).reduce(0, +) == cut.bytes })
            }
        }
        #expect(Array(text.utf8).withUnsafeBufferPointer { DisplayWidth.prefix(of: $0, fitting: 2) } == (1, 1))
    }

    @Test func tallPilesOfMarksTakeLinearTime() {
        let pile = "a" + String(repeating: "\u{301}", count: 200_000)
        #expect(DisplayWidth.columns(of: pile) == 1)
        #expect(SafeText.visible(pile).hasPrefix("a" + String(repeating: "\u{301}", count: 8) + "\\u{301}"))
    }
}

@Suite struct SafeTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("a\u{1B}[31mb", #"a\e[31mb"#), ("\u{1B}]0;x\u{7}", #"\e]0;x\x07"#), ("a\tb\nc\r", #"a\tb\nc\r"#),
        ("\u{9B}2J", #"\u{9B}2J"#), ("a\u{202E}b", #"a\u{202E}b"#), ("\u{2066}x\u{2069}", #"\u{2066}x\u{2069}"#),
        ("a\u{200B}b", #"a\u{200B}b"#), ("a\u{200D}b", #"a\u{200D}b"#), ("a\u{AD}b", #"a\u{AD}b"#), ("\u{FEFF}a", #"\u{FEFF}a"#),
        ("\u{301}a", #"\u{301}a"#), ("é e\u{301}", "é e\u{301}"), ("👩‍🚀 👍🏽 ❤️ 🇩🇪", "👩‍🚀 👍🏽 ❤️ 🇩🇪"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
        ("a\u{2028}b", #"a\u{2028}b"#), ("a\u{E0041}", #"a\u{E0041}"#), ("x\u{FE0F}\u{FE0F}", "x\u{FE0F}\\u{FE0F}"), ("\u{7F}\0", #"\x7F\x00"#),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"), ("ᅟ\u{3164}", #"\u{115F}\u{3164}"#),
    ]) func makesVisible(_ text: String, _ expected: String) {
        #expect(Array(SafeText.visible(text).utf8) == Array(expected.utf8))
    }

    @Test func nothingThatComesOutCanActOnAScreen() {
        let seed: UInt64 = 27
        var random = Seeded(seed)
        let spice: [UInt32] = [0x1B, 0x9B, 0x202E, 0x2067, 0x200D, 0x200B, 0xFE0F, 0x301, 0x0A, 0xE0020, 0x41, 0x1F469, 0x627]
        for round in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...12, using: &random) {
                if Int.random(in: 0..<6, using: &random) == 0 {
                    bytes.append(UInt8.random(in: 0...255, using: &random))
                } else if let scalar = Unicode.Scalar(spice.randomElement(using: &random) ?? 0) {
                    bytes += Array(String(scalar).utf8)
                }
            }
            var out: [UInt8] = []
            bytes.withUnsafeBufferPointer { SafeText.append($0, to: &out) }
            let text = String(decoding: out, as: UTF8.self)
            #expect(Array(text.utf8) == out, "seed \(seed) round \(round): well-formed")
            for scalar in text.unicodeScalars {
                #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value), "seed \(seed) round \(round)")
                #expect(!(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value))
            }
        }
    }
}
