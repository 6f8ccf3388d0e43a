// What each diagnostic code means and what to do about it: `help where.unknown-column`. Every code has a page; a test reads
// the sources for codes without one.
import Interpreter

enum CodePages {
    static let all = language + words + acts + trade + imports + charts
}
