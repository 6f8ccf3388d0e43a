// What an act gives that makes one record for each it is about: the id where it is about one, a list of ids otherwise.
import Interpreter
import Values

extension Call {
    /// The shape of `Run.made`, known before it runs.
    func made(for item: some SignatureItem) -> Shape { .value(givesOne(item) ? .id : .list(.id)) }
}

extension Run {
    func made(_ ids: [String], isOne: Bool) -> Flow {
        if isOne, let only = ids.first, ids.count == 1 { return .value(.id(only)) }
        return .value(.list(ids.map { .id($0) }))
    }
}
