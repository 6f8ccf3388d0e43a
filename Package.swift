// swift-tools-version: 6.2
// The house as a drawing: every arrow runs down, and the compiler refuses the others.
// Floors and walls are explained in docs/contributing.md; scripts/layers checks imports too.
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func room(_ name: String, _ below: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: below, swiftSettings: strict)
}

func proof(_ name: String, _ of: [Target.Dependency], leaving out: [String] = []) -> Target {
    .testTarget(name: name, dependencies: of, exclude: out, swiftSettings: strict)
}

let package = Package(
    name: "recoup",
    products: [.executable(name: "recoup", targets: ["recoup"])],
    targets: [
        // floor 1
        .systemLibrary(name: "CLibEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .target(name: "CSupport", dependencies: ["CLibEdit"], cSettings: [.unsafeFlags(["-Wall", "-Wextra"])]),
        room("Diagnostics"),
        room("Values"),
        room("Files", ["CSupport"]),
        // floor 2
        room("Syntax", ["Diagnostics", "Values"]),
        room("Columns", ["Values"]),
        room("Rendering", ["Values", "CExpat"]),
        room("Terminal", ["CSupport", "Files"]),
        // floor 3
        room("Interpreter", ["Syntax", "Diagnostics", "Values", "Columns"]),
        // The rule packs are part of the binary: docs/decisions/rule-packs.md.
        .target(
            name: "Receivables", dependencies: ["Columns", "Values"], resources: [.embedInCode("Rules/Packs"), .embedInCode("Rules/Calendars")], swiftSettings: strict),
        room("Durability", ["Files", "Columns", "Values"]),
        // floor 4
        room("Builtins", ["Interpreter", "Receivables", "Rendering", "Files", "Columns", "Values", "Diagnostics"]),
        // floor 5
        room("Shell", [
            "Builtins", "Interpreter", "Receivables", "Durability", "Syntax", "Columns", "Rendering", "Terminal",
            "Diagnostics", "Values", "Files",
        ]),
        // floor 6
        .executableTarget(name: "recoup", dependencies: ["Shell"], swiftSettings: strict),

        proof("DiagnosticsTests", ["Diagnostics"]),
        proof("ValuesTests", ["Values"]),
        proof("FilesTests", ["Files"]),
        proof("SyntaxTests", ["Syntax", "Diagnostics", "Values"]),
        proof("ColumnsTests", ["Columns", "Values"]),
        proof("RenderingTests", ["Rendering", "Values"]),
        proof("TerminalTests", ["Terminal", "Files", "Shell", "Interpreter", "Values"]),
        proof("InterpreterTests", ["Interpreter", "Syntax", "Columns", "Diagnostics", "Values"]),
        proof("ReceivablesTests", ["Receivables", "Columns", "Values"]),
        proof("DurabilityTests", ["Durability", "Columns", "Files", "Values"], leaving: ["Golden"]),
        proof("BuiltinsTests", ["Builtins", "Interpreter", "Receivables", "Columns", "Files", "Diagnostics", "Values"]),
        proof("ShellTests", [
            "Shell", "Builtins", "Interpreter", "Receivables", "Syntax", "Columns", "Terminal", "Diagnostics", "Files", "Values",
        ]),
    ],
    swiftLanguageModes: [.v6]
)
