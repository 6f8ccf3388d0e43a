// Texts that are nearly scripts: the corpus with bytes changed, tokens spliced, pieces repeated. Whatever they are, the lexer, the
// parser, the checker and the printer answer, and every problem has a code that help knows and a place inside the text.
//
//     RECOUP_FUZZ_TEXT=MINUTES RECOUP_FUZZ_SEED=FIRST swift test --filter TextFuzzTests      (scripts/fuzz text does this)
import Builtins
import Columns
import Diagnostics
import Glibc
import Interpreter
import Syntax
import Testing
import Values

@testable import Shell

@Suite struct TextFuzzTests {
    private static let minutes = getenv("RECOUP_FUZZ_TEXT").flatMap { Int(String(cString: $0)) }
    private static let first = getenv("RECOUP_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1
    /// Seeds of the gate.
    private static let count: UInt64 = 12_000

    private let codes = Set(TradeLanguage.registry.codes.map(\.code))

    @Test func anyTextIsAnswered() throws {
        let until = Self.minutes.map { time(nil) + $0 * 60 }
        var tally = (sound: 0, refused: 0)
        var seed = Self.first
        while until.map({ time(nil) < $0 }) ?? (seed < Self.first &+ Self.count) {
            if Self.minutes != nil, seed % 100 == 0 { print("fuzz seed \(seed)") }
            var random = FuzzRandom(state: seed)
            let bytes = Corpus.shared.mutatedText(&random)
            if try answered(bytes, "seed \(seed)") { tally.sound += 1 } else { tally.refused += 1 }
            seed &+= 1
        }
        #expect(tally.sound > 500 && tally.refused > 5_000, "\(tally)")
    }

    /// Whether the text is a script without a problem.
    private func answered(_ bytes: [UInt8], _ seed: String) throws -> Bool {
        let source = Source(name: "fuzz", bytes: bytes)
        for mode in [Session.Mode.script, .prompt] {
            let tree = Tree(parsing: source, mode: mode == .prompt ? .prompt : .script)
            let (_, store) = try BookDesk.memory(now: { Moment(day: Day.first) })
            let world = World(store: store, today: Day.first, now: Moment(day: Day.first))
            let session = Session(registry: TradeLanguage.registry, context: Context(world: world), mode: mode)
            let problems = session.check(source).problems
            for problem in problems {
                let fault = problem.diagnostic
                #expect(
                    codes.contains(fault.code) && !fault.message.isEmpty && fault.primary.span.upper <= UInt32(bytes.count),
                    "\(seed): \(fault)")
                #expect(DiagnosticRenderer().render(fault, in: source).utf8.count < 8_000, "\(seed)")
                #expect(!fault.json(in: source).utf8.contains(0x0A), "\(seed)")
            }
            if mode == .script, tree.diagnostics.isEmpty {
                let laid = Source(name: "laid", bytes: try formatted(source))
                #expect(Tree(parsing: laid).means(tree), "\(seed)")
                #expect(try formatted(laid) == laid.bytes, "\(seed): laying out twice is not laying out once")
            }
            if !problems.isEmpty { return false }
        }
        return true
    }
}

extension Corpus {
    /// A text of the corpus with one to four places changed: bytes, or tokens of another text.
    func mutatedText(_ random: inout FuzzRandom) -> [UInt8] {
        var bytes = Array((random.one(texts) ?? "").utf8.prefix(4_000))
        for _ in 0...random.below(4) {
            let at = random.below(bytes.count + 1)
            let end = min(bytes.count, at + random.below(8))
            switch random.below(8) {
            case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.below(8))
            case 1: bytes.removeSubrange(at..<end)
            case 2: bytes.insert(contentsOf: (0..<random.below(4)).map { _ in UInt8(random.below(256)) }, at: at)
            case 3: bytes.insert(contentsOf: repeatElement(Array(bytes[at..<end]), count: random.below(60)).joined(), at: at)
            case 4: bytes.removeSubrange(at...)
            default:
                let other = Array((random.one(texts) ?? "").utf8.prefix(4_000))
                let tokens = TokenBuffer(lexing: other).tokens
                let from = random.below(tokens.count)
                let to = min(tokens.count - 1, from + random.below(6))
                guard tokens.indices.contains(from), to >= from else { continue }
                let piece = other[Int(tokens[from].lower)..<Int(tokens[to].upper)]
                bytes.replaceSubrange(at..<end, with: [0x20] + piece + [0x20])
            }
        }
        return bytes
    }
}
