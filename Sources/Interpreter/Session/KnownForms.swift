// The forms of statements that came before, found by what their outlines hash to. Knows nothing of what a form means; it may
// forget any of them at any time.
import Diagnostics
import Syntax

struct KnownForms {
    /// A power of two: the low bits of a hash name a slot, and who comes later has it.
    private static let room = 32

    private var forms = [StatementForm?](repeating: nil, count: room)
    /// What the last line of each slot hashed to: only a form that comes again is worth keeping.
    private var seen = [Int](repeating: 0, count: room)
    private var outline = Outline()
    private var hash: Int?

    /// The statement that a line is, where its form is known.
    mutating func statement(_ line: [UInt8], _ names: Names.Mark) -> Statement? {
        hash = outline.cut(line)
        guard let slot else { return nil }
        return forms[slot]?.filled(with: outline, names)
    }

    /// Keeps the form of the line that was asked for last, if it came before.
    mutating func learn(_ tree: Tree, _ statements: [Statement]) {
        guard let slot, let hash else { return }
        guard seen[slot] == hash else {
            seen[slot] = hash
            return
        }
        forms[slot] = StatementForm(outline, tree, statements)
    }

    /// After a statement that may have given a word another meaning.
    mutating func forget() {
        for slot in forms.indices { forms[slot] = nil }
        seen = [Int](repeating: 0, count: Self.room)
    }

    private var slot: Int? { hash.map { ($0 ^ $0 >> 17) & (Self.room - 1) } }
}
