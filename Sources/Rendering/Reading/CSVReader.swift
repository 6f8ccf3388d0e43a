// CSV in, by bytes: RFC 4180 with the dialects that banks and spreadsheets really send. Records come one at a time as
// slices of a window; nothing is allocated for a field. May not interpret a field, trim it, or read the whole file.
//
// - LF, CR LF and CR end a record, a quoted field may hold any of them, `""` inside quotes is one quote.
// - A UTF-8 mark at the start is skipped; UTF-16 is refused.
// - An empty line is no record, except in a file of one column, where it is one empty field.
// - A field written `""` differs from one with nothing in it: `isQuoted` tells, and so null and empty text survive a round trip.

package final class CSVReader {
    package let dialect: CSVDialect
    package let limits: CSVLimits
    // Single-threaded, and the source knows nothing of the reader: checking its accesses at run time would cost more than a field.
    @exclusivity(unchecked) private var window: InputWindow
    /// Where the record after the one at hand begins.
    @exclusivity(unchecked) private var cursor = 0
    /// Where the record at hand begins.
    @exclusivity(unchecked) private var recordStart = 0
    @exclusivity(unchecked) private var isStarted = false
    @exclusivity(unchecked) private var lineAfter = 1
    @exclusivity(unchecked) private var final: CSVFault?
    @exclusivity(unchecked) private var slices: UnsafeMutablePointer<CSVSlice>
    @exclusivity(unchecked) private var sliceCapacity: Int

    /// The quote that was still open where the window ended, after a scan that starved.
    @exclusivity(unchecked) private var openedQuote: Int?

    /// How many fields the record at hand has.
    @exclusivity(unchecked) package private(set) var count = 0
    /// The line on which the record at hand begins, from 1; at the end, the line behind the last.
    @exclusivity(unchecked) package private(set) var line = 1
    /// How many fields the first record had, and every other must have.
    @exclusivity(unchecked) package private(set) var columns: Int?

    /// - Parameter source: fills the room it is given from the start, and returns how many bytes it wrote: 0 at the end, nil when it failed.
    package convenience init(
        dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits(),
        source: @escaping (UnsafeMutableRawBufferPointer) -> Int?
    ) {
        self.init(
            dialect, limits,
            InputWindow(encoding: dialect.encoding, limit: limits.record, firstCapacity: 256 << 10, source: source))
    }

    private init(_ dialect: CSVDialect, _ limits: CSVLimits, _ window: consuming InputWindow) {
        self.dialect = dialect
        self.limits = limits
        self.window = window
        sliceCapacity = min(64, limits.columns)
        slices = .allocate(capacity: sliceCapacity)
    }

    package convenience init(
        bytes: [UInt8], dialect: CSVDialect = CSVDialect(), limits: CSVLimits = CSVLimits()
    ) {
        self.init(dialect, limits, InputWindow(bytes: bytes, encoding: dialect.encoding, limit: limits.record))
    }

    deinit { slices.deallocate() }

    /// All fields of the record at hand, for loops: taken once a record, a field costs a few instructions. Valid
    /// until the next call of `next()`.
    package var fields: CSVFields { CSVFields(base: window.base, slices: slices, count: count) }

    /// The bytes of a field, unquoted, valid until the next call of `next()`; empty where there is no such field.
    package func field(_ index: Int) -> UnsafeBufferPointer<UInt8> { fields[index] }

    /// As `field`, with the guard that our own export puts before formulas taken off.
    package func text(_ index: Int) -> UnsafeBufferPointer<UInt8> { FormulaGuard.lifted(field(index)) }

    package func isQuoted(_ index: Int) -> Bool { fields.isQuoted(index) }

    /// What the record behind the one at hand seems to have in a field, without its being read: a hint for whoever knows what
    /// memory it will need then. Empty where it is quoted, long, or not in the window yet.
    package func hint(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let end = min(window.end, cursor &+ 64)
        let base = window.base
        let separator = dialect.separator
        var at = cursor
        var left = index
        while left > 0, at < end {
            if base[at] == separator { left &-= 1 }
            at &+= 1
        }
        let start = at
        while at < end, base[at] > CSVSlice.quote, base[at] != separator { at &+= 1 }
        guard left == 0, at < end else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(start: base + start, count: at &- start)
    }

    package func place(of index: Int) -> InputPlace {
        guard index >= 0, index < count else { return InputPlace(line: line, column: 1) }
        return place(at: Int(slices[index].start) - (isQuoted(index) ? 1 : 0))
    }

    /// Steps to the next record; false at the end.
    package func next() throws(CSVFault) -> Bool {
        if let final { throw final }
        if !isStarted { try start() }
        while true {
            line = lineAfter
            count = 0
            recordStart = cursor
            openedQuote = nil
            switch scan() {
            case .ended:
                return false
            case .starved:
                switch window.refill(keepingFrom: cursor) {
                case .more, .ended: cursor = 0
                case .failed: throw stop(.sourceFailed)
                case .full:
                    // Where a quote is still open its opening is the likely fault, and the row's beginning may be far above it.
                    if let opened = openedQuote { throw stop(.unclosedQuote(place(at: opened))) }
                    throw stop(.recordTooLong(InputPlace(line: line, column: 1), limit: limits.record))
                }
            case .crowded(let offset):
                throw stop(.tooManyColumns(place(at: offset), limit: limits.columns))
            case .flawed(let flaw, let offset):
                switch flaw {
                case .nul: throw stop(.nul(place(at: offset)))
                case .unclosed: throw stop(.unclosedQuote(place(at: offset)))
                case .afterQuote: throw stop(.textAfterQuote(place(at: offset)))
                }
            case .record(let end, let behind, let isASCII, let marks):
                cursor = behind
                lineAfter = line + 1
                if marks & CSVSlice.quoted != 0 { lineAfter += InputPlace.lineEnds(in: bytes(recordStart..<end)) }
                if recordStart == end, columns != 1 { continue }
                try accept(upTo: end, isASCII: isASCII, marks: marks)
                return true
            }
        }
    }

    // MARK: the record, once found

    private func accept(upTo end: Int, isASCII: Bool, marks: UInt8) throws(CSVFault) {
        if !isASCII, dialect.encoding == .utf8, let flaw = ScalarWalk.firstFlaw(in: bytes(recordStart..<end)) {
            throw .invalidUTF8(place(at: recordStart + flaw))
        }
        if dialect.isStrict {
            for index in 0..<count where !isQuoted(index) {
                if let quote = field(index).firstIndex(of: CSVSlice.quote) {
                    throw .bareQuote(place(at: Int(slices[index].start) + quote))
                }
            }
        }
        let expected = columns ?? count
        columns = expected
        let ragged: CSVFault? = expected == count || dialect.allowsRagged
            ? nil : .ragged(place(of: count - 1), expected: expected, found: count)
        if marks & CSVSlice.doubled != 0 { halveQuotes() }
        if let ragged { throw ragged }
    }

    /// `""` becomes `"` where it stands; the room won at the end of the field is filled with blanks, which end no line.
    private func halveQuotes() {
        for index in 0..<count where slices[index].marks & CSVSlice.doubled != 0 {
            let start = window.base + Int(slices[index].start)
            let length = Int(slices[index].length)
            var to = 0
            var from = 0
            while from < length {
                let byte = start[from]
                start[to] = byte
                to += 1
                from += byte == CSVSlice.quote ? 2 : 1
            }
            (start + to).update(repeating: UInt8(ascii: " "), count: length - to)
            slices[index].length = Int32(to)
        }
    }

    private func start() throws(CSVFault) {
        isStarted = true
        if window.refill(keepingFrom: 0) == .failed { throw stop(.sourceFailed) }
        let first = bytes(0..<min(3, window.end))
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { throw stop(.wideEncoding) }
        if first.elementsEqual([0xEF, 0xBB, 0xBF]) { cursor = 3 }
    }

    private func stop(_ fault: CSVFault) -> CSVFault {
        final = fault
        count = 0
        return fault
    }

    private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: window.base + range.lowerBound, count: range.count)
    }

    private func place(at offset: Int) -> InputPlace {
        InputPlace(of: offset - recordStart, in: bytes(recordStart..<window.end), startingAt: InputPlace(line: line, column: 1))
    }

    // MARK: finding the record

    private enum Flaw { case nul, unclosed, afterQuote }

    private enum Found {
        case ended, starved
        case crowded(Int)
        case flawed(Flaw, Int)
        case record(end: Int, behind: Int, isASCII: Bool, marks: UInt8)
    }

    /// Finds the record that begins at `cursor`, from stop byte to stop byte, eight bytes at a time.
    private func scan() -> Found {
        let base = window.base
        let end = window.end
        let isComplete = window.isComplete
        let separator = dialect.separator
        let separators = UInt64(separator) &* ByteWord.ones
        if cursor == end { return isComplete ? .ended : .starved }
        var slices = self.slices
        var capacity = sliceCapacity
        var count = 0
        var fieldStart = cursor
        var nonASCII: UInt64 = 0
        var marks: UInt8 = 0

        fields: while true {
            if count == capacity {
                guard makeRoom() else { return .crowded(fieldStart) }
                slices = self.slices
                capacity = sliceCapacity
            }
            if base[fieldStart] == CSVSlice.quote {
                let closing: Int
                var mark = CSVSlice.quoted
                switch Self.closingQuote(base, from: fieldStart + 1, end: end, isComplete: isComplete, &mark, &nonASCII) {
                case .at(let offset): closing = offset
                case .starved:
                    openedQuote = fieldStart
                    return .starved
                case .unclosed: return .flawed(.unclosed, fieldStart)
                case .nul(let offset): return .flawed(.nul, offset)
                }
                var after = closing + 1
                if !dialect.isStrict, separator != UInt8(ascii: " ") {
                    while base[after] == UInt8(ascii: " ") { after += 1 }
                }
                marks |= mark
                slices[count] = CSVSlice(start: fieldStart + 1, end: closing, marks: mark)
                count += 1
                let byte = base[after]
                if byte == separator {
                    fieldStart = after + 1
                    continue fields
                }
                if after >= end {
                    guard isComplete else { return .starved }
                    self.count = count
                    return .record(end: end, behind: end, isASCII: nonASCII & ByteWord.tops == 0, marks: marks)
                }
                guard byte == CSVSlice.lineFeed || byte == CSVSlice.carriageReturn else {
                    return .flawed(.afterQuote, after)
                }
                guard let behind = Self.behindLineEnd(base, at: after, end: end, isComplete: isComplete) else { return .starved }
                self.count = count
                return .record(end: after, behind: behind, isASCII: nonASCII & ByteWord.tops == 0, marks: marks)
            }

            var word = fieldStart
            var bytes = ByteWord.load(base + word)
            nonASCII |= bytes
            var stops = ByteWord.controls(bytes) | ByteWord.equal(bytes, separators)
            while true {
                while stops == 0 {
                    word += 8
                    bytes = ByteWord.load(base + word)
                    nonASCII |= bytes
                    stops = ByteWord.controls(bytes) | ByteWord.equal(bytes, separators)
                }
                let stop = word + stops.trailingZeroBitCount >> 3
                stops &= stops &- 1
                let byte = base[stop]
                if byte == separator {
                    slices[count] = CSVSlice(start: fieldStart, end: stop, marks: 0)
                    count += 1
                    fieldStart = stop + 1
                    if base[fieldStart] == CSVSlice.quote || count == capacity { continue fields }
                } else if byte == CSVSlice.lineFeed || byte == CSVSlice.carriageReturn {
                    guard let behind = Self.behindLineEnd(base, at: stop, end: end, isComplete: isComplete) else {
                        return .starved
                    }
                    slices[count] = CSVSlice(start: fieldStart, end: stop, marks: 0)
                    self.count = count + 1
                    return .record(end: stop, behind: behind, isASCII: nonASCII & ByteWord.tops == 0, marks: marks)
                } else if byte == 0 {
                    guard stop >= end else { return .flawed(.nul, stop) }
                    guard isComplete else { return .starved }
                    slices[count] = CSVSlice(start: fieldStart, end: end, marks: 0)
                    self.count = count + 1
                    return .record(end: end, behind: end, isASCII: nonASCII & ByteWord.tops == 0, marks: marks)
                }
            }
        }
    }

    private enum Closing { case at(Int), starved, unclosed, nul(Int) }

    private static func closingQuote(
        _ base: UnsafeMutablePointer<UInt8>, from start: Int, end: Int, isComplete: Bool, _ mark: inout UInt8,
        _ nonASCII: inout UInt64
    ) -> Closing {
        let quotes = UInt64(CSVSlice.quote) &* ByteWord.ones
        var word = start
        var skipped = -1  // the second of a pair of quotes
        while true {
            if word >= end { return isComplete ? .unclosed : .starved }
            let bytes = ByteWord.load(base + word)
            nonASCII |= bytes
            var stops = ByteWord.equal(bytes, quotes) | ByteWord.equal(bytes, 0)
            while stops != 0 {
                let stop = word + stops.trailingZeroBitCount >> 3
                stops &= stops &- 1
                if stop == skipped { continue }
                if base[stop] == 0 {
                    if stop < end { return .nul(stop) }
                    return isComplete ? .unclosed : .starved
                }
                if base[stop + 1] != CSVSlice.quote {
                    return stop + 1 == end && !isComplete ? .starved : .at(stop)
                }
                mark |= CSVSlice.doubled
                skipped = stop + 1
            }
            word += 8
        }
    }

    private static func behindLineEnd(
        _ base: UnsafeMutablePointer<UInt8>, at offset: Int, end: Int, isComplete: Bool
    ) -> Int? {
        if base[offset] == CSVSlice.lineFeed { return offset + 1 }
        if offset + 1 == end, !isComplete { return nil }
        return base[offset + 1] == CSVSlice.lineFeed ? offset + 2 : offset + 1
    }

    private func makeRoom() -> Bool {
        guard sliceCapacity < limits.columns else { return false }
        let larger = UnsafeMutablePointer<CSVSlice>.allocate(capacity: min(limits.columns, sliceCapacity * 2))
        larger.update(from: slices, count: sliceCapacity)
        slices.deallocate()
        slices = larger
        sliceCapacity = min(limits.columns, sliceCapacity * 2)
        return true
    }
}
