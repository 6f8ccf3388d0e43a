// The journals as history: heads for a list, one group with its before-images for taking it back. Sealed journals count as much
// as the live one. Reads only, and needs no lock.
package import Columns
import Files

extension BookFile {
    /// The changes `range` as far as there are any, ascending: who, what, when, how many rows.
    package func history(_ range: ClosedRange<UInt64>) throws(BookFault) -> [GroupHead] {
        var heads: [GroupHead] = []
        try visit(range, headsOnly: true) { (group, _, name) throws(BookFault) in
            do throws(FormatFault) {
                heads.append(try EffectDecoder.head(group))
            } catch {
                throw .damaged(file: name, section: error.section, offset: group.offset + error.offset)
            }
        }
        return heads
    }

    /// The last `count` changes, ascending.
    package func history(last count: UInt64) throws(BookFault) -> [GroupHead] {
        guard group > 0, count > 0 else { return [] }
        return try history((group > count ? group - count + 1 : 1)...group)
    }

    /// The latest change with this key, which makes an import or a step happen once.
    package func head(key: String) throws(BookFault) -> GroupHead? {
        guard group > 0, !key.isEmpty else { return nil }
        return try history(1...group).last { $0.entry.key == key }
    }

    /// One change, its cells in the codes of `store`; its before-images make the inverse.
    package func group(_ number: UInt64, in store: inout Store) throws(BookFault) -> DecodedGroup {
        guard number > 0, number <= group, let found = try groups(number...number, in: &store).first else { throw .noGroup(number) }
        return found
    }

    /// The changes `range` as far as there are any, ascending, as `group` gives one.
    package func groups(_ range: ClosedRange<UInt64>, in store: inout Store) throws(BookFault) -> [DecodedGroup] {
        var groups: [DecodedGroup] = []
        try visit(range, headsOnly: false) { (found, map, name) throws(BookFault) in
            var decoder = EffectDecoder(map)
            do throws(FormatFault) {
                groups.append(try decoder.read(found, into: &store))
            } catch {
                throw .damaged(file: name, section: error.section, offset: found.offset + error.offset)
            }
        }
        return groups
    }

    private func visit(
        _ range: ClosedRange<UInt64>, headsOnly: Bool,
        _ body: (JournalGroup, LayoutMap, String) throws(BookFault) -> Void
    ) throws(BookFault) {
        guard group > 0, range.lowerBound <= group else { return }
        let last = min(range.upperBound, group)
        let names = try onDisk { () throws(DiskFault) in try disk.list(layout.path) }
        let replay = Replay(disk, layout, catalog)
        var wanted: [Replay.Opened] = []
        for number in BookLayout.Contents(names).journals.reversed() where number <= live.number {
            let (opened, _) = try replay.open(number)
            if opened.journal.header.firstGroup <= last { wanted.append(opened) }
            if opened.journal.header.firstGroup <= range.lowerBound { break }
        }
        var reached = range.lowerBound - 1
        for opened in wanted.reversed() {
            var walk = JournalWalk(opened.file.bytes, seed: opened.journal.header.seed, headsOnly: headsOnly)
            var cursor = opened.journal.cursor
            _ = try walk.run(&cursor) { (group) throws(BookFault) in
                guard group.number >= range.lowerBound, group.number <= last else { return group.number < last }
                guard group.number == reached + 1 else {
                    throw .damaged(file: opened.journal.name, section: "change #\(reached + 1)", offset: 0)
                }
                try body(group, opened.journal.map, opened.journal.name)
                reached = group.number
                return reached < last
            }
        }
        guard reached == last else { throw .damaged(file: live.name, section: "change #\(reached + 1)", offset: 0) }
    }
}
