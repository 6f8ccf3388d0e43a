// The built program as a process of its own on a pseudo-terminal, with somebody at the keys: for what only a process has, like
// job control, a pager, a configuration in a home, and what is left when it has gone.
import Glibc
import Testing

/// A home that is new and empty but for some files, and gone when nobody needs it.
final class Home: CustomStringConvertible {
    let path: String
    var description: String { path }

    init(_ files: [String: String] = [:]) throws {
        var template = Array("/tmp/recoup-home-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&template)))
        for (name, text) in files {
            var folder = path
            for part in name.split(separator: "/").dropLast() {
                folder += "/\(part)"
                _ = mkdir(folder, 0o700)
            }
            let file = try #require(fopen("\(path)/\(name)", "w"))
            fputs(text, file)
            fclose(file)
        }
    }

    deinit { if let pipe = popen("rm -rf '\(path)'", "r") { pclose(pipe) } }
}

final class RealSession {
    let home: Home
    let controller: Int32
    private(set) var shown: [UInt8] = []
    private var position = 0
    private var process: pid_t = 0
    private var hasFailed = false

    /// The program that was built with these tests.
    static var program: String {
        var space = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &space, space.count - 1)
        let path = String(decoding: space.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        return "/\(folder)/recoup"
    }

    init(
        _ arguments: [String], home: Home, columns: Int = 80, rows: Int = 24, program: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        self.home = home
        let pseudo = try #require(PseudoTerminal(columns: columns, rows: rows))
        controller = pseudo.controller
        var name = [CChar](repeating: 0, count: 128)
        #expect(ttyname_r(pseudo.terminal, &name, name.count) == 0)
        var variables = [
            "TERM": "xterm-256color", "HOME": home.path, "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin", "USER": "mara",
        ]
        variables.merge(environment) { $1 }
        let path = program ?? Self.program
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // Opened by the leader of a new session, so it is the terminal that controls it.
        posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var none = sigset_t()
        sigemptyset(&none)
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGTSTP, SIGQUIT] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))  // 0x80: a new session
        let command = ["/bin/sh", "-c", "cd \"$HOME\" && exec \"$@\"", "sh", path] + arguments
        let words = command.map { strdup($0) } + [nil]
        let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in words + settings { free(text) } }
        let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, words, settings)
        #expect(code == 0, "\(path) cannot be started: \(String(cString: strerror(code)))")
        Glibc.close(pseudo.terminal)
    }

    deinit {
        if process > 0 {
            kill(process, SIGKILL)
            waitpid(process, nil, 0)
        }
        Glibc.close(controller)
    }

    func type(_ keys: String) {
        let bytes = Array(keys.utf8)
        _ = Glibc.write(controller, bytes, bytes.count)
    }

    /// Waits until this was shown, behind what was seen before; false after so many seconds.
    @discardableResult
    func see(_ text: String, within seconds: Double = 15, sourceLocation: SourceLocation = #_sourceLocation) -> Bool {
        let wanted = Array(text.utf8)
        // After the first disappointment nothing that follows is waited for.
        let turns = hasFailed ? 5 : Int(seconds * 50)
        for _ in 0..<turns {
            if let end = find(wanted) {
                position = end
                return true
            }
            if !read(20) { break }
        }
        if let end = find(wanted) {
            position = end
            return true
        }
        hasFailed = true
        Issue.record("not shown: \(text)\nbut: \(String(decoding: shown.suffix(400), as: UTF8.self).debugDescription)", sourceLocation: sourceLocation)
        return false
    }

    /// Types when the next line is asked for.
    func prompt(type keys: String = "", sourceLocation: SourceLocation = #_sourceLocation) {
        if see("\u{1B}[?2004h", sourceLocation: sourceLocation) { type(keys) }
    }

    /// Types when this was shown.
    func see(_ text: String, type keys: String, sourceLocation: SourceLocation = #_sourceLocation) {
        if see(text, sourceLocation: sourceLocation) { type(keys) }
    }

    /// What is shown until nothing came for so many milliseconds.
    func rest(_ milliseconds: Int32 = 300) -> String {
        while read(milliseconds, stopsWhenQuiet: true) {}
        return String(decoding: shown, as: UTF8.self)
    }

    /// All that was shown behind what was seen last.
    var later: String { String(decoding: shown[min(position, shown.count)...], as: UTF8.self) }

    func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    /// The exit status, or 256 and the signal; nil when it has not ended after ten seconds.
    func ended() -> Int32? {
        for _ in 0..<500 {
            _ = read(20)
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process {
                process = 0
                return status & 0x7F == 0 ? (status >> 8) & 0xFF : 256 + (status & 0x7F)
            }
        }
        return nil
    }

    private func find(_ wanted: [UInt8]) -> Int? {
        var at = position
        while at + wanted.count <= shown.count {
            if shown[at..<(at + wanted.count)].elementsEqual(wanted) { return at + wanted.count }
            at += 1
        }
        return nil
    }

    /// False at the end, or when nothing came and that was asked for.
    private func read(_ milliseconds: Int32, stopsWhenQuiet: Bool = false) -> Bool {
        var wait = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        guard poll(&wait, 1, milliseconds) == 1 else { return !stopsWhenQuiet }
        var space = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(controller, &space, space.count)
        guard count > 0 else {
            usleep(20_000)
            return !stopsWhenQuiet
        }
        shown += space.prefix(count)
        return true
    }

    /// Runs a command line to its end without a terminal: what it printed on both streams, and its exit status.
    static func run(_ command: String, home: Home) -> (text: String, status: Int32) {
        let pipe = popen("cd \(home) && export HOME=\(home) LANG=C.UTF-8 && { \(command); }", "r")
        guard let pipe else { return ("", -1) }
        var text: [UInt8] = []
        var space = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = fread(&space, 1, space.count, pipe)
            if count == 0 { break }
            text += space.prefix(count)
        }
        let status = pclose(pipe)
        return (String(decoding: text, as: UTF8.self), (status >> 8) & 0xFF)
    }
}
