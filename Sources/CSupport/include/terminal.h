// What a terminal is and plain bytes to and from descriptors.
#ifndef RECOUP_TERMINAL_H
#define RECOUP_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool cs_is_terminal(int fd);
/// Columns and rows; false when the descriptor has no size.
bool cs_window_size(int fd, int32_t *columns, int32_t *rows);
/// The value of an environment variable, or NULL.
const char *cs_environment(const char *name);
/// Makes text UTF-8, whatever the environment says (cron says nothing).
void cs_use_utf8(void);
/// Columns of one scalar: 0, 1 or 2; -1 when it cannot be printed.
int32_t cs_scalar_width(uint32_t scalar);

/// Writes every byte, waiting where the other end is slow; 0 or minus an errno.
int cs_write_all(int fd, const void *bytes, size_t length);

enum { CS_WAIT_READY = 1, CS_WAIT_WOKEN = 2 };
/// Waits until `fd` can be read or a signal has come.
int cs_wait_input(int fd);
/// A plain read; the count, 0 at the end, or minus an errno.
int64_t cs_read_stream(int fd, void *bytes, size_t length);

#endif
