// One aggregate over groups: the columns' kernels do the work; here the scale of the result is settled, and texts are
// compared by what they spell. A result that does not fit a lane is an error, never a wrap.
import Columns
import Diagnostics
import Values

struct GroupTotal {
    private let request: AggregateRequest
    private let relation: Relation
    private let groups: Groups
    private let ctx: Context
    private(set) var skipped = 0

    init(_ request: AggregateRequest, relation: Relation, groups: Groups, _ ctx: Context) {
        self.request = request
        self.relation = relation
        self.groups = groups
        self.ctx = ctx
    }

    /// The result of each group; groups where nothing was to be seen are null.
    mutating func lanes(_ column: RelationColumn?) throws(Diagnostic) -> [Int64] {
        guard let column else { return groups.sizes.map { Int64($0) } }
        let lane = column.lane
        let selection = relation.selection
        switch request.kind {
        case .count: return Totals.sum(selection, lane, by: groups).counts.map { Int64($0) }
        case .sum:
            let sums = Totals.sum(selection, lane, by: groups)
            note(sums.counts)
            let (lanes, overflow) = sums.lanes()
            if overflow != nil { throw .operation(.value(.overflow), request.span) }
            if let range = request.argument?.type.meaning?.laneRange,
                lanes.contains(where: { $0 != Lane.null && !range.contains($0) })
            {
                throw .operation(.value(.overflow), request.span)
            }
            return lanes
        case .average:
            let sums = Totals.sum(selection, lane, by: groups)
            note(sums.counts)
            var out: [Int64] = []
            for (sum, count) in zip(sums.sums, sums.counts) {
                out.append(count == 0 ? Lane.null : try divided(sum, by: Int128(count)))
            }
            return out
        case .minimum, .maximum:
            noteEmpty(column)
            guard let meaning = request.argument?.type.meaning, meaning.isSpelled else {
                return request.kind == .minimum
                    ? Totals.min(selection, lane, by: groups) : Totals.max(selection, lane, by: groups)
            }
            return spelled(selection.lanes(lane), meaning)
        case .percentile:
            noteEmpty(column)
            return Totals.percentile(selection, lane, try request.share(ctx), by: groups)
        case .median:
            noteEmpty(column)
            var out: [Int64] = []
            for pair in Totals.median(selection, lane, by: groups) {
                if pair.lower == Lane.null {
                    out.append(Lane.null)
                } else if case .days? = request.argument?.type {
                    out.append(pair.lower)
                } else {
                    out.append(try divided(Int128(pair.lower) + Int128(pair.upper), by: 2))
                }
            }
            return out
        case .distinct:
            if let currency = column.currency { return differentAmounts(lane, currency) }
            return Totals.distinct(selection, lane, by: groups).map { Int64($0) }
        case .first, .last:
            var out = [Int64](repeating: Lane.null, count: groups.count)
            let lanes = selection.lanes(lane)
            for (place, group) in groups.ordinals.enumerated() where lanes[place] != Lane.null {
                if request.kind == .last || out[Int(group)] == Lane.null { out[Int(group)] = lanes[place] }
            }
            return out
        }
    }

    private mutating func note(_ counts: [UInt32]) {
        for (size, count) in zip(groups.sizes, counts) { skipped += Int(size) - Int(count) }
    }

    /// Columns that are never empty are not read for it.
    private mutating func noteEmpty(_ column: RelationColumn) {
        if let bare = request.argument?.bareColumn, relation.shape.columns.indices.contains(bare), !relation.shape.columns[bare].nullable {
            return
        }
        skipped += relation.selection.count - Totals.present(relation.selection, column.lane)
    }

    /// 5 pounds and 5 euros are two amounts.
    private func differentAmounts(_ lane: LaneSource, _ currency: LaneSource) -> [Int64] {
        let lanes = relation.selection.lanes(lane)
        let keys = [groups.ordinals.map { Int64($0) }, lanes, relation.selection.lanes(currency)]
        let split = Groups(Selection(count: lanes.count), by: keys.map { Columns.GroupKey(.dense(DenseLane($0))) })
        var counts = [Int64](repeating: 0, count: groups.count)
        for first in split.firsts where lanes[Int(first)] != Lane.null { counts[Int(groups.ordinals[Int(first)])] += 1 }
        return counts
    }

    /// The least or greatest by what the codes spell.
    private func spelled(_ lanes: [Int64], _ meaning: Meaning) -> [Int64] {
        var best = [Int64](repeating: Lane.null, count: groups.count)
        var keys = [SpelledKey?](repeating: nil, count: groups.count)
        for (place, group) in groups.ordinals.enumerated() where lanes[place] != Lane.null {
            let at = Int(group)
            if best[at] == lanes[place] { continue }
            guard let text = Operators.plainText(ctx.codec.value(lanes[place], meaning)) else { continue }
            let key = SpelledKey(text, isID: meaning.isID)
            if let held = keys[at], request.kind == .minimum ? !(key < held) : !(held < key) { continue }
            keys[at] = key
            best[at] = lanes[place]
        }
        return best
    }

    /// A quotient at the scale of the result's column.
    private func divided(_ top: Int128, by bottom: Int128) throws(Diagnostic) -> Int64 {
        var (top, bottom) = (top, bottom)
        var rounding = Rounding.halfEven
        switch request.argument?.type {
        case .number(let scale)?, .percent(let scale)?:
            let wanted = max(2, min(scale, 9))
            if wanted < scale {
                bottom *= Operators.power(scale - wanted)
            } else {
                let (raised, over) = top.multipliedReportingOverflow(by: Operators.power(wanted - scale))
                if over { throw .operation(.value(.overflow), request.span) }
                top = raised
            }
        case .days?: if request.kind == .average { top *= 10 }
        default: rounding = ctx.world.rounding
        }
        do { return try Operators.rounded(top, bottom, rounding) } catch { throw .operation(error, request.span) }
    }
}
