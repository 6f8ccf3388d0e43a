// The closed list of what can be wrong with a value. It knows no source text and no sentence: whoever raises a
// diagnostic turns a fault into words. A fault carries the readings of a doubtful text, so the words can show both.

package enum ValueFault: Error, Hashable, Sendable {
    /// Nothing was there to read.
    case empty
    /// The bytes do not have the form of this kind of value.
    case malformed
    /// Larger than the type can hold: numbers and money end at ±9,223,372,036,854,775,807 of their smallest unit.
    case overflow
    case divisionByZero
    /// The form is right but there is no such value: `2025-02-29`, `25:00`, a year beyond 9999.
    case outOfRange
    /// More decimals than the currency (or the scale) has.
    case excessDecimals(allowed: Int)
    case currencyMismatch(Currency, Currency)
    /// Three letters that are no currency of ISO 4217.
    case unknownCurrency
    /// `1,250` or `1,5`: the value with the comma as grouping, and with the comma as decimal mark, where each is possible.
    case comma(grouped: Number?, decimal: Number?)
    /// `03/01/26`: every day it could mean, day first, month first, year first; a reading that is no day is left out.
    case doubtfulDay([DayReading])
    /// `5m`: minutes (`min`) or months (`mo`).
    case minutesOrMonths(Int32)
    /// Digits of another script, such as `١٢`; only 0 to 9 are read.
    case foreignDigits
    /// A month or a working day has no fixed length, so it cannot be ordered against days or hours.
    case noFixedLength
    /// Hours or minutes were added to a day that has no time.
    case needsTime
}
