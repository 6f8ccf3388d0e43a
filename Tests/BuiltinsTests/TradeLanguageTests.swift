// All signatures together: every line must have one reading, and each verb says what it is.
import Builtins
import Columns
import Receivables
import Testing

@testable import Interpreter

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

    /// `explain` has words of its own for each stage, and they speak of what it takes.
    @Test func everyStageIsToldInWords() {
        for verb in TradeLanguage.registry.verbs where verb.role == .stage {
            #expect(!verb.words.isEmpty, "\(verb.name) has no words for explain")
            let missing = StageWords.names(verb.words).subtracting(verb.parameters.map(\.name))
            #expect(missing.isEmpty, "\(verb.name) takes no \(missing)")
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
