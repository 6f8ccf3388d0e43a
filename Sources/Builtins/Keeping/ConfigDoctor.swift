// `config doctor`: where the configuration lies, what was read of it, and what the terminal can do. The shell looks; this
// only prints.
import Diagnostics
import Interpreter
import Values

enum ConfigDoctorVerb {
    static let verb = Verb.command(
        "config doctor", summary: "look over the configuration and the terminal",
        details: """
            Tells where config.recoup lies, whether it was read, what is wrong with it, and what the terminal can do. What needs
            mending is marked with !. `recoup config doctor` says the same without a book.
            """,
        examples: [Example("config doctor")]
    ) { _ in
        Prepared(.value(.text)) { run throws(Diagnostic) in
            guard let doctor = run.context.shell?.doctor else { return .value(.text("no terminal and no configuration here")) }
            return .value(.text(FindingPage.lines(doctor()).joined(separator: "\n")))
        }
    }
}

/// Findings as lines, those that need mending marked.
package enum FindingPage {
    package static func lines(_ findings: [DoctorFinding]) -> [String] {
        let width = findings.reduce(0) { max($0, $1.name.utf8.count) }
        var lines: [String] = []
        for finding in findings {
            let name = finding.name + String(repeating: " ", count: width - finding.name.utf8.count)
            lines.append("\(finding.problem == nil ? " " : "!") \(name)  \(finding.value)")
            if let problem = finding.problem { lines.append("  \(String(repeating: " ", count: width))  \(problem)") }
        }
        return lines
    }
}
