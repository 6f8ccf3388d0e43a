import Testing

@testable import Rendering

/// Round numbers on an axis, ranges of a histogram, what is gathered: figures before anything is painted.
@Suite struct ChartFigureTests {
    private let money = ChartUnit(scale: 2)
    private let days = ChartUnit(scale: 0, suffix: "d", countsDays: true)

    @Test func figuresAreWrittenWithAllTheirDecimals() {
        #expect(money.text(125050) == "1,250.50")
        #expect(money.text(-5) == "-0.05")
        #expect(money.text(0) == "0.00")
        #expect(days.text(1204) == "1,204d")
        #expect(ChartUnit(scale: 0).text(Int128(Int64.max) * 3) == "27,670,116,110,564,327,421")
    }

    @Test func marksOfAnAxisLoseDecimalsThatAreZero() {
        #expect(money.mark(200_000, step: 100_000) == "2,000")
        #expect(money.mark(150, step: 50) == "1.50")
        #expect(ChartUnit(scale: 3, suffix: "%").mark(1500, step: 500) == "1.500%")
    }

    @Test func anAxisIsRoundAndHoldsZero() {
        let scale = ChartScale(of: [35_611_61], steps: 6, unit: money)
        #expect((scale.low, scale.high, scale.step) == (0, 40_000_00, 10_000_00))
        let both = ChartScale(of: [-3, 12], steps: 4, unit: ChartUnit(scale: 0))
        #expect((both.low, both.high, both.step) == (-5, 15, 5))
        #expect(both.marks == [-5, 0, 5, 10, 15])
        #expect([-5, 0, 15].map { both.place($0, on: 40) } == [0, 10, 40])
        // Nothing at all still has an axis, and the largest figures there are fit on one.
        #expect(ChartScale(of: [], steps: 4, unit: money).marks == [0, 1])
        let huge = ChartScale(of: [Int128(Int64.max) * 1000, Int128(Int64.min) * 1000], steps: 4, unit: money)
        #expect(huge.marks.count <= 5 && huge.place(Int128(Int64.max) * 1000, on: 100) <= 100)
    }

    @Test func rangesBeginAtMultiplesOfARoundWidth() throws {
        let bins = try #require(HistogramBins([-3, 0, 4, 5, 9, 10, 44], most: 6, unit: ChartUnit(scale: 0)))
        #expect(bins.width == 10)
        #expect(bins.bins.map(\.from) == [-10, 0, 10, 20, 30, 40])
        #expect(bins.bins.map(\.to) == [-1, 9, 19, 29, 39, 49])
        #expect(bins.bins.map(\.count) == [1, 4, 1, 0, 0, 1])
        #expect(HistogramBins([], most: nil, unit: money) == nil)
        #expect(HistogramBins([7], most: 1, unit: money)?.bins.map(\.count) == [1])
        // Zero parts them, whatever was asked for.
        #expect(HistogramBins([-7, 7], most: 1, unit: money)?.bins.map(\.count) == [1, 1])
        #expect(HistogramBins(Array(0...364), most: 13, unit: days)?.width == 30)
    }

    @Test func farOutFiguresAreGatheredAtTheEnds() throws {
        let figures = (0..<200).map { Int64($0) } + [1_000_000, -1_000_000]
        let bins = try #require(HistogramBins(figures, most: 12, unit: ChartUnit(scale: 0)))
        #expect(bins.bins.first?.from == nil && bins.bins.last?.to == nil)
        #expect(bins.width == 20 && bins.bins.count == 12)
        #expect(bins.bins.reduce(0) { $0 + $1.count } == figures.count)
    }

    @Test func everyFigureIsInItsRange() throws {
        var random = Seeded(20261123)
        for round in 0..<400 {
            let spread = Int64.random(in: 1...2_000_000, using: &random)
            var figures = (0..<Int.random(in: 1...300, using: &random)).map { _ in Int64.random(in: -spread...spread, using: &random) }
            if round % 7 == 0 { figures.append(round % 2 == 0 ? .max : -.max) }
            let most = Bool.random(using: &random) ? Int.random(in: 1...30, using: &random) : nil
            let bins = try #require(HistogramBins(figures, most: most, unit: round % 3 == 0 ? days : money)).bins
            if let most { #expect(bins.count <= max(4, most)) }
            for bin in bins {
                #expect(bin.count == figures.count { $0 >= bin.from ?? .min && $0 <= bin.to ?? .max }, "round \(round)")
            }
        }
    }

    private func chart(_ values: [Int64?]) -> Chart {
        let points = values.enumerated().map { ChartPoint("k\($0)", values: [$1]) }
        return Chart(.bars, title: "t", axis: "k", panels: [ChartPanel(heading: "EUR", unit: money, parts: ["v"], points: points)])
    }

    @Test func whatIsTooMuchIsGatheredAndSaid() {
        let first = chart([9, 8, 7, 6, nil, 4]).gathered(most: 3, keeping: .first, adding: true)
        #expect(first.chart.panels[0].points.map(\.label) == ["k0", "k1", "k2", "3 others"])
        #expect(first.chart.panels[0].points.last?.total == 10)
        #expect(first.notes == ["gathered in one bar: 3 of 6 EUR"])
        let last = chart([9, 8, 7]).gathered(most: 2, keeping: .last, adding: true)
        #expect(last.chart.panels[0].points.map(\.label) == ["1 earlier", "k1", "k2"])
        let left = chart([9, 8, 7]).gathered(most: 2, keeping: .first, adding: false)
        #expect(left.chart.panels[0].points.count == 2 && left.notes == ["left out: 1 of 3 EUR"])
        // A sum that does not fit is not drawn as another.
        let huge = chart([1, .max, .max]).gathered(most: 1, keeping: .first, adding: true)
        #expect(huge.notes == ["left out: 2 of 3 EUR"])
    }

    @Test func nothingIsLeftOutWithoutAWord() {
        let some = chart([5, 0, nil, 0]).withoutNothing { _ in true }
        #expect(some.chart.panels[0].points.map(\.label) == ["k0", "k2"])
        #expect(some.notes == ["of nothing, not drawn: 2 EUR"])
        #expect(chart([0, 0]).withoutNothing { _ in true }.chart.panels[0].points.count == 2)
    }

    @Test func columnsAreSharedOutWhole() {
        #expect(StackedBar.columns([50, 30, 20], length: 10) == [5, 3, 2])
        #expect(StackedBar.columns([998, 1, 1], length: 10) == [8, 1, 1])
        #expect(StackedBar.columns([0, 0], length: 10) == [0, 0])
        var random = Seeded(7)
        for _ in 0..<500 {
            let parts = (0..<5).map { _ in Int128(Int.random(in: 0...1000, using: &random)) }
            let length = Int.random(in: 1...80, using: &random)
            let sum = StackedBar.columns(parts, length: length).reduce(0, +)
            #expect(sum == (parts.reduce(0, +) == 0 ? 0 : length))
        }
    }

    @Test func trends() {
        #expect(Sparkline.text([0, 5, nil, 10]) == "▁▅·█")
        #expect(Sparkline.text([0, 5, nil, 10], isASCII: true) == "04.7")
        #expect(Sparkline.text([-7, 0, 7]) == "▁▅█")
        #expect(Sparkline.text([0, 0]) == "▁▁")
        #expect(Sparkline.text([.min, .max]) == "▁█")
        #expect(Sparkline.text([]) == "")
    }
}
