// The program from its arguments to its exit code. Wiring only: which mode, which book, in which order.
import Builtins
import Columns
import Diagnostics
import Durability
import Files
import Interpreter
import Receivables
import Syntax
import Terminal
import Values

package enum Program {
    /// The whole program in the real world.
    package static func main() -> Int32 {
        do throws(TerminalFault) { try ProcessSafety.install() } catch {
            Outside.system().err.write("\(error.sentence)\n")
            return ExitCode.book
        }
        return run(Array(CommandLine.arguments.dropFirst()), .system())
    }

    /// The whole program on a world that is given.
    ///
    ///     Program.run(["--today", "2026-11-23", "-c", "invoices | age", "acme.book"], outside)   // 0
    package static func run(_ arguments: [String], _ outside: Outside) -> Int32 {
        defer {
            outside.out.flush()
            outside.err.flush()
        }
        do throws(ShellFault) {
            let code = try perform(try Invocation(parsing: arguments), outside)
            outside.out.flush()
            guard code == ExitCode.ok, let loss = outside.out.loss else { return code }
            throw ShellFault(
                ExitCode.book, "the output could not be written: \(SystemError.description(loss))",
                hint: "what was confirmed is in the book; only what was printed is lost")
        } catch {
            Voice(out: outside.out, err: outside.err).tell(
                text: Complaint.text(error.message, hint: error.hint, colours: false))
            return error.code
        }
    }

    private static func perform(_ invocation: Invocation, _ outside: Outside) throws(ShellFault) -> Int32 {
        switch invocation.task {
        case .version:
            outside.out.write("\(UsagePage.version)\n")
            return ExitCode.ok
        case .help:
            outside.out.write(UsagePage.text)
            return ExitCode.ok
        case .manual(let isManPage):
            outside.out.write(isManPage ? ManPage.text : Manual.markdown)
            return ExitCode.ok
        case .doctor: return try lookOver(invocation, outside)
        case .completions(let kind):
            outside.out.write(ShellCompletion.text(for: kind))
            return ExitCode.ok
        case .grammar(let kind):
            outside.out.write(EditorGrammar.text(for: kind, TradeLanguage.registry))
            return ExitCode.ok
        case .check(let files): return try FileCommands.check(files, invocation, outside)
        case .format(let files): return try FileCommands.format(files, invocation, outside)
        case .statements(let text):
            return try script(Source(name: "-c", text: text), invocation, outside)
        case .script(let path):
            let source =
                path == "-" ? Source(name: "standard input", bytes: try everything(outside)) : try Library.script(path, outside)
            if invocation.wantsScriptHelp {
                outside.out.write(ScriptParameter.page(of: source))
                return ExitCode.ok
            }
            return try script(source, invocation, outside)
        case .converse:
            let screen = outside.screen(invocation.colour)
            let isPerson =
                switch (outside.input, screen.editorMode) {
                case (.descriptor, .painted), (.descriptor, .plain): true
                case (.bytes, _), (_, .stream): false
                }
            let conversation = try open(invocation, outside, mode: isPerson ? .prompt : .stream)
            if isPerson {
                return PromptMode(conversation: conversation, invocation: invocation, outside: outside, screen: screen).run()
            }
            return StreamMode(conversation: conversation, input: outside.input).run()
        }
    }

    private static func script(
        _ source: Source, _ invocation: Invocation, _ outside: Outside
    ) throws(ShellFault) -> Int32 {
        let mode = try ScriptMode(source, invocation.scriptArguments)
        // A book is made for a script that will run, not for one that fails its check.
        if invocation.makesBook, try !FileCommands.isSound(source, mode.arguments, invocation, outside) {
            return SessionFault.Kind.check.exitCode
        }
        let conversation = try open(invocation, outside, mode: .script)
        return mode.run(conversation)
    }

    static func open(
        _ invocation: Invocation, _ outside: Outside, mode: Session.Mode
    ) throws(ShellFault) -> Conversation {
        let clock = invocation.clock(outside)
        var outside = outside
        if let seed = invocation.seed { outside.random = seeded(seed) }
        let desk: BookDesk
        let store: Store
        let look = outside.screen
        let progress = ProgressLine(outside) { look(invocation.colour) }
        progress.begin()
        defer { progress.end() }
        if let path = invocation.book {
            let command = "recoup " + (invocation.scriptName ?? path)
            (desk, store) = try BookDesk.open(
                path, making: invocation.makesBook, outside, command: command, now: clock, progress: progress)
        } else {
            (desk, store) = try BookDesk.memory(now: clock)
        }
        let conversation = try Conversation(
            invocation, outside, mode: mode, desk: desk, store: store, progress: progress)
        outside.keep(conversation)
        for finding in desk.findings { conversation.voice.tell(finding.sentence) }
        try configure(conversation, invocation, outside, isPerson: mode == .prompt)
        return conversation
    }

    static func everything(_ outside: Outside) throws(ShellFault) -> [UInt8] {
        switch outside.input {
        case .bytes(let bytes): return bytes
        case .descriptor(let number):
            switch StatementStream(descriptor: number).read(isComplete: { _ in false }) {
            case .line(let bytes): return bytes
            case .end: return []
            case .interrupted: throw ShellFault(SessionFault.Kind.interrupted.exitCode, "stopped")
            case .terminated(let signal): throw ShellFault(128 + signal, "stopped")
            case .failed(let fault): throw ShellFault(ExitCode.book, fault.sentence)
            }
        }
    }

    private static func seeded(_ seed: UInt64) -> () -> UInt64 {
        var draws = Draws(seed: seed)
        return { draws.next() }
    }
}

extension Invocation {
    /// What others are told that holds the book.
    fileprivate var scriptName: String? {
        if case .script(let path) = task { return path }
        return nil
    }
}
