// How far one statement of a program may go before it is stopped: no script may take the machine with it.

package struct Limits: Sendable {
    /// Turns of loops and calls of definitions, all together.
    package var steps = 1_000_000_000
    /// Definitions that wait for one another.
    package var depth = 30

    package init() {}
}
