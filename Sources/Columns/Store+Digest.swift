// The logical digest: each live row's number and cells, texts and ids by content, in any order of interning.

extension Store {
    /// Equal for stores whose live rows are equal, whatever their text codes, id patterns and tombstones. Reads everything.
    package func digest() -> Digest {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var contents = ContentHashes(texts: texts, ids: ids)
        for t in tables.indices {
            let seed = TextHash.fold(UInt64(plan.tables[t].schema.id.rawValue) &+ 0x2545_F491_4F6C_DD1D, 0x9E6C_63D0_876A_68E5)
            add(t, seed, &contents, &high, &low)
        }
        return Digest(high: high, low: low)
    }

    /// Adds the rows of a table, 4,096 at a time, column by column.
    private func add(_ t: Int, _ seed: UInt64, _ contents: inout ContentHashes, _ high: inout UInt64, _ low: inout UInt64) {
        let table = tables[t]
        var lanes = [Int64](repeating: 0, count: Block.capacity)
        var rows = [UInt64](repeating: 0, count: Block.capacity)
        var from = 0
        while from < table.count {
            let step = min(Block.capacity, table.count - from)
            for i in 0..<step { rows[i] = TextHash.fold(seed ^ UInt64(from &+ i), 0xA24B_AED4_963E_E407) }
            for c in table.columns.indices {
                lanes.withUnsafeMutableBufferPointer { room in
                    if let base = room.baseAddress { ColumnView(table.columns[c]).read(from: from, count: step, into: base) }
                }
                let tag = UInt64(plan.tables[t].schema.columns[c].tag) &+ 0xE703_7ED1_A0B4_28DB
                switch plan.tables[t].columns[c].rule {
                case .text, .words: for i in 0..<step where lanes[i] != Lane.null { lanes[i] = contents.text(lanes[i]) }
                case .id: for i in 0..<step where lanes[i] != Lane.null { lanes[i] = contents.id(lanes[i]) }
                case .any, .flag, .reference: break
                }
                for i in 0..<step { rows[i] = TextHash.fold(rows[i] ^ UInt64(bitPattern: lanes[i]), tag) &+ tag }
            }
            for i in 0..<step where table.live.allLive || table.live[from + i] {
                high = high &+ TextHash.fold(rows[i], 0x8EBC_6AF0_9C88_C6E3)
                low = low &+ TextHash.fold(rows[i] ^ 0x5899_65CC_7537_4CC3, 0x1D8E_4E27_C47D_124F)
            }
            from += step
        }
    }
}

/// Hashes of texts and id patterns by code, worked out once each.
private struct ContentHashes {
    private let texts: TextPool
    private let ids: IDPatterns
    private var textHashes: [UInt64]
    private var formHashes: [UInt64]

    init(texts: TextPool, ids: IDPatterns) {
        self.texts = texts
        self.ids = ids
        textHashes = Array(repeating: 0, count: texts.count)
        formHashes = Array(repeating: 0, count: ids.forms.count)
    }

    /// 0 stands for a hash not made yet; one that is 0 is made again each time.
    mutating func text(_ lane: Int64) -> Int64 {
        guard lane >= 0, lane < Int64(textHashes.count) else { return 0 }
        let code = Int(lane)
        if textHashes[code] == 0 { textHashes[code] = Self.hash(texts, code) }
        return Int64(bitPattern: textHashes[code])
    }

    mutating func id(_ lane: Int64) -> Int64 {
        let key = IDKey(bits: lane)
        guard ids.holds(key) else { return 0 }
        let pattern = Int(key.pattern)
        if formHashes[pattern] == 0 { formHashes[pattern] = Self.hash(ids.forms, pattern) }
        return Int64(bitPattern: TextHash.fold(formHashes[pattern] ^ UInt64(key.number), 0xA076_1D64_78BD_642F))
    }

    private static func hash(_ pool: TextPool, _ code: Int) -> UInt64 {
        TextHash.hash(UnsafeRawBufferPointer(pool.bytes(UInt32(truncatingIfNeeded: code))))
    }
}
