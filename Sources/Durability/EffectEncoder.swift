// A change as the payloads of one group's frames. It writes into the journal's pending bytes and touches no file.
import Columns
import Files

//  payload of a group's first part   head (see Entry), then effects to the end
//  payload of the others             effects to the end
//  effect   1 insert      table u16, row, a cell for each column of the layout
//           2 update      table u16, row, column tag u16, old cell, new cell
//           3 remove      as insert: what the row held
//           4 insertRows  table u16, first row, count (at most 4,096), then for each column of the layout
//                         texts, words and ids: as many cells; others: count × width bytes as they rest in memory
//           5 removeRows  as insertRows: what the rows held
// Cells are drawn in LaneCodec.swift. Numbers without a width are variable-length integers. Tags are frozen.

enum EffectTag: UInt8 { case insert = 1, update, remove, insertRows, removeRows }

struct EffectEncoder {
    /// Takes frames that are finished off the buffer, if there are enough of them.
    typealias Spill = (inout ByteWriter) throws(BookFault) -> Void

    /// A frame is closed once its payload is this long, so that what follows still fits.
    private let soft: Int
    private var lanes = LaneEncoder()
    private var tables: [TableID: TableSchema] = [:]

    init(_ catalog: Catalog, frameSize: Int) {
        soft = min(max(frameSize, 0), Frame.payloadLimit / 2)
        for table in catalog.tables { tables[table.id] = table }
    }

    /// Appends the frames of one group and answers the sequence after them. On a fault `out` is as it was.
    mutating func write(
        _ change: ChangeSet, _ entry: Entry, group: UInt64, sequence: UInt64, synced: UInt64, seed: UInt32,
        from store: borrowing Store, to out: inout ByteWriter, _ spill: Spill
    ) throws(BookFault) -> UInt64 {
        let before = out.count
        var frames = FrameWriter(group: group, sequence: sequence, synced: synced, seed: seed)
        do throws(BookFault) {
            frames.begin(&out)
            lanes.beginFrame()
            entry.write(rows: Self.rows(change), to: &out)
            frames.headEnds(out)
            for effect in change.effects { try write(effect, store, &frames, &out, spill) }
            try frames.end(&out, isLast: true)
        } catch {
            out.cut(to: before)
            throw error
        }
        return frames.sequence
    }

    private static func rows(_ change: ChangeSet) -> UInt64 {
        change.effects.reduce(0) { sum, effect in
            switch effect {
            case .insert, .update, .remove: sum &+ 1
            case .insertRows(_, _, let batch): sum &+ UInt64(batch.count)
            case .removeRows(_, _, let count, _): sum &+ UInt64(count)
            }
        }
    }

    private mutating func nextFrame(
        _ frames: inout FrameWriter, _ out: inout ByteWriter, _ spill: Spill
    ) throws(BookFault) {
        try frames.end(&out, isLast: false)
        try spill(&out)
        frames.begin(&out)
        lanes.beginFrame()
    }

    private mutating func write(
        _ effect: Effect, _ store: borrowing Store, _ frames: inout FrameWriter, _ out: inout ByteWriter,
        _ spill: Spill
    ) throws(BookFault) {
        switch effect {
        case .insertRows(let id, let first, let batch):
            return try writeBatch(.insertRows, id, first, batch, store, &frames, &out, spill)
        case .removeRows(let id, let first, let count, let batch):
            guard Int(count) == batch.count else { throw .refused(group: frames.group, .shape(id)) }
            return try writeBatch(.removeRows, id, first, batch, store, &frames, &out, spill)
        case .insert, .remove, .update: break
        }
        if frames.length(out) > soft { try nextFrame(&frames, &out, spill) }
        let start = out.count
        try writeRow(effect, store, frames.group, &out)
        guard frames.length(out) > Frame.payloadLimit else { return }
        let alone = out.count - start
        guard frames.hasEffects(before: start) else { throw .tooLarge(bytes: alone, limit: Frame.payloadLimit) }
        // Long texts: the same row again, in a frame of its own.
        out.cut(to: start)
        try nextFrame(&frames, &out, spill)
        try writeRow(effect, store, frames.group, &out)
        guard frames.length(out) <= Frame.payloadLimit else { throw .tooLarge(bytes: alone, limit: Frame.payloadLimit) }
    }

    private mutating func writeRow(
        _ effect: Effect, _ store: borrowing Store, _ group: UInt64, _ out: inout ByteWriter
    ) throws(BookFault) {
        switch effect {
        case .insert(let id, let row, let cells): try writeCells(.insert, id, row, cells, store, group, &out)
        case .remove(let id, let row, let cells): try writeCells(.remove, id, row, cells, store, group, &out)
        case .update(let id, let row, let column, let old, let new):
            let schema = try schema(id, group)
            guard schema.columns.indices.contains(column) else {
                throw .refused(group: group, .unknownColumn(id, column: column))
            }
            out.u8(EffectTag.update.rawValue)
            out.u16(id.rawValue)
            out.varint(UInt64(row))
            out.u16(schema.columns[column].tag)
            lanes.write(old, schema.columns[column].meaning, store, to: &out)
            lanes.write(new, schema.columns[column].meaning, store, to: &out)
        case .insertRows, .removeRows: break
        }
    }

    private func schema(_ id: TableID, _ group: UInt64) throws(BookFault) -> TableSchema {
        guard let schema = tables[id] else { throw .refused(group: group, .unknownTable(id)) }
        return schema
    }

    private mutating func writeCells(
        _ tag: EffectTag, _ id: TableID, _ row: UInt32, _ cells: [Int64], _ store: borrowing Store, _ group: UInt64,
        _ out: inout ByteWriter
    ) throws(BookFault) {
        let schema = try schema(id, group)
        guard cells.count == schema.columns.count else { throw .refused(group: group, .shape(id)) }
        out.u8(tag.rawValue)
        out.u16(id.rawValue)
        out.varint(UInt64(row))
        for i in cells.indices { lanes.write(cells[i], schema.columns[i].meaning, store, to: &out) }
    }

    private mutating func writeBatch(
        _ tag: EffectTag, _ id: TableID, _ first: UInt32, _ batch: ColumnBatch, _ store: borrowing Store,
        _ frames: inout FrameWriter, _ out: inout ByteWriter, _ spill: Spill
    ) throws(BookFault) {
        let schema = try schema(id, frames.group)
        let rows = batch.count
        guard batch.columns.count == schema.columns.count else { throw .refused(group: frames.group, .shape(id)) }
        var from = 0
        var step = Block.capacity
        while from < rows {
            if frames.length(out) > soft { try nextFrame(&frames, &out, spill) }
            let start = out.count
            let end = min(rows, from + step, (from / Block.capacity + 1) * Block.capacity)
            out.u8(tag.rawValue)
            out.u16(id.rawValue)
            out.varint(UInt64(first) + UInt64(from))
            out.varint(end - from)
            for (ordinal, column) in schema.columns.enumerated() {
                write(batch.view(ordinal), from..<end, column.meaning, store, &out)
            }
            guard frames.length(out) > Frame.payloadLimit else {
                from = end
                continue
            }
            // Long texts: the same rows again in a frame of their own, then in smaller pieces.
            let size = out.count - start
            out.cut(to: start)
            if frames.hasEffects(before: start) {
                try nextFrame(&frames, &out, spill)
            } else if end - from == 1 {
                throw .tooLarge(bytes: size, limit: Frame.payloadLimit)
            } else {
                step = max(1, (end - from) / 2)
                lanes.beginFrame()
            }
        }
    }

    private mutating func write(
        _ view: ColumnView, _ rows: Range<Int>, _ meaning: Meaning, _ store: borrowing Store, _ out: inout ByteWriter
    ) {
        switch meaning {
        case .text, .word, .id:
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(1, rows.count)) { room in
                guard let base = room.baseAddress else { return }
                view.read(from: rows.lowerBound, count: rows.count, into: base)
                for i in 0..<rows.count { lanes.write(base[i], meaning, store, to: &out) }
            }
        case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .reference:
            let width = view.physical.width
            let inner = rows.lowerBound % Block.capacity
            let wanted = rows.count * width
            let given = view.withBytes(rows.lowerBound / Block.capacity) { bytes in
                let slice = bytes.dropFirst(inner * width).prefix(wanted)
                out.raw(UnsafeRawBufferPointer(rebasing: slice))
                return slice.count
            }
            // A batch's blocks are whole; were one not, the reader must still find as many cells as are announced.
            out.zeros(wanted - (given ?? 0))
        }
    }
}

/// Frames of one group in a buffer: room for a header, a payload, then the header over it.
struct FrameWriter {
    let group: UInt64
    private(set) var sequence: UInt64
    private let synced: UInt64
    private let seed: UInt32
    private var index: UInt32 = 0
    private var start = 0
    private var empty = 0

    init(group: UInt64, sequence: UInt64, synced: UInt64, seed: UInt32) {
        self.group = group
        self.sequence = sequence
        self.synced = synced
        self.seed = seed
    }

    mutating func begin(_ out: inout ByteWriter) {
        start = out.count
        out.zeros(Frame.headerSize)
        empty = out.count
    }

    /// Bytes of payload so far.
    func length(_ out: ByteWriter) -> Int { out.count - start - Frame.headerSize }
    /// The head of the first part is written.
    mutating func headEnds(_ out: ByteWriter) { empty = out.count }
    /// Whether the frame holds an effect before this place in the buffer.
    func hasEffects(before place: Int) -> Bool { place > empty }

    mutating func end(_ out: inout ByteWriter, isLast: Bool) throws(BookFault) {
        let length = length(out)
        guard length <= Frame.payloadLimit else { throw .tooLarge(bytes: length, limit: Frame.payloadLimit) }
        let payload = start + Frame.headerSize
        let sum = out.withBytes(payload..<(payload + length)) { Checksum.crc32c($0, seed: seed) }
        let frame = Frame(
            kind: .part, length: length, sequence: sequence, group: group, synced: synced, index: index,
            total: isLast ? index &+ 1 : 0, payloadChecksum: sum)
        out.patch(at: start, frame.header(seed: seed))
        sequence &+= 1
        index &+= 1
    }
}
