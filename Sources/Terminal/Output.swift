// Bytes on their way to a descriptor: one buffer, few writes. It adds nothing to what it is given.

/// The process's way out. Not flushed by itself at the end: call `flush` before leaving.
///
///     let out = Output(descriptor: 1)
///     out.write("ok #12\n")
///     out.flush()
///
/// A reader that went away (`recoup … | head`) is no error of ours: `isBroken` says so, and later writes do nothing.
package final class Output {
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private let limit: Int
    /// The errno that ended writing, if one did.
    package private(set) var fault: Int32?

    package init(descriptor: Int32, buffering limit: Int = 1 << 16) {
        self.descriptor = descriptor
        self.limit = limit
        buffer.reserveCapacity(limit)
    }

    package var isBroken: Bool { fault != nil }

    package func write(_ bytes: [UInt8]) {
        buffer += bytes
        if buffer.count >= limit { flush() }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) {
        buffer.append(contentsOf: bytes)
        if buffer.count >= limit { flush() }
    }

    package func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= limit { flush() }
    }

    package func flush() {
        guard !buffer.isEmpty else { return }
        if fault == nil {
            let code = CBridge.write(buffer, to: descriptor)
            if code != 0 { fault = code }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
