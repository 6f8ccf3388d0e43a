// Blocks that a condition rules out are passed over, and only where nothing could be missed by it.
import Columns
import Interpreter
import Testing

@Suite struct RuledOutTests {
    /// Three blocks whose due days ascend, beside numbers that are worked out when they are read.
    private final class Blocks {
        private(set) var made: [Int] = []
        private(set) var relation: Relation
        let field: Field
        let numbers: (Int) -> Int64

        init(numbers: @escaping (Int) -> Int64 = { Int64($0 % 7) }) throws {
            field = try Field(seed: 1)
            self.numbers = numbers
            var due = BatchColumn(.i32)
            for row in 0..<10_000 { _ = due.append(20_000 + Int64(row) / 10) }
            var columns = Array(repeating: RelationColumn(.constant(Lane.null)), count: 16)
            columns[5] = RelationColumn(.column(due.view))
            columns[7] = RelationColumn(.difference(20_500, .column(due.view)))
            relation = Relation(shape: field.relation.shape, columns: columns, baseCount: 10_000)
            relation.columns[0] = RelationColumn(
                .computed(
                    LaneComputer(count: 10_000) { [unowned self] from, count, out in
                        made.append(from / 4_096)
                        for i in 0..<count { out[i] = numbers(from + i) }
                    }))
        }

        func rows(_ condition: String) throws -> [UInt32] {
            made = []
            return try field.bound(condition).narrowing(relation, field.context).selectedRows
        }

        func expected(_ holds: (_ number: Int64, _ due: Int) -> Bool) -> [UInt32] {
            (0..<10_000).filter { holds(numbers($0), 20_000 + $0 / 10) }.map { UInt32($0) }
        }
    }

    @Test func blocksOutsideAreNotRead() throws {
        // Days 20,000 to 20,409 are the first block, 20,410 to 20,819 the second.
        var blocks = try Blocks()
        #expect(try blocks.rows("whole = 3 and due = 2024-10-10") == blocks.expected { $0 == 3 && $1 == 20_006 })
        #expect(blocks.made == [0])
        blocks = try Blocks()
        #expect(try blocks.rows("whole = 3 and late < 10d") == blocks.expected { $0 == 3 && 20_500 - $1 < 10 })
        #expect(blocks.made == [1, 2])
        blocks = try Blocks()
        #expect(try blocks.rows("whole > 3 and (late > 450d or late < -450d)") == blocks.expected { $0 > 3 && abs(20_500 - $1) > 450 })
        #expect(blocks.made == [0, 2])
        blocks = try Blocks()
        #expect(try blocks.rows("whole = 3 and due < 2000-01-01") == [])
        #expect(blocks.made == [])
        blocks = try Blocks()
        #expect(try blocks.rows("whole = 3 and due != 2024-10-10") == blocks.expected { $0 == 3 && $1 != 20_006 })
        #expect(blocks.made == [0, 1, 2])
    }

    @Test func theRightSideIsAskedOnlyAboutWhatTheLeftOneKeeps() throws {
        let blocks = try Blocks()
        #expect(try blocks.rows("late < -450d and whole = 3") == blocks.expected { $0 == 3 && 20_500 - $1 < -450 })
        #expect(blocks.made == [2])
    }

    @Test func aFaultIsFoundWhereTheRightSideRulesOut() throws {
        // The sum leaves 64 bits in the last block alone, which the day rules out.
        let blocks = try Blocks { $0 == 9_000 ? .max : 1 }
        #expect(throws: (any Error).self) { try blocks.rows("whole + 1 > 0 and due < 2024-11-01") }
        #expect(try blocks.rows("due < 2024-11-01 and whole + 1 > 0") == blocks.expected { $1 < 20_028 })
    }
}
