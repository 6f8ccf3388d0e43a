// Codes of acts that are refused for how they are asked: place, confirmation, keys, transactions, undo, settings, the file.
import Interpreter

extension CodePages {
    static let acts: [CodePage] = [
        CodePage("act.confirm-differs", "the act would touch another number of records than was expected; nothing was changed", right: "confirm 1..60"),
        CodePage("act.confirm-missing", "an act on several records is confirmed: at the prompt by answering, elsewhere with confirm N"),
        CodePage("act.key-reused", "the key was used for something else before; a key names one act"),
        CodePage("act.place", "an action is a statement, or the last stage of one"),
        CodePage("act.read-only", "the book was opened to be read only"),
        CodePage("act.refused", "the book cannot take the change: it would contradict what is there"),
        CodePage("transaction.none", "no transaction is open; begin opens one"),
        CodePage("transaction.open", "a transaction is open already; a script is one by itself"),
        CodePage("transaction.place", "begin, commit and rollback stand between statements"),
        CodePage("book.locked", "another command is writing to the book; try again when it has ended"),
        CodePage("book.not-kept", "the change could not be written, so it was not made"),
        CodePage("book.exists", "there is something at that path already"),
        CodePage("book.failed", "the book's file could not be read or written; the message says why"),
        CodePage("book.in-memory", "a book in memory has no file", right: "recoup --new acme.book"),
        CodePage("check.unsound", "the book contradicts itself; restore a backup, or undo the change that did it"),
        CodePage("undo.again", "the change was taken back before"),
        CodePage("undo.built-upon", "later changes rest on this one; take those back first, the newest first"),
        CodePage("undo.final", "what was struck is not undone"),
        CodePage("undo.no-change", "no change has this number; `events` lists them"),
        CodePage("undo.no-history", "no history of changes is kept here"),
        CodePage("undo.nothing", "there is no change of yours that is not taken back"),
        CodePage("undo.unreadable", "the journal could not be read"),
        CodePage("redo.nothing", "redo follows an undo, as long as nothing else was done"),
        CodePage("set.unknown", "no setting has this name; `settings` lists them"),
        CodePage("set.unknown-value", "the setting does not take this value", right: "set rounding half-even"),
        CodePage("show.nothing", "this noun is worked out and has no record to show"),
    ]
}
