// Lays a diagnostic out as text. Pure: it neither writes nor knows a terminal.

/// `DiagnosticRenderer().render(fault, in: source)` gives lines that each end in a newline.
package struct DiagnosticRenderer: Sendable {
    package var color: Bool
    /// Columns a quoted line may take before it is windowed.
    package var width: Int

    package init(color: Bool = false, width: Int = 100) {
        self.color = color
        self.width = width
    }

    package func render(_ diagnostic: Diagnostic, in source: Source) -> String {
        "error: \(diagnostic.message)\n"
    }
}
