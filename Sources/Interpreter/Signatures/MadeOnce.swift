// A value that is made when somebody first asks for it, and kept. A whole process that answers `1 + 1` needs no verb, and making all
// of them would be a fifth of its time. Tests ask from many threads; whoever is first makes it.
import Synchronization

final class MadeOnce<Value: Sendable>: Sendable {
    private let made = Mutex<Value?>(nil)
    private let make: @Sendable () -> Value

    init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    var value: Value {
        made.withLock { made in
            if let made { return made }
            let new = make()
            made = new
            return new
        }
    }
}
