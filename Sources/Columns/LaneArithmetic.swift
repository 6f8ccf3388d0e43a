// Arithmetic on lanes with null in, null out. A result that leaves 64 bits is reported, never wrapped.
package import Values

/// Each answers the index of the first overflow, or nil; where it overflowed the lane is null.
package enum LaneArithmetic {
    package static func add(
        _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, _ count: Int, into out: UnsafeMutablePointer<Int64>
    ) -> Int? {
        var faults = 0
        for i in 0..<count {
            let (sum, overflow) = a[i].addingReportingOverflow(b[i])
            let present = a[i] != Lane.null && b[i] != Lane.null
            let wrong = present && (overflow || sum == Lane.null)
            faults &+= wrong ? 1 : 0
            out[i] = present && !wrong ? sum : Lane.null
        }
        return faults == 0 ? nil : first(a, b, count) { $0 + $1 }
    }

    package static func subtract(
        _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, _ count: Int, into out: UnsafeMutablePointer<Int64>
    ) -> Int? {
        var faults = 0
        for i in 0..<count {
            let (difference, overflow) = a[i].subtractingReportingOverflow(b[i])
            let present = a[i] != Lane.null && b[i] != Lane.null
            let wrong = present && (overflow || difference == Lane.null)
            faults &+= wrong ? 1 : 0
            out[i] = present && !wrong ? difference : Lane.null
        }
        return faults == 0 ? nil : first(a, b, count) { $0 - $1 }
    }

    /// `a × b ÷ divisor`, rounded: how scales are brought down after a product. `divisor` must be positive (else all is null).
    /// Works in 64 bits where the block's greatest values prove that products fit, in 128 otherwise.
    package static func multiply(
        _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, dividingBy divisor: Int64 = 1, rounding: Rounding = .halfEven,
        _ count: Int, into out: UnsafeMutablePointer<Int64>
    ) -> Int? {
        guard divisor > 0 else {
            out.update(repeating: Lane.null, count: count)
            return count > 0 ? 0 : nil
        }
        if magnitude(a, count).multipliedReportingOverflow(by: magnitude(b, count)).overflow == false,
            magnitude(a, count) * magnitude(b, count) <= UInt64(Int64.max)
        {
            let by = FixedDivisor(UInt64(divisor))
            for i in 0..<count {
                let present = a[i] != Lane.null && b[i] != Lane.null
                out[i] = present ? by.divide(a[i] &* b[i], rounding) : Lane.null
            }
            return nil
        }
        var fault: Int?
        for i in 0..<count {
            out[i] = Lane.null
            if a[i] == Lane.null || b[i] == Lane.null { continue }
            let product = Int128(a[i]) * Int128(b[i])
            if let rounded = try? Number.divide(product, by: Int128(divisor), rounding: rounding),
                let lane = Int64(exactly: rounded), lane != Lane.null
            {
                out[i] = lane
            } else if fault == nil {
                fault = i
            }
        }
        return fault
    }

    /// `lane × factor ÷ divisor` in place, rounded, for lanes of which none is null. False where a product leaves 64 bits; the
    /// lanes are then worthless. `divisor` must be positive.
    package static func scale(
        _ lanes: UnsafeMutablePointer<Int64>, _ count: Int, by factor: Int64, over divisor: Int64, rounding: Rounding
    ) -> Bool {
        let by = FixedDivisor(UInt64(clamping: divisor))
        var isLost = false
        for i in 0..<count {
            let (product, over) = lanes[i].multipliedReportingOverflow(by: factor)
            isLost = isLost || over || product == Lane.null
            lanes[i] = by.divide(over ? 0 : product, rounding)
        }
        return !isLost
    }

    /// The greatest absolute value, nulls apart, rounded up to all ones.
    private static func magnitude(_ a: UnsafePointer<Int64>, _ count: Int) -> UInt64 {
        var bits: Int64 = 0
        for i in 0..<count { bits |= a[i] == Lane.null ? 0 : a[i] ^ (a[i] >> 63) }
        let top = 64 - bits.leadingZeroBitCount
        return top >= 63 ? UInt64(Int64.max) : 1 << UInt64(top)
    }

    private static func first(
        _ a: UnsafePointer<Int64>, _ b: UnsafePointer<Int64>, _ count: Int, _ exact: (Int128, Int128) -> Int128
    ) -> Int? {
        for i in 0..<count where a[i] != Lane.null && b[i] != Lane.null {
            guard let lane = Int64(exactly: exact(Int128(a[i]), Int128(b[i]))), lane != Lane.null else { return i }
        }
        return nil
    }
}

/// Division by the same positive number many times over: a multiplication and a correction instead of a division.
package struct FixedDivisor {
    private let divisor: UInt64
    private let inverse: UInt64

    /// A divisor of 0 counts as 1.
    package init(_ divisor: UInt64) {
        self.divisor = Swift.max(1, divisor)
        inverse = UInt64.max / self.divisor
    }

    /// `FixedDivisor(10).divide(25, .halfEven)` is 2, `.halfUp` 3. The dividend must not be `Lane.null`.
    @inline(__always)
    package func divide(_ dividend: Int64, _ rounding: Rounding) -> Int64 {
        let size = dividend.magnitude
        // The estimate is at most two short. Rows come in no order a branch could learn, so there is none.
        var quotient = size.multipliedFullWidth(by: inverse).high
        var rest = size &- quotient &* divisor
        for _ in 0..<2 {
            let isShort: UInt64 = rest >= divisor ? 1 : 0
            quotient &+= isShort
            rest &-= divisor & (0 &- isShort)
        }
        let gap = divisor &- rest
        let raised: UInt64
        switch rounding {
        case .halfUp: raised = rest >= gap ? 1 : 0
        case .halfDown: raised = rest > gap ? 1 : 0
        case .halfEven: raised = (rest > gap ? 1 : 0) | (rest == gap ? 1 : 0) & quotient & 1
        case .down: raised = 0
        case .up: raised = rest != 0 ? 1 : 0
        }
        let whole = Int64(bitPattern: quotient &+ raised)
        return dividend < 0 ? 0 &- whole : whole
    }
}
