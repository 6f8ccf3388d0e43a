// One text read as a value of a known type: a script's argument on the command line, a cell of a file. Lists and
// records have no form outside the language, whose parser reads them.

extension Value {
    /// `Value(parsing: "2026-11-01", as: .day)`. A range is two values around `..`, either of which may be left out.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>, as type: ValueType) throws(ValueFault) {
        switch type {
        case .any, .text: self = .text(String(decoding: bytes, as: UTF8.self))
        case .word: self = .word(try Self.nonEmpty(bytes))
        case .id: self = .id(try Self.nonEmpty(bytes))
        case .null:
            guard bytes.elementsEqual("null".utf8) else { throw bytes.formFault }
            self = .null
        case .flag:
            if bytes.elementsEqual("true".utf8) {
                self = .flag(true)
            } else if bytes.elementsEqual("false".utf8) {
                self = .flag(false)
            } else {
                throw bytes.formFault
            }
        case .number: self = .number(try Number(parsing: bytes))
        case .money: self = .money(try Money(parsing: bytes))
        case .percent: self = .percent(try Percent(parsing: bytes))
        case .day: self = .day(try Day(parsing: bytes))
        case .period: self = .period(try Period(parsing: bytes))
        case .time: self = .time(try ClockTime(parsing: bytes))
        case .moment: self = .moment(try Moment(parsing: bytes))
        case .duration: self = .duration(try Duration(parsing: bytes))
        case .range(let bound):
            guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == 46 && bytes[$0 + 1] == 46 }) else {
                throw bytes.formFault
            }
            let low = UnsafeBufferPointer(rebasing: bytes[..<dots])
            let high = UnsafeBufferPointer(rebasing: bytes[(dots + 2)...])
            self = .range(
                low.isEmpty ? nil : try Value(parsing: low, as: bound),
                high.isEmpty ? nil : try Value(parsing: high, as: bound))
        case .list, .record: throw .malformed
        }
    }

    package init(parsing text: String, as type: ValueType) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Value(parsing: bytes, as: type) }
    }

    private static func nonEmpty(_ bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) -> String {
        guard !bytes.isEmpty else { throw .empty }
        return String(decoding: bytes, as: UTF8.self)
    }
}
