// A file that a verb is to write: below the roots, and not over one that is there unless the person said so.
// May write nothing itself; it opens the writer that replaces a file all at once.
import Diagnostics
import Files
import Interpreter

struct FileTarget {
    private let disk: any Disk
    private let path: String
    private let item: any SignatureItem

    /// `line` is what to type where the file is there already.
    init(_ name: String, at item: any SignatureItem, replacing: Bool, _ line: String, _ run: Run) throws(Diagnostic) {
        guard let shell = run.context.shell else { throw run.fault("save.failed", "no file can be written here", at: item).ofFiles }
        let isThere: Bool
        do throws(DiskFault) {
            path = try shell.roots.resolve(name, from: shell.base)
            isThere = try shell.disk.status(at: path) != nil
        } catch {
            throw Self.failed(error, at: item, run)
        }
        disk = shell.disk
        self.item = item
        if isThere, !replacing {
            throw run.fault(
                "save.exists", "'\(name)' is there already, and nothing is written over unasked", at: item, hint: "say so: \(line)")
        }
    }

    func open() throws(DiskFault) -> WholeFileWriter { try WholeFileWriter(disk, replacing: path) }

    func failed(_ fault: DiskFault, _ run: Run) -> Diagnostic { Self.failed(fault, at: item, run) }

    private static func failed(_ fault: DiskFault, at item: any SignatureItem, _ run: Run) -> Diagnostic {
        run.fault("save.failed", "nothing was saved: \(fault.sentence)", at: item).ofFiles
    }
}
