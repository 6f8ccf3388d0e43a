// A script: checked whole before anything runs, then one transaction unless it says `commit`.
import Diagnostics
import Interpreter

struct ScriptMode {
    let source: Source
    let arguments: ScriptArguments

    /// A script and the words behind it: names and values.
    init(_ source: Source, _ words: [String]) throws(ShellFault) {
        self.source = source
        let help = "recoup \(source.name) --help tells what it takes"
        guard words.count.isMultiple(of: 2) else {
            throw .usage("a script takes names and values, but '\(words.last ?? "")' has no value", hint: help)
        }
        let pairs = stride(from: 0, to: words.count, by: 2).map { (name: words[$0], value: words[$0 + 1]) }
        let known = ScriptParameter.all(in: source).map(\.name)
        if let unknown = pairs.first(where: { !known.contains($0.name) }) {
            let guess = nearest(unknown.name, among: known)
            throw .usage("\(source.name) takes no '\(unknown.name)'", hint: guess.map { "did you mean '\($0)'?" } ?? help)
        }
        arguments = ScriptArguments(pairs)
    }

    func run(_ conversation: Conversation) -> Int32 {
        defer { conversation.leave() }
        return conversation.run(source, arguments: arguments)
    }
}
