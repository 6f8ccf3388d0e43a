// Where a section of a transcript plays: a disk in memory, a frozen clock, a book, and one conversation on it. Everything
// that could differ between two runs is given here.
import Durability
import Files
import Interpreter
import Receivables
import Terminal
import Values

@testable import Shell

struct StageFault: Error, CustomStringConvertible {
    var description: String
}

final class Stage {
    static let today = "2026-11-23"

    private(set) var disk: MemoryDisk
    private var arguments: [String] = []
    /// What a script is given behind its name.
    private var given: [String] = []
    private var limits: [(String, Int)] = []
    /// Another program that holds the book.
    private var holder: BookFile?
    /// How often the conversation may look before it is told to stop.
    private var looksLeft: Int?
    private var book: String?
    private var width: Int?
    private var isScript = false
    private var conversation: Conversation?
    private var invocation = Invocation()
    /// Why the section is not played.
    private(set) var skipped: String?
    /// What the step under way has printed.
    private var printed: [(text: String, isError: Bool)] = []
    /// What the step under way is expected to print: where the answer to a question stands.
    private var script: [String] = []

    init(_ directives: [Transcript.Directive]) throws {
        var today = Self.today
        var source = "new"
        for directive in directives where directive.place == 0 {
            switch (directive.words.first, directive.words.count) {
            case ("book", 2): source = directive.words[1]
            case ("today", 2): today = directive.words[1]
            case ("width", 2): width = Int(directive.words[1])
            case ("mode", 2): isScript = directive.words[1] == "script"
            case ("skip", _): skipped = directive.words.dropFirst().joined(separator: " ")
            default: break
            }
        }
        arguments = ["--today", today, "--seed", "1", "--no-config"]
        switch source {
        case "none":
            disk = MemoryDisk()
        case "sample":
            disk = try SampleBook.shared.copy()
            book = "/sample.book"
        default:
            disk = MemoryDisk()
            book = "/\(source).book"
            // A book that a script of its own makes: `@ book corner`.
            let script = "Tests/Transcripts/books/\(source).recoup"
            if let text = try? ProjectFiles.text(script) { try make(text, today) } else { try layDown(source) }
        }
        for directive in directives where directive.place == 0 { try obey(directive) }
        for directive in directives where directive.place == 0 && directive.words.first == "option" {
            arguments += directive.words.dropFirst()
        }
    }

    private func make(_ script: String, _ today: String) throws {
        try disk.replaceContents(of: "/made.recoup", with: Array(script.utf8))
        let code = Program.run(arguments + location + ["/made.recoup"], outside(input: .bytes([]), isTerminal: false))
        defer { printed = [] }
        guard code == 0 else { throw StageFault(description: "the book cannot be made: \(printed.map(\.text).joined())") }
        disk = disk.afterProcessEnd()
    }

    /// The files of a book that an earlier program wrote, where one of this name is kept: `@ book first`.
    private func layDown(_ name: String) throws {
        let files = ProjectFiles.all(below: "Tests/Transcripts/books/\(name)", ending: "")
        guard !files.isEmpty, let book else { return }
        try disk.makeDirectory(book)
        for path in files {
            guard let file = path.split(separator: "/").last else { continue }
            try disk.replaceContents(of: "\(book)/\(file)", with: try ProjectFiles.bytes(path))
        }
        disk = disk.afterProcessEnd()
    }

    /// A directive that acts where it stands.
    func obey(_ directive: Transcript.Directive) throws {
        let words = directive.words
        switch words.first {
        case "book", "today", "width", "mode", "skip", "option": return
        case "file" where words.count >= 2:
            guard let bytes = FileBytes.of(directive.content, as: words.dropFirst(2)) else { throw unknown(words) }
            try disk.replaceContents(of: "/\(words[1])", with: bytes)
        case "arguments": given = Array(words.dropFirst())
        case "limit" where words.count == 3:
            guard let count = Int(words[2]), ["steps", "depth", "memory", "bytes"].contains(words[1]) else { throw unknown(words) }
            limits.append((words[1], count))
            if let conversation { setLimits(of: conversation) }
        case "lock" where words.count == 1: try lock()
        case "interrupt" where words.count == 3 && words[1] == "after":
            guard let count = Int(words[2]) else { throw unknown(words) }
            looksLeft = count
        case "damage" where words.count == 3 || words.count == 4:
            guard let offset = Int(words[2]), let count = words.count == 4 ? Int(words[3]) : 1 else { throw unknown(words) }
            try damage(words[1], offset, count)
        case "reopen":
            close()
            if words.count == 2, let place = arguments.firstIndex(of: "--today") { arguments[place + 1] = words[1] }
            disk = disk.hasPower ? disk.afterProcessEnd() : disk.afterPowerCut(.some(seed: 1))
        case "cut-power" where words.count == 4 && words[1] == "after":
            guard let count = Int(words[2]) else { throw unknown(words) }
            disk.setFaults([.cutPower(afterChange: disk.changeCount + count)])
        case let word? where word.hasPrefix("fail-") && words.count == 2:
            guard let count = Int(words[1]), let operation = DiskOperation(rawValue: String(word.dropFirst(5))) else { throw unknown(words) }
            disk.setFaults([
                .fail(operation, call: disk.callCount(of: operation) + count, code: SystemError.inputOutput, repeating: false)
            ])
        default: throw unknown(words)
        }
    }

    /// Another program takes the book and keeps it.
    private func lock() throws {
        guard let book else { throw StageFault(description: "only a book on the disk can be locked") }
        var options = BookOptions(holder: LockHolder(process: 4711, command: "recoup nightly.recoup"))
        options.random = { 1 }
        var (file, store) = try BookFile.open(disk, book, catalog: Book.catalog, .writing, options)
        try file.hold(&store)
        holder = file
    }

    /// Turns over the bits of bytes of a file.
    private func damage(_ path: String, _ offset: Int, _ count: Int) throws {
        let bytes = try disk.contents(of: "/\(path)", limit: 64 << 20)
        guard offset >= 0, count > 0, offset + count <= bytes.count else {
            throw StageFault(description: "\(path) has \(bytes.count) bytes")
        }
        let file = try disk.open("/\(path)", .readWrite)
        try disk.writeAll(file, at: offset, bytes[offset..<(offset + count)].map { ~$0 })
        try disk.close(file)
    }

    private func setLimits(of conversation: Conversation) {
        for (name, count) in limits {
            switch name {
            case "steps": conversation.session.limits.steps = count
            case "memory": conversation.session.limits.bytes = count
            case "depth": conversation.session.limits.depth = count
            default: conversation.session.textLimit = count
            }
        }
    }

    /// Whether the person asks for a stop: at the look that `@ interrupt after N` names, and once.
    private func isInterrupted() -> Bool {
        guard let left = looksLeft else { return false }
        looksLeft = left > 0 ? left - 1 : nil
        return left == 0
    }

    private func unknown(_ words: [String]) -> StageFault {
        StageFault(description: "no such directive: @ \(words.joined(separator: " "))")
    }

    /// Plays a step: what was printed as a transcript writes it, with the exit status where it is not 0.
    func play(_ typed: String, expecting expected: [String]) -> [String] {
        printed = []
        script = expected
        let code: Int32
        if isScript {
            close()
            code = Program.run(
                arguments + location + ["-"] + given, outside(input: .bytes(Array(typed.utf8)), isTerminal: false))
        } else {
            do throws(ShellFault) {
                code = try open().take(Array(typed.utf8), as: "prompt") ?? 0
            } catch {
                print("error: \(error.message)\n", isError: true)
                code = error.code
            }
        }
        var lines = printed.flatMap { written($0.text, isError: $0.isError) }
        if code != 0 { lines.append("? \(code)") }
        return lines
    }

    func close() {
        conversation?.leave()
        conversation = nil
    }

    private var location: [String] {
        guard let book else { return [] }
        let isThere = (try? disk.status(at: book)) != nil
        return isThere ? [book] : ["--new", book]
    }

    private func open() throws(ShellFault) -> Conversation {
        if let conversation { return conversation }
        let invocation = try Invocation(parsing: arguments + location)
        let outside = outside(input: .bytes([]), isTerminal: width != nil)
        let made = try Program.open(invocation, outside, mode: .prompt)
        made.ask { [unowned self] question in answer(question) }
        made.session.context.isInterrupted = { [unowned self] in isInterrupted() }
        setLimits(of: made)
        conversation = made
        return made
    }

    /// A question is answered by what the transcript shows behind it: `! add: 2 records. Go ahead? [y/N] y`.
    private func answer(_ question: String) -> Bool {
        let line = "\(question) [y/N] "
        // Outside transcripts everything is agreed to.
        if script == ["! *y"] { return true }
        let said = script.first { $0.hasPrefix("! " + line) }.map { String($0.dropFirst(2 + line.count)) } ?? "n"
        conversation?.voice.tell(line + said)
        return said == "y"
    }

    private func print(_ text: String, isError: Bool) {
        if let last = printed.indices.last, printed[last].isError == isError {
            printed[last].text += text
        } else {
            printed.append((text, isError))
        }
    }

    private func outside(input: Outside.Input, isTerminal: Bool) -> Outside {
        func channel(isError: Bool) -> Channel {
            Channel { [unowned self] bytes in print(String(decoding: bytes, as: UTF8.self), isError: isError) }
        }
        let size = width.map { (columns: $0, rows: 1_000) }
        var outside = Outside(
            disk: disk, directory: "/", now: { Moment(day: Day.first) },
            screen: { colour in
                Screen(
                    inputIsTerminal: isTerminal, outputIsTerminal: isTerminal, errorIsTerminal: isTerminal, size: size,
                    colour: .never, environment: { $0 == "TERM" ? "xterm" : nil })
            },
            input: input, out: channel(isError: false), err: channel(isError: true), actor: "mara", random: { 1 })
        outside.pause = { _ in }
        return outside
    }
}
