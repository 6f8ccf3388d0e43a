// One cell of a file to one lane: days, amounts, words. Fast where the cell is in its usual form, and the same answer as the
// parsers of Values otherwise. Knows no table.
import Columns
import Values

/// What is wrong with a cell.
enum CellFault: Error, Hashable {
    case empty
    case notADay(ValueFault)
    case notAMoment
    case notAnAmount(ValueFault)
    case notACurrency
    case notDays
    case notAWord([String])
    case notPositive
    case unknown(FileKind)
    case twiceInFile
    case inBook
    case otherCurrency(Currency)
    case otherDebtor
    case noCurrency
    case dueBeforeIssued
    case monthClosed
    /// It differs from the book, where nothing of its month is changed any more.
    case differsInClosedMonth
    /// What was settled of an invoice here is more than the file says it ever was, or of another debtor or currency.
    case settledHere(Money)
    /// The file's figure of a credit can be explained in more ways than one by what was used of its account here.
    case usedHere(Money)
    case tooLong
    /// All that the debtor is billed, or pays, would be more than can be added up.
    case accountFull
}

/// How the cells of a file are written.
struct CellStyle: Hashable {
    var order = DayOrder.ymd
    var mark = DecimalMark.point
    /// For files whose rows name no currency.
    var currency: Currency?
}

struct CellReader {
    let style: CellStyle
    private var lastDay: (UInt64, UInt16) = (0, 0)
    private var lastDayLane: Int64 = Lane.null
    private var lastCurrency: UInt32 = 0
    private var lastCurrencyValue: Currency?

    init(_ style: CellStyle) { self.style = style }

    /// Days since 1970; a time behind the day is passed over.
    mutating func day(_ cell: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Int64 {
        if cell.count == 10, let base = UnsafeRawPointer(cell.baseAddress) {
            // Ledgers are in date order: most days are the day of the row before.
            let head = base.loadUnaligned(as: UInt64.self)
            let tail = base.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
            if head == lastDay.0, tail == lastDay.1, lastDayLane != Lane.null { return lastDayLane }
            if let day = Day(iso: cell) {
                lastDay = (head, tail)
                lastDayLane = Int64(day.number)
                return lastDayLane
            }
        }
        if cell.isEmpty { throw .empty }
        let date = cell.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "T") }
        do throws(ValueFault) {
            return Int64(try Day(parsing: UnsafeBufferPointer(rebasing: date), order: style.order, pivot: 70).number)
        } catch {
            throw .notADay(error)
        }
    }

    /// Minutes since 1970 of a day, or of a day and a time of day.
    mutating func moment(_ cell: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Int64 {
        var minutes: Int64 = 0
        if cell.count > 10, let split = cell.firstIndex(where: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "T") }) {
            let time = UnsafeBufferPointer(rebasing: cell[(split + 1)...].prefix(5))
            do throws(ValueFault) { minutes = Int64(try ClockTime(parsing: time).minutes) } catch { throw .notAMoment }
        }
        let lane = try day(cell) * 1440 + minutes
        guard Physical.i32.holds(lane) else { throw .notAMoment }
        return lane
    }

    /// Minor units. `1250.5` is 125050 where the currency has two decimals.
    func amount(_ cell: UnsafeBufferPointer<UInt8>, _ exponent: Int) throws(CellFault) -> Int64 {
        var value: Int64 = 0
        var decimals = -1
        var at = 0
        if cell.count <= 17, !cell.isEmpty {
            while at < cell.count {
                let digit = cell[at] &- 48
                if digit < 10 {
                    value = value &* 10 &+ Int64(digit)
                    if decimals >= 0 { decimals += 1 }
                } else if decimals < 0, at > 0, cell[at] == style.mark.rawValue {
                    decimals = 0
                } else {
                    break
                }
                at += 1
            }
            // Three decimals may be a group of thousands, and none behind a mark is no amount: the parser says.
            if at == cell.count, decimals == exponent, decimals != 0 { return value }
        }
        return try slowAmount(cell, exponent)
    }

    private func slowAmount(_ cell: UnsafeBufferPointer<UInt8>, _ exponent: Int) throws(CellFault) -> Int64 {
        var bytes = cell.withoutBlanks
        if bytes.isEmpty { throw .empty }
        var negative = false
        // Bookkeepers write (12.50) for -12.50, and banks 12.50-.
        if bytes.count > 2, bytes.first == UInt8(ascii: "("), bytes.last == UInt8(ascii: ")") {
            negative = true
            bytes = UnsafeBufferPointer(rebasing: bytes[1..<(bytes.count - 1)]).withoutBlanks
        } else if bytes.count > 1, bytes.last == UInt8(ascii: "-") {
            negative = true
            bytes = UnsafeBufferPointer(rebasing: bytes[..<(bytes.count - 1)]).withoutBlanks
        }
        do throws(ValueFault) {
            let minor = try Money.minorUnits(parsing: bytes, exponent: exponent, decimalMark: style.mark)
            return negative ? -minor : minor
        } catch {
            throw .notAnAmount(error)
        }
    }

    /// Nil for an empty cell.
    mutating func currency(_ cell: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Currency? {
        if cell.isEmpty { return nil }
        guard cell.count == 3 else { throw .notACurrency }
        let code = UInt32(cell[0]) << 16 | UInt32(cell[1]) << 8 | UInt32(cell[2])
        if code == lastCurrency { return lastCurrencyValue }
        let upper = cell.map { $0 >= 97 && $0 <= 122 ? $0 - 32 : $0 }
        guard let found = upper.withUnsafeBufferPointer({ Currency($0) }) else { throw .notACurrency }
        lastCurrency = code
        lastCurrencyValue = found
        return found
    }

    /// A count of days such as `30` or `30d`; null for an empty cell.
    func days(_ cell: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Int64 {
        if cell.isEmpty { return Lane.null }
        var value: Int64 = 0
        let digits = cell.prefix { $0 &- 48 < 10 }
        let rest = cell.dropFirst(digits.count)
        guard !digits.isEmpty, digits.count <= 5, rest.isEmpty || rest.elementsEqual("d".utf8) || rest.elementsEqual(" days".utf8)
        else { throw .notDays }
        for digit in digits { value = value * 10 + Int64(digit &- 48) }
        guard Physical.u16.holds(value) else { throw .notDays }
        return value
    }
}

/// Codes of texts that come again and again in a column, without asking the pool each time.
struct WordCache {
    private var codes = [UInt32](repeating: TextPool.refused, count: 256)

    /// Null for an empty cell.
    @inline(__always)
    mutating func lane(_ cell: UnsafeBufferPointer<UInt8>, _ store: inout Store) throws(CellFault) -> Int64 {
        if cell.isEmpty { return Lane.null }
        let slot = Self.slot(cell)
        let known = codes[slot]
        if known != TextPool.refused, Self.same(store.texts.bytes(known), cell) { return Int64(known) }
        let code = store.intern(cell)
        guard code != TextPool.refused else { throw .tooLong }
        codes[slot] = code
        return Int64(code)
    }

    @inline(__always)
    private static func slot(_ cell: UnsafeBufferPointer<UInt8>) -> Int {
        let n = cell.count
        let mixed = (n &* 31) ^ (Int(cell[0]) &* 7) ^ (Int(cell[n &- 1]) &* 13) ^ (Int(cell[n >> 1]) &* 17)
        return mixed & 255
    }

    @inline(__always)
    private static func same(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        for i in 0..<a.count where a[i] != b[i] { return false }
        return true
    }
}

extension Store {
    /// A text that is mostly new in its column; null for an empty cell.
    @inline(__always)
    mutating func lane(_ cell: UnsafeBufferPointer<UInt8>) throws(CellFault) -> Int64 {
        if cell.isEmpty { return Lane.null }
        let code = intern(cell)
        guard code != TextPool.refused else { throw .tooLong }
        return Int64(code)
    }
}
