// A list of JSON objects as the CSV that it might have been: a header of keys, a row for each object. So whatever holds for a
// row of CSV holds for it. Holds a few objects at a time, and the line of each. Knows no noun.
import Rendering

/// Why objects are no table.
enum JSONTableFault: Error, Hashable {
    case broken(JSONFault)
    case empty
    case notAnObject(InputPlace)
}

/// Why one object is no row, while those beside it may be.
enum JSONRowFault: Hashable {
    /// A list or an object where a cell is to be.
    case nested(InputPlace, key: String)
    /// Which of the two is meant nobody can say.
    case twice(InputPlace, key: String)
    /// U+0000, which no text of a book holds.
    case nul(InputPlace, key: String)
}

/// The keys of a file's first objects, in the order in which they turn up: its header.
struct JSONKeys {
    private(set) var names: [[UInt8]] = []
    private(set) var places: [[UInt8]: Int] = [:]
    private(set) var hasFractions = false

    /// So many objects are looked at: an export that leaves out what is empty shows its keys in several of them.
    private static let looked = 1000
    private static let most = 2048

    /// Leaves the source at its start.
    init(_ source: FileSource) throws(ImportFault) {
        source.rewind()
        defer { source.rewind() }
        do throws(JSONTableFault) { try look(JSONRecords(source: source.fill)) } catch {
            if case .broken(.sourceFailed) = error, let why = source.fault { throw .disk(why) }
            throw .json(error)
        }
    }

    private mutating func look(_ records: JSONRecords) throws(JSONTableFault) {
        for _ in 0..<Self.looked {
            guard let members = try records.nextObject() else { break }
            for member in members {
                if case .number(let digits) = member.value, digits.contains(UInt8(ascii: ".")) { hasFractions = true }
                if places[member.key] == nil, names.count < Self.most {
                    places[member.key] = names.count
                    names.append(member.key)
                }
            }
        }
        guard !names.isEmpty else { throw .empty }
    }
}

final class JSONTable {
    private let records: JSONRecords
    private let keys: JSONKeys
    private let taken: Set<Int>
    private var lines: [UInt32] = []
    private var pending: [UInt8] = []
    private var sent = 0
    private var isOver = false
    private var row: [[UInt8]]
    /// Why there are no more rows.
    private(set) var fault: JSONTableFault?
    /// What is wrong with an object alone, by its row: the others are rows all the same.
    private(set) var faults: [Int: JSONRowFault] = [:]
    /// Keys that turned up behind the header, as far as they are few: nothing is taken from them.
    private(set) var strangers: [String] = []

    /// - Parameter taken: the columns that something is taken from. What the others hold is nobody's concern: it is left out
    ///   where it is no cell.
    init(_ records: JSONRecords, _ keys: JSONKeys, taken: Set<Int>) {
        self.records = records
        self.keys = keys
        self.taken = taken
        row = Array(repeating: [], count: keys.names.count)
        for (place, name) in keys.names.enumerated() { put(name.filter { $0 != 0 }, place) }
        pending.append(UInt8(ascii: "\n"))
    }

    /// For `CSVReader`: rows that were whole come before the fault behind them.
    func fill(_ room: UnsafeMutableRawBufferPointer) -> Int? {
        while fault == nil, !isOver, pending.count - sent < room.count { step() }
        let count = min(room.count, pending.count - sent)
        if count == 0 { return fault == nil ? 0 : nil }
        pending.withUnsafeBytes { room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[sent..<(sent + count)])) }
        sent += count
        if sent == pending.count {
            pending.removeAll(keepingCapacity: true)
            sent = 0
        }
        return count
    }

    /// Where the object of a row begins; rows are counted from 1.
    func place(of row: Int) -> InputPlace? {
        lines.indices.contains(row - 1) ? InputPlace(line: Int(lines[row - 1]), column: 1) : nil
    }

    private func step() {
        do throws(JSONTableFault) {
            guard let members = try records.nextObject() else {
                isOver = true
                return
            }
            lines.append(UInt32(clamping: records.place.line))
            if let why = gather(members) { faults[lines.count] = why }
        } catch {
            fault = error
            return
        }
        for place in row.indices { put(row[place], place) }
        pending.append(UInt8(ascii: "\n"))
    }

    /// Sets the cells of the row; what is wrong with the object, where something is.
    private func gather(_ members: [JSONMember]) -> JSONRowFault? {
        var why: JSONRowFault?
        for place in row.indices { row[place].removeAll(keepingCapacity: true) }
        for (n, member) in members.enumerated() {
            // Objects of one list have their keys in one order, mostly.
            let isNext = n < keys.names.count && keys.names[n] == member.key
            guard let place = isNext ? n : keys.places[member.key] else {
                let name = String(decoding: member.key, as: UTF8.self)
                if strangers.count < FileReport.shown, !strangers.contains(name) { strangers.append(name) }
                continue
            }
            switch member.value {
            case .null: break
            case .flag(let flag): row[place] = Array((flag ? "true" : "false").utf8)
            case .number(let digits): row[place] = digits
            case .text(let text):
                if text.contains(0) {
                    if taken.contains(place) { why = .nul(records.place, key: String(decoding: member.key, as: UTF8.self)) }
                    row[place] = text.filter { $0 != 0 }
                } else {
                    row[place] = text
                }
            case .list, .object:
                if taken.contains(place) {
                    why = .nested(records.place, key: String(decoding: member.key, as: UTF8.self))
                    // Among the rejects something must stand where the value was.
                    row[place] = Array("{…}".utf8)
                }
            }
        }
        for twin in records.duplicates {
            if let place = keys.places[twin.key], taken.contains(place) {
                why = .twice(twin.place, key: String(decoding: twin.key, as: UTF8.self))
            }
        }
        return why
    }

    /// One cell, in quotes where it needs them. A text that looks guarded against spreadsheets is what was meant: JSON has no
    /// guard, so it gets the one that is taken off behind.
    private func put(_ cell: [UInt8], _ place: Int) {
        if place > 0 { pending.append(UInt8(ascii: ",")) }
        let isGuarded = cell.first == UInt8(ascii: "'") && cell.withUnsafeBufferPointer { FormulaGuard.isNeeded($0) }
        let needsQuotes = cell.isEmpty ? lines.isEmpty : cell.contains { $0 < 32 || $0 == 34 || $0 == 44 }
        if needsQuotes { pending.append(34) }
        if isGuarded { pending.append(UInt8(ascii: "'")) }
        for byte in cell {
            pending.append(byte)
            if byte == 34 { pending.append(34) }
        }
        if needsQuotes { pending.append(34) }
    }
}

extension JSONRecords {
    /// The members of the next object, or nil at the end.
    fileprivate func nextObject() throws(JSONTableFault) -> [JSONMember]? {
        let value: JSONValue?
        do throws(JSONFault) { value = try next() } catch { throw .broken(error) }
        guard let value else { return nil }
        guard case .object(let members) = value else { throw .notAnObject(place) }
        return members
    }
}
