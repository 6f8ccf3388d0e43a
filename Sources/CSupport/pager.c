// Starting a pager: posix_spawn, since between fork and exec nothing of ours may run.
#define _GNU_SOURCE
#include "pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { MOST_WORDS = 64 };

int cs_pager_start(const char *words, size_t count, int32_t *process) {
    if (words == NULL || count == 0 || count > MOST_WORDS) return -EINVAL;
    char *arguments[MOST_WORDS + 1];
    for (size_t i = 0; i < count; i++) {
        arguments[i] = (char *)words;
        words += strlen(words) + 1;
    }
    arguments[count] = NULL;
    // A less that was not told otherwise shows colours and leaves by itself where all fits on one screen.
    setenv("LESS", "RFX", 0);
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    // It starts with the signals of a program that somebody typed, not with ours.
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    sigaddset(&usual, SIGINT);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = 0;
    int code = posix_spawnp(&pid, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(ends[0]);
    if (code != 0) {
        close(ends[1]);
        return -code;
    }
    *process = pid;
    return ends[1];
}

void cs_pager_finish(int fd, int32_t process) {
    close(fd);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
}
