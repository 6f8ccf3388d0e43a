// Recovery cases: opening one with its steps, and taking the steps in order.

package import Columns
package import Values

package struct AddCase: Sendable {
    package struct Step: Sendable, Hashable {
        package var title: String
        package var owner: String?
        package var due: Day?
        package var gate: StepGate?
        package init(_ title: String, owner: String? = nil, due: Day? = nil, gate: StepGate? = nil) {
            self.title = title
            self.owner = owner
            self.due = due
            self.gate = gate
        }
    }

    package var debtor: UInt32
    package var steps: [Step]
    package var opened: Day
    package var title: String?
    package var owner: String?
    package var note: String?

    package init(debtor: UInt32, steps: [Step], opened: Day) {
        self.debtor = debtor
        self.steps = steps
        self.opened = opened
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Debtors.table, debtor, in: store)
        guard !steps.isEmpty, steps.count < 65_535 else { throw .emptyCase }
        var draft = Draft()
        let cells: [(column: Int, lane: Int64)] = [
            (Cases.id, try draft.id(nil, Cases.schema, in: &store)),
            (Cases.debtor, Int64(debtor)), (Cases.title, Draft.text(title, in: &store)),
            (Cases.owner, Draft.text(owner, in: &store)), (Cases.opened, opened.lane), (Cases.note, Draft.text(note, in: &store)),
        ]
        let row = draft.insert(Cases.schema, cells, in: store)
        for (index, step) in steps.enumerated() {
            if let due = step.due, due < opened { throw .endsBeforeStart(start: opened, end: due) }
            let cells: [(column: Int, lane: Int64)] = [
                (Steps.id, try draft.id(nil, Steps.schema, in: &store)),
                (Steps.recoveryCase, Int64(row)), (Steps.n, Int64(index + 1)), (Steps.title, Int64(store.intern(step.title))),
                (Steps.owner, Draft.text(step.owner ?? owner, in: &store)), (Steps.due, step.due.lane),
                (Steps.gate, Draft.text(step.gate?.rawValue, in: &store)),
            ]
            draft.insert(Steps.schema, cells, in: store)
        }
        return draft.changes
    }
}

/// Doing a step, or skipping it with a reason. The case closes with its last step.
package struct FinishStep: Sendable {
    package enum How: Sendable, Hashable {
        case done(evidence: String?)
        case skipped(reason: String)
    }

    package var step: UInt32
    package var how: How
    package var on: Day

    package init(step: UInt32, how: How, on: Day) {
        self.step = step
        self.how = how
        self.on = on
    }

    /// Only the step whose turn it is may be done, and only when its gate is open; skipping needs no gate.
    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Steps.table, step, in: store)
        guard let row = store.cell(Steps.table, step, Steps.recoveryCase).rowNumber else { throw .noSuchRow(Steps.table, row: step) }
        if let closed = Day(lane: store.cell(Cases.table, row, Cases.closedOn)) {
            throw .alreadyEnded(Cases.table, row: row, on: closed)
        }
        if let opened = Day(lane: store.cell(Cases.table, row, Cases.opened)), on < opened {
            throw .dayBeforeFact(fact: opened, given: on)
        }
        let view = BookView(store, today: on)
        let steps = view.steps(ofCase: row)
        let standings = view.standings(ofCase: row)
        guard let at = steps.firstIndex(of: step), at < standings.count else { throw .noSuchRow(Steps.table, row: step) }
        switch (standings[at].state, how) {
        case (.ready, _), (.blocked, .skipped): break
        case (let state, _): throw .stepNotReady(step: step, state)
        }
        var draft = Draft()
        switch how {
        case .done(let evidence):
            draft.update(Steps.table, step, Steps.doneOn, to: on.lane, in: store)
            draft.update(Steps.table, step, Steps.evidence, to: Draft.text(evidence, in: &store), in: store)
        case .skipped(let reason):
            draft.update(Steps.table, step, Steps.skippedOn, to: on.lane, in: store)
            draft.update(Steps.table, step, Steps.skippedReason, to: Draft.text(reason, in: &store), in: store)
        }
        let others = zip(steps, standings).filter { $0.0 != step }
        let isLast = others.allSatisfy { _, standing in
            switch standing.state {
            case .done, .skipped: true
            case .pending, .ready, .blocked: false
            }
        }
        if isLast { draft.update(Cases.table, row, Cases.closedOn, to: on.lane, in: store) }
        return draft.changes
    }
}

package struct CloseCase: Sendable {
    package var recoveryCase: UInt32
    package var on: Day
    package var outcome: String?

    package init(recoveryCase: UInt32, on: Day) {
        self.recoveryCase = recoveryCase
        self.on = on
    }

    package func changes(in store: inout Store) throws(TradeFault) -> ChangeSet {
        try Draft.check(Cases.table, recoveryCase, in: store)
        if let closed = Day(lane: store.cell(Cases.table, recoveryCase, Cases.closedOn)) {
            throw .alreadyEnded(Cases.table, row: recoveryCase, on: closed)
        }
        var draft = Draft()
        draft.update(Cases.table, recoveryCase, Cases.closedOn, to: on.lane, in: store)
        draft.update(Cases.table, recoveryCase, Cases.outcome, to: Draft.text(outcome, in: &store), in: store)
        return draft.changes
    }
}
