// A book on a disk: who may write, where its live journal ends, and the one way in for changes. The store lives with the
// caller; this file never keeps one.
package import Columns
package import Files

/// What surrounds a book and is not the disk; tests put their own in place.
package struct BookOptions {
    /// Written into the lock for those who wait.
    package var holder: LockHolder
    /// How long to wait for the lock, in milliseconds.
    package var patience = 10_000
    /// Sleeps so many milliseconds while waiting.
    package var pause: (Int) -> Void = RealDisk.pause
    /// Where a journal's salt comes from.
    package var random: () -> UInt64 = {
        var system = SystemRandomNumberGenerator()
        return system.next()
    }
    /// What the size of a new journal is a multiple of, in bytes.
    package var step: UInt32 = 1 << 16
    /// A frame is closed once its payload has so many bytes.
    package var frameSize = 1 << 19
    /// An import's frames are written out, not yet synced, whenever they come to so many bytes.
    package var spillSize = 1 << 22
    /// Check every block of the snapshot while opening, not when first touched.
    package var checksAll = false
    /// Told now and then while something long is done: what, how much of it, and of how much.
    package var reports: (LongWork, _ done: Int, _ total: Int) -> Void = { _, _, _ in }

    package init(holder: LockHolder) { self.holder = holder }
}

/// What may take long enough for somebody to ask.
package enum LongWork: Sendable {
    /// Reading what was done since the last snapshot, in bytes of the journal.
    case recovery
    /// Writing the whole book anew, in cells.
    case snapshot
}

/// One open book.
///
///     let (book, store) = try BookFile.open(disk, "acme.book", catalog: catalog, .writing, options)
///     try book.withLock(&store) { (store) throws(BookFault) in
///         try store.apply(changes)
///         return try book.commit(changes, entry, from: store)     // on the disk: ok #1234
///     }
///
/// Not for two threads at once.
package final class BookFile {
    package enum Mode: Sendable { case reading, writing }

    let disk: any Disk
    let layout: BookLayout
    let catalog: Catalog
    let options: BookOptions
    package private(set) var mode: Mode
    package internal(set) var report: RecoveryReport

    var live: LiveJournal
    var depth = 0
    private var lockFile: OpenFile?
    /// Whether bytes of no complete group stand behind the cursor.
    var tailIsTorn = false
    /// The failure after which nothing is written any more.
    package internal(set) var ended: DiskFault?
    var encoder: EffectEncoder
    var pending = ByteWriter()
    /// Bytes of what is staged that are behind the cursor already.
    var spilled = 0
    var pendingGroup: UInt64 = 0
    var pendingSequence: UInt64 = 0

    init(
        _ disk: any Disk, _ layout: BookLayout, _ catalog: Catalog, _ mode: Mode, _ options: BookOptions,
        _ live: LiveJournal, _ report: RecoveryReport
    ) {
        self.disk = disk
        self.layout = layout
        self.catalog = catalog
        self.options = options
        self.mode = mode
        self.live = live
        self.report = report
        encoder = EffectEncoder(catalog, frameSize: options.frameSize)
        pendingGroup = live.cursor.group
        pendingSequence = live.cursor.sequence
    }

    deinit {
        closeJournal()
        if let lockFile { try? disk.close(lockFile) }
    }

    func closeJournal() {
        if let file = live.file { try? disk.close(file) }
        live.file = nil
    }

    package var path: String { layout.path }
    /// The last change in the store, and on the disk.
    package var group: UInt64 { live.cursor.group }
    package var isHeld: Bool { depth > 0 }

    /// Why nothing can be written; nil when something can.
    package var refusal: BookFault? {
        if let ended { return .writingEnded(ended) }
        if let damage = report.damage { return .readOnly(path: path, why: damage.sentence) }
        return mode == .reading ? .readOnly(path: path, why: "it was opened to be read") : nil
    }

    /// Lets a book that was opened to be read be written to from now on: for a session that asks first and acts later.
    package func permitWriting() {
        guard mode == .reading else { return }
        closeJournal()
        mode = .writing
    }

    // MARK: the lock

    /// Takes the lock, waiting as long as the options say, and brings `store` up to what others appended meanwhile. Calls
    /// nest: a script holds from its first statement to its end while each statement holds inside.
    package func hold(_ store: inout Store) throws(BookFault) {
        if let refusal { throw refusal }
        if depth > 0 {
            depth += 1
            return
        }
        try takeLock(patience: options.patience)
        do throws(BookFault) {
            try catchUp(&store)
        } catch {
            letGo()
            throw error
        }
    }

    /// Lets go what one `hold` took. What was staged and not flushed is forgotten.
    package func letGo() {
        guard depth > 0 else { return }
        depth -= 1
        guard depth == 0 else { return }
        // A stream that ended between `stage` and `flush`; where this fails, writing has ended.
        try? unspill()
        forgetPending()
        if let lockFile { try? disk.unlock(lockFile) }
    }

    /// `hold`, `body`, `letGo`, whatever happens.
    package func withLock<R>(
        _ store: inout Store, _ body: (inout Store) throws(BookFault) -> R
    ) throws(BookFault) -> R {
        try hold(&store)
        defer { letGo() }
        return try body(&store)
    }

    func takeLock(patience: Int) throws(BookFault) {
        let file: OpenFile
        if let lockFile {
            file = lockFile
        } else {
            file = try onDisk { () throws(DiskFault) in try disk.open(layout.lock, .create) }
            lockFile = file
        }
        let refusal = try writing { () throws(DiskFault) in
            try disk.lock(file, as: options.holder, patience: patience, pause: options.pause)
        }
        if let refusal { throw .locked(path: path, by: refusal, waited: patience) }
        depth = 1
    }

    /// Runs disk calls that write: the first input/output error ends writing.
    func writing<R>(_ body: () throws(DiskFault) -> R) throws(BookFault) -> R {
        do throws(DiskFault) {
            return try body()
        } catch {
            if error.code == SystemError.inputOutput {
                ended = error
                throw .writingEnded(error)
            }
            throw .disk(error)
        }
    }

    /// Runs a sync: whatever refuses it ends writing, because what it left unwritten cannot be known and is never retried.
    func syncing(_ body: () throws(DiskFault) -> Void) throws(BookFault) {
        do throws(DiskFault) {
            try body()
        } catch {
            ended = error
            throw .writingEnded(error)
        }
    }
}
