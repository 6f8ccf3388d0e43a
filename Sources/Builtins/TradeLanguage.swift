// The language of the trade: the lists of verbs, nouns and functions, put together once.
package import Interpreter

package enum TradeLanguage {
    /// Everything the language knows by name.
    package static let registry = Registry(
        verbs: Verbs.all, nouns: Nouns.all, functions: Functions.all,
        terms: Glossary.all, codes: CodePages.all, habits: Habits.all)
}
