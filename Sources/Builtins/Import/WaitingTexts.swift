// Texts of one column that wait until a block of them gets its codes at once, because a text at a time waits for the memory at
// each. Bytes end to end and where each ends; it looks into none.
import Columns

// One thread fills it and no call comes back into it: checking its accesses at run time would cost more than a text.
final class WaitingTexts {
    @exclusivity(unchecked) private var bytes: UnsafeMutableRawPointer
    @exclusivity(unchecked) private var room = 1 << 16
    private let ends: UnsafeMutablePointer<UInt32>
    /// With more bytes than this the texts should wait no longer.
    static let enough = 1 << 20

    init() {
        bytes = .allocate(byteCount: room, alignment: 16)
        ends = .allocate(capacity: Block.capacity)
    }

    deinit {
        bytes.deallocate()
        ends.deallocate()
    }

    /// The text of row `place` of the block, whatever was set for it before; `first` where none before it waits. How many bytes
    /// wait now.
    @inline(__always)
    func set(_ place: Int, _ text: UnsafeBufferPointer<UInt8>, first: Bool) -> Int {
        let start = first ? 0 : Int(ends[place &- 1])
        let end = start &+ text.count
        if end > room { grow(to: end, keeping: start) }
        if let source = text.baseAddress { (bytes + start).copyMemory(from: source, byteCount: text.count) }
        ends[place] = UInt32(truncatingIfNeeded: end)
        return end
    }

    /// Lanes for the rows that wait.
    func intern(_ places: Range<Int>, into lanes: UnsafeMutablePointer<Int64>, _ store: inout Store) {
        guard ends[places.upperBound - 1] > 0 else {
            for place in places { lanes[place] = Lane.null }
            return
        }
        let waiting = UnsafeBufferPointer(start: ends + places.lowerBound, count: places.count)
        store.intern(UnsafeRawBufferPointer(start: bytes, count: room), ends: waiting, into: lanes + places.lowerBound)
    }

    private func grow(to wanted: Int, keeping used: Int) {
        while room < wanted { room *= 2 }
        let larger = UnsafeMutableRawPointer.allocate(byteCount: room, alignment: 16)
        larger.copyMemory(from: bytes, byteCount: used)
        bytes.deallocate()
        bytes = larger
    }
}
