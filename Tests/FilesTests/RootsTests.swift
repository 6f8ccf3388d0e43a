// Paths that try to get out, and the ones that may pass.
import Files
import Glibc
import Testing

@Suite struct RootsTests {
    private func refusal(_ roots: Roots, _ path: String, from base: String) -> PathRefusal? {
        do throws(DiskFault) {
            _ = try roots.resolve(path, from: base)
        } catch {
            if case .refused(_, let reason) = error { return reason }
        }
        return nil
    }

    @Test func attacksAreRefusedWithTheReason() throws {
        let scratch = try ScratchDirectory()
        let inside = scratch("book")
        try scratch.disk.makeDirectory(inside)
        try scratch.disk.makeDirectory(inside + "/export")
        try scratch.write("secret", "x")
        #expect(symlink("../secret", inside + "/link") == 0)
        #expect(symlink("..", inside + "/up") == 0)
        #expect(symlink("export", inside + "/alias") == 0)
        try scratch.write("book/own", "x")
        #expect(symlink("own", inside + "/twin") == 0)
        let roots = try Roots([inside], on: scratch.disk)
        let root = try scratch.disk.resolve(inside)
        let outside = try scratch.disk.resolve(scratch.path)

        #expect(refusal(roots, "../../x", from: inside) == .outside(roots: [root]))
        #expect(refusal(roots, "/etc/x", from: inside) == .outside(roots: [root]))
        #expect(refusal(roots, "export/../../secret", from: inside) == .outside(roots: [root]))
        #expect(refusal(roots, inside + "-other/x", from: inside) == .outside(roots: [root]))
        #expect(refusal(roots, "link", from: inside) == .linkLeadsOut(to: outside + "/secret"))
        #expect(refusal(roots, "twin", from: inside) == .link)
        #expect(try roots.existing("twin", from: inside) == root + "/own")
        #expect(refusal(roots, "up/secret", from: inside) == .linkLeadsOut(to: outside + "/secret"))
        #expect(refusal(roots, "a\0b", from: inside) == .containsNul)
        #expect(refusal(roots, "", from: inside) == .empty)
        #expect(refusal(roots, "export/", from: inside) == .namesNoFile)
        #expect(refusal(roots, "..", from: inside) == .namesNoFile)
        #expect(refusal(roots, String(repeating: "x/", count: 3000) + "y", from: inside) == .tooLong)
        #expect(refusal(roots, "missing/y", from: inside) == nil)
        #expect(throws: DiskFault.self) { try roots.resolve("missing/y", from: inside) }

        #expect(try roots.existing(".", from: inside) == root)
        #expect(try roots.existing(inside, from: "/") == root)
        #expect(try roots.existing("export/", from: inside) == root + "/export")
        #expect(throws: DiskFault.refused(path: "..", .outside(roots: [root]))) { try roots.existing("..", from: inside) }
        #expect(throws: DiskFault.refused(path: "up", .linkLeadsOut(to: outside))) { try roots.existing("up", from: inside) }

        #expect(try roots.resolve("export/a.csv", from: inside) == root + "/export/a.csv")
        #expect(try roots.resolve("export/../a.csv", from: inside) == root + "/a.csv")
        #expect(try roots.resolve(inside + "/a.csv", from: "/") == root + "/a.csv")
        #expect(try roots.resolve("alias/a.csv", from: inside) == root + "/export/a.csv")
    }

    @Test func aTargetThatIsNoPlainFileIsNotReplaced() throws {
        let scratch = try ScratchDirectory()
        try scratch.write("victim", "untouched")
        #expect(symlink("victim", scratch("link")) == 0)
        #expect(mkfifo(scratch("pipe"), 0o600) == 0)
        try scratch.disk.makeDirectory(scratch("directory"))
        for (name, reason) in [
            ("link", PathRefusal.link), ("pipe", .notPlainFile), ("directory", .directory), ("..", .namesNoFile),
        ] {
            #expect(throws: DiskFault.refused(path: scratch(name), reason)) {
                try scratch.disk.replaceContents(of: scratch(name), with: [1])
            }
        }
        #expect(try scratch.text("victim") == "untouched")
        #expect(try scratch.disk.list(scratch.path) == ["directory", "link", "pipe", "victim"])
    }
}
