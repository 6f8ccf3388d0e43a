// The three disks against each other: the same calls give the same results, errors included.
import Files
import Glibc
import Testing

@Suite struct DiskAgreementTests {
    /// What one step of a walk gave, comparable across disks.
    private enum Outcome: Equatable {
        case done, number(Int), bytes([UInt8]), names([String]), fault(DiskOperation, Int32), kind(FileStatus.Kind?)
        case otherFault(String)
    }

    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private func outcome(_ body: () throws(DiskFault) -> Outcome) -> Outcome {
        do throws(DiskFault) {
            return try body()
        } catch {
            switch error {
            case .system(let operation, _, let code): return .fault(operation, code)
            default: return .otherFault("\(error)")
            }
        }
    }

    /// A seeded walk over a few names below `root`; every outcome in order.
    private func walk(_ disk: any Disk, root: String, seed: UInt64, steps: Int) -> [Outcome] {
        var random = Random(state: seed)
        let names = ["a", "b", "d", "d/c", "d/e", "missing/x", "a/y"].map { root + "/" + $0 }
        let modes: [OpenMode] = [.read, .readWrite, .create, .exclusive, .append]
        var files: [(OpenFile, OpenMode)] = []
        var outcomes: [Outcome] = []
        for _ in 0..<steps {
            let path = names[Int.random(in: 0..<names.count, using: &random)]
            let other = names[Int.random(in: 0..<names.count, using: &random)]
            let mode = modes[Int.random(in: 0..<modes.count, using: &random)]
            let offset = Int.random(in: 0...40, using: &random)
            let data = (0..<Int.random(in: 0...30, using: &random)).map { _ in UInt8.random(in: 1...255, using: &random) }
            let pick = Int.random(in: 0..<1000, using: &random)
            let file = files.isEmpty ? nil : files[pick % files.count]
            switch Int.random(in: 0..<15, using: &random) {
            case 0, 1:
                outcomes.append(outcome { () throws(DiskFault) in
                    files.append((try disk.open(path, mode), mode))
                    return .done
                })
            case 2:
                if let file {
                    files.remove(at: pick % files.count)
                    outcomes.append(outcome { () throws(DiskFault) in try disk.close(file.0); return .done })
                }
            case 3, 4:
                if let file {
                    outcomes.append(outcome { () throws(DiskFault) in
                        if file.1 == .append { try disk.appendAll(file.0, data) } else {
                            try disk.writeAll(file.0, at: offset, data)
                        }
                        return .done
                    })
                }
            case 5, 6:
                if let file {
                    outcomes.append(outcome { () throws(DiskFault) in
                        .bytes(try disk.read(file.0, at: offset, count: 50))
                    })
                }
            case 7:
                if let file {
                    outcomes.append(outcome { () throws(DiskFault) in try disk.truncate(file.0, to: offset); return .done })
                }
            case 8:
                if let file {
                    outcomes.append(outcome { () throws(DiskFault) in .number(try disk.status(file.0).size) })
                }
            case 9: outcomes.append(outcome { () throws(DiskFault) in try disk.rename(path, to: other); return .done })
            case 10: outcomes.append(outcome { () throws(DiskFault) in try disk.unlink(path); return .done })
            case 11: outcomes.append(outcome { () throws(DiskFault) in try disk.makeDirectory(root + "/d"); return .done })
            case 12: outcomes.append(outcome { () throws(DiskFault) in .names(try disk.list(pick % 2 == 0 ? root : path)) })
            case 13: outcomes.append(outcome { () throws(DiskFault) in .kind(try disk.status(at: path)?.kind) })
            default: outcomes.append(outcome { () throws(DiskFault) in .bytes(try disk.map(path).withBytes { Array($0) }) })
            }
        }
        for (file, _) in files { try? disk.close(file) }
        return outcomes
    }

    @Test(arguments: Array(1...40) as [UInt64])
    func aWalkGivesTheSameOnEveryDisk(seed: UInt64) throws {
        let scratch = try ScratchDirectory()
        let memory = MemoryDisk()
        try memory.makeDirectory("/root")
        let real = walk(scratch.disk, root: scratch.path, seed: seed, steps: 200)
        let simulated = walk(memory, root: "/root", seed: seed, steps: 200)
        for (index, pair) in zip(real, simulated).enumerated() where pair.0 != pair.1 {
            Issue.record("seed \(seed), outcome \(index): real \(pair.0), memory \(pair.1)")
            break
        }
        #expect(real.count == simulated.count)
        let recorded = MemoryDisk()
        try recorded.makeDirectory("/root")
        #expect(walk(RecordingDisk(recorded), root: "/root", seed: seed, steps: 200) == simulated, "seed \(seed)")
    }

    @Test func aLockExcludesAnotherOpenFileAndNamesItsHolder() throws {
        let scratch = try ScratchDirectory()
        let memory = MemoryDisk()
        for (disk, path) in [(scratch.disk as any Disk, scratch("lock")), (memory as any Disk, "/lock")] {
            let mine = try disk.open(path, .create)
            let other = try disk.open(path, .create)
            #expect(try disk.lockHolder(other) == nil)
            #expect(try disk.tryLock(mine, as: LockHolder(process: 4711, command: "recoup morning\n.recoup")))
            var waits: [Int] = []
            let refusal = try disk.lock(other, as: LockHolder(command: "other"), patience: 20) { waits.append($0) }
            #expect(refusal?.sentence(of: "the book") == "process 4711 (recoup morning .recoup) has the book")
            #expect(waits.reduce(0, +) == 20)
            try disk.unlock(mine)
            #expect(try disk.lock(other, as: LockHolder(process: 2, command: ""), patience: 0) == nil)
            #expect(try disk.lockHolder(mine) == LockHolder(process: 2, command: ""))
            #expect(try !disk.tryLock(mine, as: LockHolder(command: "again")))
            try disk.close(other)
            #expect(try disk.tryLock(mine, as: LockHolder(command: "again")))
            try disk.close(mine)
        }
    }

    @Test func preallocationKeepsOrGrowsTheSize() throws {
        let scratch = try ScratchDirectory()
        let memory = MemoryDisk()
        for (disk, path) in [(scratch.disk as any Disk, scratch("f")), (memory as any Disk, "/f")] {
            let file = try disk.open(path, .create)
            try disk.writeAll(file, at: 0, [1, 2])
            try disk.preallocate(file, upTo: 4096, growing: false)
            #expect(try disk.status(file).size == 2)
            try disk.preallocate(file, upTo: 10, growing: true)
            #expect(try disk.read(file, at: 0, count: 99) == [1, 2, 0, 0, 0, 0, 0, 0, 0, 0])
            try disk.sync(file)
            try disk.close(file)
        }
    }

    @Test func aRenameGivesAPathAnotherIdentity() throws {
        let scratch = try ScratchDirectory()
        let memory = MemoryDisk()
        for (disk, root) in [(scratch.disk as any Disk, scratch.path), (memory as any Disk, "")] {
            try disk.replaceContents(of: root + "/f", with: [1])
            let before = try disk.status(at: root + "/f")?.identity
            try disk.replaceContents(of: root + "/f", with: [2])
            #expect(before != nil)
            #expect(try disk.status(at: root + "/f")?.identity != before)
        }
    }

    @Test func filesAndDirectoriesAreForTheirOwnerAlone() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("f", "x")
        var facts = stat()
        #expect(stat(scratch("f"), &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o600)
        #expect(stat(scratch.path, &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o700)
    }

    @Test func specialFilesAreRefusedWithoutWaiting() throws {
        let scratch = try ScratchDirectory()
        #expect(mkfifo(scratch("pipe"), 0o600) == 0)
        #expect(symlink("/etc/passwd", scratch("link")) == 0)
        #expect(throws: DiskFault.refused(path: scratch("pipe"), .notPlainFile)) {
            try scratch.disk.open(scratch("pipe"), .read)
        }
        #expect(throws: DiskFault.refused(path: scratch("link"), .link)) {
            try scratch.disk.open(scratch("link"), .append)
        }
        #expect(throws: DiskFault.refused(path: "a\0b", .containsNul)) { try scratch.disk.open("a\0b", .create) }
        #expect(throws: DiskFault.refused(path: "a\0b", .containsNul)) { try MemoryDisk().open("a\0b", .create) }
    }

    @Test func aFaultIsOneSentence() throws {
        let fault = #expect(throws: DiskFault.self) { try RealDisk().open("/nowhere/at/all", .read) }
        #expect(fault?.sentence == "cannot open /nowhere/at/all: No such file or directory")
        #expect(fault?.isMissing == true)
    }
}
