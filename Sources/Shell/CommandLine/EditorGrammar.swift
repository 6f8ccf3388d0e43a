// The colours of the language for editors, made from the language's own words: a syntax file for Vim and a TextMate grammar
// (VS Code and others read it). `recoup editor-files vim` prints one; `editors/` holds them, and a test holds them current.
import Interpreter

enum EditorGrammar {
    enum Kind: String, CaseIterable, Sendable { case vim, textmate }

    static func text(for kind: Kind, _ registry: Registry) -> String {
        let words = LanguageWords(registry)
        return switch kind {
        case .vim: vim(words)
        case .textmate: textMate(words)
        }
    }

    /// Literals as regular expressions without look-behind, for both: what the lexer cuts, roughly.
    private enum Shape {
        static let date = #"[0-9]{4}-(([0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)|Q[1-4])"#
        static let id = "[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*-?[0-9][A-Za-z0-9-]*"
        static let money = #"([£€$¥][0-9][0-9,_]*(\.[0-9]+)?|[0-9][0-9,_]*(\.[0-9]+)? ?[A-Z]{3})"#
        static let duration = "[0-9]+(wd|mo|d|w|y|h)"
        static let number = #"[0-9][0-9_]*(\.[0-9]+)?%?"#
    }

    // MARK: Vim

    private static func vim(_ words: LanguageWords) -> String {
        func keywords(_ group: String, _ list: [String]) -> String {
            var lines: [String] = []
            var line = "syn keyword \(group)"
            for word in list {
                if line.utf8.count + word.utf8.count > 110 {
                    lines.append(line)
                    line = "syn keyword \(group)"
                }
                line += " \(word)"
            }
            return (lines + [line]).joined(separator: "\n")
        }
        func pattern(_ shape: String) -> String { "/\\v<\(shape)>/" }
        // A word of two kinds is coloured as what comes first here.
        let taken = Set(words.statements + words.infix + words.constants)
        let nouns = words.nouns.filter { !taken.contains($0) }
        let verbs = words.verbs.filter { !taken.contains($0) && !nouns.contains($0) }
        let labels = (words.labels.flatMap { $0.split(separator: " ").map(String.init) }).filter {
            !taken.contains($0) && !nouns.contains($0) && !verbs.contains($0)
        }
        return """
            " Vim syntax of Recoup scripts, made by `recoup editor-files vim` from the language's own words.
            if exists("b:current_syntax")
              finish
            endif
            syn case match
            syn iskeyword @,48-57,_
            \(keywords("recoupStatement", words.statements))
            \(keywords("recoupOperator", words.infix))
            \(keywords("recoupConstant", words.constants))
            \(keywords("recoupNoun", nouns))
            \(keywords("recoupVerb", verbs))
            \(keywords("recoupLabel", Set(labels).sorted()))
            syn match recoupFunction /\\v<(\(words.functions.joined(separator: "|")))\\ze\\(/
            syn match recoupNumber /\\v<[0-9][0-9_]*(\\.[0-9]+)?\\%?/
            syn match recoupNumber \(pattern(Shape.duration))
            syn match recoupMoney /\\v[£€$¥][0-9][0-9,_]*(\\.[0-9]+)?/
            syn match recoupMoney /\\v<[0-9][0-9,_]*(\\.[0-9]+)? ?[A-Z]{3}>/
            syn match recoupId \(pattern(Shape.id))
            syn match recoupDate \(pattern(Shape.date))
            syn match recoupVariable /\\$\\h\\w*/
            syn match recoupType /\\v(:|->)\\s*\\zs(\(words.types.joined(separator: "|")))>/
            syn match recoupPipe /|/
            syn region recoupInside start=/{/ end=/}/ contained contains=TOP
            syn region recoupText start=/"/ skip=/\\\\./ end=/"/ contains=recoupInside
            syn region recoupText start=/\"""/ end=/\"""/ contains=recoupInside
            syn region recoupText start=/'/ end=/'/ oneline
            syn region recoupId start=/`/ end=/`/ oneline
            syn match recoupComment /\\v(^|\\s)\\zs#([^0-9].*)?$/ contains=@Spell
            hi def link recoupStatement Statement
            hi def link recoupOperator Operator
            hi def link recoupConstant Constant
            hi def link recoupNoun Type
            hi def link recoupType Type
            hi def link recoupVerb Keyword
            hi def link recoupLabel Label
            hi def link recoupFunction Function
            hi def link recoupNumber Number
            hi def link recoupMoney Number
            hi def link recoupDate Number
            hi def link recoupId Identifier
            hi def link recoupVariable Identifier
            hi def link recoupPipe Delimiter
            hi def link recoupText String
            hi def link recoupComment Comment
            let b:current_syntax = "recoup"

            """
    }

    // MARK: TextMate

    private static func textMate(_ words: LanguageWords) -> String {
        func list(_ words: [String]) -> String { "\\b(\(words.joined(separator: "|")))\\b" }
        func rule(_ scope: String, _ pattern: String) -> String {
            "    { \"name\": \"\(scope)\", \"match\": \(quoted(pattern)) }"
        }
        let labels = Set(words.labels.flatMap { $0.split(separator: " ").map(String.init) }).sorted()
        let rules = [
            rule("comment.line.number-sign.recoup", #"(?<=^|\s)#(?![0-9]).*$"#),
            """
                { "name": "string.quoted.triple.recoup", "begin": \(quoted("\"\"\"")), "end": \(quoted("\"\"\"")), "patterns": [{ "include": "#inside" }] }
            """,
            """
                { "name": "string.quoted.double.recoup", "begin": \(quoted("\"")), "end": \(quoted("\"")), "patterns": [{ "match": \(quoted(#"\\."#)), "name": "constant.character.escape.recoup" }, { "include": "#inside" }] }
            """,
            rule("string.quoted.single.recoup", "'[^']*'"),
            rule("entity.name.tag.recoup", "`[^`]*`"),
            rule("variable.other.recoup", #"\$[A-Za-z_][A-Za-z0-9_]*"#),
            rule("constant.numeric.date.recoup", "\\b\(Shape.date)\\b"),
            rule("constant.numeric.money.recoup", "\(Shape.money)\\b"),
            rule("entity.name.tag.recoup", "\\b\(Shape.id)\\b"),
            rule("constant.numeric.duration.recoup", "\\b\(Shape.duration)\\b"),
            rule("constant.numeric.recoup", "\\b\(Shape.number)"),
            rule("storage.type.recoup", "(?<=:|->)\\s*(\(words.types.joined(separator: "|")))\\b"),
            rule("support.function.recoup", "\\b(\(words.functions.joined(separator: "|")))(?=\\()"),
            rule("keyword.control.recoup", list(words.statements)),
            rule("keyword.operator.word.recoup", list(words.infix)),
            rule("constant.language.recoup", list(words.constants)),
            rule("entity.name.function.recoup", "(?<=\\|)\\s*\\b(\(words.verbs.joined(separator: "|")))\\b"),
            rule("entity.name.type.recoup", list(words.nouns)),
            rule("entity.name.function.recoup", list(words.verbs)),
            rule("variable.parameter.recoup", list(labels)),
            rule("keyword.operator.recoup", #"(\||->|\?\?|\.\.|[=<>!]=?|[-+*/])"#),
        ]
        return """
            {
              "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
              "name": "Recoup",
              "scopeName": "source.recoup",
              "fileTypes": ["recoup"],
              "firstLineMatch": "^#!.*\\\\brecoup\\\\b",
              "patterns": [
            \(rules.joined(separator: ",\n"))
              ],
              "repository": {
                "inside": { "name": "meta.embedded.recoup", "begin": \(quoted(#"\{(?!\{)"#)), "end": \(quoted(#"\}"#)), "patterns": [{ "include": "$self" }] }
              }
            }

            """
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
    }
}
