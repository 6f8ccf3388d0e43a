// How a picture looks: one sheet for a light page, a dark one and paper. The parts of a graded chart go from light to dark red, so
// that they keep their order in grey; others have colours that are told apart by people who see no red or no green (after Paul
// Tol, Colour Schemes, SRON/EPS/TN/09-002).

enum PictureStyle {
    static let parts = 6

    private static let graded = ["#d5dde3", "#f1c973", "#e89a4c", "#cf5f37", "#8f1d2c", "#4d1020"]
    private static let gradedOnDark = ["#66727e", "#f1d188", "#eda555", "#e0683c", "#cf2f45", "#9c1c3f"]
    private static let several = ["#4477aa", "#ccbb44", "#66ccee", "#aa3377", "#228833", "#bbbbbb"]

    static func sheet(isGraded: Bool) -> String {
        let light = rules(page: "#ffffff", ink: "#1d2733", faint: "#5c6873", grid: "#e2e6ea", axis: "#8b96a1", bar: "#2f6db5",
            below: "#b3372f", parts: isGraded ? graded : several)
        let dark = rules(page: "#14181d", ink: "#e4e9ee", faint: "#9aa6b2", grid: "#2c343c", axis: "#6b7783", bar: "#6ea8e6",
            below: "#e5776d", parts: isGraded ? gradedOnDark : several)
        return """
                svg.chart text { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px; }
                svg.chart .title { font-size: 17px; font-weight: 600; }
                svg.chart .heading { font-size: 13px; font-weight: 600; }
                svg.chart .note { font-size: 11px; }
                svg.chart .figure, svg.chart .tick { font-variant-numeric: tabular-nums; }
                svg.chart path { fill: none; }
                svg.chart .line { stroke-width: 2; stroke-linejoin: round; }
                svg.chart .part { stroke-width: 1; }
            \(light)
                @media (prefers-color-scheme: dark) { \(dark.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")) }
                @media print { \(light.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")) }
            """
    }

    private static func rules(
        page: String, ink: String, faint: String, grid: String, axis: String, bar: String, below: String, parts: [String]
    ) -> String {
        var lines = [
            ".page { fill: \(page); }", "text { fill: \(ink); }", ".note { fill: \(faint); }", ".tick { fill: \(faint); }",
            ".grid { stroke: \(grid); }", ".axis { stroke: \(axis); }", ".bar { fill: \(bar); }", ".open { fill: \(bar); fill-opacity: 0.55; }",
            ".below { fill: \(below); }", ".line { stroke: \(bar); }", ".dot { fill: \(bar); }", ".part { stroke: \(page); }",
        ]
        for (place, part) in parts.enumerated() { lines.append(".p\(place) { fill: \(part); }") }
        return lines.map { "    svg.chart \($0)" }.joined(separator: "\n")
    }
}
