// Names and texts as SQL writes them, so that PostgreSQL, SQLite and DuckDB read the same. Knows no table and no query.

package enum SQLWords {
    /// A name, in quotes where one of the three would not take it bare: `due`, `"order"`, and a name with a point in it.
    package static func name(_ name: String) -> String {
        let bytes = Array(name.utf8)
        let isPlain =
            !bytes.isEmpty && bytes.enumerated().allSatisfy { place, byte in
                byte == 95 || (byte >= 97 && byte <= 122) || (place > 0 && byte >= 48 && byte <= 57)
            }
        if isPlain, !reserved.contains(name) { return name }
        var quoted = "\""
        for scalar in name.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar.value == 0 ? stand : scalar)
        }
        return quoted + "\""
    }

    /// A text in quotes: `'O''Brien'`. A NUL, which no database keeps in a text, becomes its picture `␀`.
    package static func text(_ text: String) -> String {
        var bytes: [UInt8] = []
        append(text.utf8, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same into a buffer. Answers whether a NUL gave way.
    @discardableResult
    package static func append(_ text: some Sequence<UInt8>, to out: inout [UInt8]) -> Bool {
        var gaveWay = false
        out.append(quote)
        for byte in text {
            switch byte {
            case 0:
                out += Array(String(stand).utf8)
                gaveWay = true
            case quote:
                out.append(quote)
                out.append(quote)
            default: out.append(byte)
            }
        }
        out.append(quote)
        return gaveWay
    }

    private static let quote = UInt8(ascii: "'")
    private static let stand: Unicode.Scalar = "\u{2400}"

    /// Words that stand for something else in at least one of the three.
    private static let reserved: Set<String> = [
        "abort", "action", "add", "after", "all", "alter", "always", "analyse", "analyze", "and", "anti", "any", "array", "as", "asc",
        "asof", "asymmetric", "at", "attach", "authorization", "autoincrement", "before", "begin", "between", "binary", "both", "by", "cascade",
        "case", "cast", "check", "collate", "collation", "column", "commit", "concurrently", "conflict", "constraint",
        "create", "cross", "current", "current_catalog", "current_date", "current_role", "current_schema", "current_time",
        "current_timestamp", "current_user", "database", "default", "deferrable", "deferred", "delete", "desc", "describe", "detach",
        "distinct", "do", "drop", "each", "else", "end", "escape", "except", "exclude", "exclusive", "exists", "explain", "fail", "false",
        "fetch", "filter", "first", "following", "for", "foreign", "freeze", "from", "full", "generated", "glob", "grant", "group",
        "groups", "having", "if", "ignore", "ilike", "immediate", "in", "index", "indexed", "initially", "inner", "insert", "instead",
        "intersect", "interval", "into", "is", "isnull", "join", "lambda", "last", "lateral", "leading", "left", "like", "limit",
        "localtime", "localtimestamp", "map", "match", "materialized", "natural", "no", "not", "nothing", "notnull", "null", "nulls", "of",
        "offset", "on", "only", "or", "order", "others", "outer", "over", "overlaps", "partition", "pivot", "placing",
        "positional", "pragma", "preceding", "primary", "qualify", "query", "raise", "range", "recursive", "references", "regexp",
        "reindex", "release", "rename", "replace", "restrict", "returning", "right", "rollback", "row", "rows", "savepoint", "select",
        "semi", "session_user", "set", "show", "similar", "some", "struct", "summarize", "symmetric", "system_user", "table",
        "tablesample", "temp", "temporary", "then", "ties", "to", "trailing", "transaction", "trigger", "true", "try_cast", "unbounded",
        "union", "unique", "unpivot", "update", "user", "using", "vacuum", "values", "variadic", "verbose", "view", "virtual",
        "when", "where", "window", "with", "within", "without",
    ]
}
