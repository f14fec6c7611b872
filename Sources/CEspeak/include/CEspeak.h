#ifndef TUTOR_CESPEAK_H
#define TUTOR_CESPEAK_H

#include <stddef.h>
#include <stdint.h>

// A small face on libespeak-ng (speak_lib.h, API revision 12).
//
// espeak-ng is one synthesiser a process, with one voice and one callback: the caller must serialise every call here.
// The library is opened with dlopen at the first use, so a tutor that speaks through the cloud does not pay for it
// (it pulls in PulseAudio's client, D-Bus and codecs).

/// Why the library could not be opened or initialised, or NULL when it is ready.
char const *espeak_library_error(void);

/// Samples a second that it makes (22,050 Hz), or 0 when it is not ready.
int32_t espeak_sample_rate(void);

/// The version of the library ("1.51"), or NULL when it is not ready.
char const *espeak_version(void);

/// Chooses a voice by name or language, with an optional variant: "en-gb", "en-us+f3". Returns 0, or -1 when unknown.
int32_t espeak_choose_voice(char const *name);

/// Words a minute (80 to 450) and pitch (0 to 100, 50 is normal) of what is said next.
void espeak_set_speed_and_pitch(int32_t words_per_minute, int32_t pitch);

/// Says plain UTF-8 text, ended by a zero byte, and hands over its samples as they are made, with a
/// sentence's pause after them where `pausing` is not 0. Returns when all was said or `deliver` returned 0. Returns 0, or -1 when the text was refused.
int32_t espeak_say(
    char const *text, int32_t pausing, void *context,
    int32_t (*deliver)(void *context, int16_t const *samples, size_t count));

/// The IPA phonemes of the text, with '_' between phonemes and a space between words, into `buffer` (always ended by a
/// zero byte). Returns how many bytes there are in all.
size_t espeak_phonemes(char const *text, char *buffer, size_t room);

/// The names of the voices installed, by index: a language ("en-gb"); NULL after the last.
char const *espeak_voice_language(size_t index);

#endif
