// One of the two streams a program writes to: gathered, handed on in large pieces, or held back until what it says is true.
import Files
import Terminal

/// Standard output or the error stream. Handed on when 64 KB wait, or when flushed.
package final class Channel {
    private var waiting: [UInt8] = []
    private let deliver: (UnsafeRawBufferPointer) -> Void
    /// The error number that ended writing, if one did.
    private let ended: () -> Int32?
    /// While set nothing leaves before `flush`: an `ok` that waits for its sync. Whoever must speak before calls it.
    var release: (() -> Void)?
    /// While set, asked after each write whether what waits must wait on: it may yet turn out longer than the screen.
    var holds: (([UInt8]) -> Bool)?
    /// Where everything goes instead of the descriptor: a pager.
    var diversion: ((UnsafeRawBufferPointer) -> Void)?

    package init(
        ended: @escaping () -> Int32? = { nil }, deliver: @escaping (UnsafeRawBufferPointer) -> Void
    ) {
        self.ended = ended
        self.deliver = deliver
    }

    static func descriptor(_ number: Int32) -> Channel {
        let output = Output(descriptor: number)
        return Channel(ended: { output.fault }) { bytes in
            output.write(bytes)
            output.flush()
        }
    }

    /// Whether nobody reads any more (`recoup … | head`).
    var isBroken: Bool { ended() != nil }

    /// Why something that was printed never arrived: a full disk, but not a reader who had seen enough.
    var loss: Int32? {
        guard let code = ended(), code != SystemError.brokenPipe else { return nil }
        return code
    }

    var count: Int { waiting.count }

    func write(_ text: String) {
        waiting.append(contentsOf: text.utf8)
        handOn()
    }

    /// A text and the end of its line.
    func write(line text: String) {
        waiting.append(contentsOf: text.utf8)
        waiting.append(0x0A)
        handOn()
    }

    /// Lets somebody print behind what waits. `print` may not write here by another way.
    func write(by print: (inout [UInt8]) -> Void) {
        print(&waiting)
        handOn()
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) {
        waiting.append(contentsOf: bytes)
        handOn()
    }

    func flush() {
        guard !waiting.isEmpty else { return }
        waiting.withUnsafeBytes(diversion ?? deliver)
        waiting.removeAll(keepingCapacity: true)
    }

    /// Drops what was held back.
    func forget() { waiting.removeAll(keepingCapacity: true) }

    private func handOn() {
        if let holds {
            if !holds(waiting) { flush() }
        } else if waiting.count >= 1 << 16, release == nil {
            flush()
        }
    }
}

/// Both streams, in step: what was printed before a note leaves before it.
final class Voice {
    let out: Channel
    let err: Channel
    /// Takes a note that must wait, since a pager has the screen; true when it did.
    var postpones: (String) -> Bool = { _ in false }
    /// Called before a note: a line that tells how far work is gives way.
    var clears: () -> Void = {}

    init(out: Channel, err: Channel) {
        self.out = out
        self.err = err
    }

    /// A line for the person, on the error stream.
    func tell(_ line: String) { tell(text: line + "\n") }

    func tell(text: String) {
        out.release?()
        if postpones(text) { return }
        clears()
        out.flush()
        err.write(text)
        err.flush()
    }
}
