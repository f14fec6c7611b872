#define _GNU_SOURCE
#include "CSpawn.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// Not in every libc.
#ifndef SYS_open_tree
#define SYS_open_tree 428
#endif
#ifndef SYS_move_mount
#define SYS_move_mount 429
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442
#endif

enum { MOST_VISIBLE = 8, MOST_HIDDEN = 32, STACK = 128 << 10 };

struct child {
    const struct spawn_plan *plan;
    struct spawn_result *result;
    char user[64], group[64];
    sigset_t mask;
};

static _Noreturn void fail(struct child *child, int step) {
    // The memory is the parent's, who waits: this is how it is told.
    child->result->step = step;
    child->result->error = errno;
    _exit(127);
}

static int put(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -1;
    ssize_t count = write(file, text, strlen(text));
    int error = errno;
    close(file);
    errno = error;
    return count < 0 ? -1 : 0;
}

static int set_flags(int at, const char *path, unsigned flags, unsigned long long set, unsigned long long clear) {
    struct mount_attr attributes = {.attr_set = set, .attr_clr = clear};
    return (int)syscall(SYS_mount_setattr, at, path, flags, &attributes, sizeof attributes);
}

static void make_folders(const char *path) {
    char part[4096];
    size_t length = strlen(path);
    if (length >= sizeof part) return;
    memcpy(part, path, length + 1);
    for (size_t index = 1; index <= length; index++) {
        if (part[index] != '/' && part[index] != 0) continue;
        char last = part[index];
        part[index] = 0;
        mkdir(part, 0755);
        part[index] = last;
    }
}

/// Everything read-only, what is hidden empty, one folder writable.
static int own_files(const struct spawn_plan *plan) {
    if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0) return -1;
    int trees[MOST_VISIBLE], writable = -1, count = 0;
    for (; plan->visible[count]; count++) {
        if (count == MOST_VISIBLE) return errno = E2BIG, -1;
        trees[count] = (int)syscall(
            SYS_open_tree, AT_FDCWD, plan->visible[count], OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
        if (trees[count] < 0) return -1;
        if (set_flags(trees[count], "", AT_EMPTY_PATH | AT_RECURSIVE, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, 0) < 0)
            return -1;
    }
    if (plan->writable) {
        writable = (int)syscall(
            SYS_open_tree, AT_FDCWD, plan->writable, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE);
        if (writable < 0) return -1;
        if (set_flags(writable, "", AT_EMPTY_PATH, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV, 0) < 0) return -1;
    }
    // A folder below a hidden one is gone with it, and may be made again below for what is visible: it is no mount then.
    char covered[MOST_HIDDEN] = {0};
    for (int index = 0; plan->hidden[index]; index++) {
        if (index == MOST_HIDDEN) return errno = E2BIG, -1;
        if (access(plan->hidden[index], F_OK) < 0) continue;
        if (mount("none", plan->hidden[index], "tmpfs", MS_NOSUID | MS_NODEV, "size=16m,nr_inodes=4k,mode=0755") < 0)
            return -1;
        covered[index] = 1;
    }
    // Only its own processes. Not allowed where parts of /proc are covered; then the PID namespace still keeps them apart.
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
    for (int index = 0; index < count; index++) make_folders(plan->visible[index]);
    if (plan->writable) make_folders(plan->writable);
    if (set_flags(AT_FDCWD, "/", AT_RECURSIVE, MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID, 0) < 0) return -1;
    for (int index = 0; plan->hidden[index]; index++)
        if (covered[index] && set_flags(AT_FDCWD, plan->hidden[index], 0, 0, MOUNT_ATTR_RDONLY) < 0) return -1;
    for (int index = 0; index < count; index++)
        if (syscall(SYS_move_mount, trees[index], "", AT_FDCWD, plan->visible[index], MOVE_MOUNT_F_EMPTY_PATH) < 0)
            return -1;
    // A hidden folder that lies in a visible one.
    for (int index = 0; plan->hidden[index]; index++)
        for (int other = 0; other < count; other++) {
            size_t length = strlen(plan->visible[other]);
            if (strncmp(plan->hidden[index], plan->visible[other], length) != 0 || plan->hidden[index][length] != '/') continue;
            if (access(plan->hidden[index], F_OK) < 0) continue;
            if (mount("none", plan->hidden[index], "tmpfs", MS_RDONLY | MS_NOSUID | MS_NODEV, "size=4k,mode=0755") < 0)
                return -1;
        }
    if (plan->writable &&
        syscall(SYS_move_mount, writable, "", AT_FDCWD, plan->writable, MOVE_MOUNT_F_EMPTY_PATH) < 0)
        return -1;
    return 0;
}

static int limit(int what, unsigned long most) {
    struct rlimit now, wanted = {most, most};
    // Never above what this process has itself.
    if (getrlimit(what, &now) == 0 && now.rlim_max < wanted.rlim_max) wanted.rlim_cur = wanted.rlim_max = now.rlim_max;
    return setrlimit(what, &wanted);
}

static int run(void *given) {
    struct child *child = given;
    const struct spawn_plan *plan = child->plan;

    // The first to go when memory runs out.
    put("/proc/self/oom_score_adj", "1000");
    setsid();
    if (plan->own_processes) {
        // gid_map of one who is not root needs it; a kernel without it is content.
        put("/proc/self/setgroups", "deny");
        if (put("/proc/self/gid_map", child->group) < 0 || put("/proc/self/uid_map", child->user) < 0)
            fail(child, SPAWN_USER);
    }
    if (plan->own_files && own_files(plan) < 0) fail(child, SPAWN_MOUNT);
    if (chdir(plan->folder) < 0) fail(child, SPAWN_FOLDER);
    if (dup2(plan->input, 0) < 0 || dup2(plan->output, 1) < 0 || dup2(plan->error, 2) < 0) fail(child, SPAWN_LIMIT);
    if (syscall(SYS_close_range, 3u, ~0u, 0u) < 0)
        for (int file = 3; file < 65536; file++) close(file);

    if (limit(RLIMIT_CPU, plan->processor_seconds) < 0 || limit(RLIMIT_AS, plan->memory) < 0 ||
        limit(RLIMIT_NOFILE, plan->files) < 0 || limit(RLIMIT_NPROC, plan->processes) < 0 ||
        limit(RLIMIT_FSIZE, plan->file_size) < 0 || limit(RLIMIT_CORE, 0) < 0)
        fail(child, SPAWN_LIMIT);
    // Not even root gets a capability back by execve.
    for (unsigned long capability = 0; capability < 64; capability++) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) fail(child, SPAWN_LIMIT);
    // When the thread that started it is gone, so is it: the tutor may be killed.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    umask(077);

    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    // The last to be served; not before here, since the caller waits.
    setpriority(PRIO_PROCESS, 0, 10);
    execve(plan->program, plan->arguments, plan->environment);
    fail(child, SPAWN_EXECUTE);
}

int spawn_confined(const struct spawn_plan *plan, struct spawn_result *result) {
    struct child child = {.plan = plan, .result = result};
    *result = (struct spawn_result){.descriptor = -1};
    unsigned user = geteuid(), group = getegid();
    snprintf(child.user, sizeof child.user, "%u %u 1\n", user, user);
    snprintf(child.group, sizeof child.group, "%u %u 1\n", group, group);

    char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return result->step = SPAWN_CLONE, result->error = errno, -1;
    // As posix_spawn does it: memory shared until execve, the caller held meanwhile. A copy of the page tables, as fork
    // makes it, would hold up the threads that play and record.
    int flags = CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD;
    if (plan->own_processes) flags |= CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWIPC;
    if (plan->own_network) flags |= CLONE_NEWNET;
    if (plan->own_files) flags |= CLONE_NEWNS;
    sigset_t all;
    sigfillset(&all);
    // No handler of the parent's may run in the memory that it shares.
    pthread_sigmask(SIG_SETMASK, &all, &child.mask);
    int descriptor = -1;
    pid_t pid = clone(run, stack + STACK, flags, &child, &descriptor);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &child.mask, NULL);
    munmap(stack, STACK);
    if (pid < 0) return result->step = SPAWN_CLONE, result->error = error, -1;
    if (result->step != SPAWN_OK) {
        while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
        close(descriptor);
        return -1;
    }
    result->pid = pid;
    result->descriptor = descriptor;
    return 0;
}

int spawn_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) < 0) return -1;
    for (int index = 0; index < 2; index++) {
        if (ends[index] > 2) continue;
        // The child's own descriptors are 0 to 2: what becomes one of them must be above.
        int above = fcntl(ends[index], F_DUPFD_CLOEXEC, 3), error = errno;
        close(ends[index]);
        ends[index] = above;
        if (above >= 0) continue;
        close(ends[1 - index]);
        errno = error;
        return -1;
    }
    return 0;
}

int spawn_event(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int spawn_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : -1; }
int spawn_exit_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
