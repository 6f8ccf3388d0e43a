// Mutated statements typed into a book: whatever they are, there is an answer or an error with a place, a refused statement
// changes nothing, and the book stays whole. A trap ends the run; the seed printed last makes it again.
//
//     RECOUP_FUZZ=COUNT RECOUP_FUZZ_SEED=FIRST swift test --filter StatementFuzzTests      (scripts/fuzz does this)
import Builtins
import Columns
import Files
import Glibc
import Interpreter
import Receivables
import Terminal
import Testing
import Values

@testable import Shell

@Suite(.serialized) struct StatementFuzzTests {
    /// Books played with, twenty statements each.
    static let count = getenv("RECOUP_FUZZ").flatMap { Int(String(cString: $0)) }
    static let first = getenv("RECOUP_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) } ?? 1

    @Test func anyStatementHasAnAnswer() throws {
        let books = Self.count ?? 60
        let book = try Stage([Transcript.Directive(words: ["book", "corner"], line: 1)])
        #expect(Corpus.shared.statements.count > 500)
        var tally = Tally()
        for seed in Self.first..<Self.first &+ UInt64(books) {
            if Self.count != nil { print("fuzz seed \(seed)") }
            try play(seed, on: book.disk.afterProcessEnd(), &tally)
        }
        // Mutants of which nothing is understood, or everything, would try nothing.
        let all = 20 * books
        #expect(tally.answered > all / 20 && tally.refused > all / 4 && tally.changed > 0, "\(tally)")
    }

    private func play(_ seed: UInt64, on disk: MemoryDisk, _ tally: inout Tally) throws {
        var random = FuzzRandom(state: seed)
        let shell = try FuzzShell(disk)
        for _ in 0..<20 {
            let statement = Corpus.shared.mutant(&random)
            let before = shell.store.digest()
            let wasOpen = shell.session.isTransactionOpen
            let code = shell.take(statement)
            if code == 0 { tally.answered += 1 } else { tally.refused += 1 }
            if shell.store.digest() != before { tally.changed += 1 }
            // Inside an open transaction statements before this one may be taken back with it.
            if code != 0, !wasOpen, !shell.session.isTransactionOpen, !isMany(statement) {
                #expect(shell.store.digest() == before, "seed \(seed): refused, but the book changed: \(statement)")
            }
            #expect(shell.strayPlaces.isEmpty, "seed \(seed): \(shell.strayPlaces) in: \(statement)")
        }
        let broken = Invariants.violations(of: shell.store, on: try Day(parsing: Stage.today))
        #expect(broken.isEmpty, "seed \(seed): \(broken)")
        shell.leave()
    }

    private struct Tally {
        var answered = 0
        var refused = 0
        var changed = 0
    }

    /// Statements on several lines are kept one by one.
    private func isMany(_ text: String) -> Bool { text.contains { $0 == "\n" || $0 == ";" } }
}

/// One conversation on a book in memory, and what it said.
private final class FuzzShell {
    private let conversation: Conversation
    private var polls = 0
    private var printed = ""
    private(set) var strayPlaces: [String] = []

    init(_ disk: MemoryDisk) throws {
        var told: (String) -> Void = { _ in }
        let out = Channel { _ in }
        let err = Channel { bytes in told(String(decoding: bytes, as: UTF8.self)) }
        let outside = Outside(
            disk: disk, directory: "/", now: { Moment(day: Day.first) },
            screen: { _ in
                Screen(
                    inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false, size: nil, colour: .never,
                    environment: { _ in nil })
            },
            input: .bytes([]), out: out, err: err, actor: "mara", random: { 1 })
        let words = ["--today", Stage.today, "--seed", "1", "--no-config", "/corner.book"]
        conversation = try Program.open(try Invocation(parsing: words), outside, mode: .prompt)
        told = { [unowned self] in printed += $0 }
        conversation.ask { _ in true }
        // A loop that would never end is stopped as Ctrl-C does.
        session.context.isInterrupted = { [unowned self] in
            polls += 1
            return polls > 200
        }
    }

    var session: Session { conversation.session }
    var store: Store { session.context.world.store }

    func take(_ statement: String) -> Int32 {
        polls = 0
        printed = ""
        let code = conversation.take(Array(statement.utf8), as: "prompt") ?? 0
        strayPlaces = printed.contains("\u{1B}") ? ["an escape was printed"] : []
        if code == 1 || code == 3, !printed.contains("code: ") { strayPlaces.append("no code in: \(printed.suffix(300))") }
        return code
    }

    func leave() { conversation.leave() }
}
