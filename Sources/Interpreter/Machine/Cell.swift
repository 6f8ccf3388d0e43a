// A value as the machine holds it: 16 trivially copyable bytes. Amounts and dates stand in the cell itself; texts, lists and
// everything larger are handles into the arena. Nothing outside this folder sees a cell.
import Values

/// `head` says what `bits` are: tag (8 bits), scale (8), currency (16), length (32). A whole number has the head 0, and two
/// cells with one head and a tag up to `day` are compared by their bits alone.
struct Cell: BitwiseCopyable {
    var head: UInt64
    var bits: Int64

    /// The numbers are compared in the loop: arithmetic tags first, then what only has an order, then the rest.
    enum Tag: UInt8 {
        case number, money, percent, day
        case null, flag, text, word, id, list
        /// Anything else, as a flow in the arena.
        case box
    }

    init(head: UInt64, bits: Int64) {
        self.head = head
        self.bits = bits
    }

    init(_ tag: Tag, _ bits: Int64, scale: UInt8 = 0, unit: UInt16 = 0, length: UInt32 = 0) {
        head = UInt64(tag.rawValue) | UInt64(scale) << 8 | UInt64(unit) << 16 | UInt64(length) << 32
        self.bits = bits
    }

    static let null = Cell(.null, 0)
    /// What a statement leaves that gives nothing, not even null: a box that is not there.
    static let nothing = Cell(.box, -1)

    init(_ flag: Bool) { self.init(.flag, flag ? 1 : 0) }

    var tag: Tag { Tag(rawValue: UInt8(truncatingIfNeeded: head)) ?? .null }
    var scale: UInt8 { UInt8(truncatingIfNeeded: head >> 8) }
    var unit: UInt16 { UInt16(truncatingIfNeeded: head >> 16) }
    /// Bytes of a text, items of a list.
    var length: Int { Int(head >> 32) }

    /// Whether it is the flag true.
    var isTrue: Bool { head == Cell.flagHead && bits == 1 }
    static let nullTag = UInt64(Tag.null.rawValue)
    static let flagHead = UInt64(Tag.flag.rawValue)

    var isText: Bool {
        switch tag {
        case .text, .word, .id: true
        case .number, .money, .percent, .day, .null, .flag, .list, .box: false
        }
    }

    func with(length: Int) -> Cell { Cell(head: head & 0xFFFF_FFFF | UInt64(UInt32(clamping: length)) << 32, bits: bits) }
}
