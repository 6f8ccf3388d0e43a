// Diagnostics for editors: what `recoup check --json` prints.

extension Diagnostic {
    /// One JSON object on one line, without a newline. Lines and columns count from 1, columns in characters.
    ///
    ///     {"severity":"error","code":"lex.and","message":"…","file":"a.recoup","line":1,"column":9,"endLine":1,
    ///      "endColumn":11,"label":"…","notes":[],"hint":null,"try":["…"],"others":[],"incomplete":false}
    package func json(in source: Source) -> String {
        let table = source.lines()
        func place(_ label: Label) -> String {
            let range = source.anchor(label.span)
            let start = table.position(of: range, in: source)
            let end = table.position(of: range.upperBound..<range.upperBound, in: source)
            return "\"line\":\(start.line),\"column\":\(start.column),\"endLine\":\(end.line),\"endColumn\":\(end.column),"
                + "\"label\":\(quoted(label.text))"
        }
        let tries = tryLine.map { $0.split(separator: "\n").map { quoted(String($0)) } } ?? []
        return "{\"severity\":\"\(severity == .error ? "error" : "warning")\",\"code\":\(quoted(code)),"
            + "\"message\":\(quoted(message)),\"file\":\(quoted(source.name)),\(place(primary)),"
            + "\"notes\":[\(notes.map(quoted).joined(separator: ","))],\"hint\":\(hint.map(quoted) ?? "null"),"
            + "\"try\":[\(tries.joined(separator: ","))],"
            + "\"others\":[\(others.map { "{\(place($0))}" }.joined(separator: ","))],\"incomplete\":\(isIncomplete)}"
    }
}

/// A JSON string (RFC 8259): quotes, backslashes and control characters escaped.
private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar.value {
        case 0x22: result += "\\\""
        case 0x5C: result += "\\\\"
        case 0x0A: result += "\\n"
        case 0..<0x20, 0x7F, 0x2028, 0x2029:
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + "\""
}
