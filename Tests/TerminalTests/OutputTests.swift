// Bytes reach the descriptor whole and in order, and a reader that left is told apart.
import Glibc
import Testing

@testable import Terminal

@Suite struct OutputTests {
    @Test func writesArriveInOrderAcrossFlushes() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        defer { Glibc.close(ends[0]) }
        let out = Output(descriptor: ends[1], buffering: 8)
        out.write("one ")
        out.write(Array("two three ".utf8))
        out.write("four")
        out.flush()
        Glibc.close(ends[1])
        var bytes: [UInt8] = []
        while CBridge.read(ends[0], appendingTo: &bytes, atMost: 16) > 0 {}
        #expect(String(decoding: bytes, as: UTF8.self) == "one two three four")
        #expect(!out.isBroken)
    }

    @Test func aReaderThatLeftBreaksTheOutput() throws {
        try ProcessSafety.install()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        Glibc.close(ends[0])
        defer { Glibc.close(ends[1]) }
        let out = Output(descriptor: ends[1])
        out.write("lost")
        out.flush()
        #expect(out.isBroken)
        out.write("more")
        out.flush()
        #expect(out.fault == EPIPE)
    }
}
