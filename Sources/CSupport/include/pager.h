// Another program that reads what we write, on the terminal that we stand on.
#ifndef RECOUP_PAGER_H
#define RECOUP_PAGER_H

#include <stddef.h>
#include <stdint.h>

/// Starts a program whose name and arguments stand one after another, each ended by a zero byte. The descriptor to write to, or
/// minus an errno; its process goes to `process`.
int cs_pager_start(const char *words, size_t count, int32_t *process);
/// Says that nothing more comes, and waits until it has ended.
void cs_pager_finish(int fd, int32_t process);

#endif
