// Which column of a file holds what: found by the header, or told. Looks at names only.
import Rendering

/// Columns of one file by what they hold.
struct Layout {
    let kind: FileKind
    /// Where each field stands; -1 where the file has none. From `Layout.made` on: texts put together from other columns.
    private var places: [FileField: Int] = [:]
    private(set) var templates: [Template] = []
    /// Columns that mean nothing to us.
    private(set) var unused: [String] = []
    let header: [String]

    /// From this place on a column is not in the file but made of others.
    static let made = 1 << 20

    /// Cells of a row and fixed text, one behind another.
    struct Template: Hashable {
        enum Part: Hashable {
            case text([UInt8])
            case column(Int)
        }
        var parts: [Part]
    }

    subscript(field: FileField) -> Int { places[field] ?? -1 }
    func has(_ field: FileField) -> Bool { places[field] != nil }

    /// The columns of the file that something is taken from.
    var columns: Set<Int> {
        var found = Set(places.values.filter { $0 < Self.made })
        for case .column(let column) in templates.flatMap(\.parts) { found.insert(column) }
        return found
    }

    /// What is missing for this kind; empty where it fits.
    var lacks: [[FileField]] { lacks(kind.needs) }

    func lacks(_ needs: [[FileField]]) -> [[FileField]] { needs.filter { group in !group.contains { has($0) } } }

    /// How many columns mean something.
    var score: Int { places.count }

    init(_ kind: FileKind, header: [[UInt8]], told: [FileField: Template] = [:]) {
        self.kind = kind
        self.header = header.map { String(decoding: $0, as: UTF8.self) }
        var taken = Set<Int>()
        for (field, template) in told.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            if template.parts.count == 1, case .column(let column) = template.parts[0] {
                places[field] = column
                taken.insert(column)
            } else {
                places[field] = Self.made + templates.count
                templates.append(template)
            }
        }
        let names = header.map { Self.plain($0) }
        for (field, known) in kind.columns where places[field] == nil {
            // A better name stands earlier in the list of names, whatever the order of the columns.
            search: for name in known {
                let wanted = Self.plain(Array(name.utf8))
                for column in names.indices where names[column] == wanted && !taken.contains(column) {
                    places[field] = column
                    taken.insert(column)
                    break search
                }
            }
        }
        let used = columns
        unused = names.indices.filter { !used.contains($0) }.map { self.header[$0] }
    }

    /// What a place is called in a message.
    func name(of place: Int, as field: FileField) -> String {
        header.indices.contains(place) ? header[place] : field.rawValue
    }

    /// The kind a header speaks of; nil where none fits. A file named after a kind it fits is of that kind.
    static func recognise(_ header: [[UInt8]], file: String) -> Layout? {
        let stem = plain(Array(file.utf8.prefix { $0 != UInt8(ascii: ".") }))
        var best: Layout?
        for kind in FileKind.allCases {
            let layout = Layout(kind, header: header)
            guard layout.lacks.isEmpty else { continue }
            if stem == Array(kind.rawValue.utf8) { return layout }
            // The more a kind asks for, the less likely it fits by chance.
            let weight = { (layout: Layout) in layout.score * 4 + layout.kind.needs.count }
            if best.map({ weight(layout) > weight($0) }) ?? true { best = layout }
        }
        return best
    }

    /// Letters in lower case and digits, nothing else.
    static func plain(_ name: [UInt8]) -> [UInt8] {
        String(decoding: name, as: UTF8.self).lowercased().utf8.filter {
            ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 >= 0x80
        }
    }
}

/// The cells of one row, by place in the layout.
struct RowCells {
    let fields: CSVFields
    let made: UnsafePointer<UnsafeBufferPointer<UInt8>>?

    /// Empty where there is no such cell.
    @inline(__always)
    subscript(place: Int) -> UnsafeBufferPointer<UInt8> {
        if place < Layout.made { return fields[place] }
        return made.map { $0[place - Layout.made] } ?? fields[-1]
    }

    /// Without the blanks around it.
    @inline(__always)
    func trimmed(_ place: Int) -> UnsafeBufferPointer<UInt8> {
        let cell = self[place]
        guard let first = cell.first, let last = cell.last else { return cell }
        return first > 32 && last > 32 ? cell : cell.withoutBlanks
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// No-break spaces, which spreadsheets put around numbers, count as blanks.
    var withoutBlanks: UnsafeBufferPointer<UInt8> {
        var low = 0
        var high = count
        while low < high {
            if self[low] <= 32 { low += 1 } else if low + 1 < high, self[low] == 0xC2, self[low + 1] == 0xA0 { low += 2 } else { break }
        }
        while high > low {
            if self[high - 1] <= 32 { high -= 1 } else if high - 1 > low, self[high - 1] == 0xA0, self[high - 2] == 0xC2 { high -= 2 } else { break }
        }
        return UnsafeBufferPointer(rebasing: self[low..<high])
    }
}
