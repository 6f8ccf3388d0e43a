// The sample book, made once from docs/examples and copied for each section that wants it.
import Files
import Terminal
import Values

@testable import Shell

struct SampleBook: Sendable {
    /// Made when first asked for; a failure is kept and told to everyone.
    static let shared = SampleBook()

    static var isWritten: Bool { ProjectFiles.all(below: "docs/examples", ending: "sample.recoup").count == 1 }

    private let made: Result<MemoryDisk, StageFault>

    private init() {
        let disk = MemoryDisk()
        var told = ""
        do {
            try ProjectFiles.copy("docs/examples", to: disk)
        } catch {
            made = .failure(StageFault(description: "the files of the sample book cannot be read: \(error)"))
            return
        }
        let channel = Channel { told += String(decoding: $0, as: UTF8.self) }
        let outside = Outside(
            disk: disk, directory: "/", now: { Moment(day: Day.first) },
            screen: { _ in
                Screen(
                    inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false, size: nil, colour: .never,
                    environment: { _ in nil })
            },
            input: .bytes([]), out: channel, err: channel, actor: "mara", random: { 1 })
        let code = Program.run(
            ["--today", Stage.today, "--seed", "1", "--no-config", "--new", "/sample.book", "/sample.recoup"], outside)
        made =
            code == 0
            ? .success(disk) : .failure(StageFault(description: "the sample book cannot be made (exit \(code)): \(told)"))
    }

    func copy() throws -> MemoryDisk { try made.get().afterProcessEnd() }
}

/// Files of the project, whatever directory the tests run in.
enum ProjectFiles {
    static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    static func bytes(_ path: String) throws -> [UInt8] { try RealDisk().contents(of: "\(root)/\(path)", limit: 64 << 20) }

    static func write(_ text: String, to path: String) throws {
        try RealDisk().replaceContents(of: "\(root)/\(path)", with: Array(text.utf8))
    }

    /// Paths of all files below a folder with one of these endings, sorted.
    static func all(below folder: String, ending: String) -> [String] {
        let disk = RealDisk()
        guard let names = try? disk.list("\(root)/\(folder)") else { return [] }
        return names.flatMap { name -> [String] in
            let path = "\(folder)/\(name)"
            switch try? disk.status(at: "\(root)/\(path)")?.kind {
            case .directory: return all(below: path, ending: ending)
            case .file: return name.hasSuffix(ending) ? [path] : []
            case .link, .other, nil: return []
            }
        }
    }

    /// Everything below a folder of the project into the root of a disk.
    static func copy(_ folder: String, to disk: MemoryDisk) throws {
        for path in all(below: folder, ending: "") {
            let target = String(path.dropFirst(folder.count))
            var parent = ""
            for part in target.split(separator: "/").dropLast() {
                parent += "/" + part
                if try disk.status(at: parent) == nil { try disk.makeDirectory(parent) }
            }
            let bytes = try RealDisk().contents(of: "\(root)/\(path)", limit: 64 << 20)
            try disk.replaceContents(of: target, with: bytes)
        }
    }
}
