// Amounts gathered onto rows of another table: what was paid, charged or credited to each invoice by a day.

package enum Scatter {
    /// `cells[key] += times × amount` for each live row dated on or before `day` (all rows without `dated`; a row without a
    /// date counts never). Blocks that begin after the day are skipped unread. Answers the first source row whose sum left
    /// 64 bits, or nil; nulls and keys outside `cells` add nothing.
    package static func add(
        _ amounts: ColumnView, by keys: ColumnView, of live: LiveRows, dated: ColumnView? = nil, through day: Int64 = Int64.max,
        times: Int64 = 1, into cells: inout [Int64]
    ) -> UInt32? {
        let rows = min(amounts.count, keys.count, live.count)
        var fault: UInt32?
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: Block.capacity * 3) { room in
            guard let lanes = room.baseAddress else { return }
            let (amount, key, date) = (lanes, lanes + Block.capacity, lanes + Block.capacity * 2)
            for from in stride(from: 0, to: rows, by: Block.capacity) {
                let step = min(Block.capacity, rows - from)
                if let dated {
                    guard let bounds = dated.blockBounds(from >> 12), bounds.min <= day else { continue }
                    dated.read(from: from, count: step, into: date)
                }
                amounts.read(from: from, count: step, into: amount)
                keys.read(from: from, count: step, into: key)
                if dated != nil {
                    // An amount of 0 adds nothing: no branch for the processor to guess at.
                    for i in 0..<step { amount[i] = date[i] <= day && date[i] != Lane.null ? amount[i] : 0 }
                }
                if !live.allLive { for i in 0..<step where !live[from + i] { amount[i] = 0 } }
                if let wrong = add(amount, key, step, times, &cells) {
                    fault = UInt32(truncatingIfNeeded: from + wrong)
                    return
                }
            }
        }
        return fault
    }

    private static func add(
        _ amounts: UnsafePointer<Int64>, _ keys: UnsafePointer<Int64>, _ count: Int, _ times: Int64, _ cells: inout [Int64]
    ) -> Int? {
        cells.withUnsafeMutableBufferPointer { cells in
            let size = UInt64(cells.count)
            for i in 0..<count {
                let key = UInt64(bitPattern: keys[i])
                if key >= size { continue }
                let (share, tooMuch) = (amounts[i] == Lane.null ? 0 : amounts[i]).multipliedReportingOverflow(by: times)
                let (sum, tooGreat) = cells[Int(truncatingIfNeeded: key)].addingReportingOverflow(share)
                if tooMuch || tooGreat || sum == Lane.null { return i }
                cells[Int(truncatingIfNeeded: key)] = sum
            }
            return nil
        }
    }

    /// 1 at each value, 0 ..< count, that occurs in the lane: the set of a semi-join, for `Masks.member`.
    package static func marks(_ selection: Selection, _ lane: LaneSource, count: Int) -> [UInt8] {
        var marks = [UInt8](repeating: 0, count: max(0, count))
        for value in selection.lanes(lane) where value >= 0 && value < Int64(marks.count) { marks[Int(value)] = 1 }
        return marks
    }
}
