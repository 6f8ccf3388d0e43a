// The few error numbers of Linux this program tells apart, by meaning, and the words for all of them.
import CSupport

package enum SystemError {
    package static let notPermitted: Int32 = 1  // EPERM
    package static let missing: Int32 = 2  // ENOENT
    package static let interrupted: Int32 = 4  // EINTR
    package static let inputOutput: Int32 = 5  // EIO
    package static let badFile: Int32 = 9  // EBADF
    package static let denied: Int32 = 13  // EACCES
    package static let exists: Int32 = 17  // EEXIST
    package static let notDirectory: Int32 = 20  // ENOTDIR
    package static let isDirectory: Int32 = 21  // EISDIR
    package static let invalid: Int32 = 22  // EINVAL
    package static let tooManyOpen: Int32 = 24  // EMFILE
    package static let full: Int32 = 28  // ENOSPC
    package static let seeksNot: Int32 = 29  // ESPIPE
    package static let readOnly: Int32 = 30  // EROFS
    package static let brokenPipe: Int32 = 32  // EPIPE
    package static let notEmpty: Int32 = 39  // ENOTEMPTY
    package static let loops: Int32 = 40  // ELOOP
    package static let overQuota: Int32 = 122  // EDQUOT

    /// The system's words, the same in every locale: `description(2)` is `No such file or directory`.
    package static func description(_ code: Int32) -> String { String(cString: cs_describe(code)) }
}
