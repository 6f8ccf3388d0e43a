// XML as elements, read by expat: names without their namespaces, text, attributes. An element may be taken away as soon as it is
// whole, so that a long file needs no long tree. Refuses document types, which no bank sends and which can make small files endless.
import CExpat

/// One element with what is in it.
final class XMLElement {
    let name: String
    let attributes: [(name: String, value: String)]
    let line: Int
    var text = ""
    var children: [XMLElement] = []

    init(_ name: String, _ attributes: [(name: String, value: String)], line: Int) {
        self.name = name
        self.attributes = attributes
        self.line = line
    }

    subscript(attribute name: String) -> String { attributes.first { $0.name == name }?.value ?? "" }

    func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

    /// The first element down a path: `entry.first("NtryDtls", "TxDtls")`.
    func first(_ path: String...) -> XMLElement? {
        var here = self
        for name in path {
            guard let next = here.children.first(where: { $0.name == name }) else { return nil }
            here = next
        }
        return here
    }

    /// Text down a path, empty where there is no such element.
    func text(_ path: String...) -> String {
        var here = self
        for name in path {
            guard let next = here.children.first(where: { $0.name == name }) else { return "" }
            here = next
        }
        return here.text.withoutBlanks
    }
}

final class XMLTree {
    static let depthLimit = 64

    /// Called for every element that is whole, with the names of those around it; true takes it out of the tree.
    private let takes: (XMLElement, [XMLElement]) -> Bool
    private var open: [XMLElement] = []
    private var parser: XML_Parser?
    private var fault: StatementFault?

    private init(_ takes: @escaping (XMLElement, [XMLElement]) -> Bool) { self.takes = takes }

    /// Reads the whole; `takes` is asked in the order in which elements end.
    static func read(_ bytes: [UInt8], _ takes: @escaping (XMLElement, [XMLElement]) -> Bool) throws(StatementFault) {
        let tree = XMLTree(takes)
        // With a separator expat resolves namespaces and writes them before the name.
        guard let parser = XML_ParserCreateNS(nil, XML_Char(32)) else { throw .notXML(InputPlace(line: 1, column: 1), what: "no memory") }
        defer { XML_ParserFree(parser) }
        tree.parser = parser
        XML_SetUserData(parser, Unmanaged.passUnretained(tree).toOpaque())
        XML_SetElementHandler(
            parser,
            { user, name, attributes in
                guard let user, let name else { return }
                Unmanaged<XMLTree>.fromOpaque(user).takeUnretainedValue().begin(String(cString: name), attributes)
            },
            { user, _ in
                guard let user else { return }
                Unmanaged<XMLTree>.fromOpaque(user).takeUnretainedValue().end()
            })
        XML_SetCharacterDataHandler(parser) { user, text, count in
            guard let user, let text, count > 0 else { return }
            let bytes = UnsafeRawBufferPointer(start: text, count: Int(count))
            Unmanaged<XMLTree>.fromOpaque(user).takeUnretainedValue().add(String(decoding: bytes, as: UTF8.self))
        }
        XML_SetStartDoctypeDeclHandler(parser) { user, _, _, _, _ in
            guard let user else { return }
            let tree = Unmanaged<XMLTree>.fromOpaque(user).takeUnretainedValue()
            tree.stop(.documentType(tree.place))
        }
        try tree.feed(bytes)
        withExtendedLifetime(tree) {}
    }

    private func feed(_ bytes: [UInt8]) throws(StatementFault) {
        var at = 0
        repeat {
            let end = min(bytes.count, at + (1 << 20))
            let status = bytes.withUnsafeBytes { all in
                XML_Parse(
                    parser, all.baseAddress.map { ($0 + at).assumingMemoryBound(to: CChar.self) }, Int32(end - at), end == bytes.count ? 1 : 0)
            }
            if let fault { throw fault }
            guard status == XML_STATUS_OK else {
                throw .notXML(place, what: XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "broken")
            }
            at = end
        } while at < bytes.count
    }

    private var place: InputPlace {
        InputPlace(line: Int(XML_GetCurrentLineNumber(parser)), column: Int(XML_GetCurrentColumnNumber(parser)) + 1)
    }

    private func stop(_ why: StatementFault) {
        if fault == nil { fault = why }
        XML_StopParser(parser, 0)
    }

    private func begin(_ name: String, _ raw: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard open.count < Self.depthLimit else { return stop(.tooDeep(place)) }
        var attributes: [(name: String, value: String)] = []
        var at = 0
        while let raw, let key = raw[at], let value = raw[at + 1] {
            attributes.append((Self.plain(String(cString: key)), String(cString: value)))
            at += 2
        }
        open.append(XMLElement(Self.plain(name), attributes, line: place.line))
    }

    private func add(_ text: String) { open.last?.text += text }

    private func end() {
        guard let element = open.popLast() else { return }
        if !takes(element, open) { open.last?.children.append(element) }
    }

    /// `Stmt` of `urn:iso:std:iso:20022:tech:xsd:camt.053.001.08 Stmt`.
    private static func plain(_ name: String) -> String {
        name.utf8.lastIndex(of: 32).map { String(name[name.utf8.index(after: $0)...]) } ?? name
    }
}
