// `recoup check` and `recoup fmt`: what can be done with scripts without a book.
import Builtins
import Columns
import Diagnostics
import Files
import Interpreter
import Receivables
import Syntax
import Terminal
import Values

enum FileCommands {
    /// Prints every problem of every file; 0 when there is none.
    static func check(
        _ files: [String], _ invocation: Invocation, _ outside: Outside
    ) throws(ShellFault) -> Int32 {
        let screen = outside.screen(invocation.colour)
        let voice = Voice(out: outside.out, err: outside.err)
        let roots = try Library.roots(invocation, outside)
        let renderer = DiagnosticRenderer(color: screen.coloursError, width: screen.width ?? 100)
        var count = 0
        for file in files {
            for problem in try problems(of: try script(file, outside), .open, roots, outside) {
                count += 1
                if invocation.asJSON {
                    voice.out.write(problem.diagnostic.json(in: problem.source) + "\n")
                } else {
                    voice.tell(text: renderer.render(problem.diagnostic, in: problem.source))
                }
            }
        }
        if count > 0, !invocation.asJSON { voice.tell(counted(count, "problem")) }
        return count == 0 ? ExitCode.ok : SessionFault.Kind.check.exitCode
    }

    private static func problems(
        of source: Source, _ arguments: ScriptArguments, _ roots: Roots, _ outside: Outside
    ) throws(ShellFault) -> [Problem] {
        let (_, store) = try BookDesk.memory(now: outside.now)
        let now = outside.now()
        let session = Session(
            registry: TradeLanguage.registry, context: Context(world: World(store: store, today: now.day, now: now)),
            mode: .script)
        session.loads = Library(outside, roots).loader
        return session.check(source, arguments: arguments).problems
    }

    /// Whether a script checks with what stands behind it; its problems are told.
    static func isSound(
        _ source: Source, _ arguments: ScriptArguments, _ invocation: Invocation, _ outside: Outside
    ) throws(ShellFault) -> Bool {
        let screen = outside.screen(invocation.colour)
        let renderer = DiagnosticRenderer(color: screen.coloursError, width: screen.width ?? 100)
        let found = try problems(of: source, arguments, try Library.roots(invocation, outside), outside)
        for problem in found { Voice(out: outside.out, err: outside.err).tell(text: renderer.render(problem.diagnostic, in: problem.source)) }
        return found.isEmpty
    }

    /// Lays scripts out anew, in place; `-` goes from standard input to standard output. With `--check` only tells which
    /// would change.
    static func format(
        _ files: [String], _ invocation: Invocation, _ outside: Outside
    ) throws(ShellFault) -> Int32 {
        let screen = outside.screen(invocation.colour)
        let voice = Voice(out: outside.out, err: outside.err)
        var code = ExitCode.ok
        for file in files {
            let source = try script(file, outside)
            let laid: [UInt8]
            do throws(Diagnostic) { laid = try formatted(source) } catch {
                voice.tell(text: DiagnosticRenderer(color: screen.coloursError).render(error, in: source))
                code = SessionFault.Kind.check.exitCode
                continue
            }
            if file == "-", !invocation.onlyChecks {
                laid.withUnsafeBufferPointer { voice.out.write($0) }
                continue
            }
            if laid == source.bytes { continue }
            voice.out.write("\(source.name)\n")
            if invocation.onlyChecks {
                if code == ExitCode.ok { code = SessionFault.Kind.failed.exitCode }
                continue
            }
            do throws(DiskFault) { try outside.disk.replaceContents(of: file, with: laid) } catch {
                throw ShellFault(ExitCode.book, error.sentence)
            }
        }
        return code
    }

    /// A script by its name; `-` is standard input.
    private static func script(_ file: String, _ outside: Outside) throws(ShellFault) -> Source {
        file == "-" ? Source(name: "standard input", bytes: try Program.everything(outside)) : try Library.script(file, outside)
    }
}
