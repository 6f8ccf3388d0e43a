// Asking the processor for memory ahead of its use.
#ifndef RECOUP_NEARNESS_H
#define RECOUP_NEARNESS_H

/// A hint: reads nothing, cannot fail whatever the address.
static inline void cs_prefetch(const void *address) { __builtin_prefetch(address, 1); }

#endif
