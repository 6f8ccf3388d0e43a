// A number and what it counts, as a person writes it: the one place that knows the plural.

/// `counted(1, "record")` is "1 record", `counted(3, "record")` is "3 records", `counted(2, "entry", "entries")` is "2 entries".
package func counted(_ count: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    count == 1 ? "1 \(one)" : "\(count) \(many ?? one + "s")"
}
