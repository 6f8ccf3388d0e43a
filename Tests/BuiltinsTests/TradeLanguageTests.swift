// All signatures together: every line must have one reading, and each verb says what it is.
import Builtins
import Interpreter
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
}
