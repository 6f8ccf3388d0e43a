// `add rules "contract.rules"`: keeps a rule pack of the user's in the book, where it goes before those of the program.
import Diagnostics
import Files
import Interpreter
import Receivables
import Values

enum AddRulesVerb {
    static let path = Key.path("file", "a text file with one rule pack; `rates` shows what such figures look like")

    static let verb = Verb.action(
        "add rules", [path], summary: "keep a rule pack of your own in the book",
        details: """
            Each line of the file says one thing: pack, title, law, country, kind, debtor, since, mode, days, payments, reset, margin,
            rate, sum. The book's own packs are tried first; one with the name of another takes its place.
            """,
        examples: [Example("dry add rules \"delacroix.rules\"", "a contract with one debtor")]
    ) { _ in
        Prepared.act { run throws(Diagnostic) in
            guard let shell = run.context.shell else { throw run.fault("rules.unreadable", "no file can be read here", at: path).ofFiles }
            let name = try run[path]
            let bytes: [UInt8]
            do throws(DiskFault) {
                bytes = try shell.disk.contents(of: try shell.roots.existing(name, from: shell.base), limit: RulePack.longest)
            } catch {
                throw run.fault("rules.unreadable", error.sentence, at: path).ofFiles
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let pack: RulePack
            do throws(PackFault) { pack = try RulePack(reading: text) } catch {
                throw run.fault("rules.line", "\(name):\(error.line): \(error.message)", at: path)
            }
            let replaced = RuleBook(run.world.store).pack(named: pack.name) != nil
            let changes = try run.change(at: path) { store throws(TradeFault) in try AddRules(text: text).changes(in: &store) }
            let (rates, sums) = (pack.references.count, pack.sums.count)
            var says = [
                "\(pack.name) \(replaced ? "replaced" : "added"): \(counted(rates, "rate")), \(counted(sums, "fixed sum"))"
            ]
            says.append(RulesNoun.notAdvice)
            return Deed(changes, says: says)
        }
    }
}
