// Counts what an audio thread must not do: take memory or give it back, lock, wait for a lock, or write to standard
// output or error. Loaded before the C library (LD_PRELOAD) by quiet-path.sh; the tests start it and read it through
// quiet_begin, quiet_count and quiet_calls.
//
// What alsa-lib and its plugins do inside a call of snd_pcm_* is theirs and not counted: those calls are wrapped here.
#define _GNU_SOURCE
#include <alsa/asoundlib.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { ALLOCATION, RELEASE, LOCK, WAIT, OUTPUT, KINDS };
enum { MICROPHONE, SPEAKER, THREADS };
static const char *const names[THREADS] = {"microphone", "speaker"};

static atomic_int counting;
static atomic_long counts[THREADS][KINDS];
static atomic_long calls[THREADS];
// Which of the threads this is; 0 is not known yet, for threads get their names after their start.
static __thread int thread __attribute__((tls_model("initial-exec")));
static __thread int inside __attribute__((tls_model("initial-exec")));

static int this_thread(void) {
    if (thread) return thread - 1;
    char name[16] = "";
    prctl(PR_GET_NAME, name);
    for (int i = 0; i < THREADS; i++)
        if (!strcmp(name, names[i])) {
            thread = i + 1;
            return i;
        }
    return -1;
}

static void note(enum kind kind) {
    if (!atomic_load_explicit(&counting, memory_order_relaxed) || inside) return;
    int me = this_thread();
    if (me >= 0) atomic_fetch_add(&counts[me][kind], 1);
}

// Counts anew from here.
void quiet_begin(void) {
    for (int i = 0; i < THREADS; i++) {
        for (int kind = 0; kind < KINDS; kind++) atomic_store(&counts[i][kind], 0);
        atomic_store(&calls[i], 0);
    }
    atomic_store(&counting, 1);
}

void quiet_end(void) { atomic_store(&counting, 0); }

// How often a thread (0 microphone, 1 speaker) did what it must not.
long quiet_count(int of, int kind) { return atomic_load(&counts[of][kind]); }

// How often a thread called alsa-lib: that it was alive.
long quiet_calls(int of) { return atomic_load(&calls[of]); }

// glibc's own names for what is wrapped: dlsym would need memory itself.
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

void *malloc(size_t size) {
    note(ALLOCATION);
    return __libc_malloc(size);
}
void *calloc(size_t count, size_t size) {
    note(ALLOCATION);
    return __libc_calloc(count, size);
}
void *realloc(void *memory, size_t size) {
    note(ALLOCATION);
    return __libc_realloc(memory, size);
}
void *memalign(size_t alignment, size_t size) {
    note(ALLOCATION);
    return __libc_memalign(alignment, size);
}
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void **memory, size_t alignment, size_t size) {
    *memory = memalign(alignment, size);
    return *memory ? 0 : ENOMEM;
}
void free(void *memory) {
    if (memory) note(RELEASE);
    __libc_free(memory);
}

#define NEXT(name) ((__typeof__(&name))next(#name))
static void *next(const char *name) { return dlsym(RTLD_NEXT, name); }

int pthread_mutex_lock(pthread_mutex_t *mutex) {
    static __typeof__(&pthread_mutex_lock) real;
    if (!real) real = NEXT(pthread_mutex_lock);
    note(LOCK);
    return real(mutex);
}
int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) {
    static __typeof__(&pthread_cond_wait) real;
    // The oldest version of it is another function.
    if (!real) real = (__typeof__(real))dlvsym(RTLD_NEXT, "pthread_cond_wait", "GLIBC_2.3.2");
    if (!real) real = NEXT(pthread_cond_wait);
    note(WAIT);
    return real(condition, mutex);
}
// Swift's Mutex waits through this when somebody else holds it.
long syscall(long number, ...) {
    static __typeof__(&syscall) real;
    if (!real) real = NEXT(syscall);
    va_list list;
    va_start(list, number);
    long a[6];
    for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
    va_end(list);
    if (number == SYS_futex) note(WAIT);
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
ssize_t write(int file, const void *bytes, size_t count) {
    static __typeof__(&write) real;
    if (!real) real = NEXT(write);
    if (file == 1 || file == 2) note(OUTPUT);
    return real(file, bytes, count);
}

// What the two threads call while they work.
#define ALSA(result, name, parameters, arguments)                             \
    result name parameters {                                                  \
        static __typeof__(&name) real;                                        \
        inside++;                                                             \
        if (!real) real = NEXT(name);                                         \
        int me = this_thread();                                               \
        if (me >= 0 && inside == 1) atomic_fetch_add(&calls[me], 1);          \
        result value = real arguments;                                        \
        inside--;                                                             \
        return value;                                                         \
    }
ALSA(snd_pcm_sframes_t, snd_pcm_readi, (snd_pcm_t * pcm, void *buffer, snd_pcm_uframes_t size), (pcm, buffer, size))
ALSA(snd_pcm_sframes_t, snd_pcm_writei, (snd_pcm_t * pcm, const void *buffer, snd_pcm_uframes_t size),
     (pcm, buffer, size))
ALSA(snd_pcm_sframes_t, snd_pcm_avail_update, (snd_pcm_t * pcm), (pcm))
ALSA(snd_pcm_state_t, snd_pcm_state, (snd_pcm_t * pcm), (pcm))
ALSA(int, snd_pcm_delay, (snd_pcm_t * pcm, snd_pcm_sframes_t *delay), (pcm, delay))
ALSA(int, snd_pcm_htimestamp, (snd_pcm_t * pcm, snd_pcm_uframes_t *available, snd_htimestamp_t *stamp),
     (pcm, available, stamp))
ALSA(int, snd_pcm_wait, (snd_pcm_t * pcm, int timeout), (pcm, timeout))
ALSA(int, snd_pcm_prepare, (snd_pcm_t * pcm), (pcm))
ALSA(int, snd_pcm_start, (snd_pcm_t * pcm), (pcm))
ALSA(int, snd_pcm_drop, (snd_pcm_t * pcm), (pcm))
ALSA(int, snd_pcm_resume, (snd_pcm_t * pcm), (pcm))
