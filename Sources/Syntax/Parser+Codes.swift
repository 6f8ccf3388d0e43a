// Every code this room gives, for the manual and for the test that holds both against each other.

extension Parser {
    /// `help CODE` knows each of them.
    package static let codes: [String] = [
        "lex.and", "lex.backtick-end", "lex.block-end", "lex.character", "lex.comma", "lex.continuation",
        "lex.control", "lex.control-in-text", "lex.currency-blank", "lex.currency-sign", "lex.date",
        "lex.decimal-comma", "lex.digit", "lex.dollar", "lex.duration", "lex.empty-name", "lex.flag",
        "lex.foreign-date", "lex.hash", "lex.hyphen", "lex.hyphen-in-name", "lex.interpolation-end",
        "lex.leading-dot", "lex.lookalike", "lex.minutes-or-months", "lex.not", "lex.operator", "lex.or",
        "lex.percent", "lex.quote-in-text", "lex.smart-quote", "lex.text-end", "lex.thousands", "lex.time", "lex.underscore", "lex.unit",
        "lex.utf8", "lex.utf8-in-text", "literal.currency", "literal.decimals",
        "literal.out-of-range", "literal.overflow", "parse.as-of-stage", "parse.chained", "parse.else-line",
        "parse.empty-interpolation", "parse.expected", "parse.interpolation", "parse.is", "parse.label-colon",
        "parse.leading-operator", "parse.leading-pipe", "parse.null-comparison", "parse.pipeline-in-call",
        "parse.stage-call", "parse.too-deep", "parse.too-long", "parse.trailing", "parse.unclosed",
        "parse.unopened",
    ]
}
