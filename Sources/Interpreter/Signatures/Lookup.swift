// Finds verbs, nouns and functions by the bytes of their names, without making a String of what was typed.
// An open-addressed table at most half full, so one probe is usual.
import Columns

/// Shared by everyone who binds. Each list and its table are made when a name of that kind is first looked up.
final class Lookup: Sendable {
    private struct Named<Item: Sendable>: Sendable {
        var list: [Item]
        var table: NameTable

        init(_ list: [Item], _ name: (Item) -> String) {
            self.list = list
            table = NameTable(list.map(name))
        }

        func find(_ name: String) -> Item? { table.find(name.utf8).map { list[$0] } }
    }

    private let madeVerbs: MadeOnce<Named<Verb>>
    private let madeNouns: MadeOnce<Named<Noun>>
    private let madeFunctions: MadeOnce<Named<Function>>
    /// First words of two-word verbs.
    private let openers: MadeOnce<NameTable>

    init(
        verbs: @escaping @Sendable () -> [Verb], nouns: @escaping @Sendable () -> [Noun],
        functions: @escaping @Sendable () -> [Function]
    ) {
        let madeVerbs = MadeOnce { Named(verbs(), \.name) }
        self.madeVerbs = madeVerbs
        madeNouns = MadeOnce { Named(nouns(), \.name) }
        madeFunctions = MadeOnce { Named(functions(), \.name) }
        openers = MadeOnce {
            NameTable(
                madeVerbs.value.list.compactMap { verb in
                    verb.name.utf8.firstIndex(of: UInt8(ascii: " ")).map { String(verb.name[..<$0]) }
                })
        }
    }

    var verbs: [Verb] { madeVerbs.value.list }
    var nouns: [Noun] { madeNouns.value.list }
    var functions: [Function] { madeFunctions.value.list }

    func verb(_ name: some Collection<UInt8>) -> Int? { madeVerbs.value.table.find(name) }
    func opensLonger(_ name: some Collection<UInt8>) -> Bool { openers.value.find(name) != nil }
    func noun(_ name: some Collection<UInt8>) -> Int? { madeNouns.value.table.find(name) }

    func verb(_ name: String) -> Verb? { madeVerbs.value.find(name) }
    func noun(_ name: String) -> Noun? { madeNouns.value.find(name) }
    func function(_ name: String) -> Function? { madeFunctions.value.find(name) }
    func noun(of table: TableID) -> Noun? { nouns.first { $0.table == table } }

    /// A verb of two words, given apart.
    func verb(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Int? {
        madeVerbs.value.table.find(first, second)
    }
}

/// Names to their places in a list; the first of equal names wins.
struct NameTable: Sendable {
    private var slots: [Int32]
    private var names: [[UInt8]]

    init(_ list: [String]) {
        names = list.map { Array($0.utf8) }
        var size = 8
        while size < names.count * 2 + 1 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        for place in names.indices where find(names[place]) == nil {
            var at = Self.hash(names[place], Self.seed) & (size - 1)
            while slots[at] >= 0 { at = (at + 1) & (size - 1) }
            slots[at] = Int32(clamping: place)
        }
    }

    func find(_ name: some Collection<UInt8>) -> Int? {
        var at = Self.hash(name, Self.seed) & (slots.count - 1)
        while slots[at] >= 0 {
            let place = Int(slots[at])
            if names[place].elementsEqual(name) { return place }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    /// The name `first second`, with one blank between.
    func find(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Int? {
        let blank = CollectionOfOne(UInt8(ascii: " "))
        var at = Self.hash(second, Self.hash(blank, Self.hash(first, Self.seed))) & (slots.count - 1)
        while slots[at] >= 0 {
            let place = Int(slots[at])
            let name = names[place]
            if name.count == first.count + 1 + second.count, name.starts(with: first), name[first.count] == blank[0],
                name[(first.count + 1)...].elementsEqual(second)
            {
                return place
            }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    private static let seed = 0x4bf2_9ce4
    /// FNV-1a on as many bits as an Int has; the sign goes with the mask.
    private static func hash(_ bytes: some Collection<UInt8>, _ seed: Int) -> Int {
        var hash = seed
        for byte in bytes { hash = (hash ^ Int(byte)) &* 0x100_0193 }
        return hash
    }
}
