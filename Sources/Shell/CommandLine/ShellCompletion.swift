// What bash, zsh and fish need to complete our command line, made from the list of options: `recoup completions fish`.
// They know options, subcommands, scripts and books; the language is completed at our own prompt.

enum ShellCompletion {
    enum Kind: String, CaseIterable, Sendable { case bash, zsh, fish }

    static func text(for kind: Kind) -> String {
        switch kind {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    private static let options = Option.all
    private static let commands = Subcommand.all

    // MARK: bash

    private static var bash: String {
        var cases = ""
        for option in options {
            guard let answer = bashAnswer(option.taken) else { continue }
            cases += "    \(option.name)) \(answer) return ;;\n"
        }
        var behind = ""
        for command in commands {
            guard let answer = bashAnswer(command.taken) else { continue }
            behind += "    \(command.name)) \(answer) return ;;\n"
        }
        return """
            # Completions of recoup for bash, made by `recoup completions bash`. To have them: source <(recoup completions bash)

            _recoup_files() {
                local ending=$1 word=$2
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -d -- "$word"; compgen -f -X "!*$ending" -- "$word")
            }

            _recoup_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }

            _recoup() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                COMPREPLY=()
                # Bash cuts `--format=csv` at the sign.
                [ "$before" = = ] && before=${COMP_WORDS[COMP_CWORD - 2]}
                [ "$word" = = ] && { before=${COMP_WORDS[COMP_CWORD - 1]} word=; }
                case $before in
            \(cases.indented)    esac
                case $word in
                -*) _recoup_words '\(options.map(\.name).joined(separator: " "))' "$word"; return ;;
                esac
                case ${COMP_WORDS[1]} in
            \(behind.indented)    esac
                if [ "$COMP_CWORD" = 1 ]; then
                    _recoup_words '\(commands.map(\.name).joined(separator: " "))' "$word"
                    local words=("${COMPREPLY[@]}")
                    _recoup_files .recoup "$word"
                    COMPREPLY+=("${words[@]}")
                else
                    _recoup_files .recoup "$word"
                fi
            }

            complete -F _recoup recoup

            """
    }

    private static func bashAnswer(_ taken: Option.Taken) -> String? {
        switch taken {
        case .nothing: nil
        case .words(let words): "_recoup_words '\(words.joined(separator: " "))' \"$word\";"
        case .file(let ending): "_recoup_files \(ending) \"$word\";"
        case .folder: "compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- \"$word\");"
        case .free: ""
        }
    }

    // MARK: zsh

    private static var zsh: String {
        let specs = options.map { option in
            let summary = zshQuoted(option.summary)
            let repeated = option.name == "--root" ? "*" : ""
            switch option.taken {
            case .nothing: return "    '\(repeated)\(option.name)[\(summary)]'"
            case .words(let words): return "    '\(repeated)\(option.name)[\(summary)]:\(option.takes):(\(words.joined(separator: " ")))'"
            case .file(let ending): return "    '\(repeated)\(option.name)[\(summary)]:\(option.takes):_files -g \"*\(ending)\"'"
            case .folder: return "    '\(repeated)\(option.name)[\(summary)]:\(option.takes):_files -/'"
            case .free: return "    '\(repeated)\(option.name)[\(summary)]:\(option.takes):'"
            }
        }
        let first = commands.map { "            '\($0.name):\(zshQuoted($0.summary))'" }
        let behind = commands.compactMap { command -> String? in
            switch command.taken {
            case .words(let words): "        \(command.name)) compadd -- \(words.joined(separator: " ")) ;;"
            case .file(let ending): "        \(command.name)) _files -g '*\(ending)' ;;"
            case .folder, .free, .nothing: nil
            }
        }
        return """
            #compdef recoup
            # Completions of recoup for zsh, made by `recoup completions zsh`. To have them: put this file as _recoup into a folder of
            # $fpath, or run: source <(recoup completions zsh)

            _recoup_word() {
                if (( CURRENT == 2 )); then
                    local -a commands=(
            \(first.joined(separator: "\n"))
                    )
                    _describe -t commands 'command' commands
                    _files -g '*.(recoup|book)(/,.)'
                else
                    case $words[2] in
            \(behind.joined(separator: "\n"))
                    *) _files -g '*.recoup' ;;
                    esac
                fi
            }

            _recoup() {
                local -a options=(
            \(specs.map { "    \($0)" }.joined(separator: "\n"))
                )
                _arguments $options '*: :_recoup_word'
            }

            if [ "$funcstack[1]" = _recoup ]; then _recoup "$@"; else compdef _recoup recoup; fi

            """
    }

    private static func zshQuoted(_ text: String) -> String {
        text.map { "[]:".contains($0) ? "\\\($0)" : $0 == "'" ? "'\\''" : String($0) }.joined()
    }

    // MARK: fish

    private static var fish: String {
        var lines = [
            "# Completions of recoup for fish, made by `recoup completions fish`. To have them: recoup completions fish >",
            "# ~/.config/fish/completions/recoup.fish",
            "",
            "function __recoup_paths",
            "    __fish_complete_suffix .recoup",
            "end",
            "",
            "complete -c recoup -f",
            "complete -c recoup -n 'not __fish_seen_subcommand_from \(commands.map(\.name).joined(separator: " "))' -a '(__recoup_paths)'",
        ]
        for command in commands {
            lines.append(
                "complete -c recoup -n __fish_is_first_arg -a \(command.name) -d \(fishQuoted(command.summary))")
            let here = "complete -c recoup -n '__fish_seen_subcommand_from \(command.name)'"
            switch command.taken {
            case .words(let words): lines.append("\(here) -a '\(words.joined(separator: " "))'")
            case .file: lines.append("\(here) -a '(__recoup_paths)'")
            case .folder, .free, .nothing: break
            }
        }
        for option in options {
            let name = option.name.hasPrefix("--") ? "-l \(option.name.dropFirst(2))" : "-s \(option.name.dropFirst())"
            let base = "complete -c recoup \(name) -d \(fishQuoted(option.summary))"
            switch option.taken {
            case .nothing: lines.append(base)
            case .words(let words): lines.append("\(base) -x -a '\(words.joined(separator: " "))'")
            case .file: lines.append("\(base) -r -a '(__recoup_paths)'")
            case .folder: lines.append("\(base) -x -a '(__fish_complete_directories)'")
            case .free: lines.append("\(base) -x")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func fishQuoted(_ text: String) -> String {
        "'" + text.map { "'\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "'"
    }
}

extension String {
    /// Each line four blanks further in.
    fileprivate var indented: String {
        split(separator: "\n").map { "    \($0)\n" }.joined()
    }
}
