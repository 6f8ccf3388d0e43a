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

    /// Where a relative path begins: here, or at the first root where here lies below none.
    static func base(_ roots: Roots, _ outside: Outside) throws(ShellFault) -> String {
        let here: String
        do throws(DiskFault) { here = try outside.disk.resolve(outside.directory) } catch {
            throw ShellFault(ExitCode.book, error.sentence)
        }
        let isInside = roots.directories.contains { $0 == here || $0 == "/" || here.hasPrefix($0 + "/") }
        return isInside ? here : roots.directories.first ?? here
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
                let file = try Roots(allowed, on: disk).existing(path, from: base)
                let bytes = try disk.contents(of: file, limit: Parser.maximumBytes)
                return (Source(name: folder.isEmpty ? path : "\(folder)/\(path)", bytes: bytes), file)
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
