// Signal handlers, async-signal-safe: atomics, write and _exit only.
#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static atomic_bool interrupted;
static atomic_bool resized;
static atomic_int termination;
static atomic_int wake_read = -1;
static atomic_int wake_write = -1;
static const char *bus_line;
static size_t bus_length;

static void on_signal(int number) {
    int saved = errno;
    if (number == SIGINT) atomic_store(&interrupted, true);
    else if (number == SIGWINCH) atomic_store(&resized, true);
    else atomic_store(&termination, number);
    int pipe_end = atomic_load(&wake_write);
    // A full pipe already wakes whoever waits.
    if (pipe_end >= 0 && write(pipe_end, "", 1) < 0) {}
    errno = saved;
}

static pthread_once_t pipe_once = PTHREAD_ONCE_INIT;
static int pipe_error;

static void make_pipe(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        pipe_error = errno;
        return;
    }
    atomic_store(&wake_write, ends[1]);
    atomic_store(&wake_read, ends[0]);
}

int cs_signals_install(void) {
    // Once, whoever calls first: two threads with a pipe each would wait at the one that nobody writes to.
    pthread_once(&pipe_once, make_pipe);
    if (pipe_error != 0) return -pipe_error;
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGWINCH};
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        // A process started under nohup, or in the background by a plain shell, keeps ignoring what it was told to.
        struct sigaction before;
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
        if (sigaction(numbers[i], &action, NULL) != 0) return -errno;
    }
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigemptyset(&ignore.sa_mask);
    return sigaction(SIGPIPE, &ignore, NULL) != 0 ? -errno : 0;
}

int cs_signals_wake_descriptor(void) { return atomic_load(&wake_read); }

void cs_signals_drain(void) {
    char bytes[64];
    int end = atomic_load(&wake_read);
    while (end >= 0 && read(end, bytes, sizeof bytes) > 0) {}
}

bool cs_interrupted(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }
void cs_set_interrupted(bool value) { atomic_store(&interrupted, value); }
int32_t cs_termination(void) { return atomic_load(&termination); }
bool cs_take_resize(void) { return atomic_exchange(&resized, false); }

static void on_bus_error(int number) {
    (void)number;
    if (write(STDERR_FILENO, bus_line, bus_length) < 0) {}
    _exit(4);
}

int cs_report_bus_error(const char *line) {
    bus_line = line;
    bus_length = strlen(line);
    struct sigaction action = {.sa_handler = on_bus_error};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGBUS, &action, NULL) != 0 ? -errno : 0;
}

int cs_forbid_core_files(void) {
    // One byte, not zero: the kernel does not apply 0 to a core piped into a program, and 1 stops both.
    struct rlimit limit = {.rlim_cur = 1, .rlim_max = 1};
    if (setrlimit(RLIMIT_CORE, &limit) == 0) return 0;
    struct rlimit none = {.rlim_cur = 0, .rlim_max = 0};
    return setrlimit(RLIMIT_CORE, &none) != 0 ? -errno : 0;
}

void cs_keep_freed_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
}

void cs_suspend_process(void) { raise(SIGTSTP); }
