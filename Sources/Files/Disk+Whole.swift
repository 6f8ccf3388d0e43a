// What callers want of a disk beyond single calls: all of the bytes, over as many short reads and writes as it takes.

extension Disk {
    /// Appends every byte, over as many short writes as it takes.
    package func appendAll(_ file: OpenFile, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) {
        var done = 0
        while done < bytes.count {
            let taken = try append(file, UnsafeRawBufferPointer(rebasing: bytes[done...]))
            guard taken > 0 else { throw .stalled(.append) }
            done += taken
        }
    }

    package func appendAll(_ file: OpenFile, _ bytes: [UInt8]) throws(DiskFault) {
        try borrowing(bytes) { (view) throws(DiskFault) in try appendAll(file, view) }
    }

    /// Writes every byte at `offset`, over as many short writes as it takes.
    package func writeAll(_ file: OpenFile, at offset: Int, _ bytes: UnsafeRawBufferPointer) throws(DiskFault) {
        var done = 0
        while done < bytes.count {
            let (position, overflow) = offset.addingReportingOverflow(done)
            guard !overflow else { throw .tooLarge(.write) }
            let taken = try write(file, at: position, UnsafeRawBufferPointer(rebasing: bytes[done...]))
            guard taken > 0 else { throw .stalled(.write) }
            done += taken
        }
    }

    package func writeAll(_ file: OpenFile, at offset: Int, _ bytes: [UInt8]) throws(DiskFault) {
        try borrowing(bytes) { (view) throws(DiskFault) in try writeAll(file, at: offset, view) }
    }

    /// Reads until `into` is full or the file ends; the count of bytes read.
    package func readFully(
        _ file: OpenFile, at offset: Int, into: UnsafeMutableRawBufferPointer
    ) throws(DiskFault) -> Int {
        var done = 0
        while done < into.count {
            let (position, overflow) = offset.addingReportingOverflow(done)
            guard !overflow else { throw .tooLarge(.read) }
            let got = try read(file, at: position, into: UnsafeMutableRawBufferPointer(rebasing: into[done...]))
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// At most `count` bytes at `offset`, fewer only where the file ends.
    package func read(_ file: OpenFile, at offset: Int, count: Int) throws(DiskFault) -> [UInt8] {
        guard count > 0 else { return [] }
        var fault: DiskFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { space, filled in
            do throws(DiskFault) {
                filled = try readFully(file, at: offset, into: UnsafeMutableRawBufferPointer(space))
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
        return bytes
    }

    /// The whole file as bytes, refused above `limit` so that a damaged or hostile size cannot exhaust memory.
    package func contents(of path: String, limit: Int) throws(DiskFault) -> [UInt8] {
        let file = try open(path, .read)
        let bytes: [UInt8]
        do throws(DiskFault) {
            let size = try status(file).size
            guard size <= limit else { throw .tooLong(path: path, size: size, limit: limit) }
            bytes = try read(file, at: 0, count: size)
        } catch {
            try? close(file)
            throw error
        }
        try close(file)
        return bytes
    }

    /// Waits for the lock at most `patience` milliseconds; nil when it was taken, else who has it.
    ///
    /// Polling, because the waiting form of the call cannot time out without a signal. `pause` sleeps; tests replace it.
    package func lock(
        _ file: OpenFile, as holder: LockHolder, patience: Int, pause: (Int) -> Void = RealDisk.pause
    ) throws(DiskFault) -> LockRefusal? {
        var waited = 0
        var step = 1
        while true {
            if try tryLock(file, as: holder) { return nil }
            guard waited < patience else { return LockRefusal(holder: try lockHolder(file)) }
            let wait = min(step, patience - waited)
            pause(wait)
            waited += wait
            step = min(step * 2, 50)
        }
    }

    private func borrowing(
        _ bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws(DiskFault) -> Void
    ) throws(DiskFault) {
        var fault: DiskFault?
        bytes.withUnsafeBytes { view in
            do throws(DiskFault) { try body(view) } catch { fault = error }
        }
        if let fault { throw fault }
    }
}
