// A hash of what no table of places can hold: keys far apart and many.

/// Open addressing over pairs of a small number and a lane; each new pair gets the next ordinal.
struct PairTable {
    private var slots: [UInt32] = Array(repeating: 0, count: 1024)
    private var groups: [UInt32] = []
    private var lanes: [Int64] = []

    private static func hash(_ group: UInt32, _ lane: Int64) -> Int {
        let mixed = TextHash.fold(UInt64(bitPattern: lane) ^ 0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03)
        return Int(truncatingIfNeeded: TextHash.fold(mixed ^ UInt64(group), 0xA24B_AED4_963E_E407))
    }

    mutating func place(_ group: UInt32, _ lane: Int64) -> UInt32 {
        var at = Self.hash(group, lane) & (slots.count &- 1)
        while slots[at] != 0 {
            let found = Int(slots[at] &- 1)
            if lanes[found] == lane, groups[found] == group { return UInt32(truncatingIfNeeded: found) }
            at = (at &+ 1) & (slots.count &- 1)
        }
        groups.append(group)
        lanes.append(lane)
        slots[at] = UInt32(truncatingIfNeeded: lanes.count)
        if lanes.count * 2 > slots.count { grow() }
        return UInt32(truncatingIfNeeded: lanes.count - 1)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 4)
        for i in lanes.indices {
            var at = Self.hash(groups[i], lanes[i]) & (slots.count - 1)
            while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
            slots[at] = UInt32(truncatingIfNeeded: i + 1)
        }
    }
}
