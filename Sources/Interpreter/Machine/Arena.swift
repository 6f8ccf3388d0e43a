// Where the texts, lists and larger values of the machine live. A text is the beginning of a run of bytes: whoever appends
// to the text that ends where its run ends lengthens the run in place, and everyone else's shorter text stays what it was.
// So a text built in a loop costs its length, and no text ever changes.

/// Runs of bytes and of cells, by handle. Handles come from cells, so each is checked against what there is.
struct Arena {
    struct Run<Element: BitwiseCopyable> {
        var base: UnsafeMutablePointer<Element>
        var count: Int
        var capacity: Int
        /// A constant of a program: what is appended goes to a copy.
        var isFixed = false
        var isMarked = false
    }

    private(set) var texts: [Run<UInt8>] = []
    private(set) var lists: [Run<Cell>] = []
    private(set) var boxes: [Flow] = []
    private var boxMarks: [Bool] = []
    private var freeTexts: [Int] = []
    private var freeLists: [Int] = []
    private var freeBoxes: [Int] = []
    /// Bytes that are held, runs and a share for each handle.
    private(set) var bytes = 0
    /// What was held after the last collection.
    private var live = 0

    private static let perHandle = 48

    // MARK: texts

    mutating func text(_ bytes: UnsafeBufferPointer<UInt8>, _ tag: Cell.Tag = .text, isFixed: Bool = false, room: Int = 0) -> Cell {
        let capacity = max(bytes.count + room, 16)
        let base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        if let from = bytes.baseAddress { base.initialize(from: from, count: bytes.count) }
        let run = Run(base: base, count: bytes.count, capacity: capacity, isFixed: isFixed)
        self.bytes += capacity + Self.perHandle
        let handle: Int
        if let free = freeTexts.popLast() {
            handle = free
            texts[free] = run
        } else {
            handle = texts.count
            texts.append(run)
        }
        return Cell(tag, Int64(handle), length: UInt32(clamping: bytes.count))
    }

    /// The bytes of a text; empty for a cell that is none.
    func bytes(of cell: Cell) -> UnsafeBufferPointer<UInt8> {
        guard let handle = Int(exactly: cell.bits), texts.indices.contains(handle), cell.isText else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: texts[handle].base, count: min(cell.length, texts[handle].count))
    }

    /// A text with more behind it. `more` may lie in the same run.
    mutating func appending(_ more: UnsafeBufferPointer<UInt8>, to cell: Cell) -> Cell {
        let length = cell.length + more.count
        if let handle = Int(exactly: cell.bits), texts.indices.contains(handle), cell.tag == .text,
            !texts[handle].isFixed, texts[handle].count == cell.length
        {
            if length > texts[handle].capacity { return grown(handle, cell, more) }
            if let from = more.baseAddress { (texts[handle].base + cell.length).initialize(from: from, count: more.count) }
            texts[handle].count = length
            return cell.with(length: length)
        }
        let copy = text(bytes(of: cell), room: more.count + cell.length / 2 + 16)
        guard let handle = Int(exactly: copy.bits) else { return copy }
        if let from = more.baseAddress { (texts[handle].base + copy.length).initialize(from: from, count: more.count) }
        texts[handle].count = length
        return copy.with(length: length)
    }

    private mutating func grown(_ handle: Int, _ cell: Cell, _ more: UnsafeBufferPointer<UInt8>) -> Cell {
        let old = texts[handle]
        let length = cell.length + more.count
        let capacity = max(length, old.capacity * 2)
        let base = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        base.initialize(from: old.base, count: old.count)
        if let from = more.baseAddress { (base + cell.length).initialize(from: from, count: more.count) }
        old.base.deallocate()
        bytes += capacity - old.capacity
        texts[handle] = Run(base: base, count: length, capacity: capacity)
        return cell.with(length: length)
    }

    // MARK: lists

    mutating func list(_ cells: UnsafeBufferPointer<Cell>, room: Int = 0) -> Cell {
        let capacity = max(cells.count + room, 4)
        let base = UnsafeMutablePointer<Cell>.allocate(capacity: capacity)
        if let from = cells.baseAddress { base.initialize(from: from, count: cells.count) }
        let run = Run(base: base, count: cells.count, capacity: capacity)
        bytes += capacity * MemoryLayout<Cell>.stride + Self.perHandle
        let handle: Int
        if let free = freeLists.popLast() {
            handle = free
            lists[free] = run
        } else {
            handle = lists.count
            lists.append(run)
        }
        return Cell(.list, Int64(handle), length: UInt32(clamping: cells.count))
    }

    /// The items of a list; none for a cell that is no list.
    func items(of cell: Cell) -> UnsafeBufferPointer<Cell> {
        guard cell.tag == .list, let handle = Int(exactly: cell.bits), lists.indices.contains(handle) else {
            return UnsafeBufferPointer(start: nil, count: 0)
        }
        return UnsafeBufferPointer(start: lists[handle].base, count: min(cell.length, lists[handle].count))
    }

    /// A list with one more item, in place where the list ends where its run ends.
    mutating func appending(_ item: Cell, to cell: Cell) -> Cell {
        let length = cell.length + 1
        guard let handle = Int(exactly: cell.bits), lists.indices.contains(handle), lists[handle].count == cell.length,
            lists[handle].count < lists[handle].capacity
        else {
            // A longer run: the shorter lists keep the old one until it is collected.
            let copy = list(items(of: cell), room: cell.length + 4)
            return appending(item, to: copy)
        }
        (lists[handle].base + cell.length).initialize(to: item)
        lists[handle].count = length
        return cell.with(length: length)
    }

    // MARK: boxes

    mutating func box(_ flow: Flow) -> Cell {
        bytes += Self.perHandle
        if let free = freeBoxes.popLast() {
            boxes[free] = flow
            return Cell(.box, Int64(free))
        }
        boxes.append(flow)
        return Cell(.box, Int64(boxes.count - 1))
    }

    func flow(in cell: Cell) -> Flow {
        guard let handle = Int(exactly: cell.bits), boxes.indices.contains(handle) else { return .nothing }
        return boxes[handle]
    }

    // MARK: collecting

    /// Whether so much was made since the last collection that another one pays.
    var wantsCollecting: Bool { bytes > max(8 << 20, live * 2) }

    /// Frees what no root reaches.
    mutating func collect(_ roots: [UnsafeBufferPointer<Cell>]) {
        for handle in texts.indices { texts[handle].isMarked = false }
        for handle in lists.indices { lists[handle].isMarked = false }
        boxMarks = Array(repeating: false, count: boxes.count)
        var waiting = roots
        while let cells = waiting.popLast() {
            for cell in cells { mark(cell, &waiting) }
        }
        sweep()
        live = bytes
    }

    private mutating func mark(_ cell: Cell, _ waiting: inout [UnsafeBufferPointer<Cell>]) {
        guard let handle = Int(exactly: cell.bits), handle >= 0 else { return }
        switch cell.tag {
        case .text, .word, .id: if handle < texts.count { texts[handle].isMarked = true }
        case .box: if handle < boxMarks.count { boxMarks[handle] = true }
        case .list:
            guard handle < lists.count, !lists[handle].isMarked else { return }
            lists[handle].isMarked = true
            waiting.append(UnsafeBufferPointer(start: lists[handle].base, count: lists[handle].count))
        case .number, .money, .percent, .day, .null, .flag: break
        }
    }

    private mutating func sweep() {
        for handle in texts.indices where !texts[handle].isMarked && texts[handle].capacity > 0 {
            texts[handle].base.deallocate()
            bytes -= texts[handle].capacity + Self.perHandle
            texts[handle].count = 0
            texts[handle].capacity = 0
            freeTexts.append(handle)
        }
        for handle in lists.indices where !lists[handle].isMarked && lists[handle].capacity > 0 {
            lists[handle].base.deallocate()
            bytes -= lists[handle].capacity * MemoryLayout<Cell>.stride + Self.perHandle
            lists[handle].count = 0
            lists[handle].capacity = 0
            freeLists.append(handle)
        }
        for handle in boxes.indices where !boxMarks[handle] {
            if case .nothing = boxes[handle] { continue }
            boxes[handle] = .nothing
            bytes -= Self.perHandle
            freeBoxes.append(handle)
        }
    }

    /// Frees everything.
    mutating func empty() {
        for run in texts where run.capacity > 0 { run.base.deallocate() }
        for run in lists where run.capacity > 0 { run.base.deallocate() }
        self = Arena()
    }
}
