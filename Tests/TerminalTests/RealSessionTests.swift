// Sessions of the built program on a pseudo-terminal: the configuration, the pager, progress, job control, vi keys, resizing.
import Glibc
import Testing

extension Keyboard {
    @Suite(.serialized) struct RealSessionTests {
        private func memory(_ home: Home, _ words: [String] = [], rows: Int = 24, environment: [String: String] = [:]) throws -> RealSession {
            try RealSession(["--memory"] + words, home: home, rows: rows, environment: environment)
        }

        @Test func theConfigurationIsReadAtTheStart() throws {
            let home = try Home([".config/recoup/config.recoup": "set timing on\nlet limit = 500 EUR\n"])
            let session = try memory(home)
            session.prompt(type: "$limit\r")
            session.see("500.00 EUR")
            session.see("-- ")
            session.prompt(type: "config doctor\r")
            session.see("\(home)/.config/recoup/config.recoup, 2 statements read")
            session.see("TERM is xterm-256color")
            session.see("80 columns, 24 rows")
            session.prompt(type: "\u{04}")
            #expect(session.ended() == 0)
        }

        @Test func aWrongConfigurationIsShownAndTheShellOpens() throws {
            let home = try Home(["own/recoup/config.recoup": "set theme light\ninvoices | balnace\n"])
            let session = try memory(home, environment: ["XDG_CONFIG_HOME": "\(home)/own"])
            session.see("own/recoup/config.recoup:2:1")
            session.see("config.statement")
            session.prompt(type: "1 + 1\r")
            session.see("2\r\n")
            let other = try memory(home, ["--no-config"], environment: ["XDG_CONFIG_HOME": "\(home)/own"])
            other.prompt()
            #expect(!String(decoding: other.shown, as: UTF8.self).contains("config.recoup"))
        }

        @Test func scriptsAndStreamsReadNoConfiguration() throws {
            let home = try Home([".config/recoup/config.recoup": "nonsense\n", "own.recoup": "let n = 41\n"])
            let program = RealSession.program
            #expect(RealSession.run("\(program) --memory -c '1 + 1' 2>&1", home: home).text == "2\n")
            #expect(RealSession.run("echo '1 + 1' | \(program) --memory 2>&1", home: home).text == "2\n")
            #expect(RealSession.run("\(program) --memory --config own.recoup -c '$n + 1' 2>&1", home: home).text == "42\n")
            #expect(RealSession.run("\(program) --memory --config none.recoup -c '1' 2>&1", home: home).status == 4)
        }

        @Test func whatIsLongerThanTheScreenGoesToThePager() throws {
            let home = try Home()
            let session = try memory(home, environment: ["PAGER": "sed s/^/paged:/"])
            session.prompt(type: "1 + 1\r")
            session.see("2\r\n")
            session.prompt(type: "help verbs\r")
            session.see("paged:verbs")
            session.see("paged:  config doctor")
            session.prompt(type: "set pager off\r")
            session.prompt(type: "help verbs\r")
            session.see("verbs")
            session.prompt()
        }

        @Test func aPagerThatIsNotThereHidesNothing() throws {
            let session = try memory(try Home(), environment: ["PAGER": "no-such-program"])
            session.prompt(type: "help verbs\r")
            session.see("config doctor")
            session.prompt()
        }

        @Test func lessIsLeftAndThePromptIsThere() throws {
            guard access("/usr/bin/less", X_OK) == 0 else { return }
            let session = try memory(try Home())
            session.prompt(type: "help verbs\r")
            session.see("where")
            // A Ctrl-C in the pager is for the pager.
            session.see("\r\n:", type: "\u{03}")
            session.see("\u{07}", type: "q")
            session.prompt(type: "6 * 7\r")
            session.see("42\r\n")
        }

        @Test func longWorkTellsHowFarItIsAndIsWiped() throws {
            let session = try memory(try Home())
            session.prompt(type: "let n = 0; while $n < 100000000 { $n = $n + 1 }\r")
            session.see("working for 1 s; Ctrl-C stops", type: "\u{03}")
            session.see("\r\u{1B}[K")
            session.see("run.interrupted")
            session.prompt(type: "1 + 2\r")
            session.see("3\r\n")
        }

        /// Ctrl-Z, fg: the shell that started it gets the terminal, and the line is there again.
        @Test func suspendedAndResumed() throws {
            let home = try Home()
            let shell = try RealSession(["--norc", "--noprofile", "-i"], home: home, program: "/bin/bash", environment: ["PS1": "sh% "])
            shell.see("sh% ", type: "\(RealSession.program) --memory\r")
            shell.see("leaves\r\n")
            shell.prompt(type: "40 + ")
            shell.see("\u{1B}[13C", type: "\u{1A}")
            shell.see("Stopped")
            shell.see("sh% ", type: "echo between\r")
            shell.see("between\r\n")
            shell.see("sh% ", type: "fg\r")
            shell.prompt()
            shell.type("2\r")
            shell.see("42\r\n")
            shell.prompt(type: "quit\r")
            shell.see("sh% ", type: "exit\r")
            #expect(shell.ended() == 0)
        }

        @Test func keysListsWhatEditrcBound() throws {
            let home = try Home([".editrc": "recoup:bind ^G ed-transpose-chars\nrecoup:bind -s ^O invoices\n"])
            let session = try RealSession(["--memory"], home: home, rows: 60, environment: ["PAGER": "cat"])
            session.prompt(type: "keys\r")
            session.see("Ctrl-G")
            session.prompt(type: "set keys vi\r")
            session.prompt(type: "keys\r")
            session.see("vi's command mode")
            session.prompt(type: "1 + 3")
            // Esc, back over the number, another in its place.
            session.see("3", type: "\u{1B}")
            usleep(150_000)
            session.type("r4")
            session.type("\r")
            session.see("5\r\n")
            session.prompt(type: "set keys emacs\r")
            session.see("keys is emacs")
        }

        @Test func viKeysFromEditrc() throws {
            let home = try Home([".editrc": "bind -v\n"])
            let session = try RealSession(["--memory"], home: home)
            session.prompt(type: "settings | where name = \"keys\" | select value\r")
            session.see("vi\r\n")
        }

        @Test func historyIsForgottenWhenAskedTo() throws {
            let home = try Home()
            let session = try RealSession(["--new", "a.book"], home: home)
            session.prompt(type: "1 + 1\r")
            session.prompt(type: "set history off\r")
            session.prompt(type: "2 + 2\r")
            session.prompt(type: "quit\r")
            #expect(session.ended() == 0)
            let kept = RealSession.run("cat a.book/history", home: home).text
            #expect(kept.hasPrefix("1 + 1\n") && !kept.contains("2 + 2"))
        }
    }
}
