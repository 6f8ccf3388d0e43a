// The names in a book's directory. It opens nothing.

//  NAME.book/
//      journal-1          the changes, from the first on; sealed when journal-2 begins, and kept for ever
//      journal-2          …
//      snapshot-2         the state before the first change of journal-2; the last two are kept
//      lock               who writes; its content is a name for those who wait
//      quarantine/        bytes set aside: unconfirmed tails, damaged snapshots
//      *.tmp              being written; left over only by a crash, and replaced
// Directories are 0700, files 0600. There is no manifest: numbers are contiguous and headers say which change comes first.

struct BookLayout {
    let path: String

    var lock: String { path + "/lock" }
    var quarantine: String { path + "/quarantine" }

    static func journal(_ number: UInt64) -> String { "journal-\(number)" }
    static func snapshot(_ number: UInt64) -> String { "snapshot-\(number)" }
    func journal(_ number: UInt64) -> String { path + "/" + Self.journal(number) }
    func snapshot(_ number: UInt64) -> String { path + "/" + Self.snapshot(number) }

    /// The journals and snapshots among a directory's names, ascending.
    struct Contents: Hashable {
        var journals: [UInt64] = []
        var snapshots: [UInt64] = []

        init(_ names: [String]) {
            for name in names {
                if let number = BookLayout.number(name, after: "journal-") { journals.append(number) }
                if let number = BookLayout.number(name, after: "snapshot-") { snapshots.append(number) }
            }
            journals.sort()
            snapshots.sort()
        }
    }

    /// The number in `journal-12`; nil for other spellings, so that each file has one name.
    private static func number(_ name: String, after prefix: String) -> UInt64? {
        guard name.hasPrefix(prefix), let number = UInt64(name.dropFirst(prefix.count)), number > 0,
            name == prefix + String(number)
        else { return nil }
        return number
    }
}
