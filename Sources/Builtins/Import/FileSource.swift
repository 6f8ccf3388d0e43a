// A file as the source of a reader: bytes in order, and a digest of them. Keeps no bytes.
import Files

final class FileSource {
    private let disk: any Disk
    private let file: OpenFile
    /// Bytes read so far.
    @exclusivity(unchecked) private(set) var position = 0
    @exclusivity(unchecked) private var crc: UInt32 = 0
    let size: Int
    /// Why the last read gave nothing.
    private(set) var fault: DiskFault?

    init(_ disk: any Disk, path: String) throws(DiskFault) {
        self.disk = disk
        file = try disk.open(path, .read)
        do throws(DiskFault) {
            let status = try disk.status(file)
            guard status.kind == .file else { throw .refused(path: path, .notPlainFile) }
            size = status.size
        } catch {
            try? disk.close(file)
            throw error
        }
    }

    // Nothing was written: a failing close loses nothing.
    deinit { try? disk.close(file) }

    /// For `CSVReader` and `JSONRecords`: how many bytes were put, 0 at the end, nil at a fault.
    func fill(_ room: UnsafeMutableRawBufferPointer) -> Int? {
        do throws(DiskFault) {
            let count = try disk.read(file, at: position, into: room)
            crc = Checksum.crc32c(UnsafeRawBufferPointer(rebasing: room[..<count]), seed: crc)
            position += count
            return count
        } catch {
            fault = error
            return nil
        }
    }

    /// The first bytes, without moving.
    func start(_ count: Int) throws(DiskFault) -> [UInt8] { try disk.read(file, at: 0, count: count) }

    func rewind() {
        position = 0
        crc = 0
    }

    /// Of everything read so far: its checksum and its length.
    var digest: Int64 { (Int64(crc) << 31 | Int64(position & 0x7FFF_FFFF)) & Int64.max }

    /// The digest of the whole file, read for it alone.
    func wholeDigest() throws(DiskFault) -> Int64 {
        rewind()
        defer { rewind() }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { room.deallocate() }
        while let count = fill(room), count > 0 {}
        if let fault { throw fault }
        return digest
    }
}
