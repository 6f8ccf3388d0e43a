// What a power cut leaves of a simulated disk. Every choice comes from a seed, so that a failure can be replayed.

extension MemoryImage {
    /// The disk as it starts again after the power went, everything on it settled.
    func afterPowerCut(_ survival: Survival) -> MemoryImage {
        var choice = SeededChoice(seed: survival.seed)
        var image = self
        image.names = durableNames
        for change in pendingNames where survival.keeps(&choice) { Self.apply(change, to: &image.names) }
        // A name whose directory did not survive is unreachable.
        for path in image.names.keys where !image.reaches(path) { image.names[path] = nil }
        image.durableNames = image.names
        image.pendingNames = []
        // In order of their numbers, so that a seed always makes the same choices.
        for number in nodes.keys.sorted() {
            guard var node = nodes[number] else { continue }
            node.bytes = node.durable
            for change in node.pending {
                guard let kind = survival.remains(of: change.kind, &choice) else { continue }
                Self.apply(kind, to: &node.bytes)
            }
            node.durable = node.bytes
            node.pending = []
            image.nodes[number] = node
        }
        return image
    }

    private func reaches(_ path: String) -> Bool {
        var path = path
        while path != "/" {
            path = Self.parent(path)
            guard names[path] != nil else { return false }
        }
        return true
    }
}

/// What of the unsynced changes a power cut spares.
package enum Survival: Equatable, Sendable {
    case everything
    case nothing
    /// Each change by itself, so reordered: kept, dropped, torn at any byte, or only its room, as zeros.
    case some(seed: UInt64)

    var seed: UInt64 {
        if case .some(let seed) = self { return seed }
        return 0
    }

    func keeps(_ choice: inout SeededChoice) -> Bool {
        switch self {
        case .everything: true
        case .nothing: false
        case .some: choice.below(2) == 0
        }
    }

    func remains(of kind: MemoryImage.Change.Kind, _ choice: inout SeededChoice) -> MemoryImage.Change.Kind? {
        switch self {
        case .everything: return kind
        case .nothing: return nil
        case .some: break
        }
        guard case .write(let offset, let bytes) = kind else { return choice.below(2) == 0 ? kind : nil }
        switch choice.below(8) {
        case 0, 1, 2: return kind
        case 3, 4: return nil
        case 5: return .write(offset: offset, bytes: Array(bytes.prefix(choice.below(bytes.count + 1))))
        case 6:
            // The head never arrived and the tail did: zeros, then the rest.
            let lost = choice.below(bytes.count + 1)
            return .write(offset: offset, bytes: Array(repeating: 0, count: lost) + bytes.dropFirst(lost))
        default: return .write(offset: offset, bytes: Array(repeating: 0, count: bytes.count))
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same choices for the same seed on every machine.
struct SeededChoice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// At least 0 and less than `bound`, which is at least 1.
    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}
