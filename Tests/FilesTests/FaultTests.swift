// The simulated disk does what its script says, and what a power cut leaves is what was promised or less.
import Files
import Testing

@Suite struct FaultTests {
    private func text(_ disk: any Disk, _ path: String) throws -> String {
        String(decoding: try disk.contents(of: path, limit: 1 << 20), as: UTF8.self)
    }

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func aCallFailsOnceOrForEver() throws {
        let once = MemoryDisk(faults: [.fail(.append, call: 2, code: SystemError.full, repeating: false)])
        let file = try once.open("/f", .append)
        try once.appendAll(file, [1])
        #expect(throws: DiskFault.system(.append, path: "/f", code: SystemError.full)) { try once.appendAll(file, [2]) }
        try once.appendAll(file, [3])
        #expect(try once.contents(of: "/f", limit: 9) == [1, 3])

        let always = MemoryDisk(faults: [.fail(nil, call: 2, code: SystemError.readOnly, repeating: true)])
        _ = try always.open("/f", .create)
        for _ in 0..<3 {
            #expect(throws: DiskFault.system(.open, path: "/g", code: SystemError.readOnly)) {
                try always.open("/g", .create)
            }
        }
    }

    @Test func aShortWriteIsGoneOnWithAndAStalledOneIsAFault() throws {
        let disk = MemoryDisk(faults: [.short(call: 1, taking: 2), .short(call: 3, taking: 0)])
        let file = try disk.open("/f", .append)
        try disk.appendAll(file, bytes("hello"))
        #expect(try text(disk, "/f") == "hello")
        #expect(throws: DiskFault.stalled(.append)) { try disk.appendAll(file, [1]) }
    }

    @Test func aPowerCutTakesWhatWasNotSynced() throws {
        let disk = MemoryDisk(faults: [.cutPower(afterChange: 5)])
        let file = try disk.open("/f", .append)   // 1
        try disk.syncDirectory("/")   // 2
        try disk.appendAll(file, bytes("kept "))   // 3
        try disk.sync(file)   // 4
        #expect(throws: DiskFault.poweredOff(.append)) { try disk.appendAll(file, bytes("lost")) }   // 5
        #expect(throws: DiskFault.poweredOff(.read)) { try disk.read(file, at: 0, count: 1) }
        #expect(!disk.hasPower)
        #expect(try text(disk.afterPowerCut(.nothing), "/f") == "kept ")
        #expect(try text(disk.afterPowerCut(.everything), "/f") == "kept lost")
        #expect(try text(disk.afterProcessEnd(), "/f") == "kept lost")
        // Every seed keeps what was synced, and over many seeds each kind of remainder occurs.
        var outcomes: Set<String> = []
        for seed in 0..<200 as Range<UInt64> {
            let image = disk.afterPowerCut(.some(seed: seed))
            let found = try text(image, "/f")
            #expect(found.hasPrefix("kept "), "seed \(seed)")
            outcomes.insert(found)
            #expect(try text(disk.afterPowerCut(.some(seed: seed)), "/f") == found, "seed \(seed) is not repeatable")
        }
        #expect(outcomes.isSuperset(of: ["kept ", "kept lost", "kept lo", "kept \0\0\0\0", "kept \0\0st"]))
    }

    @Test func aNameLastsOnlyAfterItsDirectoryWasSynced() throws {
        let disk = MemoryDisk()
        let file = try disk.open("/new", .create)
        try disk.writeAll(file, at: 0, [1])
        try disk.sync(file)
        #expect(try disk.afterPowerCut(.nothing).status(at: "/new") == nil)
        try disk.syncDirectory("/")
        #expect(try disk.afterPowerCut(.nothing).contents(of: "/new", limit: 9) == [1])
        try disk.rename("/new", to: "/old")
        #expect(try disk.afterPowerCut(.nothing).list("/") == ["new"])
        #expect(try disk.afterPowerCut(.everything).list("/") == ["old"])
        try disk.unlink("/old")
        try disk.syncDirectory("/")
        #expect(try disk.afterPowerCut(.nothing).list("/") == [])
    }

    @Test func aFailedSyncLosesItsBytesForEver() throws {
        let disk = MemoryDisk(faults: [.fail(.sync, call: 1, code: SystemError.inputOutput, repeating: false)])
        let file = try disk.open("/f", .append)
        try disk.syncDirectory("/")
        try disk.appendAll(file, bytes("gone"))
        #expect(throws: DiskFault.self) { try disk.sync(file) }
        #expect(disk.violations == [])
        // The page is clean now: a second sync would say yes and lie. The seam notices who asks.
        try disk.sync(file)
        try disk.appendAll(file, bytes("!"))
        #expect(disk.violations == [.syncRetried(path: "/f"), .wroteAfterFailedSync(path: "/f")])
        #expect(try disk.afterPowerCut(.nothing).contents(of: "/f", limit: 9) == [])
        #expect(try text(disk, "/f") == "gone!")
        // Opened again it is another matter.
        let again = try disk.open("/f", .append)
        try disk.sync(again)
        #expect(disk.violations.count == 2)
    }

    @Test func aDirectorySyncIsNotRetriedEither() throws {
        let disk = MemoryDisk(faults: [.fail(.syncDirectory, call: 1, code: SystemError.inputOutput, repeating: false)])
        #expect(throws: DiskFault.self) { try disk.syncDirectory("/") }
        try disk.syncDirectory("/")
        #expect(disk.violations == [.syncRetried(path: "/")])
    }

    @Test func theRecorderKeepsTheOrderOfCalls() throws {
        let disk = RecordingDisk(MemoryDisk(faults: [.fail(.sync, call: 1, code: 5, repeating: false)]))
        let file = try disk.open("/f", .append)
        try disk.appendAll(file, [1, 2, 3])
        try? disk.sync(file)
        #expect(disk.calls == [
            DiskCall(.open, "/f"), DiskCall(.append, "/f", count: 3), DiskCall(.sync, "/f", failed: true),
        ])
        #expect(disk.calls[0].failed == false)
    }

    /// A replacement of a file cut at every change, with every survival: the old content or the new, never a mixture.
    @Test func aReplacementIsAllOrNothingAtEveryCut() throws {
        let old = bytes("old content"), new = [UInt8](repeating: 0x6E, count: 70_000)
        let whole = MemoryDisk()
        try whole.replaceContents(of: "/f", with: old)
        let before = whole.changeCount
        try whole.replaceContents(of: "/f", with: new)
        let changes = whole.changeCount - before
        #expect(changes >= 5)
        for cut in 1...changes {
            let disk = MemoryDisk()
            try disk.replaceContents(of: "/f", with: old)
            disk.setFaults([.cutPower(afterChange: disk.changeCount + cut)])
            #expect(throws: DiskFault.self) { try disk.replaceContents(of: "/f", with: new) }
            let survivals = [.everything, .nothing] + (0..<16).map { Survival.some(seed: $0) }
            for survival in survivals {
                let found = try disk.afterPowerCut(survival).contents(of: "/f", limit: 1 << 20)
                #expect(found == old || found == new, "cut \(cut), \(survival)")
                if cut == changes { #expect(found == new, "\(survival)") }
            }
            #expect(disk.violations == [])
        }
    }

    @Test func aReplacementThatFailsLeavesTheOldAndNoRubbish() throws {
        let whole = MemoryDisk()
        try whole.replaceContents(of: "/f", with: [1])
        let start = whole.callCount
        try whole.replaceContents(of: "/f", with: [2])
        for call in 1...(whole.callCount - start) {
            let disk = MemoryDisk()
            try disk.replaceContents(of: "/f", with: [1])
            disk.setFaults([.fail(nil, call: disk.callCount + call, code: SystemError.inputOutput, repeating: false)])
            #expect(throws: DiskFault.self, "call \(call)") { try disk.replaceContents(of: "/f", with: [2]) }
            disk.setFaults([])
            let found = try disk.contents(of: "/f", limit: 9)
            #expect(found == [1] || call == whole.callCount - start, "call \(call)")
            #expect(try disk.list("/") == ["f"], "call \(call)")
            #expect(disk.violations == [], "call \(call)")
        }
    }
}
