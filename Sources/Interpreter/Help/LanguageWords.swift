// The words of the language by what they are, for whoever colours it elsewhere: an editor. From the registry and the grammar's
// own lists, so that a verb that is added is coloured.

package struct LanguageWords {
    /// First words of verbs; those behind a `|` too.
    package let verbs: [String]
    /// Second words: `debtor` of `add debtor`.
    package let kinds: [String]
    package let nouns: [String]
    /// Words that introduce an argument: `from`, `by`.
    package let labels: [String]
    package let functions: [String]
    /// Words that open a statement.
    package let statements: [String]
    /// Words between two expressions, and values that are words.
    package let infix: [String]
    package let constants: [String]
    package let types: [String]

    package init(_ registry: Registry) {
        func unique(_ words: [String]) -> [String] { Set(words).sorted() }
        let names = registry.verbs.map { $0.name.split(separator: " ").map(String.init) }
        verbs = unique(names.compactMap(\.first))
        kinds = unique(names.compactMap { $0.count > 1 ? $0.last : nil })
        nouns = unique(registry.nouns.map(\.name))
        let parameters = registry.verbs.flatMap(\.bindable) + registry.nouns.flatMap(\.parameters)
        labels = unique(parameters.compactMap(\.label))
        functions = unique(registry.functions.map(\.name))
        statements = unique(Registry.statementWords + ["explain", "else", "catch"])
        let values = ["false", "it", "me", "null", "today", "tomorrow", "true", "yesterday"]
        constants = values
        infix = unique(Registry.infixWords.filter { !values.contains($0) } + ["exactly"])
        types = ["date", "duration", "flag", "id", "money", "number", "percent", "period", "table", "text", "time", "word"]
    }
}
