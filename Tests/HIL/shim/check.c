#include "check.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>

static enum { SOUND, BROKEN, NOT_HERE } verdict;
static char why[512];

void check_broken(const char *file, int line, const char *format, ...) {
    verdict = BROKEN;
    const char *slash = strrchr(file, '/');
    int length = snprintf(why, sizeof why, "%s:%d: ", slash ? slash + 1 : file, line);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why + length, sizeof why - (size_t)length, format, arguments);
    va_end(arguments);
}

void check_not_here(const char *text) {
    verdict = NOT_HERE;
    snprintf(why, sizeof why, "%s", text);
}

int64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int open_descriptors(void) {
    DIR *folder = opendir("/proc/self/fd");
    if (!folder) return -1;
    int count = 0;
    while (readdir(folder)) count++;
    closedir(folder);
    return count;
}

int check_all(const check *checks, int count, void (*tidy)(void)) {
    int failures = 0;
    for (int index = 0; index < count; index++) {
        verdict = SOUND;
        int before = open_descriptors();
        int64_t began = now_ns();
        checks[index].run();
        int milliseconds = (int)((now_ns() - began) / 1000000);
        tidy();
        int after = open_descriptors();
        if (verdict != BROKEN && (before < 0 || after != before))
            check_broken(__FILE__, __LINE__, "%d descriptors were open before it, %d after it", before, after);
        switch (verdict) {
        case SOUND: printf("ok %s (%d ms)\n", checks[index].name, milliseconds); break;
        case NOT_HERE: printf("n/a %s: %s\n", checks[index].name, why); break;
        case BROKEN:
            printf("not ok %s: %s\n", checks[index].name, why);
            failures++;
            break;
        }
    }
    return failures;
}
