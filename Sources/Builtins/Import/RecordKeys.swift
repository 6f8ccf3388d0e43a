// Who is meant by a cell that names a record: our id, the number of the ledger it came from, or a plain number that stands for
// an id with the noun's prefix. Covers the book and the rows that are on their way in. Makes no row.
import Columns

struct RecordKeys {
    let kind: FileKind
    let schema: TableSchema
    /// The column with other people's numbers; nil where the table has none.
    let external: Int?
    private(set) var rows: NewRows
    /// New rows by a plain number, as far as the numbers and the rows both go up by one: ledgers count, and a table of what is
    /// counted would only be memory to wait for.
    private var run: (number: UInt64, row: UInt32, count: UInt64) = (0, 0, 0)
    /// The others, one more than the row; small numbers by place, the others by hash.
    private var dense: [UInt32] = []
    private var sparse: [UInt64: UInt32] = [:]
    /// New rows by any other number, as a text code.
    private var texts: [UInt32: UInt32] = [:]
    private var book: Adjacency?
    private let bookIsEmpty: Bool
    /// The bits of the pattern of the noun's own prefix.
    let prefix: Int64
    private var next: UInt32
    private var lastForm: (bytes: [UInt8], width: Int, bits: Int64) = ([], 0, 0)

    init(_ kind: FileKind, _ schema: TableSchema, external: Int?, rows: NewRows, in store: inout Store) {
        self.kind = kind
        self.schema = schema
        self.external = external
        self.rows = rows
        bookIsEmpty = store.rowCount(schema.id) == 0
        prefix = store.key(for: schema.prefix + "1").bits & ~0xFFFF_FFFF
        next = store.nextID(schema.id, prefix: schema.prefix, width: 0)?.number ?? 1
    }

    // MARK: forms

    /// The number of a cell that is digits alone, without a zero in front.
    @inline(__always)
    static func plainNumber(_ cell: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard cell.count > 0, cell.count <= 18, cell[0] != 48 || cell.count == 1 else { return nil }
        var value: UInt64 = 0
        for byte in cell {
            let digit = byte &- 48
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
        }
        return value
    }

    /// Starts with an upper-case letter, has a digit, and is letters, digits and hyphens.
    static func isIDForm(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = cell.first, first >= 65, first <= 90, cell.count <= 64 else { return false }
        var hasDigit = false
        for byte in cell {
            switch byte {
            case 48...57: hasDigit = true
            case 65...90, 97...122, 45: break
            default: return false
            }
        }
        return hasDigit && cell[cell.count - 1] != 45
    }

    /// The key of an id, its pattern new or known. Ids of a file share a few patterns, so the last one is kept at hand.
    @inline(__always)
    mutating func key(_ cell: UnsafeBufferPointer<UInt8>, _ store: inout Store) -> Int64 {
        var start = cell.count
        var number: UInt32 = 0
        var power: UInt32 = 1
        while start > 0, cell.count &- start < 9, cell[start &- 1] &- 48 < 10 {
            start &-= 1
            number = number &+ UInt32(cell[start] &- 48) &* power
            power = power &* 10
        }
        let digits = cell.count &- start
        let width = digits == 0 ? 255 : digits > 1 && cell[start] == 48 ? digits : 0
        if width == lastForm.width, start == lastForm.bytes.count, same(cell, start) { return lastForm.bits | Int64(number) }
        let bits = store.key(for: cell).bits
        if UInt32(truncatingIfNeeded: bits) == number {
            lastForm = (Array(cell.prefix(start)), width, bits & ~0xFFFF_FFFF)
        }
        return bits
    }

    @inline(__always)
    private func same(_ cell: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
        lastForm.bytes.withUnsafeBufferPointer { form in
            for i in 0..<count where cell[i] != form[i] { return false }
            return true
        }
    }

    // MARK: finding

    /// The row a cell names, in the book or among the new ones.
    @inline(__always)
    mutating func row(_ cell: UnsafeBufferPointer<UInt8>, _ store: inout Store) -> UInt32? {
        if let number = Self.plainNumber(cell) {
            if let known = noted(number) { return known }
            return rowInBook(cell, number, &store)
        }
        if !texts.isEmpty, let code = store.texts.code(of: cell), let row = texts[code] { return row }
        if Self.isIDForm(cell) {
            if rows.count > 0, let row = rows.row(id: key(cell, &store)) { return row }
        }
        return rowInBook(cell, nil, &store)
    }

    /// The row of the book alone: by the ledger's number first, then by id.
    mutating func rowInBook(_ cell: UnsafeBufferPointer<UInt8>, _ number: UInt64?, _ store: inout Store) -> UInt32? {
        if cell.isEmpty { return nil }
        if !bookIsEmpty {
            if let external, let code = store.texts.code(of: cell) {
                let known = book ?? store.adjacency(source: schema.id, key: external)
                book = known
                if let row = known.rows(of: Int(code)).first { return row }
            }
            if let row = store.row(schema.id, id: cell) { return row }
        }
        guard let number, number <= 999_999_999 else { return nil }
        let bits = prefix | Int64(number)
        if let row = store.row(schema.id, id: IDKey(bits: bits)) { return row }
        return rows.row(id: bits)
    }

    /// Whether a new row was called by this number.
    @inline(__always)
    func isNoted(_ number: UInt64) -> Bool { noted(number) != nil }

    /// The new row that was called by this number.
    @inline(__always)
    func noted(_ number: UInt64) -> UInt32? {
        let step = number &- run.number
        if step < run.count { return run.row &+ UInt32(truncatingIfNeeded: step) }
        if number < UInt64(dense.count) {
            let known = dense[Int(number)]
            return known > 0 ? known &- 1 : nil
        }
        return sparse.isEmpty ? nil : sparse[number]
    }

    func isNotedText(_ cell: UnsafeBufferPointer<UInt8>, _ store: Store) -> Bool {
        guard !texts.isEmpty, let code = store.texts.code(of: cell) else { return false }
        return texts[code] != nil
    }

    /// Whether a live row of the book has this outside number.
    mutating func isInBook(external cell: UnsafeBufferPointer<UInt8>, _ store: inout Store) -> Bool {
        guard !bookIsEmpty, let external, let code = store.texts.code(of: cell) else { return false }
        let known = book ?? store.adjacency(source: schema.id, key: external)
        book = known
        return !known.rows(of: Int(code)).isEmpty
    }

    // MARK: naming

    /// Lets a cell name a new row from now on.
    @inline(__always)
    mutating func note(_ cell: UnsafeBufferPointer<UInt8>, _ row: UInt32, _ store: inout Store) throws(CellFault) {
        guard let number = Self.plainNumber(cell) else {
            let code = store.intern(cell)
            guard code != TextPool.refused else { throw .tooLong }
            texts[code] = row
            return
        }
        if run.count == 0 { run = (number, row, 0) }
        let step = number &- run.number
        if step == run.count, row == run.row &+ UInt32(truncatingIfNeeded: step), !isApart(number) {
            run.count &+= 1
            return
        }
        // A number that is given again names the row it was given last.
        if step < run.count { endRun() }
        put(number, row)
    }

    /// Whether a number is noted outside the run.
    private func isApart(_ number: UInt64) -> Bool {
        number < UInt64(dense.count) ? dense[Int(number)] > 0 : !sparse.isEmpty && sparse[number] != nil
    }

    /// Puts the numbers of the run among the others; the next may begin another.
    private mutating func endRun() {
        let (number, row, count) = run
        run = (0, 0, 0)
        for step in 0..<count { put(number + step, row &+ UInt32(truncatingIfNeeded: step)) }
    }

    private mutating func put(_ number: UInt64, _ row: UInt32) {
        let place = Int(truncatingIfNeeded: number)
        if number < UInt64(dense.count) {
            dense[place] = row &+ 1
        } else if number < UInt64(rows.count &* 8 &+ 4096) {
            while dense.count < place { dense.append(0) }
            dense.append(row &+ 1)
            // What was put aside while the table was small must not be hidden by the places that came since.
            if !sparse.isEmpty { gather() }
        } else {
            sparse[number] = row
        }
    }

    /// The same for a number that is only compared as text.
    mutating func noteText(_ cell: UnsafeBufferPointer<UInt8>, _ row: UInt32, _ store: inout Store) throws(CellFault) {
        let code = store.intern(cell)
        guard code != TextPool.refused else { throw .tooLong }
        texts[code] = row
    }

    private mutating func gather() {
        for (number, row) in sparse where number < UInt64(dense.count) {
            // A number that was given again names the row it was given last.
            if dense[Int(number)] == 0 { dense[Int(number)] = row + 1 }
            sparse[number] = nil
        }
    }

    /// An id for a row that the file calls by a plain number: the noun's prefix and that number, where it is free.
    @inline(__always)
    mutating func prefixedKey(_ number: UInt64, _ store: Store) -> Int64? {
        guard number > 0, number <= 999_999_999 else { return nil }
        let bits = prefix | Int64(number)
        if rows.row(id: bits) != nil { return nil }
        if !bookIsEmpty, store.row(schema.id, id: IDKey(bits: bits)) != nil { return nil }
        if UInt32(truncatingIfNeeded: number) >= next { next = UInt32(truncatingIfNeeded: number) + 1 }
        return bits
    }

    /// The next automatic id.
    mutating func freeKey(_ store: Store) throws(CellFault) -> Int64 {
        while next <= 999_999_999 {
            let bits = prefix | Int64(next)
            next += 1
            if rows.row(id: bits) == nil, store.row(schema.id, id: IDKey(bits: bits)) == nil { return bits }
        }
        throw .tooLong
    }

    /// Whether a live row of the book or a new one has this id.
    @inline(__always)
    func isTaken(_ key: Int64, _ store: Store) -> (inFile: Bool, inBook: Bool) {
        if rows.row(id: key) != nil { return (true, false) }
        return (false, !bookIsEmpty && store.row(schema.id, id: IDKey(bits: key)) != nil)
    }
}
