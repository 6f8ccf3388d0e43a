package import Columns
import Files
extension BookFile {
    /// Whether a new snapshot would spare the next opening much: the live journal has passed 1 MB.
    package var snapshotIsDue: Bool { live.cursor.offset > 1 << 20 }

    /// Writes the state as a snapshot and begins a new journal; takes the lock for as long as that lasts.
    package func snapshot(_ store: inout Store) throws(BookFault) {}

    /// Copies the whole book to a new directory.
    package func backup(to target: String) throws(BookFault) {}

    /// Reads everything: every block, every frame, every change. What was found, nothing when all is well.
    package func verify() throws(BookFault) -> [Finding] { [] }
}
