// Codes of acts that are refused for how they are asked: place, confirmation, keys, transactions, undo, settings, the file.
import Interpreter

extension CodePages {
    static let acts: [CodePage] = [
        CodePage("act.confirm-differs", "the act would touch another number of records than was expected; nothing was changed", right: "confirm 1..60"),
        CodePage("act.confirm-missing", "an act on several records is confirmed: at the prompt by answering yes, elsewhere by saying how many records it may touch", right: "invoices | where overdue > 90d | writeoff because \"too old\" confirm 12"),
        CodePage("act.key-reused", "the key was used for something else before; a key names one act, and the same act with its key again changes nothing"),
        CodePage("act.part-of-many", "a part of an amount is about one record; without it the act takes all that is open of each"),
        CodePage("act.place", "an action is a statement, or the last stage of one; it cannot stand inside an expression", wrong: "1 + (add debtor \"Acme\")", right: "let new = add debtor \"Acme\""),
        CodePage("act.read-only", "the book was opened to be read only; leave out --read-only to change it"),
        CodePage("act.refused", "the book cannot take the change: it does not fit what is there, or another change came first; look at the record again"),
        CodePage("transaction.none", "no transaction is open; begin opens one, and without it each statement is kept as it is done", right: "begin"),
        CodePage("transaction.open", "a transaction is open already: commit keeps it, rollback takes it back; a script is one transaction by itself"),
        CodePage("transaction.place", "begin, commit and rollback are statements: each has a line of its own, not inside a block or an expression", wrong: "let x = commit", right: "commit"),
        CodePage("book.locked", "another program is writing to the book; say it again when that has ended"),
        CodePage("book.not-kept", "the change could not be written, so it was not made"),
        CodePage("book.exists", "something is at that path already, and nothing is written over; choose another name", right: "book backup \"copies/acme-2.book\""),
        CodePage("book.failed", "the book's file could not be read or written; the message says why"),
        CodePage("book.in-memory", "a book in memory has no file", right: "recoup --new acme.book"),
        CodePage("check.unsound", "the book contradicts itself; restore a backup, or undo the change that did it"),
        CodePage("undo.again", "the change was taken back before; undo of that later change does it again"),
        CodePage("undo.built-upon", "later changes rest on this one; take those back first, the newest first"),
        CodePage("undo.final", "what was struck is not undone"),
        CodePage("undo.no-change", "no change has this number; events lists them", right: "events"),
        CodePage("undo.nothing", "you made no change here that still counts; undo #12 takes back one that another person made", right: "undo #12"),
        CodePage("undo.unreadable", "the history of changes cannot be read; the message says why", right: "check book"),
        CodePage("redo.nothing", "redo follows an undo, as long as nothing else was done"),
        CodePage("set.unknown", "no setting has this name; settings lists them", right: "settings"),
        CodePage(
            "config.statement", "config.recoup is read at every start, so it holds only set, let, def and use", wrong: "invoices | age",
            right: "def morning() -> table { invoices | age }"),
        CodePage("config.acts", "config.recoup changes no book: what acts is typed, or stands in a script"),
        CodePage("set.unknown-value", "the setting does not take this value", right: "set rounding half-even"),
    ]
}
