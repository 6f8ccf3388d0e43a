// The tables and columns a file was written with, by their frozen numbers, so that a later program still knows which cell is
// which.
import Columns

//  layout  = count of tables, then each: table u16, count of columns, then each column
//  column  = tag u16, kind at rest u8, meaning u8, detail u16 (a scale, or the table referred to)
// Counts are variable-length integers.

struct Layout: Hashable {
    struct Column: Hashable {
        var tag: UInt16
        var physical: Physical
        var meaning: Meaning
    }

    struct Table: Hashable {
        var id: TableID
        var columns: [Column]
    }

    var tables: [Table]

    init(_ catalog: Catalog) {
        tables = catalog.tables.map { table in
            Table(id: table.id, columns: table.columns.map { Column(tag: $0.tag, physical: $0.physical, meaning: $0.meaning) })
        }
    }

    var bytes: [UInt8] {
        var out = ByteWriter()
        out.varint(tables.count)
        for table in tables {
            out.u16(table.id.rawValue)
            out.varint(table.columns.count)
            for column in table.columns {
                out.u16(column.tag)
                out.u8(column.physical.rawValue)
                let (kind, detail) = MeaningTag.of(column.meaning)
                out.u8(kind.rawValue)
                out.u16(detail)
            }
        }
        return out.bytes
    }

    init(_ reader: inout ByteReader) throws(FormatFault) {
        tables = []
        for _ in 0..<(try reader.count(of: 3)) {
            let id = TableID(try reader.u16())
            var columns: [Column] = []
            for _ in 0..<(try reader.count(of: 6)) {
                let tag = try reader.u16()
                guard let physical = Physical(rawValue: try reader.u8()), let kind = MeaningTag(rawValue: try reader.u8())
                else { throw reader.fault }
                columns.append(Column(tag: tag, physical: physical, meaning: try kind.meaning(try reader.u16(), reader)))
            }
            tables.append(Table(id: id, columns: columns))
        }
    }
}

/// What a lane stands for, on disk. Frozen.
enum MeaningTag: UInt8 {
    case integer = 1, number, percent, money, currency, day, minutes, moment, days, flag, text, word, id, reference

    static func of(_ meaning: Meaning) -> (MeaningTag, detail: UInt16) {
        switch meaning {
        case .integer: (.integer, 0)
        case .number(let scale): (.number, UInt16(scale))
        case .percent(let scale): (.percent, UInt16(scale))
        case .money: (.money, 0)
        case .currency: (.currency, 0)
        case .day: (.day, 0)
        case .minutes: (.minutes, 0)
        case .moment: (.moment, 0)
        case .days: (.days, 0)
        case .flag: (.flag, 0)
        case .text: (.text, 0)
        case .word: (.word, 0)
        case .id: (.id, 0)
        case .reference(let table): (.reference, table.rawValue)
        }
    }

    func meaning(_ detail: UInt16, _ reader: ByteReader) throws(FormatFault) -> Meaning {
        switch self {
        case .number, .percent:
            guard let scale = UInt8(exactly: detail) else { throw reader.fault }
            return self == .number ? .number(scale: scale) : .percent(scale: scale)
        case .reference: return .reference(TableID(detail))
        case .integer: return .integer
        case .money: return .money
        case .currency: return .currency
        case .day: return .day
        case .minutes: return .minutes
        case .moment: return .moment
        case .days: return .days
        case .flag: return .flag
        case .text: return .text
        case .word: return .word
        case .id: return .id
        }
    }
}

/// How the cells of a file's tables fall into this program's tables.
struct LayoutMap {
    struct Table {
        let schema: TableSchema
        let columns: [Layout.Column]
        /// The schema's ordinal of each column of the file.
        let ordinals: [Int]
        /// Whether the file's columns are the schema's, in order.
        let isSame: Bool
    }

    private(set) var tables: [TableID: Table] = [:]

    /// Nil where the file has a table or column this program does not know, or means something else by it.
    init?(_ layout: Layout, _ catalog: Catalog) {
        for table in layout.tables {
            guard let schema = catalog.table(table.id), tables[table.id] == nil else { return nil }
            var ordinals: [Int] = []
            for column in table.columns {
                guard let ordinal = schema.columns.firstIndex(where: { $0.tag == column.tag }), !ordinals.contains(ordinal),
                    schema.columns[ordinal].physical == column.physical, schema.columns[ordinal].meaning == column.meaning
                else { return nil }
                ordinals.append(ordinal)
            }
            tables[table.id] = Table(
                schema: schema, columns: table.columns, ordinals: ordinals,
                isSame: ordinals == Array(schema.columns.indices))
        }
    }
}
