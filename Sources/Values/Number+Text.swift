// Numbers in and out. In the language a number is `42` or `1_250.5`; a comma is refused with both of its readings.
// Files may use either decimal mark and a grouping, and say so.

/// The mark before the decimals.
package enum DecimalMark: UInt8, Hashable, Sendable, CaseIterable {
    case point = 46
    case comma = 44

    /// The other one, which then groups thousands.
    var other: UInt8 { self == .point ? 44 : 46 }
}

/// Whether thousands may be set apart. Groups must be of three digits: `1,25` is no grouping.
package enum Grouping: Hashable, Sendable, CaseIterable {
    case none
    /// The mark that is not the decimal mark, a blank, an apostrophe, or a no-break or thin space.
    case marks
    /// `1_250`, as in the language.
    case underscore
}

extension Number {
    /// A number as written in the language: `Number(parsing: "1_250.5")` is 1250.5.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        if bytes.contains(44) { throw Self.commaFault(bytes) }
        self = try Number(parsing: bytes, decimalMark: .point, grouping: .underscore)
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Number(parsing: bytes) }
    }

    /// A number as written in a file. A sign, digits, perhaps a mark and digits; no exponent, no blanks around it.
    package init(
        parsing bytes: UnsafeBufferPointer<UInt8>, decimalMark: DecimalMark, grouping: Grouping
    ) throws(ValueFault) {
        let (wide, scale) = try DecimalDigits.read(
            bytes, mark: decimalMark, grouping: grouping, decimals: Int(Self.maxScale))
        self.init(mantissa: wide, scale: UInt8(scale))
    }

    /// The shortest form that reads back as this number: `1250.5`, never an exponent, no grouping.
    package var text: String { ByteSink.printed { $0.append(self) } }

    static func commaFault(_ bytes: UnsafeBufferPointer<UInt8>) -> ValueFault {
        let grouped = try? Number(parsing: bytes, decimalMark: .point, grouping: .marks)
        let decimal = try? Number(parsing: bytes, decimalMark: .comma, grouping: .none)
        return grouped == nil && decimal == nil ? bytes.formFault : .comma(grouped: grouped, decimal: decimal)
    }
}

extension Number: CustomStringConvertible {
    package var description: String { text }
}

extension Percent: CustomStringConvertible {
    /// `5.25%`; no blank before the sign.
    package init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(ValueFault) {
        guard let end = bytes.last else { throw .empty }
        guard end == 37 else { throw bytes.formFault }
        number = try Number(parsing: UnsafeBufferPointer(rebasing: bytes.dropLast()))
    }

    package init(parsing text: String) throws(ValueFault) {
        self = try withBytes(of: text) { (bytes) throws(ValueFault) in try Percent(parsing: bytes) }
    }

    package var text: String { ByteSink.printed { $0.append(self) } }
    package var description: String { text }
}

extension ByteSink {
    package mutating func append(_ number: Number) {
        let short = number.trimmed
        append(decimal: short.mantissa, scale: Int(short.scale), grouped: false)
    }

    package mutating func append(_ percent: Percent) {
        append(percent.number)
        append(byte: 37)
    }
}
