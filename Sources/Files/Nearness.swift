// Asking the processor for memory that will be needed soon. It changes nothing but when a loop has to wait.
import CSupport

package enum Nearness {
    /// The memory at this address is brought near while the program goes on. Any address is safe: nothing is read that can fail.
    @inline(__always)
    package static func ask(for address: UnsafeRawPointer) { cs_prefetch(address) }
}
