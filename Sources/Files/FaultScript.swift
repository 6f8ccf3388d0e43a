// What a simulated disk does wrong, and when. Data only: MemoryDisk obeys it.

/// Rules count calls from 1, from the making of the disk.
///
///     let disk = MemoryDisk(faults: [.fail(.sync, call: 2, code: SystemError.inputOutput, repeating: false)])
package struct FaultScript: ExpressibleByArrayLiteral, Sendable {
    package enum Rule: Equatable, Sendable {
        /// The n-th call of this operation (of any, when nil) is refused; every later one too when `repeating`.
        case fail(DiskOperation?, call: Int, code: Int32, repeating: Bool)
        /// The n-th write or append takes only so many bytes, and says so.
        case short(call: Int, taking: Int)
        /// The n-th call that changes the disk takes effect, and nothing answers from then on, not even to that call.
        case cutPower(afterChange: Int)
    }

    package var rules: [Rule]

    package init(_ rules: [Rule] = []) { self.rules = rules }

    package init(arrayLiteral rules: Rule...) { self.rules = rules }

    /// The errno for this call, or nil to go on.
    func refusal(_ operation: DiskOperation, ofKind: Int, ofAll: Int) -> Int32? {
        for rule in rules {
            guard case .fail(let only, let call, let code, let repeating) = rule else { continue }
            guard only == nil || only == operation else { continue }
            let number = only == nil ? ofAll : ofKind
            if number == call || (repeating && number > call) { return code }
        }
        return nil
    }

    func bytesTaken(_ count: Int, write: Int) -> Int {
        for case .short(write, let taking) in rules { return min(count, max(0, taking)) }
        return count
    }

    func cutsPower(afterChange change: Int) -> Bool { rules.contains(.cutPower(afterChange: change)) }
}

/// A rule of the seam that its user broke. A test asserts that there is none.
package enum SeamViolation: Equatable, Sendable {
    /// A sync was called again on what failed to sync.
    case syncRetried(path: String)
    /// Bytes were written through a file whose sync had failed.
    case wroteAfterFailedSync(path: String)
}
