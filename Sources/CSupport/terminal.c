// Terminal facts and byte streams.
#define _GNU_SOURCE
#include "terminal.h"

#include "signals.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

bool cs_is_terminal(int fd) { return isatty(fd) == 1; }

bool cs_window_size(int fd, int32_t *columns, int32_t *rows) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return false;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return true;
}

const char *cs_environment(const char *name) { return getenv(name); }

static void choose_locale(void) {
    if (setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) setlocale(LC_CTYPE, "en_US.UTF-8");
}

void cs_use_utf8(void) {
    // Once: setlocale frees the tables it replaces, and a thread that is just measuring a character still reads them.
    static pthread_once_t chosen = PTHREAD_ONCE_INIT;
    pthread_once(&chosen, choose_locale);
}

int32_t cs_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

int cs_write_all(int fd, const void *bytes, size_t length) {
    const char *at = bytes;
    while (length > 0) {
        ssize_t count = write(fd, at, length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) {
            struct pollfd wait = {.fd = fd, .events = POLLOUT};
            poll(&wait, 1, -1);
            continue;
        }
        if (count < 0) return -errno;
        at += count;
        length -= (size_t)count;
    }
    return 0;
}

int cs_wait_input(int fd) {
    struct pollfd waits[2] = {
        {.fd = fd, .events = POLLIN},
        {.fd = cs_signals_wake_descriptor(), .events = POLLIN},   // -1 is skipped
    };
    int count;
    do count = poll(waits, 2, -1); while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    if (waits[1].revents & POLLIN) {
        cs_signals_drain();
        return CS_WAIT_WOKEN;
    }
    return CS_WAIT_READY;   // also on hang-up: the read says what it is
}

int64_t cs_read_stream(int fd, void *bytes, size_t length) {
    ssize_t count;
    do count = read(fd, bytes, length); while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}
