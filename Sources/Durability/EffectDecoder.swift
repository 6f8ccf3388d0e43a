// The payloads of a group as a change again, in the codes of the store it is for. Bytes may be anything: what makes no sense is
// a fault with its place, and no count is believed that the bytes left could not fill.
package import Columns

/// A group read back.
package struct DecodedGroup {
    package let number: UInt64
    package let entry: Entry
    /// With before-images; its inverse takes the change back.
    package let changes: ChangeSet
}

struct EffectDecoder {
    private let map: LayoutMap
    private var lanes = LaneDecoder()

    init(_ map: LayoutMap) { self.map = map }

    mutating func read(_ group: JournalGroup, into store: inout Store) throws(FormatFault) -> DecodedGroup {
        var entry = Entry(line: "", actor: "", moment: 0)
        var effects: [Effect] = []
        for (index, part) in group.parts.enumerated() {
            var reader = ByteReader(part, section: "a change")
            lanes.beginFrame()
            if index == 0 { entry = try Entry.read(&reader).0 }
            while !reader.isAtEnd { effects.append(try effect(&reader, &store)) }
        }
        return DecodedGroup(number: group.number, entry: entry, changes: ChangeSet(effects))
    }

    static func head(_ group: JournalGroup) throws(FormatFault) -> GroupHead {
        guard let first = group.parts.first else { throw FormatFault(section: "the head of a change", offset: 0) }
        var reader = ByteReader(first, section: "the head of a change")
        let (entry, rows) = try Entry.read(&reader)
        return GroupHead(number: group.number, entry: entry, rows: rows)
    }

    private mutating func effect(_ reader: inout ByteReader, _ store: inout Store) throws(FormatFault) -> Effect {
        reader.section = "an effect"
        guard let tag = EffectTag(rawValue: try reader.u8()), let table = map.tables[TableID(try reader.u16())] else {
            throw reader.fault
        }
        reader.section = "an effect on \(table.schema.name)"
        let row = UInt32(truncatingIfNeeded: try reader.number(upTo: Int(UInt32.max)))
        switch tag {
        case .insert: return .insert(table.schema.id, row: row, cells: try cells(table, &reader, &store))
        case .remove: return .remove(table.schema.id, row: row, cells: try cells(table, &reader, &store))
        case .update:
            let columnTag = try reader.u16()
            guard let at = table.columns.firstIndex(where: { $0.tag == columnTag }) else { throw reader.fault }
            let meaning = table.columns[at].meaning
            let old = try lanes.read(meaning, &reader, into: &store)
            let new = try lanes.read(meaning, &reader, into: &store)
            return .update(table.schema.id, row: row, column: table.ordinals[at], old: old, new: new)
        case .insertRows:
            return .insertRows(table.schema.id, first: row, try batch(table, &reader, &store))
        case .removeRows:
            let batch = try batch(table, &reader, &store)
            return .removeRows(
                table.schema.id, first: row, count: UInt32(truncatingIfNeeded: batch.count), batch)
        }
    }

    private mutating func cells(
        _ table: LayoutMap.Table, _ reader: inout ByteReader, _ store: inout Store
    ) throws(FormatFault) -> [Int64] {
        var cells = Array(repeating: Lane.null, count: table.schema.columns.count)
        for at in table.columns.indices {
            cells[table.ordinals[at]] = try lanes.read(table.columns[at].meaning, &reader, into: &store)
        }
        return cells
    }

    private mutating func batch(
        _ table: LayoutMap.Table, _ reader: inout ByteReader, _ store: inout Store
    ) throws(FormatFault) -> ColumnBatch {
        let rows = try reader.count()
        guard rows > 0, rows <= Block.capacity else { throw reader.fault }
        var columns = table.schema.columns.map { BatchColumn($0.physical) }
        for at in table.columns.indices {
            let ordinal = table.ordinals[at]
            let column = table.columns[at]
            switch column.meaning {
            case .text, .word, .id:
                for _ in 0..<rows {
                    let lane = try lanes.read(column.meaning, &reader, into: &store)
                    guard columns[ordinal].append(lane) else { throw reader.fault }
                }
            case .integer, .number, .percent, .money, .currency, .day, .minutes, .moment, .days, .flag, .reference:
                columns[ordinal].append(bytes: try reader.raw(rows * column.physical.width))
            }
        }
        // Columns the program has gained since have nothing in these rows.
        if !table.isSame {
            for ordinal in columns.indices where columns[ordinal].count == 0 {
                for _ in 0..<rows { _ = columns[ordinal].append(Lane.null) }
            }
        }
        return ColumnBatch(columns: columns)
    }
}
