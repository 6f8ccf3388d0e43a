// What the floors above lend a session: where changes are kept, which keys were used, how another script is read.
// Closures in structs, each with one use; nothing here touches a file.
package import Columns
package import Diagnostics

/// What stands beside a group of changes in the journal.
package struct Entry: Sendable {
    /// The statements as they were typed.
    package var line: String
    package var actor: String
    /// The key that names the act, where it has one.
    package var key: String?
    /// The change that this one takes back; 0 for none.
    package var undoes: UInt64
    /// The script the lines stand in; nil at the prompt and in a stream.
    package var script: Source?

    package init(line: String, actor: String, key: String? = nil, undoes: UInt64 = 0, script: Source? = nil) {
        self.line = line
        self.actor = actor
        self.key = key
        self.undoes = undoes
        self.script = script
    }
}

/// Keeps a group of changes for good and gives its number. What was given to `commit` was applied to the world's store
/// before. The lock around a source, and reading the book anew after a commit that failed, are its owner's business.
package struct Committer {
    package let commit: (ChangeSet, Entry) throws(CommitFault) -> UInt64

    package init(_ commit: @escaping (ChangeSet, Entry) throws(CommitFault) -> UInt64) { self.commit = commit }

    /// Counts, and keeps nothing: a book in memory.
    package static func memory() -> Committer {
        var number: UInt64 = 0
        return Committer { _, _ in
            number &+= 1
            return number
        }
    }
}

/// The keys of acts that must happen once.
package struct KeyLedger {
    /// What an act with a key was, and said.
    package struct Kept: Sendable, Hashable {
        /// The digest of what was asked: the same key must mean the same.
        package var content: Int64
        package var says: [String]

        package init(content: Int64, says: [String]) {
            self.content = content
            self.says = says
        }
    }

    /// FNV-1a (Fowler, Noll, Vo) on 64 bits: kept in books, so it must never change.
    package static func digest(_ text: String) -> Int64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        // The least number stands for null in a column.
        return max(Int64(bitPattern: hash), -Int64.max)
    }

    package let find: (Store, String) -> Kept?
    /// The effects that write a key down, to be committed with the act itself.
    package let keep: (inout Store, String, Kept) -> [Effect]

    package init(
        find: @escaping (Store, String) -> Kept?, keep: @escaping (inout Store, String, Kept) -> [Effect]
    ) {
        self.find = find
        self.keep = keep
    }
}

/// Reads the script that another one uses, relative to it, and tells its file: one file may be named in several ways.
package typealias ScriptLoader = (_ path: String, _ from: Source) throws(CommitFault) -> (source: Source, file: String)
