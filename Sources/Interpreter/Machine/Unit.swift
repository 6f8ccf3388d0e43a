// One compiled piece: the body of a definition, or a statement with control flow. Code, constants, and for every word of
// code the place it came from.
import Columns
import Diagnostics
import Values

/// What the machine asks of the session: an expression that reads rows, a query, a statement.
struct CallOut {
    enum Work {
        case expression(BoundExpression)
        case flow(Pipeline)
        case statement(Statement)
    }

    /// A variable and the register that holds it.
    struct Place {
        var slot: Int
        var register: UInt8
    }

    var work: Work
    /// Brought to the session's variables before, and taken back after.
    var reads: [Place]
    var writes: [Place]
}

/// Compiled code. Its buffers are its own, and stay where they are as long as it lives.
final class Unit {
    let source: Source
    /// Nil for a statement that is no definition.
    let definition: Definition?
    /// Whether `return` gives to a caller: in a definition, and in what a definition has the session do.
    let isInside: Bool
    /// The variables of the session that it works on: brought in at its start, taken back at its end.
    var shared: [CallOut.Place] = []
    var written: [CallOut.Place] = []
    private(set) var code = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
    private(set) var constants = UnsafeMutablePointer<Cell>.allocate(capacity: 1)
    private(set) var constantCount = 0
    private(set) var frameSize = 0
    private(set) var spans: [Span] = []
    private(set) var callOuts: [CallOut] = []
    private(set) var functions: [(function: Function, span: Span)] = []
    private(set) var isCompiled = false

    init(_ source: Source, _ definition: Definition?, isInside: Bool) {
        self.source = source
        self.definition = definition
        self.isInside = isInside
    }

    deinit {
        code.deallocate()
        constants.deallocate()
    }

    func fill(
        _ words: [UInt32], _ spans: [Span], _ constants: [Cell], frameSize: Int, _ callOuts: [CallOut],
        _ functions: [(function: Function, span: Span)]
    ) {
        code.deallocate()
        self.constants.deallocate()
        code = UnsafeMutablePointer<UInt32>.allocate(capacity: max(1, words.count))
        self.constants = UnsafeMutablePointer<Cell>.allocate(capacity: max(1, constants.count))
        words.withUnsafeBufferPointer { if let base = $0.baseAddress { code.initialize(from: base, count: $0.count) } }
        constants.withUnsafeBufferPointer { if let base = $0.baseAddress { self.constants.initialize(from: base, count: $0.count) } }
        constantCount = constants.count
        self.frameSize = frameSize
        self.spans = spans
        self.callOuts = callOuts
        self.functions = functions
        isCompiled = true
    }

    /// The place in the text that a word came from.
    func span(at pc: UnsafePointer<UInt32>) -> Span {
        let place = pc - UnsafePointer(code)
        return spans.indices.contains(place) ? spans[place] : Span(0, 0)
    }
}
