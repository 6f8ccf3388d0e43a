// A snapshot as a store: mapped, its directory verified, everything else checked when first touched. Opening reads a few pages
// however large the book is.
import Columns
import Files

struct SnapshotFile {
    let header: SnapshotHeader
    let store: Store

    static func open(
        _ disk: any Disk, _ layout: BookLayout, _ number: UInt64, _ catalog: Catalog, checksAll: Bool
    ) throws(BookFault) -> SnapshotFile {
        let name = BookLayout.snapshot(number)
        let file = try onDisk { () throws(DiskFault) in try disk.map(layout.snapshot(number)) }
        let (header, directory) = try SnapshotHeader.read(file.bytes, file: name, number: number)
        let pieces: SnapshotPieces
        do throws(FormatFault) {
            pieces = try SnapshotPieces(directory, fileSize: file.count)
        } catch {
            throw .damaged(
                file: name, section: error.section, offset: error.offset + Int(clamping: header.directoryOffset))
        }
        if checksAll, let place = pieces.firstDamage(file) {
            throw .damaged(file: name, section: place, offset: 0)
        }
        guard let map = LayoutMap(pieces.layout, catalog) else { throw .newer(file: name, format: SnapshotHeader.format) }
        return SnapshotFile(header: header, store: try pieces.store(file, name, catalog, map))
    }
}

/// Where each piece of a snapshot is and what its sums must be. Sums stay in the mapped directory.
struct SnapshotPieces {
    struct Sums {
        let bytes: UnsafeRawBufferPointer
        subscript(i: Int) -> UInt32? {
            guard i >= 0, i < bytes.count / 4 else { return nil }
            return UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: i * 4, as: UInt32.self))
        }
    }

    struct Section {
        let range: Range<Int>
        let sums: Sums
    }

    struct Column {
        let offset: Int
        let sums: Sums
        /// Two lanes for each block; empty where none were kept.
        let bounds: UnsafeRawBufferPointer

        func bounds(of block: Int) -> (min: Int64, max: Int64)? {
            guard block >= 0, bounds.count / 16 > block else { return nil }
            let least = Int64(littleEndian: bounds.loadUnaligned(fromByteOffset: block * 16, as: Int64.self))
            let most = Int64(littleEndian: bounds.loadUnaligned(fromByteOffset: block * 16 + 8, as: Int64.self))
            return least <= most ? (least, most) : nil
        }
    }

    struct Table {
        let rows: Int
        let ascending: Int
        let dead: Range<Int>
        let deadSum: UInt32
        let columns: [Column]
    }

    private(set) var layout: Layout
    private(set) var texts: [Section] = []
    private(set) var forms: [Section] = []
    private(set) var tables: [Table] = []

    init(_ directory: UnsafeRawBufferPointer, fileSize: Int) throws(FormatFault) {
        var reader = ByteReader(directory, section: "the layout")
        let cells = try reader.raw(Int(try reader.u32()))
        var inner = ByteReader(cells, section: "the layout")
        layout = try Layout(&inner)
        guard inner.isAtEnd else { throw inner.fault }
        reader.section = "the pool of texts"
        texts = try Self.pool(&reader, fileSize)
        reader.section = "the pool of id patterns"
        forms = try Self.pool(&reader, fileSize)
        for table in layout.tables {
            reader.section = "table \(table.id.rawValue)"
            tables.append(try Self.table(&reader, table, fileSize))
        }
        guard reader.isAtEnd else { throw reader.fault }
    }

    /// A stretch of the file, wholly inside it.
    private static func range(
        _ reader: inout ByteReader, _ offset: UInt64, _ length: UInt64, _ fileSize: Int
    ) throws(FormatFault) -> Range<Int> {
        guard let start = Int(exactly: offset), let count = Int(exactly: length), start <= fileSize,
            count <= fileSize - start
        else { throw reader.fault }
        return start..<(start + count)
    }

    private static func pool(_ reader: inout ByteReader, _ fileSize: Int) throws(FormatFault) -> [Section] {
        var sections: [Section] = []
        for _ in TextSection.allCases {
            let offset = try reader.u64()
            let range = try range(&reader, offset, try reader.u64(), fileSize)
            let stretches = (range.count + TextParts.stretch - 1) / TextParts.stretch
            sections.append(Section(range: range, sums: Sums(bytes: try reader.raw(stretches * 4))))
        }
        return sections
    }

    private static func table(
        _ reader: inout ByteReader, _ table: Layout.Table, _ fileSize: Int
    ) throws(FormatFault) -> Table {
        // A file cannot hold more rows of a table than bytes of its narrowest column.
        let rowCount = try reader.u64()
        guard rowCount <= UInt64(min(fileSize, Int(UInt32.max))), !table.columns.isEmpty || rowCount == 0 else {
            throw reader.fault
        }
        let rows = Int(rowCount)
        let ascending = try reader.u64()
        guard ascending <= rowCount else { throw reader.fault }
        let deadOffset = try reader.u64()
        let words = try reader.u64()
        guard words <= UInt64((rows + 63) / 64) else { throw reader.fault }
        let dead = try range(&reader, deadOffset, words * 8, fileSize)
        let deadSum = try reader.u32()
        var columns: [Column] = []
        let blocks = (rows + Block.capacity - 1) / Block.capacity
        for column in table.columns {
            let offset = try reader.u64()
            let place = try range(&reader, offset, UInt64(rows * column.physical.width), fileSize)
            let bounded = try reader.u8()
            guard bounded <= 1 else { throw reader.fault }
            let sums = Sums(bytes: try reader.raw(blocks * 4))
            let bounds = try reader.raw(bounded == 1 ? blocks * 16 : 0)
            columns.append(Column(offset: place.lowerBound, sums: sums, bounds: bounds))
        }
        return Table(rows: rows, ascending: Int(ascending), dead: dead, deadSum: deadSum, columns: columns)
    }

    // MARK: checking

    static func bytes(_ column: Column, _ width: Int, _ rows: Int, _ block: Int) -> Range<Int> {
        let first = min(block * Block.capacity, rows)
        let last = min(first + Block.capacity, rows)
        return (column.offset + first * width)..<(column.offset + last * width)
    }

    static func isSound(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ sum: UInt32?) -> Bool {
        guard range.upperBound <= bytes.count else { return false }
        return Checksum.crc32c(UnsafeRawBufferPointer(rebasing: bytes[range])) == sum
    }

    private static func stretch(_ section: Section, _ i: Int) -> Range<Int> {
        let first = min(section.range.lowerBound + max(0, i) * TextParts.stretch, section.range.upperBound)
        return first..<min(first + TextParts.stretch, section.range.upperBound)
    }

    /// Every piece against its sum; the first that differs, in words.
    func firstDamage(_ file: MappedFile) -> String? {
        for (name, sections) in [("the texts", texts), ("the id patterns", forms)] {
            for section in sections {
                for i in 0..<(section.sums.bytes.count / 4)
                where !Self.isSound(file.bytes, Self.stretch(section, i), section.sums[i]) { return name }
            }
        }
        for (table, pieces) in zip(layout.tables, tables) {
            if !Self.isSound(file.bytes, pieces.dead, pieces.deadSum) { return "the tombstones of table \(table.id.rawValue)" }
            for (column, place) in zip(table.columns, pieces.columns) {
                for i in 0..<(place.sums.bytes.count / 4) {
                    let range = Self.bytes(place, column.physical.width, pieces.rows, i)
                    if !Self.isSound(file.bytes, range, place.sums[i]) {
                        return "table \(table.id.rawValue), column \(column.tag), block \(i)"
                    }
                }
            }
        }
        return nil
    }

    // MARK: the store

    func store(
        _ file: MappedFile, _ name: String, _ catalog: Catalog, _ map: LayoutMap
    ) throws(BookFault) -> Store {
        let damage = Damage()
        var parts: [TableID: TableParts] = [:]
        for (table, pieces) in zip(layout.tables, tables) {
            guard let target = map.tables[table.id] else { continue }
            guard Self.isSound(file.bytes, pieces.dead, pieces.deadSum) else {
                throw .damaged(
                    file: name, section: "the tombstones of \(target.schema.name)", offset: pieces.dead.lowerBound)
            }
            var columns = target.schema.columns.map { ColumnParts($0.physical) { _ in nil } }
            for (at, place) in pieces.columns.enumerated() {
                let ordinal = target.ordinals[at]
                columns[ordinal] = Self.column(
                    place, target.schema.columns[ordinal].physical, pieces.rows, file, damage,
                    (name, target.schema, ordinal))
            }
            let dead = stride(from: pieces.dead.lowerBound, to: pieces.dead.upperBound, by: 8).map {
                UInt64(littleEndian: file.bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self))
            }
            parts[table.id] = TableParts(rows: pieces.rows, ascending: pieces.ascending, dead: dead, columns: columns)
        }
        let texts = Self.pool(texts, file, damage, "\(name): the texts")
        let forms = Self.pool(forms, file, damage, "\(name): the id patterns")
        do throws(StoreFault) {
            return try Store(
                catalog: catalog, texts: texts, ids: IDPatterns(forms: forms), tables: parts, damage: damage)
        } catch {
            throw .damaged(file: name, section: "\(error)", offset: 0)
        }
    }

    private static func column(
        _ place: Column, _ physical: Physical, _ rows: Int, _ file: MappedFile, _ damage: Damage,
        _ name: (file: String, table: TableSchema, column: Int)
    ) -> ColumnParts {
        ColumnParts(physical) { i in
            let range = bytes(place, physical.width, rows, i)
            guard i >= 0, !range.isEmpty, range.upperBound <= file.count else { return nil }
            return Block(
                physical, mapped: UnsafeRawBufferPointer(rebasing: file.bytes[range]), owner: file,
                bounds: place.bounds(of: i),
                verify: {
                    if isSound(file.bytes, range, place.sums[i]) { return true }
                    damage.note("\(name.file): \(name.table.name).\(name.table.columns[name.column].name), block \(i)")
                    return false
                })
        }
    }

    private static func pool(
        _ sections: [Section], _ file: MappedFile, _ damage: Damage, _ name: String
    ) -> TextPool {
        let views = sections.map { UnsafeRawBufferPointer(rebasing: file.bytes[$0.range]) }
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        return TextPool(
            TextParts(
                bytes: views.first ?? none, ends: views.dropFirst().first ?? none, slots: views.last ?? none, owner: file,
                verify: { section, i in
                    let at = Int(section.rawValue) - 1
                    guard sections.indices.contains(at) else { return false }
                    if isSound(file.bytes, stretch(sections[at], i), sections[at].sums[i]) { return true }
                    damage.note("\(name), stretch \(i) of its \(section)")
                    return false
                }))
    }
}
