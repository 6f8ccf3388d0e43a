// The rule packs that come with the program: the files of Packs/, which the compiler puts into the binary.
// Adding one adds a file and a line here.

package enum StandardPacks {
    /// In the order they are tried. A pack whose text is not understood would be missing here, which a test refuses.
    package static let all: [RulePack] = texts.compactMap { try? RulePack(reading: $0) }

    static let texts: [String] = [
        PackageResources.uk_late_payment_rules, PackageResources.de_bgb_rules, PackageResources.eu_2011_7_rules,
        PackageResources.us_state_example_rules, PackageResources.contract_rules,
    ].map { String(decoding: $0, as: UTF8.self) }
}
