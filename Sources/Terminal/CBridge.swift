// The only file of this room that touches C: facts of the terminal, streams, signals and libedit, as Swift values.
// It decides nothing, and no error is thrown across a C frame.
import CSupport

enum CBridge {
    static func isTerminal(_ descriptor: Int32) -> Bool { cs_is_terminal(descriptor) }

    static func windowSize(_ descriptor: Int32) -> (columns: Int, rows: Int)? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard cs_window_size(descriptor, &columns, &rows) else { return nil }
        return (Int(columns), Int(rows))
    }

    static func environment(_ name: String) -> String? { cs_environment(name).map { String(cString: $0) } }

    static func useUTF8() { cs_use_utf8() }

    static func width(of scalar: Unicode.Scalar) -> Int { Int(cs_scalar_width(scalar.value)) }

    /// 0, or an errno.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        0 &- bytes.withUnsafeBytes { cs_write_all(descriptor, $0.baseAddress, $0.count) }
    }

    enum Wait { case ready, woken, failed(Int32) }

    static func waitForInput(_ descriptor: Int32) -> Wait {
        let result = cs_wait_input(descriptor)
        if result < 0 { return .failed(0 &- result) }
        return result == Int32(CS_WAIT_WOKEN) ? .woken : .ready
    }

    /// Appends what there is to read; the count, 0 at the end, or minus an errno.
    static func read(_ descriptor: Int32, appendingTo bytes: inout [UInt8], atMost room: Int) -> Int {
        let before = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: room))
        let count = bytes.withUnsafeMutableBytes { space in
            space.baseAddress.map { Int(cs_read_stream(descriptor, $0 + before, room)) } ?? 0
        }
        bytes.removeLast(room - max(0, count))
        return count
    }

    static func describe(_ code: Int32) -> String { String(cString: cs_describe(code)) }

    // MARK: Signals

    static func installSignals() -> Int32 { 0 &- cs_signals_install() }
    static var isInterrupted: Bool { cs_interrupted() }
    static func setInterrupted(_ value: Bool) { cs_set_interrupted(value) }
    static var termination: Int32 { cs_termination() }

    static func reportBusError(_ line: StaticString) -> Int32 {
        line.withUTF8Buffer { bytes in
            // A static string lives as long as the process, which is what the handler needs.
            guard let base = bytes.baseAddress else { return 0 }
            return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) { 0 &- cs_report_bus_error($0) }
        }
    }

    static func keepFreedMemory() { cs_keep_freed_memory() }

    static func forbidCoreFiles() -> Int32 { 0 &- cs_forbid_core_files() }
}

// MARK: libedit

/// One libedit, owned. Everything it calls back happens inside `read`, on the caller's thread.
final class EditorHandle {
    enum After {
        case nothing, refresh, bell, leave

        fileprivate var code: UInt8 {
            switch self {
            case .nothing: UInt8(CS_AFTER_NOTHING)
            case .refresh: UInt8(CS_AFTER_REFRESH)
            case .bell: UInt8(CS_AFTER_BELL)
            case .leave: UInt8(CS_AFTER_LEAVE)
            }
        }
    }

    enum End { case command, line, input, interrupt, termination, failed(Int32) }

    struct Line {
        var text: [UInt32]
        var cursor: Int
    }

    var onCommand: (Int) -> After = { _ in .bell }
    var onSettled: () -> Void = {}
    /// Does a little work that can wait; true while there is more.
    var onIdle: () -> Bool = { false }
    var onResize: () -> Void = {}
    var onBell: () -> Void = {}

    private var editor: OpaquePointer?

    static let commandLimit = Int(CS_COMMAND_LIMIT)

    init(program: String, input: Int32, output: Int32, takeover: Bool) throws(TerminalFault) {
        let hooks = cs_editor_hooks(
            context: Unmanaged.passUnretained(self).toOpaque(),
            command: { context, number in EditorHandle.from(context)?.onCommand(Int(number)).code ?? 0 },
            settled: { EditorHandle.from($0)?.onSettled() },
            idle: { EditorHandle.from($0)?.onIdle() ?? false },
            resized: { EditorHandle.from($0)?.onResize() },
            bell: { EditorHandle.from($0)?.onBell() })
        var code: Int32 = 0
        editor = cs_editor_open(program, input, output, takeover, hooks, &code)
        if editor == nil { throw .system(code: code) }
    }

    deinit { cs_editor_close(editor) }

    private static func from(_ context: UnsafeMutableRawPointer?) -> EditorHandle? {
        context.map { Unmanaged<EditorHandle>.fromOpaque($0).takeUnretainedValue() }
    }

    func addCommand(_ number: Int, _ name: String, help: String) {
        _ = cs_editor_add_command(editor, Int32(number), name, help)
    }

    func bind(_ key: String, _ command: String) { _ = cs_editor_bind(editor, key, command) }

    /// For vi's command mode.
    func bindAlternate(_ key: String, _ command: String) { _ = cs_editor_bind_alternate(editor, key, command) }

    var isVi: Bool { cs_editor_is_vi(editor) }

    func chooseKeys(vi: Bool) { cs_editor_choose_keys(editor, vi) }

    /// Its key map as libedit prints it, and its commands, each with a word on what it does.
    var toldKeys: String { String(cString: cs_editor_told(editor, false)) }
    var toldCommands: String { String(cString: cs_editor_told(editor, true)) }

    func readSettings() { cs_editor_read_settings(editor) }

    func setPrompt(_ prompt: String) {
        let wide = prompt.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        _ = cs_editor_set_prompt(editor, wide, wide.count)
    }

    func read() -> End {
        let end = cs_editor_read(editor)
        switch end {
        case Int32(CS_ENDED_BY_COMMAND): return .command
        case Int32(CS_ENDED_LINE): return .line
        case Int32(CS_ENDED_INPUT): return .input
        case Int32(CS_ENDED_INTERRUPT): return .interrupt
        case Int32(CS_ENDED_TERMINATION): return .termination
        default: return .failed(0 &- end)
        }
    }

    var line: Line {
        let line = cs_editor_line(editor)
        let text = UnsafeBufferPointer(start: line.text, count: line.length)
        return Line(text: text.map { UInt32(bitPattern: $0) }, cursor: line.cursor)
    }

    func insert(_ scalars: [UInt32]) {
        let wide = scalars.map { wchar_t(bitPattern: $0) }
        _ = cs_editor_insert(editor, wide, wide.count)
    }

    func replace(_ scalars: [UInt32], cursor: Int) {
        let wide = scalars.map { wchar_t(bitPattern: $0) }
        _ = cs_editor_replace(editor, wide, wide.count, cursor)
    }

    func move(to cursor: Int) { cs_editor_move(editor, cursor) }

    /// `paints` says that a picture is due before it waits.
    func nextCharacter(paints: Bool = false) -> UInt32? {
        var character: wchar_t = 0
        return cs_editor_next_character(editor, &character, paints) == 1 ? UInt32(bitPattern: character) : nil
    }

    /// Whether nothing follows the ESC just read.
    var isBareEscape: Bool { cs_editor_is_bare_escape(editor) }

    /// What was read and is libedit's after all.
    func giveBack(_ scalars: [UInt32]) {
        let bytes = Glyphs.utf8(scalars)
        cs_editor_give_back(editor, bytes, bytes.count)
    }

    func suspend() { cs_editor_suspend(editor) }

    /// Bytes libedit drew into nothing.
    var discarded: UInt64 { cs_editor_discarded(editor) }
}

// MARK: another program

/// A program that reads what is written here, on the same terminal.
final class PagerProcess {
    private let input: Int32
    private let process: Int32

    /// Nil where the program cannot be started.
    init?(_ words: [String]) {
        let bytes: [UInt8] = words.reduce(into: []) { $0 += Array($1.utf8) + [0] }
        var number: Int32 = 0
        let descriptor = bytes.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cs_pager_start($0.baseAddress, words.count, &number) }
        }
        guard descriptor >= 0 else { return nil }
        (input, process) = (descriptor, number)
    }

    /// False once nobody reads any more.
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool { cs_write_all(input, bytes.baseAddress, bytes.count) == 0 }

    func finish() { cs_pager_finish(input, process) }
}
