// A store as a snapshot's bytes, block by block through one buffer. It writes a file that is already open, and nothing else.
import Columns
import Files

struct SnapshotWriter {
    private let disk: any Disk
    private let file: OpenFile
    private var buffer: [UInt8] = []
    /// Where the buffer's first byte goes.
    private var written: Int
    private var directory = ByteWriter()
    private var even = EvenBytes()
    private static let window = 1 << 20
    /// Up to where the disk was told to go ahead, and how much is worth telling it.
    private var hastened = 0
    private static let hurry = 8 << 20
    private let reports: (_ done: Int, _ total: Int) -> Void
    /// Cells written, and all there are.
    private var done = 0
    private var total = 0

    init(_ disk: any Disk, _ file: OpenFile, reports: @escaping (Int, Int) -> Void = { _, _ in }) {
        self.reports = reports
        self.disk = disk
        self.file = file
        written = SnapshotHeader.size
        buffer.reserveCapacity(Self.window + (1 << 16))
    }

    /// Writes everything; the header, which is also the last thing written.
    mutating func write(
        _ store: borrowing Store, number: UInt64, group: UInt64, sequence: UInt64
    ) throws(BookFault) -> SnapshotHeader {
        let cells = Layout(store.catalog).bytes
        directory.u32(UInt32(clamping: cells.count))
        directory.raw(cells)
        try put(store.texts)
        try put(store.ids.forms)
        total = store.catalog.tables.reduce(0) { $0 + store.rowCount($1.id) * $1.columns.count }
        for table in store.catalog.tables { try put(table, store) }
        guard store.damage.isEmpty else {
            throw .damaged(
                file: BookLayout.snapshot(number), section: store.damage.places.joined(separator: ", "), offset: 0)
        }
        try align()
        let header = SnapshotHeader(
            number: number, group: group, sequence: sequence, directoryOffset: UInt64(written + buffer.count),
            directoryLength: UInt64(directory.count), directoryChecksum: Checksum.crc32c(directory.bytes))
        buffer += directory.bytes
        try flush()
        try write(header.bytes, at: 0)
        return header
    }

    private mutating func put(_ schema: TableSchema, _ store: borrowing Store) throws(BookFault) {
        let parts = store.parts(schema.id)
        directory.u64(UInt64(parts.rows))
        directory.u64(UInt64(parts.ascending))
        try align()
        directory.u64(UInt64(written + buffer.count))
        directory.u64(UInt64(parts.dead.count))
        var sum: UInt32 = 0
        parts.dead.withUnsafeBytes { bytes in
            sum = Checksum.crc32c(bytes)
            buffer.append(contentsOf: bytes)
        }
        directory.u32(sum)
        for (ordinal, column) in schema.columns.enumerated() {
            let view = store.view(schema.id, ordinal)
            // Days and ids are what scans skip blocks by; other bounds are made when they are asked for.
            let bounded = column.meaning == .day || column.meaning == .id
            if let even = EvenColumn(view, rows: parts.rows) {
                try put(even, bounded)
            } else {
                try put(view, parts.rows, bounded) { .refused(group: 0, .damaged(schema.id, column: ordinal, block: $0)) }
            }
            done += parts.rows
            reports(done, total)
            guard bounded else { continue }
            for i in 0..<Self.blocks(parts.rows) {
                let bounds = view.blockBounds(i)
                directory.u64(UInt64(bitPattern: bounds?.min ?? .max))
                directory.u64(UInt64(bitPattern: bounds?.max ?? .min))
            }
        }
    }

    private static func blocks(_ rows: Int) -> Int { (rows + Block.capacity - 1) / Block.capacity }

    private mutating func put(
        _ view: ColumnView, _ rows: Int, _ bounded: Bool, _ fault: (_ block: Int) -> BookFault
    ) throws(BookFault) {
        try align()
        directory.u64(UInt64(written + buffer.count))
        directory.u8(bounded ? 1 : 0)
        for i in 0..<Self.blocks(rows) {
            let wanted = min(Block.capacity, rows - i * Block.capacity) * view.physical.width
            let sum = view.withBytes(i) { bytes -> UInt32? in
                guard bytes.count == wanted else { return nil }
                buffer.append(contentsOf: bytes)
                return Checksum.crc32c(bytes)
            }
            guard let sum = sum ?? nil else { throw fault(i) }
            directory.u32(sum)
            if buffer.count >= Self.window { try flush() }
        }
    }

    /// Bytes that are in the file already are not written again: columns may point at the same place.
    private mutating func put(_ column: EvenColumn, _ bounded: Bool) throws(BookFault) {
        let piece = Block.capacity * column.width
        let bytes = [UInt64](repeating: column.word.littleEndian, count: piece / 8)
        let rest = column.length % piece
        let (whole, last) = bytes.withUnsafeBytes { all in
            (Checksum.crc32c(all), Checksum.crc32c(UnsafeRawBufferPointer(rebasing: all[..<rest])))
        }
        if let known = even.offset(column.word, column.length) {
            directory.u64(UInt64(known))
        } else {
            try align()
            let start = written + buffer.count
            directory.u64(UInt64(start))
            even.note(column.word, offset: start, length: column.length)
            var left = column.length
            while left > 0 {
                let step = min(piece, left)
                bytes.withUnsafeBytes { buffer.append(contentsOf: $0[..<step]) }
                if buffer.count >= Self.window { try flush() }
                left -= step
            }
        }
        directory.u8(bounded ? 1 : 0)
        for _ in 0..<(column.length / piece) { directory.u32(whole) }
        if rest > 0 { directory.u32(last) }
    }

    // MARK: pools

    private mutating func put(_ pool: TextPool) throws(BookFault) {
        var ends: [UInt64] = []
        ends.reserveCapacity(pool.count)
        var window: [UInt8] = []
        var before: UInt64 = 0
        try align()
        let start = written + buffer.count
        var sums = StretchSums()
        var code = 0
        while code < pool.count {
            let next = min(pool.count, code + 4096)
            window.removeAll(keepingCapacity: true)
            pool.copy(code..<next, before: before, bytes: &window, ends: &ends)
            before = ends.last ?? before
            window.withUnsafeBytes { sums.add($0) }
            buffer += window
            if buffer.count >= Self.window { try flush() }
            code = next
        }
        section(start, written + buffer.count, &sums)
        try put(array: ends)
        try put(array: pool.slots())
    }

    private mutating func put<Word>(array: [Word]) throws(BookFault) {
        try align()
        let start = written + buffer.count
        var sums = StretchSums()
        let size = array.count * MemoryLayout<Word>.stride
        var at = 0
        while at < size {
            let step = min(Self.window, size - at)
            array.withUnsafeBytes { all in
                let piece = UnsafeRawBufferPointer(rebasing: all[at..<(at + step)])
                sums.add(piece)
                buffer.append(contentsOf: piece)
            }
            at += step
            if buffer.count >= Self.window { try flush() }
        }
        section(start, start + size, &sums)
    }

    private mutating func section(_ start: Int, _ end: Int, _ sums: inout StretchSums) {
        directory.u64(UInt64(start))
        directory.u64(UInt64(end - start))
        for sum in sums.finish() { directory.u32(sum) }
    }

    // MARK: bytes

    private mutating func align() throws(BookFault) {
        let rest = (written + buffer.count) % SnapshotHeader.alignment
        if rest != 0 { buffer.append(contentsOf: repeatElement(0, count: SnapshotHeader.alignment - rest)) }
    }

    private mutating func flush() throws(BookFault) {
        try write(buffer, at: written)
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
        guard written - hastened >= Self.hurry else { return }
        disk.hasten(file, from: hastened, count: written - hastened)
        hastened = written
    }

    private func write(_ bytes: [UInt8], at offset: Int) throws(BookFault) {
        try onDisk { () throws(DiskFault) in try disk.writeAll(file, at: offset, bytes) }
    }
}

/// A checksum for every stretch of a section that arrives in pieces.
struct StretchSums {
    private var sums: [UInt32] = []
    private var open: UInt32 = 0
    private var filled = 0

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let step = min(rest.count, TextParts.stretch - filled)
            open = Checksum.crc32c(UnsafeRawBufferPointer(rebasing: rest[..<step]), seed: open)
            filled += step
            rest = UnsafeRawBufferPointer(rebasing: rest[step...])
            if filled == TextParts.stretch { close() }
        }
    }

    private mutating func close() {
        sums.append(open)
        open = 0
        filled = 0
    }

    mutating func finish() -> [UInt32] {
        if filled > 0 { close() }
        return sums
    }
}
