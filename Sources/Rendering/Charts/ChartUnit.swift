// What the figures of a panel mean to a reader: how many decimals they have and what stands behind them. Prints whole numbers
// at a scale; no binary floating point comes near a figure.

package struct ChartUnit: Hashable, Sendable {
    /// A figure is a whole number of 10^-scale.
    package var scale: Int
    /// Hangs on to the figure: `d`, `%`.
    package var suffix: String
    /// Which steps are round: 30 days are, 50 are not.
    package var countsDays: Bool

    package init(scale: Int, suffix: String = "", countsDays: Bool = false) {
        self.scale = max(0, min(scale, 18))
        self.suffix = suffix
        self.countsDays = countsDays
    }

    /// `text(125050)` at scale 2 is `1,250.50`.
    package func text(_ value: Int128) -> String { text(value, decimals: scale) }

    /// A figure on an axis whose marks are `step` apart: no decimals that are always zero.
    func mark(_ value: Int128, step: Int128) -> String {
        var decimals = scale
        var (value, step) = (value, step)
        while decimals > 0, step % 10 == 0, value % 10 == 0 {
            (value, step) = (value / 10, step / 10)
            decimals -= 1
        }
        // Money has all its decimals or none.
        if decimals > 0, decimals < scale { return text(value * Self.power(scale - decimals), decimals: scale) }
        return text(value, decimals: decimals)
    }

    private func text(_ value: Int128, decimals: Int) -> String {
        var digits = Array(String(value.magnitude).utf8)
        while digits.count <= decimals { digits.insert(UInt8(ascii: "0"), at: 0) }
        var out: [UInt8] = value < 0 ? [UInt8(ascii: "-")] : []
        let whole = digits.count - decimals
        for (place, digit) in digits.enumerated() {
            if place == whole { out.append(UInt8(ascii: ".")) }
            if place > 0, place < whole, (whole - place) % 3 == 0 { out.append(UInt8(ascii: ",")) }
            out.append(digit)
        }
        return String(decoding: out, as: UTF8.self) + suffix
    }

    static func power(_ exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<max(0, min(exponent, 30)) { power *= 10 }
        return power
    }
}
