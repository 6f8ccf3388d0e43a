// How far one statement of a program may go before it is stopped: no script may take the machine with it.

package struct Limits: Sendable {
    /// Turns of loops and calls of definitions, all together.
    package var steps = 1_000_000_000
    /// Definitions that wait for one another.
    package var depth = 10_000
    /// Definitions that wait for a query, whose condition asks another definition, and so on.
    package var entries = 16
    /// Bytes of the texts and lists that are held at a time.
    package var bytes = 512 << 20

    package init() {}
}
