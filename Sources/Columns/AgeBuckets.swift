// Amounts by age: a bucket is the number of bounds that an age has reached.

package struct AgeBuckets {
    /// Ascending lower bounds: `[1, 31, 61, 91]` makes five buckets, of which 0 is "not yet due".
    package let bounds: [Int64]
    package init(bounds: [Int64]) { self.bounds = bounds.sorted() }

    package var count: Int { bounds.count + 1 }

    /// Amounts added up by group and bucket: the sum of a bucket stands at `group × count + bucket`, and
    /// `AgeBuckets(bounds: [1, 31])` puts ages of 0, 1, 30, 31 into buckets 0, 1, 1, 2. An age of null is in bucket 0;
    /// no amount may be null.
    package func sums(_ selection: Selection, ages: LaneSource, amounts: LaneSource, by groups: Groups) -> [Int128] {
        var sums = [Int128](repeating: 0, count: groups.count * count)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity * 2) { room in
            guard let age = room.baseAddress else { return }
            let amount = age + Block.capacity
            for from in stride(from: 0, to: selection.count, by: Block.capacity) {
                let step = min(Block.capacity, selection.count - from)
                selection.read(ages, from: from, count: step, into: age)
                selection.read(amounts, from: from, count: step, into: amount)
                groups.ordinals.withUnsafeBufferPointer { ordinals in
                    sums.withUnsafeMutableBufferPointer { sums in
                        for i in 0..<step {
                            var place = Int(ordinals[from &+ i]) &* count
                            for bound in bounds { place &+= age[i] >= bound ? 1 : 0 }
                            sums[place] &+= Int128(amount[i])
                        }
                    }
                }
            }
        }
        return sums
    }
}
