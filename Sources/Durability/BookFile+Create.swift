// A new book: only when asked for, and only where there is none.
package import Columns
package import Files

extension BookFile {
    /// Makes an empty book. A directory left by a making that was cut short is completed.
    package static func create(
        _ disk: any Disk, _ path: String, catalog: Catalog, _ options: BookOptions
    ) throws(BookFault) -> (BookFile, Store) {
        let layout = BookLayout(path: path)
        let store: Store
        do throws(StoreFault) { store = try Store(catalog: catalog) } catch { throw .refused(group: 0, error) }
        if let status = try onDisk({ () throws(DiskFault) in try disk.status(at: path) }) {
            guard status.kind == .directory else { throw .exists(path: path) }
            let names = try onDisk { () throws(DiskFault) in try disk.list(path) }
            guard names.allSatisfy({ $0 == "lock" || $0 == "quarantine" || $0 == "journal-1.tmp" }) else {
                throw .exists(path: path)
            }
        } else {
            try onDisk { () throws(DiskFault) in try disk.makeDirectory(path) }
        }
        let made = try onDisk { () throws(DiskFault) in
            if try disk.status(at: layout.quarantine) == nil { try disk.makeDirectory(layout.quarantine) }
            let made = try makeJournal(
                disk, layout, catalog, number: 1, firstGroup: 1, firstSequence: 1, options)
            try disk.syncDirectory(path)
            try disk.syncDirectory(parent(of: path))
            return made
        }
        guard let made else { throw .notBook(path: path, why: "its tables contradict each other") }
        return (BookFile(disk, layout, catalog, .writing, options, made, RecoveryReport()), store)
    }

    static func parent(of path: String) -> String {
        var bytes = Array(path.utf8)
        while bytes.count > 1, bytes.last == 0x2F { bytes.removeLast() }
        guard let slash = bytes.lastIndex(of: 0x2F) else { return "." }
        return slash == 0 ? "/" : String(decoding: bytes[..<slash], as: UTF8.self)
    }
}
