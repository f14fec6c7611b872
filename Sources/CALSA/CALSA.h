// alsa-lib, and the one thing of it that cannot be written in Swift: a variadic error handler.
#ifndef TUTOR_CALSA_H
#define TUTOR_CALSA_H

#include <alsa/asoundlib.h>

static inline void calsa_say_nothing(
    const char *file, int line, const char *function, int code, const char *format, ...) {
    (void)file, (void)line, (void)function, (void)code, (void)format;
}

// alsa-lib prints every failed attempt to open a device on standard error; we return errors instead.
static inline void calsa_be_quiet(void) { snd_lib_error_set_handler(calsa_say_nothing); }

#endif
