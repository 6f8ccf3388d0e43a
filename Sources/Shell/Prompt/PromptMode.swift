// The prompt: reads statements from a person with the line editor, answers, and goes on after an error.
import Diagnostics
import Files
import Interpreter
import Syntax
import Terminal
import Values

struct PromptMode {
    let conversation: Conversation
    let invocation: Invocation
    let outside: Outside
    let screen: Screen

    func run() -> Int32 {
        var settings = LineEditor.Settings(screen: screen, history: history)
        settings.readsEditrc = !invocation.noConfig
        let aids = PromptAids(conversation)
        let hasColours = screen.coloursOutput
        let preferences = conversation.preferences
        settings.aids = aids.lent(preferences) { hasColours ? preferences.theme : .none }
        // Nobody looks for the word that left, the next morning.
        settings.remembers = { preferences.remembers && ShellWord($0) != .leave }
        settings.keys = { preferences.keys == nil ? nil : preferences.keys == .vi ? .vi : .emacs }
        let editor: LineEditor
        do throws(TerminalFault) { editor = try LineEditor(settings) } catch {
            conversation.voice.tell(error.sentence)
            return ExitCode.book
        }
        conversation.ask(answer)
        attend(editor)
        greet()
        defer { conversation.leave() }
        let completeness = Completeness()
        var failures = 0
        while true {
            let prompt = prompt
            let continuation = Prompt(String(repeating: " ", count: max(0, prompt.text.unicodeScalars.count - 4)) + "... ", tint: .dim)
            switch editor.read(prompt: prompt, continuation: continuation, isComplete: completeness.isWhole) {
            case .line(let statement):
                failures = 0
                defer { aids.refresh() }
                if conversation.take(statement, as: "prompt") == nil { return ExitCode.ok }
            case .interrupted: Interrupt.clear()
            case .end: return ExitCode.ok
            case .terminated(let signal): return 128 + signal
            case .failed(let fault):
                conversation.voice.tell(fault.sentence)
                failures += 1
                if failures > 3 { return ExitCode.book }
            }
        }
    }

    /// What the conversation needs of the terminal.
    private func attend(_ editor: LineEditor) {
        let preferences = conversation.preferences
        if preferences.keys == nil, editor.isVi { preferences.keys = .vi }
        conversation.liveKeys = { [unowned editor] in editor.keys }
        conversation.historyFile = { [unowned editor] in editor.historyFile }
        let paging = Paging(
            conversation.voice, look: { [outside, invocation] in outside.screen(invocation.colour) }, start: outside.pager,
            ticks: outside.ticks, isWanted: { preferences.pages })
        conversation.paging = paging
        conversation.progress.watches = { [unowned paging] in paging.tick() }
    }

    private var history: History {
        guard let path = conversation.desk.path, !invocation.noConfig else { return History() }
        return History(outside.disk, path: "\(path)/history")
    }

    private var prompt: Prompt {
        var text = conversation.desk.name
        let today = invocation.clock(outside)().day
        if today != outside.now().day { text += " \(today.text)" }
        if conversation.session.isTransactionOpen { text += " (begin)" }
        if conversation.session.isReadOnly { text += " (read-only)" }
        if conversation.session.isDry { text += " (dry)" }
        return Prompt(text + "> ", tint: .bold)
    }

    private func greet() {
        conversation.voice.tell("\(UsagePage.version): help tells what can be said, Ctrl-D leaves")
    }

    /// Asks on the error stream; anything but a yes is a no.
    private func answer(_ question: String) -> Bool {
        conversation.voice.out.flush()
        outside.err.write("\(question) [y/N] ")
        outside.err.flush()
        let stream = StatementStream(descriptor: 0)
        switch stream.read(isComplete: { _ in true }) {
        case .line(let bytes):
            let word = String(decoding: bytes, as: UTF8.self).lowercased()
            return word == "y" || word == "yes"
        case .interrupted, .end, .terminated, .failed:
            conversation.voice.tell("")
            return false
        }
    }
}

/// Whether a text is a whole statement: all the line editor asks.
final class Completeness {
    private var parser = Parser()
    private var tree = Tree()

    func isWhole(_ bytes: [UInt8]) -> Bool {
        if ShellWord(bytes) != nil { return true }
        parser.parse(bytes, into: &tree, mode: .prompt)
        return !tree.isIncomplete
    }
}
