// Amounts brought to one currency, a batch at a time: what each currency is multiplied with and divided by is looked up once.
import Columns
import Values

final class ConvertOp: LaneOp {
    private struct Terms {
        let unit: Int64
        let factor: Int64
        let divisor: FixedDivisor
    }

    private let amounts: LaneOp
    private let units: LaneOp
    private let wanted: Int64
    private let rounding: Rounding
    private let find: (Currency) -> ExchangeTerms?
    private var known: [Terms] = []

    init(
        _ amounts: LaneOp, _ units: LaneOp, to currency: Currency, _ rounding: Rounding, _ room: LaneRoom,
        find: @escaping (Currency) -> ExchangeTerms?
    ) {
        self.amounts = amounts
        self.units = units
        wanted = Int64(currency.raw)
        self.rounding = rounding
        self.find = find
        super.init(room)
    }

    override func fill(_ batch: LaneBatch, _ out: UnsafeMutablePointer<Int64>) throws(LaneMiss) {
        let unit = room.take()
        defer { room.give(unit) }
        try amounts.fill(batch, out)
        try units.fill(batch, unit)
        var current: Terms?
        for i in 0..<batch.count where out[i] != Lane.null && unit[i] != wanted {
            if current?.unit != unit[i] { current = try terms(unit[i]) }
            guard let current else { continue }
            let (product, over) = out[i].multipliedReportingOverflow(by: current.factor)
            if over || product == Lane.null { throw LaneMiss() }
            out[i] = current.divisor.divide(product, rounding)
        }
    }

    private func terms(_ unit: Int64) throws(LaneMiss) -> Terms {
        for terms in known where terms.unit == unit { return terms }
        guard let raw = UInt16(exactly: unit), let currency = Currency(raw: raw), let found = find(currency),
            let factor = Int64(exactly: found.factor), let divisor = UInt64(exactly: found.divisor)
        else { throw LaneMiss() }
        let terms = Terms(unit: unit, factor: factor, divisor: FixedDivisor(divisor))
        known.append(terms)
        return terms
    }
}
