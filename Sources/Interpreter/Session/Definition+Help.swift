// What `help NAME` says of a user's own def: its signature as it was written, and the comment above it.
package import Diagnostics

extension Definition {
    /// `worst(t: table, n: number = 10) -> table`, on one line.
    package var signature: String {
        source.text(header).split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }.joined(separator: " ")
    }

    /// The lines of comment that stand right above it, without their `#`.
    package var comment: [String] { Comment.above(Int(start), source) }

    var page: HelpPage {
        let kind = takesTables ? "takes rows" : acts ? "a verb of yours" : "a function of yours"
        let lines = comment
        var sections: [HelpPage.Section] = []
        if lines.count > 1 { sections.append(.init(title: kind, rows: lines.dropFirst().map { .init($0) })) }
        sections.append(.init(title: "defined in", rows: [.init("\(source.name):\(source.lines().line(at: Int(start)) + 1)")]))
        return HelpPage(title: name, summary: lines.first ?? kind, usage: signature, sections: sections)
    }
}

/// Comments as a person writes them to explain what follows.
package enum Comment {
    /// The lines of comment that a script begins with, unless they stand right above a statement of its own.
    package static func opening(_ source: Source) -> [String] {
        let lines = source.lines()
        for line in lines.starts.indices {
            let text = source.bytes[lines.range(ofLine: line)].drop { $0 == 0x20 || $0 == 0x09 }
            if text.first == UInt8(ascii: "#") { continue }
            return above(lines.starts[line], source)
        }
        return []
    }

    /// The lines of comment right above a place that begins a line, without `#` and the blank behind it.
    package static func above(_ offset: Int, _ source: Source) -> [String] {
        let lines = source.lines()
        var line = lines.line(at: offset) - 1
        var found: [String] = []
        while line >= 0 {
            let text = source.bytes[lines.range(ofLine: line)].drop { $0 == 0x20 || $0 == 0x09 }
            guard text.first == UInt8(ascii: "#"), !text.starts(with: "#!".utf8) else { break }
            var words = text.dropFirst()
            while let last = words.last, last == 0x0A || last == 0x0D || last == 0x20 { words.removeLast() }
            if words.first == 0x20 { words.removeFirst() }
            found.append(String(decoding: words, as: UTF8.self))
            line -= 1
        }
        return found.reversed()
    }
}
