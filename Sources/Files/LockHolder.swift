// Who has a lock, written into the locked file so that the one who waits can be told.

/// The holder's process and the command it runs: `4711 recoup morning.recoup`.
package struct LockHolder: Equatable, Sendable {
    package let process: Int32
    package let command: String

    package init(process: Int32, command: String) {
        self.process = process
        self.command = command
    }

    /// This process.
    package init(command: String) { self.init(process: RealDisk.process, command: command) }
}

package struct LockRefusal: Equatable, Sendable {
    /// Nil when the holder has not written its name yet.
    package let holder: LockHolder?

    /// `sentence(of: "the book")` is `process 4711 (recoup morning.recoup) has the book`.
    package func sentence(of thing: String) -> String {
        guard let holder else { return "another process has \(thing)" }
        return "process \(holder.process) (\(holder.command)) has \(thing)"
    }
}

extension LockHolder {
    /// A fixed size, so that taking a lock is one write with no truncation after it.
    static let recordSize = 256

    /// `4711 recoup morning.recoup` padded with spaces, a newline last; control characters become spaces.
    var record: [UInt8] {
        var bytes = Array("\(process) ".utf8)
        for scalar in command.unicodeScalars {
            let encoded = Array(String(scalar).utf8)
            guard bytes.count + encoded.count < Self.recordSize else { break }
            bytes += scalar.value < 0x20 || scalar.value == 0x7F ? [0x20] : encoded
        }
        while bytes.count < Self.recordSize - 1 { bytes.append(0x20) }
        bytes.append(0x0A)
        return bytes
    }

    init?(record: [UInt8]) {
        var process: Int32 = 0
        var position = 0
        while position < record.count, record[position] >= 0x30, record[position] <= 0x39 {
            let (scaled, overflow) = process.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(Int32(record[position] - 0x30))
            guard !overflow, !carry else { return nil }
            process = sum
            position += 1
        }
        guard position > 0, position < record.count, record[position] == 0x20 else { return nil }
        var rest = record[(position + 1)...]
        while let last = rest.last, last == 0x20 || last == 0x0A { rest.removeLast() }
        self.init(process: process, command: String(decoding: rest, as: UTF8.self))
    }
}
