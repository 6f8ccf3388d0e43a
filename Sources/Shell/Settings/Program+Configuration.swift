// When the configuration is read, and what is done where it is wrong: for a person the shell opens all the same.
import Builtins
import Diagnostics
import Interpreter

extension Program {
    /// Reads the configuration. What runs without a person must run alike for everybody, so it reads only what it is told to.
    static func configure(
        _ conversation: Conversation, _ invocation: Invocation, _ outside: Outside, isPerson: Bool
    ) throws(ShellFault) {
        guard isPerson || invocation.config != nil else { return }
        let outcome = Self.outcome(conversation, invocation, outside)
        conversation.configured = outcome
        switch outcome {
        case .absent where invocation.config != nil:
            throw ShellFault(ExitCode.book, "there is no configuration \(invocation.config ?? "")")
        case .unreadable(let sentence): throw ShellFault(ExitCode.book, sentence, hint: "--no-config goes on without it")
        case .faulty:
            conversation.voice.tell("the configuration is not in force: config doctor tells more, --no-config leaves it out")
        case .stopped:
            conversation.voice.tell("the configuration holds up to there: config doctor tells more, --no-config leaves it out")
        case .absent, .unread, .read: break
        }
    }

    private static func outcome(
        _ conversation: Conversation, _ invocation: Invocation, _ outside: Outside
    ) -> ConfigurationOutcome {
        if invocation.noConfig, invocation.config == nil { return .unread("--no-config") }
        guard let path = Configuration.path(invocation, outside) else { return .absent }
        return Configuration(path: path, outside.disk).run(in: conversation.session) { conversation.report($0) }
    }

    /// `recoup config doctor`: what the configuration would come to, in a book that is forgotten.
    static func lookOver(_ invocation: Invocation, _ outside: Outside) throws(ShellFault) -> Int32 {
        let (desk, store) = try BookDesk.memory(now: outside.now)
        let conversation = try Conversation(invocation, outside, mode: .prompt, desk: desk, store: store, progress: ProgressLine(outside) { outside.screen(invocation.colour) })
        let outcome = Self.outcome(conversation, invocation, outside)
        let findings = Doctor(
            outside: outside, colour: invocation.colour, configuration: Configuration.path(invocation, outside), outcome: outcome,
            history: nil
        ).findings
        for line in FindingPage.lines(findings) { outside.out.write(line: line) }
        return findings.contains { $0.problem != nil } ? SessionFault.Kind.failed.exitCode : ExitCode.ok
    }
}
