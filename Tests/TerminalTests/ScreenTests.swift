// The ladder from a painted prompt down to a bare stream, and who gets colour.
import Testing

@testable import Terminal

@Suite struct ScreenTests {
    private func screen(
        _ environment: [String: String], input: Bool = true, output: Bool = true, colour: ColourChoice = .auto,
        size: (columns: Int, rows: Int)? = (100, 30)
    ) -> Screen {
        Screen(
            inputIsTerminal: input, outputIsTerminal: output, errorIsTerminal: true, size: size, colour: colour,
            environment: { environment[$0] })
    }

    @Test func theLadder() {
        #expect(screen(["TERM": "xterm"]).editorMode == .painted)
        #expect(screen(["TERM": "dumb"]).editorMode == .plain)
        #expect(screen([:]).editorMode == .plain)
        #expect(screen(["TERM": "xterm", "RECOUP_PLAIN": "1"]).editorMode == .plain)
        #expect(screen(["TERM": "xterm"], input: false).editorMode == .stream)
        #expect(screen(["TERM": "xterm"], output: false).editorMode == .stream)
    }

    @Test func colourFollowsTheFlagThenTheEnvironment() {
        #expect(screen(["TERM": "xterm"]).coloursOutput)
        #expect(!screen(["TERM": "xterm"], output: false).coloursOutput)
        #expect(screen(["TERM": "xterm"], output: false).coloursError)
        #expect(screen(["TERM": "xterm"], output: false, colour: .always).coloursOutput)
        #expect(!screen(["TERM": "xterm"], colour: .never).coloursOutput)
        #expect(!screen(["TERM": "xterm", "NO_COLOR": "1"]).coloursOutput)
        #expect(screen(["TERM": "xterm", "NO_COLOR": ""]).coloursOutput)
        #expect(screen(["TERM": "xterm", "NO_COLOR": "1"], colour: .always).coloursOutput)
        #expect(!screen(["TERM": "dumb"]).coloursOutput)
    }

    @Test func offATerminalThereIsNoWidthToFit() {
        #expect(screen(["TERM": "xterm"]).width == 100)
        #expect(screen(["TERM": "xterm"], size: nil).width == 80)
        #expect(screen(["TERM": "xterm"], output: false).width == nil)
    }
}
