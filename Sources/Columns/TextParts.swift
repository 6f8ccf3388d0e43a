// A text pool as a snapshot holds it. Durability writes and maps these three sections; nothing here knows a file.

/// The sections of a stored pool; numbers are frozen.
package enum TextSection: UInt8, Hashable, Sendable, CaseIterable {
    /// All texts end to end, in the order of their codes.
    case bytes = 1
    /// A little-endian UInt64 for each text: where it ends in `bytes`.
    case ends = 2
    /// The hash: 2^n little-endian UInt32, each code + 1, or 0.
    case slots = 3
}

/// Mapped sections of a pool. Their bits may be anything: a text out of bounds reads as empty, a slot out of range as free.
package struct TextParts {
    /// A section is verified in stretches of this many bytes, each once, when first touched.
    package static let stretch = 65536

    package let bytes: UnsafeRawBufferPointer
    package let ends: UnsafeRawBufferPointer
    package let slots: UnsafeRawBufferPointer
    /// Keeps the mapped file alive.
    package let owner: AnyObject
    /// Whether stretch i of a section is sound; where it is not, its texts read as empty.
    package let verify: ((TextSection, _ stretch: Int) -> Bool)?

    package init(
        bytes: UnsafeRawBufferPointer, ends: UnsafeRawBufferPointer, slots: UnsafeRawBufferPointer, owner: AnyObject,
        verify: ((TextSection, _ stretch: Int) -> Bool)? = nil
    ) {
        self.bytes = bytes
        self.ends = ends
        self.slots = slots
        self.owner = owner
        self.verify = verify
    }
}
