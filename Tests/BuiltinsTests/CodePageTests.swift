// Every diagnostic code in the sources has a page that help shows, and no page is left without its code.
import Glibc
import Interpreter
import Testing

@testable import Builtins

@Suite struct CodePageTests {
    @Test func everyCodeHasAPage() throws {
        let found = try Set(SourceTree.codes())
        let pages = Set(CodePages.all.map(\.code))
        #expect(found.subtracting(pages).sorted() == [], "codes without a page")
        #expect(pages.subtracting(found).sorted() == [], "pages without a code")
        #expect(pages.count == CodePages.all.count, "a code has two pages")
    }

    @Test func termsAreSortedAndSaidOnce() {
        let names = Glossary.all.map(\.name)
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
        #expect(Glossary.all.allSatisfy { !$0.meaning.isEmpty && $0.meaning.last != "." })
    }
}

/// The texts of the sources, read for what they promise.
private enum SourceTree {
    static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Sources"

    /// Texts of the form "word.word-word": codes, since file names have endings that are none.
    static func codes() throws -> [String] {
        try files(below: root).filter { !$0.contains("/Help/CodePages") }.flatMap { path in
            try text(path).split(separator: "\"", omittingEmptySubsequences: false).map(String.init).filter(isCode)
        }
    }

    private static func isCode(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, !endings.contains(String(parts[1])) else { return false }
        return parts.allSatisfy { part in part.first?.isLowercase ?? false && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) || $0 == "-" } }
    }

    private static let endings = ["csv", "book", "recoup", "json", "jsonl", "md", "html", "tsv", "swift", "txt", "rules", "tmp"]

    private static func text(_ path: String) throws -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = fread(&buffer, 1, buffer.count, file)
            if count == 0 { break }
            bytes += buffer[0..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func files(below path: String) -> [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(".") { continue }
            if name.hasSuffix(".swift") {
                found.append("\(path)/\(name)")
            } else if entry.pointee.d_type == UInt8(DT_DIR) {
                found += files(below: "\(path)/\(name)")
            }
        }
        return found
    }
}
