// The power goes at every call that changes the disk, with every part of what was not synced kept, lost or torn; and every
// call is refused once or for ever. What was confirmed is there; at most what was in flight besides.
import Columns
import Files
import Testing

@testable import Durability

@Suite struct CrashTests {
    /// Works on a book until a call fails: the digests of the states it went through, and how many were confirmed.
    private struct Run {
        var digests: [Digest] = []
        var confirmed = 0
        var created = false
    }

    private func work(_ disk: MemoryDisk, seed: UInt64) -> Run {
        var run = Run()
        var clerk = Clerk(seed: seed)
        do {
            run.digests = [try Store(catalog: Sample.catalog).digest()]
            var (book, store) = try BookFile.create(disk, Written.path, catalog: Sample.catalog, Sample.options())
            run.created = true
            for group in 1...9 {
                try book.withLock(&store) { (store) throws(BookFault) in
                    let change = clerk.change(&store)
                    var twin = store
                    _ = try? twin.apply(change)
                    run.digests.append(twin.digest())
                    _ = try book.perform(change, Sample.entry("line \(group)"), on: &store)
                    run.confirmed = group
                }
                if group == 3 || group == 6 || group == 8 { try book.snapshot(&store) }
            }
        } catch {}
        return run
    }

    private func judge(_ disk: MemoryDisk, _ run: Run, _ what: @autoclosure () -> String) {
        do {
            var (book, store) = try BookFile.open(disk, Written.path, catalog: Sample.catalog, .writing, Sample.options())
            let group = Int(book.group)
            if group < run.confirmed { Issue.record("\(what()): \(run.confirmed) confirmed and \(group) there") }
            if group >= run.digests.count {
                Issue.record("\(what()): \(group) never was")
                return
            }
            if store.digest() != run.digests[group] {
                Issue.record("\(what()): state of \(group) is wrong")
                return
            }
            if book.refusal != nil {
                Issue.record("\(what()): cannot be written: \(book.report)")
                return
            }
            // Life goes on.
            var clerk = Clerk(seed: 1)
            try book.withLock(&store) { (store) throws(BookFault) in
                _ = try book.perform(clerk.change(&store), Sample.entry("after"), on: &store)
            }
            try book.snapshot(&store)
            let (again, fresh) = try BookFile.open(disk, Written.path, catalog: Sample.catalog, .reading, Sample.options())
            if again.group != UInt64(group) + 1 || fresh.digest() != store.digest() {
                Issue.record("\(what()): lost after it was opened again")
            }
            let findings = try again.verify()
            if !findings.isEmpty { Issue.record("\(what()): \(findings)") }
        } catch {
            if run.created { Issue.record("\(what()): \(error)") }
        }
        if !disk.violations.isEmpty { Issue.record("\(what()): \(disk.violations)") }
    }

    @Test(arguments: [101, 102] as [UInt64]) func powerGoesAtEveryCall(seed: UInt64) {
        let whole = MemoryDisk()
        #expect(work(whole, seed: seed).confirmed == 9)
        let changes = whole.changeCount
        for cut in 1...changes {
            let disk = MemoryDisk(faults: [.cutPower(afterChange: cut)])
            let run = work(disk, seed: seed)
            judge(disk.afterPowerCut(.everything), run, "seed \(seed), cut after \(cut), all kept")
            judge(disk.afterPowerCut(.nothing), run, "seed \(seed), cut after \(cut), unsynced lost")
            for part in 0..<UInt64(Torture.isWhole ? 16 : 3) {
                judge(disk.afterPowerCut(.some(seed: part)), run, "seed \(seed), cut after \(cut), part \(part)")
            }
            judge(disk.afterProcessEnd(), run, "seed \(seed), killed after \(cut)")
        }
    }

    @Test func powerGoesAgainDuringRecovery() {
        let whole = MemoryDisk()
        _ = work(whole, seed: 103)
        for cut in stride(from: 5, through: whole.changeCount, by: Torture.isWhole ? 1 : 6) {
            let disk = MemoryDisk(faults: [.cutPower(afterChange: cut)])
            let run = work(disk, seed: 103)
            let first = disk.afterPowerCut(.some(seed: UInt64(cut)))
            let steps = { () -> Int in
                let probe = first.afterProcessEnd()
                _ = try? BookFile.open(probe, Written.path, catalog: Sample.catalog, .writing, Sample.options())
                return probe.changeCount
            }()
            for second in 0..<steps {
                let again = first.afterPowerCut(.everything, faults: [.cutPower(afterChange: second + 1)])
                _ = try? BookFile.open(again, Written.path, catalog: Sample.catalog, .writing, Sample.options())
                for part in 0..<UInt64(2) {
                    judge(again.afterPowerCut(.some(seed: part)), run, "cut after \(cut), then after \(second + 1), part \(part)")
                }
            }
        }
    }

    @Test(arguments: [SystemError.inputOutput, SystemError.full, SystemError.readOnly, SystemError.tooManyOpen])
    func everyCallIsRefused(code: Int32) {
        let whole = MemoryDisk()
        _ = work(whole, seed: 104)
        for call in 1...whole.callCount {
            for repeating in [false, true] {
                if !repeating, !Torture.isWhole, call % 2 == 0 { continue }
                let disk = MemoryDisk(faults: [.fail(nil, call: call, code: code, repeating: repeating)])
                let run = work(disk, seed: 104)
                if !disk.violations.isEmpty { Issue.record("call \(call): \(disk.violations)") }
                disk.setFaults([])
                judge(disk.afterProcessEnd(), run, "code \(code), call \(call), process ended")
                judge(disk.afterPowerCut(.nothing), run, "code \(code), call \(call), power cut")
            }
        }
    }

    @Test func everyWriteIsShort() {
        let whole = MemoryDisk()
        _ = work(whole, seed: 105)
        let wanted = whole.callCount(of: .write)
        for call in 1...wanted {
            for taking in [0, 1, 47] {
                let disk = MemoryDisk(faults: [.short(call: call, taking: taking)])
                let run = work(disk, seed: 105)
                judge(disk.afterProcessEnd(), run, "write \(call) took \(taking)")
                if taking > 0 { #expect(run.confirmed == 9, "write \(call) took \(taking)") }
            }
        }
    }

    @Test func nothingIsConfirmedBeforeItsSync() throws {
        let written = try Written(groups: 2, seed: 5)
        let recorder = RecordingDisk(written.disk)
        var (book, store) = try BookFile.open(
            recorder, Written.path, catalog: Sample.catalog, .writing, Sample.options())
        var clerk = Clerk(seed: 2)
        _ = try book.withLock(&store) { (store) throws(BookFault) in
            _ = try book.perform(clerk.change(&store), Sample.entry("a"), on: &store)
            recorder.forget()
            return try book.perform(clerk.change(&store), Sample.entry("b"), on: &store)
        }
        // One write, one sync, then the mark.
        #expect(recorder.calls.filter { $0.operation != .unlock }.map(\.operation) == [.write, .sync, .write])
    }

    @Test func aFailedSyncEndsWriting() throws {
        let written = try Written(groups: 4, seed: 6)
        let disk = written.disk.afterProcessEnd()
        var (book, store) = try written.open(disk, .writing)
        disk.setFaults([.fail(.sync, call: disk.callCount(of: .sync) + 1, code: SystemError.inputOutput, repeating: false)])
        var clerk = Clerk(seed: 3)
        let fault = #expect(throws: BookFault.self) {
            try book.withLock(&store) { (store) throws(BookFault) in
                _ = try book.perform(clerk.change(&store), Sample.entry("a"), on: &store)
            }
        }
        guard case .writingEnded = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(store.digest() == written.digests[4])
        let changes = disk.changeCount
        #expect(throws: BookFault.self) { try book.hold(&store) }
        #expect(disk.changeCount == changes)
        #expect(disk.violations.isEmpty)
    }

    @Test func aFullDiskLosesNothingAndIsOvercome() throws {
        let written = try Written(groups: 4, seed: 6)
        let disk = written.disk.afterProcessEnd()
        var (book, store) = try written.open(disk, .writing)
        var clerk = Clerk(seed: 3)
        let big = try book.withLock(&store) { (store) throws(BookFault) in
            while store.rowCount(Sample.debtors) == 0 { _ = try book.perform(clerk.change(&store), Sample.entry("d"), on: &store) }
            return ChangeSet([clerk.imported(&store, 10_000)])
        }
        let before = (store.digest(), book.group)
        disk.setFaults([.fail(.preallocate, call: disk.callCount(of: .preallocate) + 1, code: SystemError.full, repeating: false)])
        let fault = #expect(throws: BookFault.self) {
            try book.withLock(&store) { (store) throws(BookFault) in _ = try book.perform(big, Sample.entry("a"), on: &store) }
        }
        guard case .disk(let cause) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(cause.isFull)
        #expect(book.refusal == nil)
        #expect(store.digest() == before.0)
        // Room again: codes of the texts may be others by now, so the clerk makes the import anew.
        _ = try book.withLock(&store) { (store) throws(BookFault) in
            try book.perform(ChangeSet([clerk.imported(&store, 10_000)]), Sample.entry("a"), on: &store)
        }
        #expect(book.group == before.1 + 1)
        #expect(try written.open(disk).1.digest() == store.digest())
    }
}
