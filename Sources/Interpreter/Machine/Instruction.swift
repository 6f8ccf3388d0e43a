// The instructions of the machine: 32 bits each, an operation and three bytes, or an operation, a byte and 16 bits. Jumps
// and tests carry their distance in the word behind them.

/// Written `a b c`, or `a n` where `n` is the 16 bits of b and c. `r[x]` is a register of the frame, `k[x]` a constant.
enum Instruction: UInt8, BitwiseCopyable {
    /// r[a] = r[b]
    case move
    /// r[a] = k[n]
    case constant
    /// r[a] = a new list like the constant list k[n]
    case fresh
    /// r[a] = r[b] op r[c]; the `K` forms take k[c]
    case add, subtract, multiply, divide, modulo
    case addK, subtractK, multiplyK, divideK, moduloK
    /// r[a] = the comparison r[b] r[c]; the word behind it is the operation
    case compare
    /// Goes to the distance behind it unless r[a] op r[b]; the `K` forms take k[b]
    case unlessLess, unlessLessEqual, unlessEqual, unlessNotEqual
    case unlessLessK, unlessLessEqualK, unlessGreaterK, unlessGreaterEqualK, unlessEqualK, unlessNotEqualK
    /// Goes to the distance behind it, always; the first form is taken backwards and counts a turn
    case turn, jump
    /// Goes to the distance behind it unless r[a] is true; if it is; unless it is null
    case unless, when, unlessNull
    /// r[a] = -r[b]
    case negate
    /// r[a] = whether r[b] is null, or is not (c = 1)
    case isNull
    /// r[a] = the text r[b] and what r[c] reads as; the `K` form takes k[c]
    case append, appendK
    /// r[a] = r[b] + r[c] where both should be texts; the `K` form takes k[c]
    case join, joinK
    /// r[a] = the list r[b] with r[c] behind it
    case push
    /// r[a] = the list of c registers from r[b]
    case list
    /// r[a] = item r[c] of r[b]
    case index
    /// r[a] = field k[c] of the record r[b]
    case member
    /// Begins to go over what r[a] is: r[a] and r[a + 1] become the state of the loop
    case elements
    /// Begins to go over r[a] to r[a + 1]
    case range
    /// r[b] = the next element of the loop at r[a], and goes to the distance behind it while there is one
    case next
    /// r[a] = unit n, called with the arguments from r[a] on
    case call
    /// Gives r[a] to the caller; the second form gives nothing
    case give, giveNothing
    /// r[a] must be of the type that parameter b of unit n asks for: a, b, and the unit in the word behind it
    case check
    /// r[a] must be what unit n promises
    case promise
    /// r[a] = function n of c arguments from r[b]: a b c, and the function in the word behind it
    case function
    /// r[a] = what call-out n gives: an expression over rows, a query
    case evaluate
    /// Does the statement of call-out n
    case statement
    /// Shows r[a] as the result of a statement, or only keeps it as the last (b = 1)
    case show
    /// Opens a `try` whose `catch` is at the distance behind it and gets the error in r[a]; closes it
    case attempt, settle
    /// Ends a unit that is no definition
    case end
}
