// Did you mean: the nearest of some names. Work is bounded whatever is asked.

/// The candidate within about a third of its length in edits (insert, delete, replace, swap), or nil.
package func nearest(_ name: String, among candidates: some Sequence<String>) -> String? {
    nil
}
