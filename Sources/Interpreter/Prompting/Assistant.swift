// Helps a person at the prompt with a line that is not finished: what its words are, what may come next, which argument is
// being typed, what a word means. Pure: text and cursor in, data out; it runs nothing and changes nothing of the session.
import Diagnostics
import Syntax

/// One for the life of a prompt.
///
///     let assistant = Assistant(session, sources)
///     assistant.suggestions(Array("invoices | so".utf8), cursor: 13).list.map(\.text)   // ["sort"]
///     assistant.hint(Array("take ".utf8), cursor: 5)
package final class Assistant {
    private let session: Session
    private let sources: PromptSources
    private let checker: Checker
    private var parser = Parser()
    private var tree = Tree()
    /// What was found for the line looked at last: one key asks for colours, a suggestion and a hint.
    private var known: (bytes: [UInt8], cursor: Int, line: TypedLine, place: Place)?
    /// Longer lines are data; they are coloured by their bytes alone.
    private static let longest = 1 << 15

    package init(_ session: Session, _ sources: PromptSources = PromptSources()) {
        self.session = session
        self.sources = sources
        checker = Checker(session.registry)
    }

    /// Forgets what it found, since a statement was run.
    package func refresh() { known = nil }

    // MARK: what a person asks

    /// What each word is, in no particular order.
    package func marks(_ bytes: [UInt8], cursor: Int) -> [Mark] {
        // The first thing a prompt shows is an empty line, and nothing is known of the language yet.
        if bytes.isEmpty { return [] }
        let line = read(bytes, cursor).line
        var marker = Marker(checker, sources)
        guard bytes.count <= Self.longest else { return marker.marks(line.buffer, bytes: bytes) }
        // The word at the cursor is not finished, so nothing is said against it.
        let ending = line.inside == .code && line.isAtEnd && line.partial.isEmpty ? line.cut : line.closed
        var unknown: [Span] = []
        reading(ending) {
            checker.isSurveying = true
            defer { checker.isSurveying = false }
            marker.visit(tree.root)
            unknown = checker.problems.filter { isCertain($0, line) }.map(\.primary.span) + marker.unknown
        }
        var marks = marker.marks(line.buffer, bytes: bytes)
        for span in unknown where Int(span.upper) <= bytes.count && !(Int(span.lower) <= cursor && cursor <= Int(span.upper)) {
            guard let place = marks.firstIndex(where: { $0.range.lowerBound == Int(span.lower) }) else {
                marks.append(Mark(range: span.range, role: .word, isUnknown: true))
                continue
            }
            marks[place].isUnknown = true
        }
        return marks
    }

    /// What may stand at the cursor, the likeliest first.
    package func suggestions(_ bytes: [UInt8], cursor: Int) -> Suggestions {
        let (line, place) = read(bytes, cursor)
        var isQuoted = false
        if case .text = line.inside { isQuoted = true }
        var start = line.start
        if case .topics? = place.offers.first { start = bytes[..<line.cursor].lastIndex { $0 <= 0x20 }.map { $0 + 1 } ?? start }
        var suggester = Suggester(checker, sources, partial: bytes[start..<line.cursor], isQuoted: isQuoted)
        if line.inside != .comment { suggester.add(place) }
        return Suggestions(start..<line.cursor, suggester.list)
    }

    /// The parameter being typed and the usage of what it belongs to: two parts of one line.
    package func hint(_ bytes: [UInt8], cursor: Int) -> (lead: String, usage: String)? {
        let (line, place) = read(bytes, cursor)
        guard line.inside != .comment, let entry = place.entry else { return nil }
        guard let parameter = entry.parameter else { return ("", entry.usage) }
        let name = parameter.label ?? parameter.name
        return (parameter.summary.isEmpty ? name : "\(name): \(parameter.summary)", entry.usage)
    }

    /// The help page for the word under the cursor, or for the verb whose argument it is.
    package func help(_ bytes: [UInt8], cursor: Int) -> [String] {
        let book = HelpBook(session.registry, own: session.checker.definitions)
        let line = read(bytes, cursor).line
        let tokens = line.buffer.tokens
        let at = tokens.lastIndex { $0.kind == .name && Int($0.lower) <= cursor && cursor <= Int($0.upper) }
        if let at {
            let word = Self.text(tokens[at], bytes)
            let before = at > 0 && tokens[at - 1].kind == .name ? Self.text(tokens[at - 1], bytes) : ""
            let after = tokens[at + 1].kind == .name ? Self.text(tokens[at + 1], bytes) : ""
            for name in ["\(before) \(word)", "\(word) \(after)", word] where book.knows(name) { return book.page([name]).lines() }
        }
        let (_, place) = read(bytes, cursor)
        if let entry = place.entry { return book.page([entry.name]).lines() }
        let heads = tokens.filter { $0.kind == .name && Int($0.upper) <= cursor }.map { Self.text($0, bytes) }
        return book.page(heads.last { book.knows($0) }.map { [$0] } ?? []).lines()
    }

    /// The words of a line, for moving by them.
    package func words(_ bytes: [UInt8]) -> [Range<Int>] {
        let buffer = TokenBuffer(lexing: bytes)
        return (buffer.tokens.filter { $0.kind != .end }.map(\.span.range) + buffer.comments.map(\.range))
            .sorted { $0.lowerBound < $1.lowerBound }
    }

    // MARK: reading

    private static func text(_ token: Token, _ bytes: [UInt8]) -> String {
        String(decoding: bytes[token.span.range], as: UTF8.self)
    }

    /// Whether a problem stays one whatever is typed next: a name that nothing has, or what does not fit and is not the last word
    /// before the cursor, since `500` may yet become `500 GBP`.
    private func isCertain(_ problem: Diagnostic, _ line: TypedLine) -> Bool {
        if Self.unknownCodes.contains(problem.code) { return true }
        guard Self.misfitCodes.contains(problem.code) else { return false }
        let end = problem.primary.span.upper
        return line.buffer.tokens.contains { $0.kind != .end && $0.lower >= end && Int($0.lower) < line.start }
    }

    private static let unknownCodes: Set<String> = [
        "verb.unknown", "name.unknown", "where.unknown-column", "bind.unknown-label", "bind.unknown-word",
        "expression.unknown-name", "expression.unknown-variable", "expression.unknown-function",
        "expression.unknown-parameter", "expression.no-member",
    ]

    private static let misfitCodes: Set<String> = [
        "expression.no-arithmetic", "expression.unlike", "expression.not-a-condition", "expression.wrong-argument", "bind.wrong-type",
        "bind.twice", "bind.too-many", "verb.wrong-input",
    ]

    private func read(_ bytes: [UInt8], _ cursor: Int) -> (line: TypedLine, place: Place) {
        if let known, known.cursor == cursor, known.bytes == bytes { return (known.line, known.place) }
        let line = TypedLine(bytes, cursor: cursor)
        var place = Place.none
        if line.inside != .comment, bytes.count <= Self.longest {
            reading(line.cut) {
                let finder = PlaceFinder(checker, mark: line.mark)
                for statement in finder.statementsBefore { checker.declare(statement) }
                place = finder.place()
            }
        }
        known = (bytes, cursor, line, place)
        return (line, place)
    }

    /// Opens the checker on a text as the session would see it, for as long as the body runs.
    private func reading(_ bytes: [UInt8], _ body: () -> Void) {
        parser.parse(bytes, into: &tree, mode: .prompt)
        checker.names = session.checker.names
        checker.lastShape = session.checker.lastShape
        checker.isPrompt = true
        checker.isReadOnly = session.isReadOnly
        checker.depth = 0
        checker.loops = 0
        checker.inside = nil
        checker.definitions = session.checker.definitions
        checker.broken.removeAll(keepingCapacity: true)
        checker.open(tree, Source(name: "prompt", bytes: bytes))
        checker.announce()
        body()
        checker.close()
    }
}

extension HelpBook {
    /// Whether a page is about this name.
    func knows(_ name: String) -> Bool {
        own[name] != nil || registry.verb(name) != nil || registry.noun(name) != nil || registry.function(name) != nil
            || registry.terms.contains { $0.name == name || $0.also.contains(name) } || TypeWord.all.contains { $0.name == name } || registry.codes.contains { $0.code == name }
    }
}
