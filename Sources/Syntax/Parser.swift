// From bytes to a tree. Knows no verb by name: a phrase is a head and arguments side by side.
import Diagnostics

/// Keeps its buffers: one parser for a stream of statements.
package struct Parser: Sendable {
    package enum Mode: Sendable {
        case script
        /// A statement may open with `|`: it continues the last result.
        case prompt
    }

    package init() {}

    /// Parses everything there is; what is wrong stands in `tree.diagnostics`, and the parser goes on behind it.
    package mutating func parse(_ bytes: some Collection<UInt8>, into tree: inout Tree, mode: Mode = .script) {
        tree.reset(bytes)
    }
}
