/*
 * Stands between a process and the system, and lets the n-th call on the files of one directory fail: with EIO, or by
 * killing the process just before the call.
 *
 *   FAULT_DIR    the directory
 *   FAULT_CALL   write, pwrite64, fsync, fdatasync, rename, ftruncate, unlink, or any
 *   FAULT_NTH    which call, from 1
 *   FAULT_HOW    eio, kill
 *   FAULT_MARK   a file that is made when it happens
 *   FAULT_EVERY  lets every so-manieth pwrite64 write a part and then fail as well, so that there is something to cut
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_int calls;
static atomic_int writes;

static int is_turn(const char *call, const char *path) {
    const char *directory = getenv("FAULT_DIR");
    const char *wanted = getenv("FAULT_CALL");
    const char *nth = getenv("FAULT_NTH");
    if (!directory || !wanted || !nth || strncmp(path, directory, strlen(directory)) != 0) return 0;
    if (strcmp(wanted, "any") != 0 && strcmp(wanted, call) != 0) return 0;
    if (atomic_fetch_add(&calls, 1) + 1 != atoi(nth)) return 0;
    long mark = syscall(SYS_openat, AT_FDCWD, getenv("FAULT_MARK"), O_CREAT | O_WRONLY, 0600);
    if (mark >= 0) syscall(SYS_close, mark);
    return 1;
}

static int is_turn_of(const char *call, int descriptor) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_turn(call, path);
}

static int how(const char *what) {
    const char *wanted = getenv("FAULT_HOW");
    return wanted && strcmp(wanted, what) == 0;
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

#define FAIL_OR(turn, call)                \
    int turns = turn;                      \
    if (turns && how("eio")) {             \
        errno = EIO;                       \
        return -1;                         \
    }                                      \
    if (turns && how("kill")) die();       \
    return call;

#define REAL(type, name, ...)                                   \
    static type (*real)(__VA_ARGS__);                           \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

ssize_t write(int descriptor, const void *bytes, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    FAIL_OR(is_turn_of("write", descriptor), real(descriptor, bytes, count))
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    int every = getenv("FAULT_EVERY") ? atoi(getenv("FAULT_EVERY")) : 0;
    int turn = every > 0 ? atomic_fetch_add(&writes, 1) % every : 0;
    if (every > 0 && turn == every - 2) return real(descriptor, bytes, (count + 1) / 2, offset);
    if (every > 0 && turn == every - 1) {
        errno = EIO;
        return -1;
    }
    FAIL_OR(is_turn_of("pwrite64", descriptor), real(descriptor, bytes, count, offset))
}

int fsync(int descriptor) {
    REAL(int, "fsync", int);
    FAIL_OR(is_turn_of("fsync", descriptor), real(descriptor))
}

int fdatasync(int descriptor) {
    REAL(int, "fdatasync", int);
    FAIL_OR(is_turn_of("fdatasync", descriptor), real(descriptor))
}

int ftruncate64(int descriptor, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    FAIL_OR(is_turn_of("ftruncate", descriptor), real(descriptor, length))
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    FAIL_OR(is_turn("rename", from), real(from, to))
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    FAIL_OR(is_turn("unlink", path), real(path))
}
