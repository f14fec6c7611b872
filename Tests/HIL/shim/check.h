// Checks and what they found: one line each on standard output, "ok NAME", "not ok NAME: WHERE: WHY" or "n/a NAME: WHY".
#ifndef CHECK_H
#define CHECK_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct {
    const char *name;
    void (*run)(void);
} check;

// Runs checks in order. Each must leave as many descriptors open as it found, once tidy() has run after it.
// Returns how many failed.
int check_all(const check *checks, int count, void (*tidy)(void));

// The check that runs is over: it failed, or it asks for something that this hardware does not have.
void check_broken(const char *file, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
void check_not_here(const char *why);

int64_t now_ns(void);  // CLOCK_MONOTONIC

// A check ends at the first promise that is broken.
#define HOLDS(promise)                                                  \
    do {                                                                \
        if (!(promise)) {                                               \
            check_broken(__FILE__, __LINE__, "not so: %s", #promise);   \
            return;                                                     \
        }                                                               \
    } while (0)
#define IS(value, wanted)                                                                                          \
    do {                                                                                                           \
        long long is_value = (value), is_wanted = (wanted);                                                        \
        if (is_value != is_wanted) {                                                                               \
            check_broken(__FILE__, __LINE__, "%s is %lld%s%s, not %lld", #value, is_value, is_value < 0 ? ", " : "", \
                         is_value < 0 ? strerror((int)-is_value) : "", is_wanted);                                  \
            return;                                                                                                \
        }                                                                                                          \
    } while (0)
#define READS(text, wanted)                                                                         \
    do {                                                                                            \
        const char *reads_text = (text), *reads_wanted = (wanted);                                  \
        if (strcmp(reads_text, reads_wanted) != 0) {                                                \
            check_broken(__FILE__, __LINE__, "%s is '%s', not '%s'", #text, reads_text, reads_wanted); \
            return;                                                                                 \
        }                                                                                           \
    } while (0)

#endif
