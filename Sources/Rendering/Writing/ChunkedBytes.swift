// Bytes gathered before they are handed on, so that a million rows cost some hundred writes. Holds one buffer; knows
// nothing of what is in it.

struct ChunkedBytes {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(TablePainter.chunk + (1 << 12)) }

    /// Hands everything on when more than `limit` bytes wait.
    @inline(__always)
    mutating func handOn<Failure: Error>(
        beyond limit: Int, to write: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        if bytes.count > limit { try hand(to: write) }
    }

    private mutating func hand<Failure: Error>(
        to write: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        let result = bytes.withUnsafeBufferPointer { all -> Result<Void, Failure> in
            do throws(Failure) {
                try write(all)
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        bytes.removeAll(keepingCapacity: true)
        try result.get()
    }
}
