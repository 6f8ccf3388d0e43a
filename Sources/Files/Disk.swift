// The Disk seam: every byte the program keeps goes through these calls, so that a test can make any of them fail.
// It may not know what the bytes mean, choose names, or retry a sync.

/// The calls a journal, a snapshot and an export need of a disk.
///
/// Three answer it: `RealDisk`, `MemoryDisk` (which fails and loses power on a script) and `RecordingDisk`.
/// Calls map one to one onto the system's, so that a fault script can name the one that fails; the loops over short
/// reads and writes are in `Disk+Whole.swift`.
///
///     let file = try disk.open("book/journal-1", .append)
///     try disk.appendAll(file, frame)
///     try disk.sync(file)        // returned: the frame is on the disk
///
/// Paths are absolute or relative to the working directory, with `/`. Offsets and sizes are bytes.
package protocol Disk: Sendable {
    func open(_ path: String, _ mode: OpenMode) throws(DiskFault) -> OpenFile
    func close(_ file: OpenFile) throws(DiskFault)

    /// Reads at most `into.count` bytes at `offset`; 0 means the end. May be short.
    func read(_ file: OpenFile, at offset: Int, into: UnsafeMutableRawBufferPointer) throws(DiskFault) -> Int
    /// Writes at `offset` and says how many bytes it took. May be short. Not for a file opened `.append`.
    func write(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) -> Int
    /// Writes at the end of a file opened `.append` and says how many bytes it took. May be short.
    func append(_ file: OpenFile, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) -> Int
    /// Returns once the file's bytes and size are on the disk. **Never call it again after it failed.**
    func sync(_ file: OpenFile) throws(DiskFault)
    /// What was written from `offset` on will not be written again: it may go to the disk while the program works on, so that
    /// `sync` has less to wait for. A hint that promises nothing; what goes wrong is told by `sync`.
    func hasten(_ file: OpenFile, from offset: Int, count: Int)
    func truncate(_ file: OpenFile, to size: Int) throws(DiskFault)
    /// Reserves blocks up to `length`. `growing` also makes the file that long, with zeros, so that later syncs need
    /// not write a new size; otherwise the size stays.
    func preallocate(_ file: OpenFile, upTo length: Int, growing: Bool) throws(DiskFault)
    func status(_ file: OpenFile) throws(DiskFault) -> FileStatus

    /// The facts of a path, or nil where nothing is. A final symbolic link is not followed: its kind is `.link`.
    func status(at path: String) throws(DiskFault) -> FileStatus?
    /// Replaces what is at `to`, atomically. Lasting only after `syncDirectory`.
    func rename(_ from: String, to: String) throws(DiskFault)
    func unlink(_ path: String) throws(DiskFault)
    /// The names in a directory, sorted by bytes, without `.` and `..`.
    func list(_ directory: String) throws(DiskFault) -> [String]
    func makeDirectory(_ path: String) throws(DiskFault)
    /// Returns once creations, renames and unlinks in the directory are on the disk.
    func syncDirectory(_ path: String) throws(DiskFault)
    /// The absolute path with every link followed; everything in it must exist.
    func resolve(_ path: String) throws(DiskFault) -> String

    /// Takes the lock on an open file without waiting and writes the holder into it; false when another has it.
    /// The lock goes with `unlock`, `close` or the end of the process.
    func tryLock(_ file: OpenFile, as holder: LockHolder) throws(DiskFault) -> Bool
    func unlock(_ file: OpenFile) throws(DiskFault)
    /// Who last took the lock on this file; nil when nobody ever did. Readable by anyone, whoever holds it now.
    func lockHolder(_ file: OpenFile) throws(DiskFault) -> LockHolder?

    /// The whole file, read-only, in memory for as long as the result lives.
    func map(_ path: String) throws(DiskFault) -> MappedFile
}

/// A file that a `Disk` has open: a number that means something to that disk alone.
package struct OpenFile: Hashable, Sendable {
    package let number: Int32

    package init(number: Int32) { self.number = number }
}

package enum OpenMode: Sendable {
    /// For reading; it must exist. Links are followed.
    case read
    /// For reading and writing; it must exist.
    case readWrite
    /// For reading and writing; made empty if absent.
    case create
    /// For reading and writing; it must not exist, not even as a dangling link.
    case exclusive
    /// For reading, and writing at the end only; made empty if absent.
    case append
}

package struct FileStatus: Equatable, Sendable {
    package enum Kind: Sendable { case file, directory, link, other }

    package var kind: Kind
    package var size: Int
    /// Nanoseconds since 1970.
    package var modified: Int64
    /// Which file this is: a path whose file was replaced by a rename has another identity.
    package var identity: FileIdentity

    package init(kind: Kind, size: Int, modified: Int64, identity: FileIdentity) {
        self.kind = kind
        self.size = size
        self.modified = modified
        self.identity = identity
    }
}

package struct FileIdentity: Hashable, Sendable {
    package let device: UInt64
    package let inode: UInt64

    package init(device: UInt64, inode: UInt64) {
        self.device = device
        self.inode = inode
    }
}
