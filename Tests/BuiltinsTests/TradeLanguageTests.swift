// All signatures together: every line must have one reading, and each verb says what it is.
import Builtins
import Columns
import Interpreter
import Receivables
import Testing

@Suite struct TradeLanguageTests {
    @Test func signaturesDoNotClash() {
        #expect(TradeLanguage.registry.clashes() == [])
    }

    @Test func everyNameHasAPageOfHelp() {
        let book = HelpBook(TradeLanguage.registry)
        for name in TradeLanguage.registry.verbs.map(\.name) + TradeLanguage.registry.nouns.map(\.name) {
            #expect(book.page([name]).usage?.hasPrefix(name) == true, "\(name)")
        }
    }

    /// A derived column answers with a word's code, so a word without one would read as empty.
    @Test func everyWordOfAColumnHasACode() throws {
        let book = try Book.empty()
        for noun in TradeLanguage.registry.nouns where noun.table != nil {
            for column in noun.columns {
                for word in column.shape.words {
                    #expect(book.texts.code(of: word) != nil, "\(noun.name).\(column.shape.name) '\(word)'")
                }
            }
        }
    }
}
