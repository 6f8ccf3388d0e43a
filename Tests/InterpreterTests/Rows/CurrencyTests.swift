// Amounts of two currencies are never put together: each aggregate over one currency, two, none, and over amounts that are not there,
// as a column of its own, by a key, and as the cells of a pivot.
import Columns
import Diagnostics
import Interpreter
import Testing
import Values

@Suite struct CurrencyTests {
    /// Rows of a key, an amount (nil for none) and its currency (nil for none).
    private typealias Row = (key: String, minor: Int64?, currency: String?)

    private static let amounts: [Aggregate] = [.sum, .average, .minimum, .maximum, .median, .percentile, .first, .last]

    /// The answer lines: key, value and currency of each row, in order.
    private func lines(_ kind: Aggregate, _ rows: [Row], by keys: [String]) throws -> (lines: [String], notes: [String]) {
        let (field, relation) = try self.relation(rows)
        let argument = try field.bound("owed")
        let request = AggregateRequest(name: "x", kind: kind, argument: argument, rank: try field.bound("50"), span: argument.span)
        let result = try Grouping(by: keys.map { GroupBy(name: $0, expression: try field.bound($0)) }, [request]).run(relation, field.context)
        let columns = result.shape.columns.indices.map { result.values(of: $0, field.context.codec) }
        return ((0..<result.rowCount).map { row in columns.map { $0[row].isNull ? "null" : $0[row].shown }.joined(separator: " ") }, result.notes)
    }

    private func relation(_ rows: [Row]) throws -> (Field, Relation) {
        let field = try Field(seed: 1, rows: 1)
        let units = rows.map { $0.currency.flatMap { Currency(code: $0) }.map { Int64($0.raw) } ?? Lane.null }
        let currency = LaneSource.dense(DenseLane(units))
        var columns = field.relation.columns
        for place in columns.indices { columns[place] = RelationColumn(.constant(Lane.null)) }
        let shape = field.relation.shape
        func put(_ name: String, _ lanes: [Int64], _ unit: LaneSource? = nil) {
            if let place = shape.index(of: name) { columns[place] = RelationColumn(.dense(DenseLane(lanes)), currency: unit) }
        }
        put("kind", rows.map { Int64(field.context.codec.code($0.key)) })
        put("owed", rows.map { $0.minor ?? Lane.null }, currency)
        put("currency", units)
        return (field, Relation(shape: shape, columns: columns, baseCount: rows.count))
    }

    private func value(_ kind: Aggregate, _ a: Int64, _ b: Int64) -> Int64 {
        switch kind {
        case .sum: a + b
        case .average, .median: (a + b) / 2
        case .minimum, .percentile, .first: a
        case .maximum, .last: b
        case .count, .distinct: 2
        }
    }

    @Test(arguments: amounts) func oneCurrency(_ kind: Aggregate) throws {
        let found = try lines(kind, [("red", 1_00, "GBP"), ("blue", 3_00, "GBP")], by: [])
        let x = Money(minor: value(kind, 1_00, 3_00), currency: try #require(Currency(code: "GBP"))).text
        #expect(found.lines == ["\(x) GBP"])
        #expect(found.notes.isEmpty)
    }

    @Test(arguments: amounts) func twoCurrencies(_ kind: Aggregate) throws {
        let rows: [Row] = [("red", 1_00, "GBP"), ("red", 100, "JPY"), ("red", 3_00, "GBP"), ("blue", 300, "JPY"), ("blue", 5_00, "GBP")]
        let (gbp, jpy) = (try #require(Currency(code: "GBP")), try #require(Currency(code: "JPY")))
        let all = try lines(kind, rows, by: [])
        #expect(all.lines.count == 2)
        #expect(all.lines[0].hasSuffix(" GBP") && all.lines[1].hasSuffix(" JPY"))
        #expect(all.lines[1] == "\(Money(minor: value(kind, 100, 300), currency: jpy).text) JPY")
        let keyed = try lines(kind, rows, by: ["kind"])
        #expect(keyed.lines == [
            "red \(Money(minor: value(kind, 1_00, 3_00), currency: gbp).text) GBP", "red 100 JPY JPY", "blue 300 JPY JPY", "blue 5.00 GBP GBP",
        ])
    }

    @Test(arguments: amounts) func noRow(_ kind: Aggregate) throws {
        #expect(try lines(kind, [], by: []).lines.isEmpty)
        #expect(try lines(kind, [], by: ["kind"]).lines.isEmpty)
    }

    @Test(arguments: amounts) func amountsThatAreNotThere(_ kind: Aggregate) throws {
        // A row without an amount may still have a currency; one that has neither makes no line beside others of its key.
        let rows: [Row] = [("red", 1_00, "GBP"), ("red", nil, "GBP"), ("red", 3_00, "GBP"), ("red", nil, nil), ("blue", nil, nil)]
        let gbp = try #require(Currency(code: "GBP"))
        let x = Money(minor: value(kind, 1_00, 3_00), currency: gbp).text
        let all = try lines(kind, rows, by: [])
        #expect(all.lines == ["\(x) GBP"])
        let keyed = try lines(kind, rows, by: ["kind"])
        #expect(keyed.lines == ["red \(x) GBP", "blue null null"])
        let saysHowMany = ![Aggregate.first, .last].contains(kind)
        #expect(all.notes == (saysHowMany ? ["3 empty values skipped"] : []))
        #expect(keyed.notes == all.notes)
    }

    @Test func countsAreNotApart() throws {
        let rows: [Row] = [("red", 1_00, "GBP"), ("red", 1_00, "EUR"), ("red", nil, "GBP")]
        #expect(try lines(.count, rows, by: []).lines == ["2"])
        #expect(try lines(.distinct, rows, by: []).lines == ["2"])
    }

    @Test(arguments: amounts) func aPivotHasALineForEachCurrency(_ kind: Aggregate) throws {
        let rows: [Row] = [("red", 1_00, "GBP"), ("blue", 2_00, "GBP"), ("red", 7_00, "EUR"), ("red", 3_00, "GBP"), ("red", nil, nil)]
        let (field, relation) = try self.relation(rows)
        let argument = try field.bound("owed")
        let request = AggregateRequest(name: "x", kind: kind, argument: argument, rank: try field.bound("50"), span: argument.span)
        let pivot = try Pivot(by: [], [request], across: try field.bound("kind"), in: nil, total: false)
        #expect(pivot.shape.isOpen)
        let result = try pivot.run(relation, field.context)
        #expect(result.shape.names == ["currency", "red", "blue"])
        let columns = result.shape.columns.indices.map { result.values(of: $0, field.context.codec) }
        let gbp = try #require(Currency(code: "GBP"))
        #expect((0..<result.rowCount).map { row in columns.map { $0[row].isNull ? "null" : $0[row].shown }.joined(separator: " ") } == [
            "GBP \(Money(minor: value(kind, 1_00, 3_00), currency: gbp).text) 2.00 GBP", "EUR 7.00 EUR null",
        ])
    }

    @Test func theCellsOfAPivotAreTheGroupsOfBothKeys() throws {
        for seed in 1...200 as ClosedRange<UInt64> {
            let field = try Field(seed: seed, extremes: false)
            var random = Seeded(state: seed &* 613)
            let keys = Array(["debtor", "held", "currency", "id"].shuffled(using: &random).prefix(Int.random(in: 0...2, using: &random)))
            let across = ["kind", "name", "held", "debtor", "clock mod 3"].randomElement(using: &random) ?? "kind"
            guard let spread = field.bind(across) else { continue }
            let kind = Aggregate.allCases.randomElement(using: &random) ?? .sum
            let argument = try field.bound("owed")
            let request = AggregateRequest(name: "x", kind: kind, argument: argument, rank: try field.bound("75"), span: argument.span)
            let groupBy = try keys.map { GroupBy(name: $0, expression: try field.bound($0)) }
            let table = try Pivot(by: groupBy, [request], across: spread, in: nil, total: true).run(field.relation, field.context)
            let flat = try Grouping(by: groupBy + [GroupBy(name: "across", expression: spread)], [request]).run(field.relation, field.context)
            func cells(_ relation: Relation) -> [[Value]] {
                let columns = relation.shape.columns.indices.map { relation.values(of: $0, field.context.codec) }
                return (0..<relation.rowCount).map { row in columns.map { $0[row] } }
            }
            // Every group of the flat table stands in its cell, and no cell is filled that has no group.
            var found = 0
            for row in cells(table) {
                for (column, shape) in table.shape.columns.enumerated().dropFirst(table.shape.columns.count - (table.shape.shown.count - keysShown(table))) {
                    guard shape.name != "total", !row[column].isNull, !row[column].equals(.number(Number(0))) else { continue }
                    found += 1
                }
            }
            let expected = cells(flat).count { row in !row[keys.count + 1].isNull && !row[keys.count + 1].equals(.number(Number(0))) }
            #expect(found == expected, "seed \(seed): \(kind) by \(keys) across \(across)")
        }
    }

    private func keysShown(_ table: Relation) -> Int { table.shape.columns.firstIndex { $0.name == "total" } ?? 0 }
}
