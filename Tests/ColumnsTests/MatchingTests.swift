// Pairs of rows with a key in common are those that naive code finds; samples are as many as asked for, and each place is drawn.
import Columns
import Testing

@Suite struct MatchingTests {
    @Test func pairsAreThoseOfNaiveCode() {
        for seed in 1...300 as ClosedRange<UInt64> {
            var random = Seeded(seed)
            let (keys, rows, others) = (Int.random(in: 1...3, using: &random), Int.random(in: 0...60, using: &random), Int.random(in: 0...60, using: &random))
            // Some keys lie close together and some far apart, so that tables and hashes are both met.
            let spread: Int64 = seed % 2 == 0 ? 6 : .max / 2
            func lanes(_ count: Int) -> [[Int64]] {
                (0..<keys).map { _ in
                    (0..<count).map { _ in Int.random(in: 0...9, using: &random) == 0 ? Lane.null : Int64.random(in: 0...3, using: &random) * (spread / 6) }
                }
            }
            let (left, right) = (lanes(rows), lanes(others))
            func isWhole(_ side: [[Int64]], _ place: Int) -> Bool { !side.contains { $0[place] == Lane.null } }
            var expected: [[Int64]] = []
            for a in 0..<rows {
                var found = false
                for b in 0..<others where isWhole(left, a) && isWhole(right, b) && (0..<keys).allSatisfy({ left[$0][a] == right[$0][b] }) {
                    expected.append([Int64(a), Int64(b)])
                    found = true
                }
                if !found { expected.append([Int64(a), Lane.null]) }
            }
            let matching = Matching(left: left, right: right)
            let all = matching.all(keepingAll: true)
            #expect(zip(all.left, all.right).map { [Int64($0), $1] } == expected, "seed \(seed)")
            let some = matching.all(keepingAll: false)
            #expect(zip(some.left, some.right).map { [Int64($0), $1] } == expected.filter { $0[1] != Lane.null }, "seed \(seed)")
            #expect(matching.pairs == some.left.count)
            #expect(matching.left(matching: false).map { Int64($0) } == expected.filter { $0[1] == Lane.null }.map { $0[0] })
            #expect(Set(matching.left(matching: true)) == Set(some.left))
        }
    }

    @Test func samplesAreDrawnWithoutRepetition() {
        var seen = Set<UInt32>()
        for seed in 1...200 as ClosedRange<UInt64> {
            var draws = Draws(seed: seed)
            let places = Sampling.places(5, of: 40, &draws)
            #expect(places.count == 5)
            #expect(places == places.sorted() && Set(places).count == 5)
            #expect(places.allSatisfy { $0 < 40 })
            seen.formUnion(places)
            var again = Draws(seed: seed)
            #expect(Sampling.places(5, of: 40, &again) == places)
        }
        #expect(seen.count == 40)
        var draws = Draws(seed: 1)
        #expect(Sampling.places(9, of: 3, &draws) == [0, 1, 2])
        #expect(Sampling.places(0, of: 3, &draws).isEmpty)
        #expect(Sampling.places(3, of: 0, &draws).isEmpty)
    }
}
