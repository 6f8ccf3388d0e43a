// What was found damaged while a book was read lazily. Readers give null for a damaged block and go on, since no kernel can
// throw from its loop; whoever shows a result must look here first and refuse to show it.

package final class Damage {
    /// One line for each damaged part, in the words of whoever checked it.
    package private(set) var places: [String] = []
    package init() {}
    package var isEmpty: Bool { places.isEmpty }
    package func note(_ place: String) { places.append(place) }
}
