#include "outside.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *simulated;  // the chip's folder in sysfs
static int port = -1;          // the serial port

// Opens a file of a line of the simulated chip.
static int open_file(unsigned offset, const char *name, int flags) {
    char path[256];
    snprintf(path, sizeof path, "%s/sim_gpio%u/%s", simulated, offset, name);
    int file = open(path, flags | O_CLOEXEC);
    return file < 0 ? -errno : file;
}

static int read_file(unsigned offset, const char *name, char *text, size_t size) {
    int file = open_file(offset, name, O_RDONLY);
    if (file < 0) return file;
    ssize_t length = read(file, text, size - 1);
    int result = length < 0 ? -errno : 0;
    text[length < 0 ? 0 : length] = 0;
    close(file);
    return result;
}

// Says a line to the machine outside and returns the number that it answers.
static int ask(const char *question) {
    size_t length = strlen(question);
    if (write(port, question, length) != (ssize_t)length) return errno > 0 ? -errno : -EIO;
    char answer[32];
    size_t got = 0;
    while (got == 0 || answer[got - 1] != '\n') {
        if (got == sizeof answer - 1) return -EPROTO;
        ssize_t more = read(port, answer + got, 1);
        if (more <= 0) return more < 0 ? -errno : -EPIPE;
        got++;
    }
    answer[got] = 0;
    char *end;
    long number = strtol(answer, &end, 10);
    return end == answer ? -EPROTO : (int)number;
}

int outside_open(void) {
    simulated = getenv("TUTOR_GPIO_SIM");
    if (simulated) return 0;
    const char *path = getenv("TUTOR_GPIO_OUTSIDE");
    if (!path) return -ENOENT;
    port = open(path, O_RDWR | O_CLOEXEC);
    return port < 0 ? -errno : 0;
}

int outside_drive(unsigned offset, bool high) { return outside_swing(offset, high, 1); }

int outside_swing(unsigned offset, bool high, unsigned count) {
    if (!simulated) {
        char question[64];
        snprintf(question, sizeof question, "swing %u %d %u\n", offset, high, count);
        return ask(question);
    }
    int file = open_file(offset, "pull", O_WRONLY);
    if (file < 0) return file;
    int result = 0;
    for (; count > 0 && result == 0; count--, high = !high) {
        const char *text = high ? "pull-up" : "pull-down";
        if (pwrite(file, text, strlen(text), 0) < 0) result = -errno;
    }
    close(file);
    return result;
}

int outside_level(unsigned offset) {
    char text[32];
    if (!simulated) {
        snprintf(text, sizeof text, "level %u\n", offset);
        return ask(text);
    }
    int result = read_file(offset, "value", text, sizeof text);
    return result < 0 ? result : atoi(text);
}

int outside_pull(unsigned offset) {
    if (!simulated) return -ENOTSUP;
    char text[32];
    int result = read_file(offset, "pull", text, sizeof text);
    return result < 0 ? result : strncmp(text, "pull-up", 7) == 0 ? PULLED_UP : PULLED_DOWN;
}

int outside_remove_chip(void) {
    glob_t found;
    if (!simulated || glob("/sys/kernel/config/gpio-sim/*/live", 0, NULL, &found) != 0) return -ENOTSUP;
    int file = open(found.gl_pathv[0], O_WRONLY | O_CLOEXEC);
    int result = file < 0 || write(file, "0", 1) < 0 ? -errno : 0;
    if (file >= 0) close(file);
    globfree(&found);
    return result;
}
