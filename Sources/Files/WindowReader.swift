// A file read from start to end in windows, for input of any size. It never holds or maps the whole of it.

/// Gives the next stretch of bytes until the file ends.
///
///     var reader = try WindowReader(disk, path: "bank.csv")
///     while let window = try reader.next() { parser.feed(window) }
///
/// The buffer is one allocation for the whole reading; a window is valid until the next call.
package struct WindowReader: ~Copyable {
    private let disk: any Disk
    private let file: OpenFile
    private let space: UnsafeMutableRawBufferPointer
    /// Bytes given out so far.
    package private(set) var position = 0
    /// The size when it was opened, for showing progress; a file that grows is read to its new end.
    package let size: Int

    package init(_ disk: any Disk, path: String, window: Int = 1 << 20) throws(DiskFault) {
        let file = try disk.open(path, .read)
        do throws(DiskFault) {
            size = try disk.status(file).size
        } catch {
            try? disk.close(file)
            throw error
        }
        self.disk = disk
        self.file = file
        space = .allocate(byteCount: max(1, window), alignment: 64)
    }

    /// Nil at the end. Never empty.
    package mutating func next() throws(DiskFault) -> UnsafeRawBufferPointer? {
        let count = try disk.readFully(file, at: position, into: space)
        guard count > 0 else { return nil }
        position += count
        return UnsafeRawBufferPointer(rebasing: space[..<count])
    }

    deinit {
        space.deallocate()
        // Nothing was written: a failing close loses nothing.
        try? disk.close(file)
    }
}
