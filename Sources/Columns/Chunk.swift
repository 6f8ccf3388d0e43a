// A block's rows as typed memory, for loops that want the kind at rest rather than lanes.

/// Alive only as long as the view or block it came from: use it inside `ColumnView.withChunk`.
package enum Chunk {
    case i64(UnsafeBufferPointer<Int64>)
    case i32(UnsafeBufferPointer<Int32>)
    case u32(UnsafeBufferPointer<UInt32>)
    case u16(UnsafeBufferPointer<UInt16>)
    case u8(UnsafeBufferPointer<UInt8>)

    init(_ physical: Physical, _ base: UnsafeRawPointer, _ count: Int) {
        self = switch physical {
        case .i64: .i64(UnsafeBufferPointer(start: base.assumingMemoryBound(to: Int64.self), count: count))
        case .i32: .i32(UnsafeBufferPointer(start: base.assumingMemoryBound(to: Int32.self), count: count))
        case .u32: .u32(UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt32.self), count: count))
        case .u16: .u16(UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt16.self), count: count))
        case .u8: .u8(UnsafeBufferPointer(start: base.assumingMemoryBound(to: UInt8.self), count: count))
        }
    }

    package var count: Int {
        switch self {
        case .i64(let rows): rows.count
        case .i32(let rows): rows.count
        case .u32(let rows): rows.count
        case .u16(let rows): rows.count
        case .u8(let rows): rows.count
        }
    }

    /// Rows `from ..< from + count` as lanes. Rows past the end are null.
    package func widen(from: Int, count wanted: Int, into out: UnsafeMutablePointer<Int64>) {
        let present = max(0, min(wanted, count - from))
        if present > 0 {
            switch self {
            case .i64(let rows):
                guard let base = rows.baseAddress else { break }
                out.update(from: base + from, count: present)
            case .i32(let rows):
                for i in 0..<present {
                    let bits = rows[from &+ i]
                    out[i] = bits == .min ? Lane.null : Int64(bits)
                }
            case .u32(let rows):
                for i in 0..<present {
                    let bits = rows[from &+ i]
                    out[i] = bits == .max ? Lane.null : Int64(bits)
                }
            case .u16(let rows):
                for i in 0..<present {
                    let bits = rows[from &+ i]
                    out[i] = bits == .max ? Lane.null : Int64(bits)
                }
            case .u8(let rows):
                for i in 0..<present {
                    let bits = rows[from &+ i]
                    out[i] = bits == .max ? Lane.null : Int64(bits)
                }
            }
        }
        var i = present
        while i < wanted {
            out[i] = Lane.null
            i &+= 1
        }
    }

    /// The least and greatest lane that is not null.
    var bounds: (min: Int64, max: Int64)? {
        var least = Int64.max
        var most = Int64.min
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return }
            let rows = Swift.min(count, Block.capacity)
            widen(from: 0, count: rows, into: lanes)
            for i in 0..<rows where lanes[i] != Lane.null {
                least = Swift.min(least, lanes[i])
                most = Swift.max(most, lanes[i])
            }
        }
        return most == Int64.min ? nil : (least, most)
    }
}
