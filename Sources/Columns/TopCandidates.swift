// Which positions can be among the first n of an order: one pass with a heap of the n best first keys.

enum TopCandidates {
    /// Ascending positions that hold the first n of the order, and few more. Ties on the first key are kept unless it is the
    /// only one, where the earlier position wins.
    static func positions(_ selection: Selection, _ key: SortKey, _ n: Int, isOnlyKey: Bool) -> [UInt32] {
        var heap: [UInt64] = []
        heap.reserveCapacity(n)
        var found: [(word: UInt64, position: UInt32)] = []
        var limit = UInt64.max
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity) { room in
            guard let lanes = room.baseAddress else { return }
            for from in stride(from: 0, to: selection.count, by: Block.capacity) {
                let step = min(Block.capacity, selection.count - from)
                selection.read(key.lane, from: from, count: step, into: lanes)
                if let ranks = key.ranks { rank(lanes, step, ranks) }
                for i in 0..<step {
                    let word = Self.word(lanes[i], key.descending)
                    if heap.count == n {
                        if word > limit || (isOnlyKey && word == limit) { continue }
                        if word < limit {
                            replaceGreatest(&heap, word)
                            limit = heap[0]
                        }
                    } else {
                        push(&heap, word)
                        if heap.count == n { limit = heap[0] }
                    }
                    found.append((word, UInt32(truncatingIfNeeded: from &+ i)))
                }
            }
        }
        return found.filter { heap.count < n || $0.word <= limit }.map(\.position)
    }

    private static func rank(_ lanes: UnsafeMutablePointer<Int64>, _ count: Int, _ ranks: [UInt32]) {
        for i in 0..<count {
            lanes[i] = lanes[i] >= 0 && lanes[i] < Int64(ranks.count) ? Int64(ranks[Int(lanes[i])]) : Lane.null
        }
    }

    /// The lane as a number that ascends in the order wanted; null is the greatest.
    @inline(__always)
    private static func word(_ lane: Int64, _ descending: Bool) -> UInt64 {
        let biased = UInt64(bitPattern: lane) ^ (1 << 63)
        if descending { return ~biased }
        return biased &- 1
    }

    private static func push(_ heap: inout [UInt64], _ word: UInt64) {
        heap.append(word)
        var at = heap.count - 1
        while at > 0, heap[(at - 1) / 2] < heap[at] {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    private static func replaceGreatest(_ heap: inout [UInt64], _ word: UInt64) {
        heap[0] = word
        var at = 0
        while true {
            var child = at * 2 + 1
            if child >= heap.count { return }
            if child + 1 < heap.count, heap[child + 1] > heap[child] { child += 1 }
            if heap[child] <= heap[at] { return }
            heap.swapAt(at, child)
            at = child
        }
    }
}
