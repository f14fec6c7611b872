// Starts a program apart from everything else: own session, own namespaces, own limits, nothing inherited.
// In C, since between clone(2) and execve(2) only system calls may be made.
#pragma once
#include <sys/types.h>

/// What failed, in the order in which it is done.
enum spawn_step {
    SPAWN_OK = 0,
    /// clone(2): with namespaces, most likely they are not allowed here.
    SPAWN_CLONE,
    /// The user of the new user namespace.
    SPAWN_USER,
    /// What it sees of the file system.
    SPAWN_MOUNT,
    /// setrlimit(2), prctl(2).
    SPAWN_LIMIT,
    /// chdir(2) to its folder.
    SPAWN_FOLDER,
    /// execve(2)
    SPAWN_EXECUTE,
};

struct spawn_plan {
    /// The program, with a slash in it.
    const char *program;
    char *const *arguments;
    char *const *environment;
    /// Where it begins.
    const char *folder;
    /// What become its descriptors 0, 1 and 2. All are above 2.
    int input, output, error;

    /// 0 or 1: user, PID and IPC namespaces of its own.
    int own_processes;
    /// 0 or 1: a network namespace of its own, with nothing in it. Needs own_processes.
    int own_network;
    /// 0 or 1: a mount namespace of its own, in which all is read-only. Needs own_processes.
    int own_files;
    /// With own_files: folders in whose place it finds empty ones, that it may write to; ends with a null.
    const char *const *hidden;
    /// With own_files: folders that stay as they are though they lie in a hidden one; ends with a null.
    const char *const *visible;
    /// With own_files: the folder that it may write to, or null.
    const char *writable;

    /// Seconds of processor time.
    unsigned long processor_seconds;
    /// Bytes of address space, of a process.
    unsigned long memory;
    unsigned long files;
    /// Processes of its user (of its user namespace, where it has one).
    unsigned long processes;
    /// Bytes of a file that it writes.
    unsigned long file_size;
};

struct spawn_result {
    pid_t pid;
    /// pidfd_open(2); closed by who called.
    int descriptor;
    int step;
    /// errno of the step.
    int error;
};

/// Starts it; 0, or -1 with `step` and `error` filled in. Returns when the program runs or has failed to.
int spawn_confined(const struct spawn_plan *plan, struct spawn_result *result);

/// pipe2(2) with O_CLOEXEC, both ends above 2; 0 or -1.
int spawn_pipe(int ends[2]);

/// eventfd(2), that does not block and closes on exec; or -1.
int spawn_event(void);

/// What a status of waitpid(2) says (macros, which Swift does not see).
int spawn_exit_code(int status);
int spawn_exit_signal(int status);
