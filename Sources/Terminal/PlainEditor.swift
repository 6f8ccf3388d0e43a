// Lines on a terminal that cannot be painted: libedit edits and draws, one row at a time, and rows add up to a statement.

final class PlainEditor {
    private static let interrupt = 0
    private static let leave = 1

    private let handle: EditorHandle
    private let output: Int32

    init(_ settings: LineEditor.Settings) throws(TerminalFault) {
        output = settings.output
        handle = try EditorHandle(
            program: "recoup", input: settings.input, output: settings.output, takeover: false)
        handle.addCommand(Self.interrupt, "recoup-interrupt", help: "Drop the line")
        handle.addCommand(Self.leave, "recoup-leave", help: "Leave, when the line is empty")
        if settings.readsEditrc { handle.readSettings() }
        for key in EditorCommand.disarmed { handle.bind(key, "ed-unassigned") }
        if handle.isVi { handle.bindAlternate(":", "ed-unassigned") }
        handle.bind("^C", "recoup-interrupt")
        handle.bind("^D", "recoup-leave")
    }

    func read(_ prompt: Prompt, _ continuation: Prompt, isComplete: ([UInt8]) -> Bool) -> Reading {
        var statement: [UInt8] = []
        var isFirst = true
        var dropped = false
        handle.onCommand = { [handle] number in
            if number == Self.interrupt {
                dropped = true
                return .leave
            }
            return handle.line.text.isEmpty ? .leave : .bell
        }
        defer { handle.onCommand = { _ in .bell } }
        while true {
            handle.setPrompt(Glyphs.visible((isFirst ? prompt : continuation).text))
            switch handle.read() {
            case .line:
                var row = Glyphs.utf8(handle.line.text)
                if row.last == 0x0A { row.removeLast() }
                statement += row
                if isComplete(statement) { return .line(statement) }
                statement.append(0x0A)
                isFirst = false
            case .command:
                newRow()
                if dropped || !isFirst { return .interrupted }
                return .end
            case .interrupt:
                Interrupt.clear()
                newRow()
                return .interrupted
            case .input:
                newRow()
                return statement.isEmpty ? .end : .line(statement)
            case .termination: return .terminated(signal: Interrupt.termination ?? 15)
            case .failed(let code): return .failed(.system(code: code))
            }
        }
    }

    private func newRow() { _ = CBridge.write([0x0D, 0x0A], to: output) }
}
