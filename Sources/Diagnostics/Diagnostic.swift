// The one error a person sees. It says what must be so and what is, where, and what to type instead.
// Layers below the language throw small enums of their own; whoever knows the span makes a diagnostic of them.

/// One problem in a source.
///
///     var fault = Diagnostic("where.unknown-column", "invoices has no column 'balnace'",
///         at: span, label: "did you mean 'balance'?")
///     fault.notes = ["columns: id, debtor, balance"]
///     fault.tryLine = "invoices | where balance > £500"
package struct Diagnostic: Error, Hashable, Sendable {
    package enum Severity: Sendable { case error, warning }

    /// A place and what is to be said there; an empty text only marks the place.
    package struct Label: Hashable, Sendable {
        package var span: Span
        package var text: String

        package init(_ span: Span, _ text: String = "") {
            self.span = span
            self.text = text
        }
    }

    package var severity: Severity
    /// `feature.fault`, the word that `help` explains: `where.unknown-column`.
    package var code: String
    package var message: String
    package var primary: Label
    package var others: [Label]
    /// Facts below the quoted lines, each behind `= `.
    package var notes: [String]
    /// What to do, where no line can be written out.
    package var hint: String?
    /// What to type instead, behind `try: `. Several readings are several lines.
    package var tryLine: String?
    /// More text could make it right. The prompt asks nothing else before it offers another line.
    package var isIncomplete: Bool
    /// The disk or a file is the cause, and not what was typed.
    package var isOfFiles = false

    /// As it is, but caused by the disk or a file.
    package var ofFiles: Diagnostic {
        var fault = self
        fault.isOfFiles = true
        return fault
    }

    package init(
        _ code: String, _ message: String, at span: Span, label: String = "", others: [Label] = [],
        notes: [String] = [], hint: String? = nil, tryLine: String? = nil, isIncomplete: Bool = false,
        severity: Severity = .error
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        primary = Label(span, label)
        self.others = others
        self.notes = notes
        self.hint = hint
        self.tryLine = tryLine
        self.isIncomplete = isIncomplete
    }
}
