// The usage line of a signature, `take [COUNT]`, made from its parameters alone.

package enum Usage {
    /// `receive AMOUNT from DEBTOR [on DATE] [method card|transfer]`
    package static func line(_ name: String, _ parameters: [Parameter]) -> String {
        // What every action takes is told once, not in every line.
        ([name] + parameters.filter { !ActionLabels.all.contains($0) }.map(part)).joined(separator: " ")
    }

    /// `round(number, [places])`
    package static func line(_ function: Function) -> String {
        let required = function.parameters.count - function.optional
        let names = function.parameters.enumerated().map { place, parameter in
            place < required ? parameter.name : "[\(parameter.name)]"
        }
        return "\(function.name)(\(names.joined(separator: ", ")))"
    }

    private static func part(_ parameter: Parameter) -> String {
        let value = placeholder(parameter)
        var text = parameter.label.map { value.isEmpty ? $0 : "\($0) \(value)" } ?? value
        if parameter.presence == .repeated, !text.hasSuffix("…") { text += " …" }
        switch parameter.presence {
        case .required, .repeated: return text
        case .optional, .defaulted: return "[\(text)]"
        }
    }

    private static func placeholder(_ parameter: Parameter) -> String {
        switch parameter.kind {
        case .toggle: return ""
        case .word(let words) where words.count <= 4: return words.joined(separator: "|")
        case .named: return parameter.label == nil ? "NAME = …, …" : "COLUMN, …"
        case .tallies: return "AGGREGATE, …"
        case .aggregates: return "NAME = AGGREGATE, …"
        case .sortKeys: return "COLUMN, -COLUMN, …"
        case .columns: return "COLUMN, …"
        case .rows: return "ROWS"
        case .condition: return "CONDITION"
        case .tokens: return "…"
        case .value, .count, .word, .id, .ids, .records, .record, .wordOrValue, .name, .path, .expression:
            return parameter.name.uppercased()
        }
    }
}
