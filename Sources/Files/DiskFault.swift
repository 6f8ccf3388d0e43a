// What can go wrong between the program and a disk, as one closed set, each with a sentence a person can act on.
// It may not print, and it knows no verb, book or exit code.

package enum DiskOperation: String, Sendable, CaseIterable {
    case open, close, read, write, append, sync, truncate, preallocate, status
    case rename, unlink, list, makeDirectory, syncDirectory, resolve
    case lock, unlock, map

    var words: String {
        switch self {
        case .open: "open"
        case .close: "close"
        case .read: "read"
        case .write, .append: "write"
        case .sync: "bring to the disk"
        case .truncate: "cut"
        case .preallocate: "reserve room for"
        case .status: "look at"
        case .rename: "rename"
        case .unlink: "remove"
        case .list: "list"
        case .makeDirectory: "make the directory"
        case .syncDirectory: "bring to the disk the directory"
        case .resolve: "find"
        case .lock: "lock"
        case .unlock: "unlock"
        case .map: "map"
        }
    }
}

package enum DiskFault: Error, Equatable, Sendable {
    /// The system refused; `code` is its errno.
    case system(DiskOperation, path: String, code: Int32)
    /// The call took nothing and reported no error.
    case stalled(DiskOperation)
    /// An offset or a size does not fit.
    case tooLarge(DiskOperation)
    /// The file is longer than the caller is ready to hold.
    case tooLong(path: String, size: Int, limit: Int)
    /// The path may not be used, whatever is there.
    case refused(path: String, PathRefusal)
    /// The simulated power went: nothing answers until the disk is started again.
    case poweredOff(DiskOperation)

    /// The system's error number; nil when the refusal is ours.
    package var code: Int32? {
        if case .system(_, _, let code) = self { return code }
        return nil
    }

    package var isMissing: Bool { code == SystemError.missing }
    package var alreadyExists: Bool { code == SystemError.exists }
    package var isFull: Bool { code == SystemError.full || code == SystemError.overQuota }

    /// One line without a full stop: `cannot open book/journal-1: No such file or directory`.
    package var sentence: String {
        switch self {
        case .system(let operation, let path, let code):
            "cannot \(operation.words) \(path): \(SystemError.description(code))"
        case .stalled(let operation): "cannot \(operation.words): the disk takes no more bytes"
        case .tooLarge(let operation): "cannot \(operation.words): the position is too large for a file"
        case .tooLong(let path, let size, let limit):
            "cannot read \(path): it has \(size) bytes and at most \(limit) are read at once"
        case .refused(let path, let reason): "cannot use \(path): \(reason.sentence)"
        case .poweredOff(let operation): "cannot \(operation.words): the disk has no power"
        }
    }
}

/// Why a path is not used. The first four are told by the path's text, the rest by what is there.
package enum PathRefusal: Equatable, Sendable {
    case empty
    case containsNul
    case tooLong
    case namesNoFile
    case outside(roots: [String])
    case linkLeadsOut(to: String)
    case link
    case notPlainFile
    case directory

    package var sentence: String {
        switch self {
        case .empty: "the path is empty"
        case .containsNul: "the path holds a NUL byte"
        case .tooLong: "the path is longer than 4,096 bytes"
        case .namesNoFile: "the path names no file"
        case .outside(let roots): "it is outside \(roots.joined(separator: ", "))"
        case .linkLeadsOut(let target): "a symbolic link in it leads out, to \(target)"
        case .link: "a symbolic link is there, and only a plain file is replaced"
        case .notPlainFile: "it is not a plain file"
        case .directory: "a directory is there"
        }
    }
}
