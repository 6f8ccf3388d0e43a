// A journal as this process knows it: its header, how far it is read, and the file while it is open for writing.
import Columns
import Files

struct LiveJournal {
    var header: JournalHeader
    var map: LayoutMap
    /// Whether cells of this program's tables can be appended to it as they are.
    var hasCurrentLayout: Bool
    var cursor: JournalCursor
    var file: OpenFile?
    /// The file's size when last looked at, or since grown.
    var size: Int

    var number: UInt64 { header.number }
    var name: String { BookLayout.journal(header.number) }

    /// A journal's header and layout, from its first bytes.
    static func read(
        _ bytes: UnsafeRawBufferPointer, number: UInt64, _ catalog: Catalog
    ) throws(BookFault) -> (LiveJournal, fromCopy: Bool) {
        let name = BookLayout.journal(number)
        let header: JournalHeader
        let fromCopy: Bool
        switch JournalHeader.read(bytes) {
        case .newer(let format): throw .newer(file: name, format: format)
        case .damaged: throw .damaged(file: name, section: "the header", offset: 0)
        case .sound(let sound, let copy):
            header = sound
            fromCopy = copy
        }
        guard header.number == number else { throw .damaged(file: name, section: "the header's number", offset: 16) }
        let ours = Layout(catalog)
        let oursBytes = ours.bytes
        let isOurs = UInt32(clamping: oursBytes.count) == header.layoutLength
            && Checksum.crc32c(oursBytes) == header.layoutChecksum
        var layout = ours
        if !isOurs {
            guard header.framesOffset <= bytes.count else {
                throw .damaged(file: name, section: "the layout", offset: JournalHeader.layoutOffset)
            }
            let view = UnsafeRawBufferPointer(rebasing: bytes[JournalHeader.layoutOffset..<header.framesOffset])
            var reader = ByteReader(view, section: "the layout")
            guard Checksum.crc32c(view) == header.layoutChecksum, let theirs = try? Layout(&reader), reader.isAtEnd else {
                throw .damaged(file: name, section: "the layout", offset: JournalHeader.layoutOffset)
            }
            layout = theirs
        }
        guard let map = LayoutMap(layout, catalog) else { throw .newer(file: name, format: JournalHeader.format) }
        return (
            LiveJournal(
                header: header, map: map, hasCurrentLayout: isOurs, cursor: JournalCursor(header), file: nil,
                size: bytes.count), fromCopy
        )
    }
}

extension BookFile {
    /// Makes an empty journal under its name, complete or not at all. Lasting once the directory is synced.
    static func makeJournal(
        _ disk: any Disk, _ layout: BookLayout, _ catalog: Catalog, number: UInt64, firstGroup: UInt64, firstSequence: UInt64,
        _ options: BookOptions
    ) throws(DiskFault) -> LiveJournal? {
        let cells = Layout(catalog).bytes
        let header = JournalHeader(
            number: number, firstGroup: firstGroup, firstSequence: firstSequence, salt: options.random(), step: options.step,
            layout: cells)
        let temporary = layout.journal(number) + ".tmp"
        if try disk.status(at: temporary) != nil { try disk.unlink(temporary) }
        let file = try disk.open(temporary, .exclusive)
        let size = roundedUp(header.framesOffset + 1, to: Int(header.step))
        do throws(DiskFault) {
            try disk.preallocate(file, upTo: size, growing: true)
            try disk.writeAll(file, at: 0, header.bytes + header.bytes + cells)
            try disk.sync(file)
            try disk.rename(temporary, to: layout.journal(number))
        } catch {
            try? disk.close(file)
            throw error
        }
        guard let map = LayoutMap(Layout(catalog), catalog) else {
            try disk.close(file)
            return nil
        }
        return LiveJournal(
            header: header, map: map, hasCurrentLayout: true, cursor: JournalCursor(header), file: file, size: size)
    }

    static func roundedUp(_ size: Int, to step: Int) -> Int {
        let rest = size % step
        return rest == 0 ? size : size + (step - rest)
    }
}
