// Joins the line editor, which knows keys, with the assistant, which knows the language, and with the book and the disk.
// Wiring only.
import Builtins
import Files
import Interpreter
import Terminal

/// Lives as long as the prompt.
final class PromptAids {
    private let conversation: Conversation
    let assistant: Assistant
    private let records: RecordIndex

    init(_ conversation: Conversation) {
        self.conversation = conversation
        let session = conversation.session
        let records = RecordIndex(session.registry) { session.context.world.store }
        self.records = records
        assistant = Assistant(
            session,
            PromptSources(
                records: { records.find($0) },
                isRecord: { records.holds($0, $1) },
                files: { [unowned conversation] in FileNames(conversation.session.context).beginning($0) },
                words: ShellWord.all,
                settings: { [unowned conversation] in conversation.settingWords }))
    }

    /// What the editor is lent. `theme` is asked at each key, since a person may change it.
    func lent(_ preferences: Preferences = Preferences(), theme: @escaping () -> Theme) -> LineAids {
        LineAids(
            colour: { [unowned self] line, cursor in
                let theme = theme()
                return assistant.marks(line, cursor: cursor).map { mark in
                    let style = theme.style(of: mark.role)
                    return (mark.range, mark.isUnknown ? style.underlined : style)
                }
            },
            complete: { [unowned self] line, cursor in
                let theme = theme()
                let found = assistant.suggestions(line, cursor: cursor)
                return Choices(
                    found.range,
                    found.list.map { Choice($0.text, detail: $0.detail, style: theme.style(of: $0.role), ending: $0.ending) })
            },
            hint: { [unowned self] line, cursor in
                preferences.hints ? assistant.hint(line, cursor: cursor).map { ($0.lead, $0.usage) } : nil
            },
            suggests: { preferences.suggests },
            help: { [unowned self] line, cursor in assistant.help(line, cursor: cursor) },
            words: { [unowned self] line in assistant.words(line) },
            idle: { [unowned self] in records.work() },
            styles: { theme().prompt })
    }

    /// A statement was run: what was found for a line may be otherwise now.
    func refresh() { assistant.refresh() }
}

/// Files and folders below the roots, as a person goes on typing a path.
struct FileNames {
    private let shell: Surroundings?

    init(_ context: Context) { shell = context.shell }

    /// `exp` finds `export/`, and `export/a` finds `export/ageing.csv`; hidden files only behind a dot.
    func beginning(_ typed: String) -> [(path: String, detail: String)] {
        guard let shell else { return [] }
        let folder = typed.utf8.lastIndex(of: 0x2F).map { String(typed[...$0]) } ?? ""
        let wanted = typed.dropFirst(folder.count)
        do throws(DiskFault) {
            let place = try shell.roots.existing(folder.isEmpty ? "." : folder, from: shell.base)
            var found: [(path: String, detail: String)] = []
            for name in try shell.disk.list(place).sorted() where name.hasPrefix(wanted) && found.count < 200 {
                if name.hasPrefix("."), !wanted.hasPrefix(".") { continue }
                let isFolder = try shell.disk.status(at: "\(place)/\(name)")?.kind == .directory
                found.append((folder + name + (isFolder ? "/" : ""), isFolder ? "folder" : ""))
            }
            return found
        } catch {
            // A folder that is not there has no files.
            return []
        }
    }
}
