// Scripts as sources: the one on the command line, and those that use each other. Reads files below the roots, and beside
// the script that asks.
import Diagnostics
import Files
import Interpreter
import Syntax

struct Library {
    private let disk: any Disk
    private let directory: String
    private let roots: Roots

    init(_ outside: Outside, _ roots: Roots) {
        disk = outside.disk
        directory = outside.directory
        self.roots = roots
    }

    static func roots(_ invocation: Invocation, _ outside: Outside) throws(ShellFault) -> Roots {
        do throws(DiskFault) {
            return try Roots(invocation.roots.isEmpty ? [outside.directory] : invocation.roots, on: outside.disk)
        } catch {
            throw ShellFault(ExitCode.book, error.sentence)
        }
    }

    /// A script named on the command line; it may lie anywhere.
    static func script(_ path: String, _ outside: Outside) throws(ShellFault) -> Source {
        do throws(DiskFault) {
            return Source(name: path, bytes: try outside.disk.contents(of: path, limit: Parser.maximumBytes))
        } catch {
            throw ShellFault(ExitCode.book, error.sentence)
        }
    }

    var loader: ScriptLoader {
        { [self] path, asking throws(CommitFault) in
            let folder = Self.folder(of: asking.name)
            do throws(DiskFault) {
                let base = folder.isEmpty ? directory : try disk.resolve(folder)
                var allowed = roots.directories
                if !folder.isEmpty { allowed.append(base) }
                let file = try Roots(allowed, on: disk).resolve(path, from: base)
                let bytes = try disk.contents(of: file, limit: Parser.maximumBytes)
                return Source(name: folder.isEmpty ? path : "\(folder)/\(path)", bytes: bytes)
            } catch {
                throw CommitFault(.book, error.sentence)
            }
        }
    }

    /// `scripts` for `scripts/morning.recoup`; empty for a name without a folder.
    private static func folder(of name: String) -> String {
        guard let slash = name.utf8.lastIndex(of: 0x2F) else { return "" }
        return slash == name.startIndex ? "/" : String(name[..<slash])
    }
}
