// A program that shows what is longer than the screen: `$PAGER`, else `less`. It is started, written to, and waited for.
// It knows no result; whoever prints decides when one is needed.

/// Which program pages, from the environment: `PAGER`, else `less -RFX`. An empty `PAGER`, or `cat`, means none.
package struct PagerChoice: Equatable, Sendable {
    /// The words of the command; none means that nothing pages.
    package private(set) var words: [String]
    private let isOurs: Bool

    package init(_ environment: (String) -> String?) {
        let named = environment("PAGER")
        let words = named?.split(whereSeparator: { $0 == " " || $0 == "\t" }).map(String.init)
        // What only a shell can read is given to one.
        let isPlain = named?.utf8.allSatisfy { !"|&;<>()$`\"'\\*?~".utf8.contains($0) } ?? true
        switch isPlain ? words : ["/bin/sh", "-c", named ?? ""] {
        case nil, ["less"]: (self.words, isOurs) = (["less", "-RFX"], true)
        case []?, ["cat"]: (self.words, isOurs) = ([], false)
        case let wanted?: (self.words, isOurs) = (wanted, false)
        }
    }

    /// The program itself, for finding it.
    package var program: String? { words.first }
    package var shown: String { words.joined(separator: " ") }

    /// The words to start; `cut` for lines wider than the screen, which are moved over sideways and not wrapped.
    func command(cut: Bool) -> [String] { isOurs && cut ? words + ["-S"] : words }
}

/// One that runs.
package final class Pager {
    private let give: (UnsafeRawBufferPointer) -> Bool
    private let end: () -> Void
    private var isWanted = true

    /// With its two ends given, for tests.
    package init(give: @escaping (UnsafeRawBufferPointer) -> Bool, end: @escaping () -> Void) {
        self.give = give
        self.end = end
    }

    /// Starts it on the terminal; nil where there is none or it does not start.
    package static func start(_ choice: PagerChoice, cut: Bool) -> Pager? {
        guard let process = PagerProcess(choice.command(cut: cut)) else { return nil }
        return Pager(give: { process.write($0) }, end: { process.finish() })
    }

    /// More to show. Somebody who left early has seen enough: the rest is dropped.
    package func write(_ bytes: UnsafeRawBufferPointer) { if isWanted { isWanted = give(bytes) } }

    /// Waits until the person has left it. A Ctrl-C typed there was meant for it.
    package func finish() {
        end()
        Interrupt.clear()
    }
}
