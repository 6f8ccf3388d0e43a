// JSON in, by bytes: RFC 8259 to the letter, in one pass, without recursion. Refused besides what the grammar
// refuses: ill-formed UTF-8, lone surrogates, nesting beyond a limit. Accepted besides: a UTF-8 mark at the start,
// which the RFC lets a reader skip.

package struct JSONReader {
    package static let depthLimit = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private let depthLimit: Int
    private let origin: InputPlace
    private var index = 0
    private var duplicates: [JSONDuplicate] = []

    private init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int, origin: InputPlace) {
        self.bytes = bytes
        self.depthLimit = depthLimit
        self.origin = origin
    }

    /// The one value that `bytes` hold, and the keys that stood twice.
    ///
    /// - Parameter origin: where the bytes stand in a larger input; faults count from there.
    package static func read(
        _ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int = depthLimit,
        origin: InputPlace = InputPlace(line: 1, column: 1)
    ) throws(JSONFault) -> (value: JSONValue, duplicates: [JSONDuplicate]) {
        var reader = JSONReader(bytes, depthLimit: depthLimit, origin: origin)
        let value = try reader.document()
        return (value, reader.duplicates)
    }

    package static func read(_ bytes: [UInt8], depthLimit: Int = depthLimit) throws(JSONFault) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { all -> Result<JSONValue, JSONFault> in
            do throws(JSONFault) {
                return .success(try read(all, depthLimit: depthLimit).value)
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    // MARK: structure

    /// An open list or object.
    private struct Frame {
        var isObject: Bool
        var items: [JSONValue] = []
        var members: [JSONMember] = []
        /// Where the keys stand, for naming the ones that stand twice.
        var keyOffsets: [Int] = []
        var key: [UInt8] = []
    }

    private mutating func document() throws(JSONFault) -> JSONValue {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { throw .wideEncoding }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        var stack: [Frame] = []
        while true {
            skipBlanks()
            var value: JSONValue
            switch try byte() {
            case UInt8(ascii: "{"):
                try open(&stack, isObject: true)
                if try closes(UInt8(ascii: "}")) {
                    stack.removeLast()
                    value = .object([])
                } else {
                    try key(&stack[stack.count - 1])
                    continue
                }
            case UInt8(ascii: "["):
                try open(&stack, isObject: false)
                if try closes(UInt8(ascii: "]")) {
                    stack.removeLast()
                    value = .list([])
                } else {
                    continue
                }
            default:
                value = try scalar()
            }
            // A value is complete: hand it to what holds it, and close whatever ends with it.
            closing: while true {
                guard !stack.isEmpty else {
                    skipBlanks()
                    guard index == bytes.count else { throw .unexpected(place(), wanted: .end) }
                    return value
                }
                let top = stack.count - 1
                if stack[top].isObject {
                    stack[top].members.append(JSONMember(key: stack[top].key, value: value))
                } else {
                    stack[top].items.append(value)
                }
                skipBlanks()
                switch (try byte(), stack[top].isObject) {
                case (UInt8(ascii: ","), let isObject):
                    index += 1
                    if isObject {
                        skipBlanks()
                        try key(&stack[top])
                    }
                    break closing
                case (UInt8(ascii: "}"), true):
                    index += 1
                    var frame = stack.removeLast()
                    keepLast(&frame)
                    value = .object(frame.members)
                case (UInt8(ascii: "]"), false):
                    index += 1
                    value = .list(stack.removeLast().items)
                default:
                    throw .unexpected(place(), wanted: .commaOrEnd)
                }
            }
        }
    }

    private mutating func open(_ stack: inout [Frame], isObject: Bool) throws(JSONFault) {
        guard stack.count < depthLimit else { throw .tooDeep(place(), limit: depthLimit) }
        index += 1
        stack.append(Frame(isObject: isObject))
    }

    private mutating func closes(_ bracket: UInt8) throws(JSONFault) -> Bool {
        skipBlanks()
        guard try byte() == bracket else { return false }
        index += 1
        return true
    }

    /// A key and its colon.
    private mutating func key(_ frame: inout Frame) throws(JSONFault) {
        guard try byte() == UInt8(ascii: "\"") else { throw .unexpected(place(), wanted: .key) }
        frame.keyOffsets.append(index)
        frame.key = try text()
        skipBlanks()
        guard try byte() == UInt8(ascii: ":") else { throw .unexpected(place(), wanted: .colon) }
        index += 1
    }

    private mutating func keepLast(_ frame: inout Frame) {
        guard frame.members.count > 1, hasTwins(frame.members) else { return }
        var seen: Set<[UInt8]> = []
        var kept: [JSONMember] = []
        for number in frame.members.indices.reversed() {
            if seen.insert(frame.members[number].key).inserted {
                kept.append(frame.members[number])
            } else {
                duplicates.append(
                    JSONDuplicate(key: frame.members[number].key, place: place(at: frame.keyOffsets[number])))
            }
        }
        frame.members = kept.reversed()
    }

    private func hasTwins(_ members: [JSONMember]) -> Bool {
        guard members.count <= 12 else { return Set(members.map(\.key)).count < members.count }
        for later in 1..<members.count {
            for earlier in 0..<later where members[earlier].key == members[later].key { return true }
        }
        return false
    }

    // MARK: scalars

    private mutating func scalar() throws(JSONFault) -> JSONValue {
        switch try byte() {
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            guard let end = JSONGrammar.numberEnd(bytes, from: index) else { throw .malformedNumber(place()) }
            // `01`, `1.2.3`, `1_000`: not two values side by side but one bad number.
            if end < bytes.count, Self.runsOn(bytes[end]) { throw .malformedNumber(place()) }
            defer { index = end }
            return .number(Array(bytes[index..<end]))
        default: throw .unexpected(place(), wanted: .value)
        }
    }

    private static func runsOn(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount {
            guard index + offset < bytes.count else { throw .unfinished(place(at: bytes.count)) }
            guard bytes[index + offset] == word.utf8Start[offset] else { throw .unexpected(place(), wanted: .value) }
        }
        index += word.utf8CodeUnitCount
        return value
    }

    /// A text whose opening quote is at hand.
    private mutating func text() throws(JSONFault) -> [UInt8] {
        index += 1
        var out: [UInt8] = []
        var run = index
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\""):
                out.append(contentsOf: bytes[run..<index])
                index += 1
                return out
            case UInt8(ascii: "\\"):
                out.append(contentsOf: bytes[run..<index])
                try escape(to: &out)
                run = index
            case 0..<0x20:
                throw .control(place())
            case 0x20..<0x80:
                index += 1
            default:
                guard let (_, length) = ScalarWalk.scalar(bytes, at: index) else { throw .invalidUTF8(place()) }
                index += length
            }
        }
        throw .unfinished(place(at: bytes.count))
    }

    private mutating func escape(to out: inout [UInt8]) throws(JSONFault) {
        guard index + 1 < bytes.count else { throw .unfinished(place(at: bytes.count)) }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(bytes[index + 1])
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"):
            let first = try hexadecimal(at: index)
            guard (0xD800...0xDFFF).contains(first) else {
                ScalarWalk.append(first, to: &out)
                index += 6
                return
            }
            guard first < 0xDC00, index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
                bytes[index + 7] == UInt8(ascii: "u")
            else { throw .loneSurrogate(place()) }
            let second = try hexadecimal(at: index + 6)
            guard (0xDC00...0xDFFF).contains(second) else { throw .loneSurrogate(place()) }
            ScalarWalk.append(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), to: &out)
            index += 12
            return
        default: throw .malformedEscape(place())
        }
        index += 2
    }

    /// The four digits of the `\u` at `offset`.
    private func hexadecimal(at offset: Int) throws(JSONFault) -> UInt32 {
        guard offset + 6 <= bytes.count else { throw .malformedEscape(place(at: offset)) }
        var value: UInt32 = 0
        for byte in bytes[offset + 2..<offset + 6] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
            default: throw .malformedEscape(place(at: offset))
            }
        }
        return value
    }

    // MARK: where we are

    private func byte() throws(JSONFault) -> UInt8 {
        guard index < bytes.count else { throw .unfinished(place()) }
        return bytes[index]
    }

    private mutating func skipBlanks() {
        while index < bytes.count, JSONGrammar.isBlank(bytes[index]) { index += 1 }
    }

    private func place() -> InputPlace { place(at: index) }

    private func place(at offset: Int) -> InputPlace { InputPlace(of: offset, in: bytes, startingAt: origin) }
}
