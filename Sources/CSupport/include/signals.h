// Signals as flags and one pipe: a handler sets an atomic and writes a byte, and whoever waits in poll wakes.
// No handler may do more, except the one for SIGBUS, which ends the process.
#ifndef RECOUP_SIGNALS_H
#define RECOUP_SIGNALS_H

#include <stdbool.h>
#include <stdint.h>

/// Installs the handlers for SIGINT, SIGTERM, SIGHUP and SIGWINCH and ignores SIGPIPE. Calling it again is harmless.
int cs_signals_install(void);
/// The end of the self-pipe to poll; -1 before installing.
int cs_signals_wake_descriptor(void);
/// Empties the self-pipe.
void cs_signals_drain(void);

bool cs_interrupted(void);
void cs_set_interrupted(bool value);
/// SIGTERM or SIGHUP when one has come, else 0.
int32_t cs_termination(void);
/// Whether the window has changed size since last asked.
bool cs_take_resize(void);

/// On SIGBUS, a disk error under a mapped page: writes `line` to the error stream and leaves with status 4.
/// `line` must live as long as the process.
int cs_report_bus_error(const char *line);
/// No core file, by whatever route: it would hold debtors' data.
int cs_forbid_core_files(void);
/// Lets memory that a scan gave back serve the next one instead of returning to the system: a lane of a large book is
/// megabytes, and touching fresh pages costs as much as filling them.
void cs_keep_freed_memory(void);
/// Stops this process as Ctrl-Z does, until it is continued.
void cs_suspend_process(void);

#endif
