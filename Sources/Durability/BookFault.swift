// What can go wrong with a book on a disk, as one closed set, each with a sentence a person can act on.
// It prints nothing and knows no verb and no exit code.
package import Columns
package import Files

package enum BookFault: Error, Equatable, Sendable {
    case disk(DiskFault)
    /// There is no book of this name.
    case missing(path: String)
    /// Something is there already, and a book is only made where nothing is.
    case exists(path: String)
    /// What is there is not a book.
    case notBook(path: String, why: String)
    /// Others held the lock all the time that was waited, in milliseconds.
    case locked(path: String, by: LockRefusal, waited: Int)
    /// The book is open for reading only: asked so, or because of damage.
    case readOnly(path: String, why: String)
    /// A write or a sync failed earlier; what is in memory may be more than what is on the disk. Open the book again.
    case writingEnded(DiskFault)
    /// Made by a newer program.
    case newer(file: String, format: UInt32)
    /// The file says something that cannot be so; its checksum may well be right.
    case damaged(file: String, section: String, offset: Int)
    /// The store refuses what the file says, or what was to be written.
    case refused(group: UInt64, StoreFault)
    /// One row's texts are more than a frame can carry.
    case tooLarge(bytes: Int, limit: Int)
    case noGroup(UInt64)
    /// Writing needs the lock: `hold` first.
    case notHeld

    /// One line without a full stop.
    package var sentence: String {
        switch self {
        case .disk(let fault): fault.sentence
        case .missing(let path): "there is no book at \(path)"
        case .exists(let path): "\(path) exists already"
        case .notBook(let path, let why): "\(path) is not a book: \(why)"
        case .locked(_, let refusal, let waited):
            "\(refusal.sentence(of: "the book")) and did not let go within \(waited / 1000) s"
        case .readOnly(let path, let why): "\(path) is open for reading only: \(why)"
        case .writingEnded(let fault):
            "writing has ended because of \(fault.sentence); open the book again to see what is on the disk"
        case .newer(let file, let format): "\(file) has format \(format), which needs a newer recoup"
        case .damaged(let file, let section, let offset): "\(file) is damaged: \(section) makes no sense at byte \(offset)"
        case .refused(let group, let fault): "change \(group) does not fit the book: \(fault)"
        case .tooLarge(let bytes, let limit):
            "one row with \(bytes) bytes of text is more than the \(limit) bytes the journal takes"
        case .noGroup(let number): "there is no change \(number)"
        case .notHeld: "the book is not locked for writing"
        }
    }
}

/// Runs disk calls where a book's faults are thrown.
func onDisk<R>(_ body: () throws(DiskFault) -> R) throws(BookFault) -> R {
    do throws(DiskFault) { return try body() } catch { throw .disk(error) }
}
