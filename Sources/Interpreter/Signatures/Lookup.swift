// Finds verbs, nouns and functions by the bytes of their names, without making a String of what was typed.
// An open-addressed table at most half full, so one probe is usual.
import Columns

/// Shared by everyone who binds. Each table of names is made when a name of that kind is first looked up, and what a name stands
/// for when it is found.
final class Lookup: Sendable {
    private struct Named<Item: Sendable>: Sendable {
        let entries: [Listed<Item>]
        let table: NameTable

        init(_ entries: [Listed<Item>]) {
            self.entries = entries
            table = NameTable(entries.map(\.name))
        }

        func find(_ name: String) -> Item? {
            var name = name
            return name.withUTF8 { table.find($0) }.map { entries[$0].make() }
        }
    }

    private let namedVerbs: MadeOnce<Named<Verb>>
    private let namedNouns: MadeOnce<Named<Noun>>
    private let namedFunctions: MadeOnce<Named<Function>>
    /// First words of two-word verbs.
    private let openers: MadeOnce<NameTable>

    init(
        verbs: @escaping @Sendable () -> [Listed<Verb>], nouns: @escaping @Sendable () -> [Listed<Noun>],
        functions: @escaping @Sendable () -> [Function]
    ) {
        let namedVerbs = MadeOnce { Named(verbs()) }
        self.namedVerbs = namedVerbs
        namedNouns = MadeOnce { Named(nouns()) }
        namedFunctions = MadeOnce { Named(functions().map { function in Listed(function.name) { function } }) }
        openers = MadeOnce {
            NameTable(
                namedVerbs.value.entries.compactMap { verb in
                    verb.name.utf8.firstIndex(of: UInt8(ascii: " ")).map { String(verb.name[..<$0]) }
                })
        }
    }

    /// All of them, which makes each.
    var verbs: [Verb] { namedVerbs.value.entries.map { $0.make() } }
    var nouns: [Noun] { namedNouns.value.entries.map { $0.make() } }
    var functions: [Function] { namedFunctions.value.entries.map { $0.make() } }

    /// Under which names they are found, in the order of `verbs` and then `nouns`.
    var listedNames: [String] { namedVerbs.value.entries.map(\.name) + namedNouns.value.entries.map(\.name) }
    var listedTables: [TableID?] { namedNouns.value.entries.map(\.table) }

    func verb(_ name: some Collection<UInt8>) -> Verb? {
        let verbs = namedVerbs.value
        return verbs.table.find(name).map { verbs.entries[$0].make() }
    }

    func opensLonger(_ name: some Collection<UInt8>) -> Bool { openers.value.find(name) != nil }

    func noun(_ name: some Collection<UInt8>) -> Noun? {
        let nouns = namedNouns.value
        return nouns.table.find(name).map { nouns.entries[$0].make() }
    }

    func verb(_ name: String) -> Verb? { namedVerbs.value.find(name) }
    func noun(_ name: String) -> Noun? { namedNouns.value.find(name) }
    func function(_ name: String) -> Function? { namedFunctions.value.find(name) }
    func noun(of table: TableID) -> Noun? { namedNouns.value.entries.first { $0.table == table }?.make() }

    /// A verb of two words, given apart.
    func verb(_ first: some Collection<UInt8>, _ second: some Collection<UInt8>) -> Verb? {
        let verbs = namedVerbs.value
        return verbs.table.find(first, second).map { verbs.entries[$0].make() }
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
