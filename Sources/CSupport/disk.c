// File calls behind the Disk seam. Every descriptor is close-on-exec; files are 0600 and directories 0700 whatever the umask.
#define _GNU_SOURCE
#include "disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// A retry is safe only where an interrupted call has done nothing, which is true of these and not of sync.
#define RETRYING(result, call) do { (result) = (call); } while ((result) < 0 && errno == EINTR)

static int outcome(int result) { return result < 0 ? -errno : result; }

int cs_open(const char *path, int how) {
    // O_NONBLOCK keeps a FIFO from blocking the open; it means nothing for the regular files let through below.
    int flags = O_CLOEXEC | O_NONBLOCK;
    int creates = 0;
    switch (how) {
    case CS_OPEN_READ: flags |= O_RDONLY; break;
    case CS_OPEN_READ_WRITE: flags |= O_RDWR | O_NOFOLLOW; break;
    case CS_OPEN_CREATE: flags |= O_RDWR | O_CREAT | O_NOFOLLOW; creates = 1; break;
    case CS_OPEN_EXCLUSIVE: flags |= O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW; creates = 1; break;
    case CS_OPEN_APPEND: flags |= O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW; creates = 1; break;
    default: return -EINVAL;
    }
    int fd;
    RETRYING(fd, creates ? open(path, flags, 0600) : open(path, flags));
    if (fd < 0) return -errno;
    struct stat facts;
    if (fstat(fd, &facts) != 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    if (!S_ISREG(facts.st_mode)) {
        close(fd);
        return S_ISDIR(facts.st_mode) ? -EISDIR : -ESPIPE;
    }
    return fd;
}

int cs_close(int fd) {
    // Linux has released the descriptor even when it reports EINTR.
    if (close(fd) != 0 && errno != EINTR) return -errno;
    return 0;
}

int64_t cs_read(int fd, void *bytes, size_t length, int64_t offset) {
    ssize_t count;
    RETRYING(count, pread(fd, bytes, length, offset));
    return count < 0 ? -errno : count;
}

int64_t cs_write(int fd, const void *bytes, size_t length, int64_t offset) {
    ssize_t count;
    RETRYING(count, pwrite(fd, bytes, length, offset));
    return count < 0 ? -errno : count;
}

int64_t cs_append(int fd, const void *bytes, size_t length) {
    ssize_t count;
    RETRYING(count, write(fd, bytes, length));
    return count < 0 ? -errno : count;
}

int cs_sync(int fd) { return outcome(fdatasync(fd)); }

// Only the flag that begins: those that wait would take the news of a failed write, which belongs to the sync that follows.
void cs_hasten(int fd, int64_t offset, int64_t length) { (void)sync_file_range(fd, offset, length, SYNC_FILE_RANGE_WRITE); }

int cs_sync_directory(const char *path) {
    int fd;
    RETRYING(fd, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (fd < 0) return -errno;
    int result = outcome(fsync(fd));
    close(fd);
    return result;
}

int cs_truncate(int fd, int64_t length) {
    int result;
    RETRYING(result, ftruncate(fd, length));
    return outcome(result);
}

int cs_preallocate(int fd, int64_t length, bool growing) {
    int result;
    RETRYING(result, fallocate(fd, growing ? 0 : FALLOC_FL_KEEP_SIZE, 0, length));
    // A file system without fallocate loses speed, not safety: the size, which callers rely on, still comes out right.
    if (result < 0 && (errno == EOPNOTSUPP || errno == ENOSYS)) {
        struct stat facts;
        if (!growing) return 0;
        if (fstat(fd, &facts) != 0) return -errno;
        return facts.st_size >= length ? 0 : cs_truncate(fd, length);
    }
    return outcome(result);
}

static int copy_status(int result, const struct stat *facts, struct cs_status *out) {
    if (result < 0) return -errno;
    out->size = facts->st_size;
    out->modified = (int64_t)facts->st_mtim.tv_sec * 1000000000 + facts->st_mtim.tv_nsec;
    out->device = facts->st_dev;
    out->inode = facts->st_ino;
    out->permissions = facts->st_mode & 07777;
    out->kind = S_ISREG(facts->st_mode) ? CS_KIND_FILE
        : S_ISDIR(facts->st_mode) ? CS_KIND_DIRECTORY
        : S_ISLNK(facts->st_mode) ? CS_KIND_LINK : CS_KIND_OTHER;
    return 0;
}

int cs_status_of_file(int fd, struct cs_status *out) {
    struct stat facts;
    return copy_status(fstat(fd, &facts), &facts, out);
}

int cs_status_of_path(const char *path, struct cs_status *out) {
    struct stat facts;
    return copy_status(lstat(path, &facts), &facts, out);
}

int cs_rename(const char *from, const char *to) { return outcome(rename(from, to)); }
int cs_unlink(const char *path) { return outcome(unlink(path)); }
int cs_make_directory(const char *path) { return outcome(mkdir(path, 0700)); }

int cs_resolve(const char *path, char out[4097]) {
    char whole[PATH_MAX + 1];
    if (realpath(path, whole) == NULL) return -errno;
    size_t length = strlen(whole);
    if (length > 4096) return -ENAMETOOLONG;
    memcpy(out, whole, length + 1);
    return 0;
}

int cs_name_of_file(int fd, char out[4097]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, out, 4096);
    if (length < 0) return -errno;
    out[length] = 0;
    return 0;
}

void *cs_directory_open(const char *path, int *error) {
    DIR *directory = opendir(path);
    *error = directory == NULL ? errno : 0;
    return directory;
}

int cs_directory_next(void *directory, char name[256]) {
    errno = 0;
    struct dirent *entry = readdir(directory);
    if (entry == NULL) return errno == 0 ? 0 : -errno;
    size_t length = strnlen(entry->d_name, 255);
    memcpy(name, entry->d_name, length);
    name[length] = 0;
    return 1;
}

void cs_directory_close(void *directory) { closedir(directory); }

// Open-file-description locks: owned by the open file, not the process, so that closing an unrelated descriptor of the
// same file does not drop them and two books in one process exclude each other.
static int lock_command(int fd, short type) {
    struct flock request = {.l_type = type, .l_whence = SEEK_SET};
    int result;
    RETRYING(result, fcntl(fd, F_OFD_SETLK, &request));
    return outcome(result);
}

int cs_try_lock(int fd) {
    int result = lock_command(fd, F_WRLCK);
    if (result == -EAGAIN || result == -EACCES) return 0;
    return result < 0 ? result : 1;
}

int cs_unlock(int fd) { return lock_command(fd, F_UNLCK); }

int cs_map(int fd, size_t length, void **out) {
    void *address = mmap(NULL, length, PROT_READ, MAP_SHARED, fd, 0);
    if (address == MAP_FAILED) return -errno;
    *out = address;
    return 0;
}

void cs_unmap(void *address, size_t length) { munmap(address, length); }

void cs_sleep_milliseconds(int64_t milliseconds) {
    if (milliseconds <= 0) return;
    struct timespec wait = {.tv_sec = milliseconds / 1000, .tv_nsec = (milliseconds % 1000) * 1000000};
    nanosleep(&wait, NULL);
}

int32_t cs_process(void) { return getpid(); }

const char *cs_describe(int32_t error) {
    const char *text = strerrordesc_np(error);   // independent of locale, unlike strerror
    return text == NULL ? "unknown error" : text;
}
