// The file calls of Linux as the Disk seam needs them: modes explicit, close-on-exec always, results as minus errno.
// It may not retry a sync: the kernel forgets the dirty pages of a failed one, so a second call would lie.
#ifndef RECOUP_DISK_H
#define RECOUP_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CS_OPEN_READ = 0,        // must exist, regular file
    CS_OPEN_READ_WRITE = 1,  // must exist
    CS_OPEN_CREATE = 2,      // made if absent
    CS_OPEN_EXCLUSIVE = 3,   // must not exist
    CS_OPEN_APPEND = 4,      // made if absent, every write at the end
};

enum { CS_KIND_FILE = 0, CS_KIND_DIRECTORY = 1, CS_KIND_LINK = 2, CS_KIND_OTHER = 3 };

struct cs_status {
    int64_t size;
    int64_t modified;   // nanoseconds since 1970
    uint64_t device;
    uint64_t inode;
    int32_t kind;
    uint32_t permissions;
};

int cs_open(const char *path, int how);
int cs_close(int fd);
int64_t cs_read(int fd, void *bytes, size_t length, int64_t offset);
int64_t cs_write(int fd, const void *bytes, size_t length, int64_t offset);
int64_t cs_append(int fd, const void *bytes, size_t length);
int cs_sync(int fd);
void cs_hasten(int fd, int64_t offset, int64_t length);   // begins to write back, waits for nothing
int cs_sync_directory(const char *path);
int cs_truncate(int fd, int64_t length);
int cs_preallocate(int fd, int64_t length, bool growing);
int cs_status_of_file(int fd, struct cs_status *out);
int cs_status_of_path(const char *path, struct cs_status *out);   // does not follow a final link

int cs_rename(const char *from, const char *to);
int cs_unlink(const char *path);
int cs_make_directory(const char *path);
int cs_resolve(const char *path, char out[4097]);
int cs_name_of_file(int fd, char out[4097]);

void *cs_directory_open(const char *path, int *error);
int cs_directory_next(void *directory, char name[256]);           // 1 a name, 0 the end
void cs_directory_close(void *directory);

int cs_try_lock(int fd);   // 1 taken, 0 another holds it
int cs_unlock(int fd);

int cs_map(int fd, size_t length, void **out);
void cs_unmap(void *address, size_t length);

void cs_sleep_milliseconds(int64_t milliseconds);
int32_t cs_process(void);
const char *cs_describe(int32_t error);   // "No such file or directory"; never NULL

#endif
