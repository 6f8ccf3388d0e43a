// Ages into buckets: each lane becomes the number of bounds it has reached.

package struct AgeBuckets {
    /// Ascending lower bounds: `[1, 31, 61, 91]` makes five buckets, of which 0 is "not yet due".
    package let bounds: [Int64]
    package init(bounds: [Int64]) { self.bounds = bounds.sorted() }

    package var count: Int { bounds.count + 1 }

    /// Bucket ordinals of ages; null stays null. `AgeBuckets(bounds: [1, 31])` puts 0, 1, 30, 31 into 0, 1, 1, 2.
    package func assign(_ ages: UnsafePointer<Int64>, _ count: Int, into out: UnsafeMutablePointer<Int64>) {
        for i in 0..<count { out[i] = 0 }
        for bound in bounds {
            for i in 0..<count { out[i] &+= ages[i] >= bound ? 1 : 0 }
        }
        for i in 0..<count { out[i] = ages[i] == Lane.null ? Lane.null : out[i] }
    }
}
