// The statements typed before, one entry each, kept in a file beside the book. A statement that starts with a space is
// not kept, and what could name a person is masked before it reaches the disk.
package import Files

/// Newest last, no two alike.
///
/// The file holds one entry a line, `\n` and `\\` escaped, appended as entries are made and rewritten when it has grown to
/// twice its limit. Losing it loses no data, so nothing waits for the disk and no fault of it stops a session.
package struct History: Sendable {
    /// UTF-8 statements as typed, oldest first.
    package private(set) var entries: [[UInt8]] = []
    private let file: (disk: any Disk, path: String)?
    private let limit: Int
    /// The last fault of the file, for whoever wants to tell the person once.
    package private(set) var fault: DiskFault?

    package var path: String? { file?.path }

    /// A history that is forgotten at the end.
    package init(limit: Int = 10_000) {
        file = nil
        self.limit = max(1, limit)
    }

    /// The history in `path`, which need not exist.
    package init(_ disk: any Disk, path: String, limit: Int = 10_000) {
        file = (disk, path)
        self.limit = max(1, limit)
        load()
    }

    /// Remembers a statement as the newest, unless it is blank or starts with a space.
    package mutating func add(_ statement: [UInt8]) {
        guard let first = statement.first, first != 0x20, first != 0x09,
            statement.contains(where: { $0 > 0x20 })
        else { return }
        guard entries.last != statement else { return }
        entries.removeAll { $0 == statement }
        entries.append(statement)
        if entries.count > limit { entries.removeFirst(entries.count - limit) }
        guard let file else { return }
        do throws(DiskFault) {
            let open = try file.disk.open(file.path, .append)
            do throws(DiskFault) {
                try file.disk.appendAll(open, HistoryLine.encode(HistoryMask.mask(statement)))
            } catch {
                try? file.disk.close(open)
                throw error
            }
            try file.disk.close(open)
        } catch {
            fault = error
        }
    }

    private mutating func load() {
        guard let file else { return }
        do throws(DiskFault) {
            let bytes = try file.disk.contents(of: file.path, limit: 64 << 20)
            let lines = HistoryLine.decode(bytes)
            entries = Self.newestOfEach(lines, limit: limit)
            if lines.count > 2 * limit {
                try file.disk.replaceContents(of: file.path, with: entries.flatMap(HistoryLine.encode))
            }
        } catch {
            if !error.isMissing { fault = error }
        }
    }

    private static func newestOfEach(_ lines: [[UInt8]], limit: Int) -> [[UInt8]] {
        var seen: Set<[UInt8]> = []
        var kept: [[UInt8]] = []
        for line in lines.reversed() where kept.count < limit && seen.insert(line).inserted { kept.append(line) }
        return kept.reversed()
    }
}

/// An entry as a line of the file: `\` is `\\`, a newline is `\n`, and nothing else is changed.
enum HistoryLine {
    static func encode(_ entry: [UInt8]) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(entry.count + 1)
        for byte in entry {
            switch byte {
            case 0x5C: line += [0x5C, 0x5C]
            case 0x0A: line += [0x5C, 0x6E]
            default: line.append(byte)
            }
        }
        line.append(0x0A)
        return line
    }

    /// Whole lines only: a last one without its newline was cut off while it was written.
    static func decode(_ bytes: [UInt8]) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var entry: [UInt8] = []
        var isEscaped = false
        for byte in bytes {
            if byte == 0x0A {
                if !entry.isEmpty { entries.append(entry) }
                entry = []
                isEscaped = false
            } else if isEscaped {
                entry.append(byte == 0x6E ? 0x0A : byte)
                isEscaped = false
            } else if byte == 0x5C {
                isEscaped = true
            } else {
                entry.append(byte)
            }
        }
        return entries
    }
}
