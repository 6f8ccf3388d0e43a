// Records out of a JSON file of any size, one at a time: the elements of one array, or values one behind another
// (JSON lines; a file that is one object is one record). Only the record at hand is in memory. May not look into a
// record: that is `JSONReader`'s part.

package final class JSONRecords {
    private enum Form { case unknown, array, lines, over }

    private var window: InputWindow
    private let limit: Int
    private let depthLimit: Int
    private var form = Form.unknown
    private var cursor = 0
    private var cursorPlace = InputPlace(line: 1, column: 1)
    private var isFirst = true
    private var final: JSONFault?

    /// Keys that stood twice in the record at hand.
    package private(set) var duplicates: [JSONDuplicate] = []
    /// Where the record at hand begins.
    package private(set) var place = InputPlace(line: 1, column: 1)

    /// - Parameters:
    ///   - limit: bytes of one record.
    ///   - source: as for `CSVReader`.
    package init(
        limit: Int = 8 << 20, depthLimit: Int = JSONReader.depthLimit,
        source: @escaping (UnsafeMutableRawBufferPointer) -> Int?
    ) {
        self.limit = limit
        self.depthLimit = depthLimit
        window = InputWindow(encoding: .utf8, limit: limit, firstCapacity: 256 << 10, source: source)
    }

    package init(bytes: [UInt8], limit: Int = 8 << 20, depthLimit: Int = JSONReader.depthLimit) {
        self.limit = limit
        self.depthLimit = depthLimit
        window = InputWindow(bytes: bytes, encoding: .utf8, limit: limit)
    }

    /// The next record, or nil at the end. A fault inside a record leaves the one behind within reach: `next()` may
    /// be called again. A fault between records ends the reading and is thrown again.
    package func next() throws(JSONFault) -> JSONValue? {
        if let final { throw final }
        duplicates = []
        if form == .unknown { try begin() }
        switch form {
        case .unknown, .over:
            return nil
        case .array:
            guard try stepToElement() else { return nil }
        case .lines:
            let before = cursorPlace
            guard try peek() != nil else {
                form = .over
                return nil
            }
            if !isFirst, before == cursorPlace { throw stop(.unexpected(before, wanted: .blank)) }
        }
        isFirst = false
        return try record()
    }

    private func begin() throws(JSONFault) {
        if window.refill(keepingFrom: 0) == .failed { throw stop(.sourceFailed) }
        let first = bytes(0..<min(3, window.end))
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { throw stop(.wideEncoding) }
        if first.elementsEqual([0xEF, 0xBB, 0xBF]) { cursor = 3 }
        form = .lines
        if try peek() == UInt8(ascii: "[") {
            form = .array
            advance(to: cursor + 1)
        }
    }

    /// In an array: over the comma to the next element, or over the bracket to the end.
    private func stepToElement() throws(JSONFault) -> Bool {
        let byte = try peek()
        if byte == UInt8(ascii: "]") {
            advance(to: cursor + 1)
            if try peek() != nil { throw stop(.unexpected(cursorPlace, wanted: .end)) }
            form = .over
            return false
        }
        guard byte != nil else { throw stop(.unfinished(cursorPlace)) }
        guard !isFirst else { return true }
        guard byte == UInt8(ascii: ",") else { throw stop(.unexpected(cursorPlace, wanted: .commaOrEnd)) }
        advance(to: cursor + 1)
        guard try peek() != nil else { throw stop(.unfinished(cursorPlace)) }
        return true
    }

    private func record() throws(JSONFault) -> JSONValue {
        while true {
            switch JSONExtent.find(bytes(cursor..<window.end), depthLimit: depthLimit) {
            case .ends(let length):
                return try read(length)
            case .tooDeep(let offset):
                throw stop(.tooDeep(place(after: offset), limit: depthLimit))
            case .open:
                if window.isComplete {
                    // Cut short, or a bare number at the end: the reader knows which.
                    return try read(window.end - cursor)
                }
                try refill()
            }
        }
    }

    private func read(_ length: Int) throws(JSONFault) -> JSONValue {
        place = cursorPlace
        let record = bytes(cursor..<cursor + length)
        guard length > 0 else { throw stop(.unexpected(place, wanted: .value)) }
        advance(to: cursor + length)
        let (value, twice) = try JSONReader.read(record, depthLimit: depthLimit, origin: place)
        duplicates = twice
        return value
    }

    /// Skips blanks; the byte behind them, or nil at the end of the input.
    private func peek() throws(JSONFault) -> UInt8? {
        while true {
            var index = cursor
            while index < window.end, JSONGrammar.isBlank(window.base[index]) { index += 1 }
            advance(to: index)
            if index < window.end { return window.base[index] }
            if window.isComplete { return nil }
            try refill()
        }
    }

    private func refill() throws(JSONFault) {
        switch window.refill(keepingFrom: cursor) {
        case .more, .ended: cursor = 0
        case .failed: throw stop(.sourceFailed)
        case .full: throw stop(.recordTooLong(cursorPlace, limit: limit))
        }
    }

    private func advance(to offset: Int) {
        cursorPlace = place(after: offset - cursor)
        cursor = offset
    }

    private func place(after length: Int) -> InputPlace {
        InputPlace(of: length, in: bytes(cursor..<window.end), startingAt: cursorPlace)
    }

    private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.base + range.lowerBound, count: range.count)
    }

    private func stop(_ fault: JSONFault) -> JSONFault {
        final = fault
        return fault
    }
}

/// How far a value reaches, by its brackets and quotes alone.
enum JSONExtent {
    case ends(Int), open, tooDeep(Int)

    static func find(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) -> JSONExtent {
        var depth = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                guard index < bytes.count else { return .open }
                if depth == 0 { return .ends(index + 1) }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                if depth > depthLimit { return .tooDeep(index) }
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return .ends(index) }
                depth -= 1
                if depth == 0 { return .ends(index + 1) }
            case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return .ends(index) }
            default:
                break
            }
            index += 1
        }
        return .open
    }
}
