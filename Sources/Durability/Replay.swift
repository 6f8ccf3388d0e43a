// Journals into a store: which ones, from where, and what to make of their ends. It reads; it repairs nothing.
import Columns
import Files

/// Brings a store from one group to the last readable one.
struct Replay {
    let disk: any Disk
    let layout: BookLayout
    let catalog: Catalog
    var findings: [Finding] = []
    /// Told how many bytes of a journal were read, now and then.
    var reports: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    private static let reportInterval: UInt64 = 64

    init(_ disk: any Disk, _ layout: BookLayout, _ catalog: Catalog) {
        self.disk = disk
        self.layout = layout
        self.catalog = catalog
    }

    /// A journal with its bytes.
    struct Opened {
        var journal: LiveJournal
        let file: MappedFile
    }

    /// How a journal's end was found.
    struct Ended {
        var cursor: JournalCursor
        var ending: JournalEnding
    }

    func open(_ number: UInt64) throws(BookFault) -> (Opened, fromCopy: Bool) {
        let file = try onDisk { () throws(DiskFault) in try disk.map(layout.journal(number)) }
        let (journal, fromCopy) = try LiveJournal.read(file.bytes, number: number, catalog)
        return (Opened(journal: journal, file: file), fromCopy)
    }

    /// Applies the groups after `group` that stand behind the cursor, and moves it to the last good one. Stops, with a finding,
    /// at a group that makes no sense.
    mutating func apply(
        _ opened: inout Opened, after group: UInt64, confirmed: UInt64, to store: inout Store
    ) -> JournalEnding {
        var walk = JournalWalk(opened.file.bytes, seed: opened.journal.header.seed, confirmed: confirmed)
        var decoder = EffectDecoder(opened.journal.map)
        var nonsense: Finding?
        let name = opened.journal.name
        var cursor = opened.journal.cursor
        let (reports, size) = (reports, opened.file.count)
        let ending = walk.run(&cursor) { (found) throws(Never) in
            guard found.number > group else { return true }
            if found.number.isMultiple(of: Self.reportInterval) { reports(found.offset, size) }
            do throws(FormatFault) {
                let decoded = try decoder.read(found, into: &store)
                do throws(StoreFault) {
                    try store.apply(decoded.changes)
                    return true
                } catch {
                    nonsense = .nonsense(
                        file: name, section: "\(error)", offset: found.offset, group: found.number)
                }
            } catch {
                nonsense = .nonsense(
                    file: name, section: error.section, offset: found.offset + error.offset, group: found.number)
            }
            return false
        }
        opened.journal.cursor = cursor
        for offset in walk.badMarks { findings.append(.mark(file: name, offset: offset)) }
        if let nonsense { findings.append(nonsense) }
        switch ending {
        case .damaged(let last, let sequences):
            findings.append(
                .lost(file: name, offset: cursor.offset, first: cursor.group + 1, last: last, sequences: sequences))
        case .clean, .torn, .stopped: break
        }
        return ending
    }
}

extension JournalEnding {
    /// Whether groups after the cursor cannot be had.
    var isFatal: Bool {
        switch self {
        case .clean, .torn: false
        case .damaged, .stopped: true
        }
    }
}
