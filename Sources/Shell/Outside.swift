// Everything a run of the program is given from outside: disk, clock, screen, streams, the person. The whole program can
// run inside a test, since nothing below asks the system for any of these.
package import Files
package import Terminal
package import Values

package struct Outside {
    package enum Input {
        case descriptor(Int32)
        case bytes([UInt8])
    }

    package var disk: any Disk
    /// Where relative paths begin.
    package var directory: String
    /// The local date and time.
    package var now: () -> Moment
    /// Nanoseconds from some beginning, for elapsed time.
    package var ticks: () -> UInt64
    package var screen: (ColourChoice) -> Screen
    package var input: Input
    package var out: Channel
    package var err: Channel
    /// Sleeps so many milliseconds while the book is locked.
    package var pause: (Int) -> Void = RealDisk.pause
    /// A variable of the environment.
    package var environment: (String) -> String? = { _ in nil }
    /// Starts a pager; `cut` when lines are wider than the screen. Nil where there is none.
    package var pager: (_ cut: Bool) -> Pager? = { _ in nil }
    /// Holds on to something until the process ends, which takes its memory back faster than the program could give it. A run
    /// inside a test keeps nothing.
    package var keep: (AnyObject) -> Void = { _ in }
    /// Who is at the keyboard.
    package var actor: String
    /// What a journal is salted with when no seed is given.
    package var random: () -> UInt64

    package init(
        disk: any Disk, directory: String, now: @escaping () -> Moment, ticks: @escaping () -> UInt64 = { 0 },
        screen: @escaping (ColourChoice) -> Screen, input: Input, out: Channel, err: Channel, actor: String,
        random: @escaping () -> UInt64
    ) {
        self.disk = disk
        self.directory = directory
        self.now = now
        self.ticks = ticks
        self.screen = screen
        self.input = input
        self.out = out
        self.err = err
        self.actor = actor
        self.random = random
    }
}
