// On which line of which file a row that was taken stands, for whoever wants to point at it. Rows follow the lines of a file, so
// only where they stop doing so something is written down.

struct TakenLines {
    private struct Stretch {
        /// Rows taken up to here, this one included.
        var count: Int
        var line: Int
        var file: Int
    }

    private var stretches: [Stretch] = []
    private var files: [String] = []
    private var distance = Int.min

    /// The rows that follow are of this file.
    mutating func begin(_ file: String) {
        files.append(file)
        distance = .min
    }

    /// After each line whose row was taken: how many are taken by then.
    @inline(__always)
    mutating func note(_ count: Int, _ line: Int) {
        if line &- count != distance { stretch(count, line) }
    }

    private mutating func stretch(_ count: Int, _ line: Int) {
        distance = line - count
        stretches.append(Stretch(count: count, line: line, file: files.count - 1))
    }

    /// The file and the line of the row at a place among the new ones, from 0.
    subscript(place: Int) -> (file: String, line: Int)? {
        guard let at = stretches.lastIndex(where: { $0.count <= place + 1 }) else { return nil }
        let found = stretches[at]
        return files.indices.contains(found.file) ? (files[found.file], found.line + place + 1 - found.count) : nil
    }
}
