// One aggregate while its groups fill: concrete loops over a batch of group numbers and lanes.
// Sums are kept in 128 bits; a result that does not fit a lane is an error, never a wrap.
import Columns
import Diagnostics
import Values

final class AggregateRun {
    let request: AggregateRequest
    let op: LaneOp?
    private(set) var skipped = 0
    private var sums: [Int128] = []
    private var counts: [Int64] = []
    private var lanes: [Int64] = []
    private var members: [[Int64]] = []
    private var seen: [Set<Int64>] = []
    /// Texts, words and ids order by what they spell, not by their codes.
    private let spelled: Bool
    private let codec: CellCodec

    init(_ request: AggregateRequest, _ op: LaneOp?, planner: LanePlanner) {
        self.request = request
        self.op = op
        codec = planner.ctx.codec
        switch request.argument?.type {
        case .text?, .word?, .id?, .reference?, .currency?: spelled = true
        default: spelled = false
        }
    }

    func reserve(_ groups: Int) {
        guard counts.count < groups else { return }
        let more = groups - counts.count
        counts += Array(repeating: 0, count: more)
        switch request.kind {
        case .sum, .average: sums += Array(repeating: 0, count: more)
        case .minimum, .maximum, .first, .last: lanes += Array(repeating: Lane.null, count: more)
        case .median: members += Array(repeating: [], count: more)
        case .distinct: seen += Array(repeating: [], count: more)
        case .count: break
        }
    }

    func add(_ groups: UnsafeMutablePointer<Int32>, _ values: UnsafeMutablePointer<Int64>, _ rows: Int) {
        switch request.kind {
        case .count:
            counts.withUnsafeMutableBufferPointer { counts in
                if op == nil {
                    for i in 0..<rows { counts[Int(groups[i])] &+= 1 }
                } else {
                    for i in 0..<rows where values[i] != Lane.null { counts[Int(groups[i])] &+= 1 }
                }
            }
        case .sum, .average:
            var nulls = 0
            sums.withUnsafeMutableBufferPointer { sums in
                counts.withUnsafeMutableBufferPointer { counts in
                    for i in 0..<rows {
                        if values[i] == Lane.null {
                            nulls &+= 1
                            continue
                        }
                        sums[Int(groups[i])] &+= Int128(values[i])
                        counts[Int(groups[i])] &+= 1
                    }
                }
            }
            skipped += nulls
        case .minimum, .maximum:
            for i in 0..<rows where values[i] != Lane.null {
                let group = Int(groups[i])
                if lanes[group] == Lane.null || better(values[i], lanes[group]) { lanes[group] = values[i] }
            }
        case .first: for i in 0..<rows where lanes[Int(groups[i])] == Lane.null { lanes[Int(groups[i])] = values[i] }
        case .last: for i in 0..<rows where values[i] != Lane.null { lanes[Int(groups[i])] = values[i] }
        case .median:
            for i in 0..<rows {
                if values[i] == Lane.null { skipped += 1 } else { members[Int(groups[i])].append(values[i]) }
            }
        case .distinct: for i in 0..<rows where values[i] != Lane.null { seen[Int(groups[i])].insert(values[i]) }
        }
    }

    private func better(_ a: Int64, _ b: Int64) -> Bool {
        guard spelled, let meaning = request.argument?.type.meaning else {
            return request.kind == .minimum ? a < b : a > b
        }
        let order = codec.value(a, meaning).ordering(to: codec.value(b, meaning))
        return order == (request.kind == .minimum ? .ascending : .descending)
    }

    /// The column of results; groups where nothing was to be seen are null, a sum of nothing is zero.
    func finish(_ groups: Int, _ ctx: Context) throws(Diagnostic) -> [Int64] {
        var out: [Int64] = []
        out.reserveCapacity(groups)
        for group in 0..<groups {
            switch request.kind {
            case .count: out.append(counts[group])
            case .sum:
                guard let sum = Int64(exactly: sums[group]), sum != Lane.null else {
                    throw .operation(.value(.overflow), request.span)
                }
                out.append(sum)
            case .average: out.append(try average(group, ctx))
            case .minimum, .maximum, .first, .last: out.append(lanes[group])
            case .median: out.append(try median(group, ctx))
            case .distinct: out.append(Int64(seen[group].count))
            }
        }
        return out
    }

    private func average(_ group: Int, _ ctx: Context) throws(Diagnostic) -> Int64 {
        guard counts[group] > 0 else { return Lane.null }
        return try divided(sums[group], by: Int128(counts[group]), ctx)
    }

    private func median(_ group: Int, _ ctx: Context) throws(Diagnostic) -> Int64 {
        let sorted = members[group].sorted()
        guard !sorted.isEmpty else { return Lane.null }
        let middle = sorted.count / 2
        if case .days? = request.argument?.type { return sorted[(sorted.count - 1) / 2] }
        if sorted.count % 2 == 1 { return try divided(Int128(sorted[middle]), by: 1, ctx) }
        return try divided(Int128(sorted[middle - 1]) + Int128(sorted[middle]), by: 2, ctx)
    }

    /// A quotient at the scale of the result's column.
    private func divided(_ top: Int128, by bottom: Int128, _ ctx: Context) throws(Diagnostic) -> Int64 {
        var top = top
        var rounding = Rounding.halfEven
        switch request.argument?.type {
        case .number(let scale)?, .percent(let scale)?:
            let (raised, over) = top.multipliedReportingOverflow(by: Operators.power(max(2, min(scale, 9)) - min(scale, 9)))
            if over { throw .operation(.value(.overflow), request.span) }
            top = raised
        case .days?: if request.kind == .average { top *= 10 }
        default: rounding = ctx.world.rounding
        }
        do { return try Operators.rounded(top, bottom, rounding) } catch { throw .operation(error, request.span) }
    }
}
