// An entry of a list of the language: what is known of it before it is made. A line of text needs two or three verbs and nouns;
// making all of them took a third of the time in which a book is opened and one invoice found.
package import Columns

/// `Listed("take") { Take.verb }`: the name is the verb's own, which `Registry.clashes()` holds it to.
package struct Listed<Item: Sendable>: Sendable {
    package let name: String
    /// Cheap when it comes again: what it names is kept where it is declared.
    let make: @Sendable () -> Item
    /// The table whose rows a noun gives.
    let table: TableID?

    package init(_ name: String, _ make: @escaping @Sendable () -> Item) {
        self.name = name
        self.make = make
        table = nil
    }
}

extension Listed where Item == Noun {
    /// `Listed("holds", of: Holds.table) { HoldsNoun.noun }`.
    package init(_ name: String, of table: TableID, _ make: @escaping @Sendable () -> Noun) {
        self.name = name
        self.make = make
        self.table = table
    }
}
