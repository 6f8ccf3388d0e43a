// CRC-32C (Castagnoli, RFC 3720 appendix B.4), by the processor's instruction where there is one.
#ifndef RECOUP_CHECKSUM_H
#define RECOUP_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// Continues `crc` (0 at the start) over `length` bytes: `crc32c(0, "123456789", 9)` is 0xE3069283.
uint32_t cs_crc32c(uint32_t crc, const void *bytes, size_t length);

/// The same by table alone, so that tests can hold one against the other.
uint32_t cs_crc32c_table(uint32_t crc, const void *bytes, size_t length);

#endif
