// Where the steps of a case stand at a day. Pure: what is recorded of each step, and what is in the way, in.

package import Values

/// What must be out of the way before a step may be done.
package enum StepGate: String, CaseIterable, Sendable, Hashable {
    case noDispute = "no_dispute"
    case noHold = "no_hold"
    case noPlan = "no_plan"
    case noPromise = "no_promise"
}

package enum StepState: Sendable, Hashable {
    /// A step before it is open.
    case pending
    case ready
    /// It is its turn, but this gate is closed.
    case blocked(StepGate)
    case done(Day)
    case skipped(Day)

    /// The word a list shows.
    package var word: String {
        switch self {
        case .pending: "pending"
        case .ready: "ready"
        case .blocked: "blocked"
        case .done: "done"
        case .skipped: "skipped"
        }
    }

    package static let words = ["pending", "ready", "blocked", "done", "skipped"]
}

/// What is recorded of a step.
package struct RecordedStep: Sendable, Hashable {
    package var due: Day?
    package var gate: StepGate?
    package var doneOn: Day?
    package var skippedOn: Day?
    package init(due: Day? = nil, gate: StepGate? = nil, doneOn: Day? = nil, skippedOn: Day? = nil) {
        self.due = due
        self.gate = gate
        self.doneOn = doneOn
        self.skippedOn = skippedOn
    }
}

package struct StepStanding: Sendable, Hashable {
    package let state: StepState
    /// Days past its due day while it is neither done nor skipped, or by which it was done late; 0 when in time.
    package let late: Int64

    /// Standings of a case's steps, in order, on `day`. `closed` are the gates that something stands in.
    ///
    ///     standings(of: [done, open, open], …)   // done, ready, pending
    package static func standings(of steps: [RecordedStep], on day: Day, closed: Set<StepGate>) -> [StepStanding] {
        var isTurn = true
        return steps.map { step in
            let state: StepState
            var ended = day
            if let done = step.doneOn, done <= day {
                (state, ended) = (.done(done), done)
            } else if let skipped = step.skippedOn, skipped <= day {
                (state, ended) = (.skipped(skipped), skipped)
            } else if !isTurn {
                state = .pending
            } else {
                isTurn = false
                if let gate = step.gate, closed.contains(gate) { state = .blocked(gate) } else { state = .ready }
            }
            var late: Int64 = 0
            if let due = step.due {
                if case .skipped = state {} else { late = max(0, Int64(ended.number) - Int64(due.number)) }
            }
            return StepStanding(state: state, late: late)
        }
    }
}
