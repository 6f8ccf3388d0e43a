// A whole file in memory, read-only, alive as long as this object. It verifies nothing: whoever reads a part checks it first.

/// Bytes that stay where they are until the last reference goes.
///
/// A disk error under a mapped page arrives as SIGBUS, not as a thrown fault; the process then says so in one line and
/// leaves with status 4.
package final class MappedFile: Sendable {
    /// For an owner that keeps this object in a property for as long as it reads. A temporary may go before its bytes are
    /// read, `disk.map(path).bytes` does: use `withBytes` there.
    nonisolated(unsafe) package let bytes: UnsafeRawBufferPointer
    private let release: @Sendable () -> Void

    /// `release` runs once, when nobody holds the mapping any more.
    init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable () -> Void) {
        self.bytes = bytes
        self.release = release
    }

    /// The mapping stays until `body` returns.
    package func withBytes<Result, Fault: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(bytes)
    }

    package var count: Int { bytes.count }

    deinit { release() }
}
