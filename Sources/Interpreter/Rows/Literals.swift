// Literals as values. The lexer has seen what kind each is; here its bytes are read, and what cannot be is explained.
package import Diagnostics
package import Syntax
package import Values

extension ExpressionBinder {
    func literal(_ node: NodeID) throws(Diagnostic) -> Value { try tree.value(ofLiteral: node) }

    func literalType(_ node: NodeID) throws(Diagnostic) -> ExpressionType { ExpressionType(of: try literal(node)) }
}

extension Tree {
    /// The value a `literal` node spells.
    package func value(ofLiteral node: NodeID) throws(Diagnostic) -> Value {
        guard let kind = literalKind(node) else { throw .noLiteral(span(node)) }
        do throws(ValueFault) {
            switch kind {
            case .text, .rawText, .blockText: return .text(text(node))
            case .id: return .id(text(node))
            case .change: return .id(text(node))
            case .number: return .number(try read(node) { b throws(ValueFault) in try Number(parsing: b) })
            case .money: return .money(try read(node) { b throws(ValueFault) in try Money(parsing: b) })
            case .percent: return .percent(try read(node) { b throws(ValueFault) in try Percent(parsing: b) })
            case .date: return .day(try read(node) { b throws(ValueFault) in try Day(parsing: b) })
            case .month, .quarter: return .period(try read(node) { b throws(ValueFault) in try Period(parsing: b) })
            case .time: return .time(try read(node) { b throws(ValueFault) in try ClockTime(parsing: b) })
            case .dateTime: return .moment(try read(node) { b throws(ValueFault) in try Moment(parsing: b) })
            case .duration: return .duration(try read(node) { b throws(ValueFault) in try Duration(parsing: b) })
            }
        } catch {
            throw .badLiteral(error, kind, text(node), span(node))
        }
    }

    private func read<T>(
        _ node: NodeID, _ parse: (UnsafeBufferPointer<UInt8>) throws(ValueFault) -> T
    ) throws(ValueFault) -> T {
        let bytes = source(node)
        var result: Result<T, ValueFault> = .failure(.empty)
        bytes.withUnsafeBufferPointer { buffer in
            do throws(ValueFault) { result = .success(try parse(buffer)) } catch { result = .failure(error) }
        }
        return try result.get()
    }
}

extension Diagnostic {
    fileprivate static func noLiteral(_ span: Span) -> Diagnostic {
        Diagnostic("literal.missing", "a value must stand here", at: span)
    }

    fileprivate static func badLiteral(
        _ fault: ValueFault, _ kind: LiteralKind, _ text: String, _ span: Span
    ) -> Diagnostic {
        switch fault {
        case .excessDecimals(let allowed):
            Diagnostic(
                "literal.decimals", "this currency has \(allowed) decimals, and '\(text)' has more", at: span)
        case .overflow, .outOfRange:
            switch kind {
            case .date, .month, .quarter, .dateTime:
                Diagnostic("literal.no-such-day", "'\(text)' is no day of the calendar", at: span)
            case .number, .money, .percent, .time, .duration, .id, .change, .text, .rawText, .blockText:
                Diagnostic("literal.too-large", "'\(text)' does not fit 18 digits", at: span)
            }
        case .unknownCurrency:
            Diagnostic("literal.unknown-currency", "'\(text)' has no currency of ISO 4217", at: span)
        case .comma(let grouped, let decimal):
            Diagnostic(
                "literal.comma", "'\(text)' can be read in two ways", at: span,
                tryLine: [grouped, decimal].compactMap { $0?.text }.joined(separator: "   or   "))
        case .doubtfulDay(let readings):
            Diagnostic(
                "literal.doubtful-day", "'\(text)' can be read in two ways", at: span,
                tryLine: readings.map(\.day.text).joined(separator: "   or   "))
        case .minutesOrMonths(let n):
            Diagnostic(
                "literal.minutes-or-months", "'\(text)': minutes or months?", at: span,
                tryLine: "\(n)mo   or   \(n)min")
        case .empty, .malformed, .divisionByZero, .currencyMismatch, .foreignDigits, .noFixedLength, .needsTime:
            switch kind {
            case .date, .month, .quarter, .dateTime:
                Diagnostic("literal.no-such-day", "'\(text)' is no day of the calendar", at: span)
            case .number, .money, .percent, .time, .duration, .id, .change, .text, .rawText, .blockText:
                Diagnostic("literal.malformed", "'\(text)' cannot be read", at: span)
            }
        }
    }
}
