#define _GNU_SOURCE
#include "CEspeak.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

// Prototypes after speak_lib.h, API revision 12. Events stay opaque.
typedef int (*synth_callback)(short *, int, void *);
// The head of espeak_VOICE, whose layout has not changed since eSpeak 1.
typedef struct {
    char const *name;
    char const *languages;
    char const *identifier;
} voice_head;

enum { output_synchronous = 2, dont_exit = 0x8000, characters_utf8 = 1, position_character = 1, rate = 1, pitch = 3 };
enum { ipa = 0x02, end_pause = 0x1000 };

static struct {
    char const *error;
    int32_t sample_rate;
    int (*initialize)(int, int, char const *, int);
    void (*set_callback)(synth_callback);
    int (*set_voice)(char const *);
    int (*set_parameter)(int, int, int);
    int (*synth)(void const *, size_t, unsigned, int, unsigned, unsigned, unsigned *, void *);
    char const *(*phonemes)(void const **, int, int);
    voice_head const **(*list)(void *);
    char const *(*info)(char const **);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int32_t (*current_deliver)(void *, int16_t const *, size_t);
static void *current_context;
static int stopped;

static int receive(short *samples, int count, void *events) {
    (void)events;
    if (samples && count > 0 && !stopped && current_deliver)
        stopped = current_deliver(current_context, samples, (size_t)count) == 0;
    return stopped;
}

static void *symbol(void *handle, char const *name) {
    void *found = dlsym(handle, name);
    if (!found && !library.error) {
        char const *why = dlerror();
        library.error = strdup(why ? why : name);
    }
    return found;
}

static void open_library(void) {
    void *handle = dlopen("libespeak-ng.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        char const *why = dlerror();
        library.error = strdup(why ? why : "libespeak-ng.so.1");
        return;
    }
    *(void **)&library.initialize = symbol(handle, "espeak_Initialize");
    *(void **)&library.set_callback = symbol(handle, "espeak_SetSynthCallback");
    *(void **)&library.set_voice = symbol(handle, "espeak_SetVoiceByName");
    *(void **)&library.set_parameter = symbol(handle, "espeak_SetParameter");
    *(void **)&library.synth = symbol(handle, "espeak_Synth");
    *(void **)&library.phonemes = symbol(handle, "espeak_TextToPhonemes");
    *(void **)&library.list = symbol(handle, "espeak_ListVoices");
    *(void **)&library.info = symbol(handle, "espeak_Info");
    if (library.error) return;
    // Buffers of 20 ms: the first sound is out after the first of them.
    int32_t made = library.initialize(output_synchronous, 20, NULL, dont_exit);
    if (made <= 0) {
        library.error = "espeak-ng found no espeak-ng-data";
        return;
    }
    library.set_callback(receive);
    library.sample_rate = made;
}

char const *espeak_library_error(void) {
    pthread_once(&once, open_library);
    return library.error;
}

int32_t espeak_sample_rate(void) {
    pthread_once(&once, open_library);
    return library.sample_rate;
}

char const *espeak_version(void) {
    return espeak_sample_rate() == 0 ? NULL : library.info(NULL);
}

int32_t espeak_choose_voice(char const *name) {
    if (espeak_sample_rate() == 0) return -1;
    if (library.set_voice(name) == 0) return 0;
    // espeak_SetVoiceByName knows files and given names; a language is found by its voice's file.
    size_t length = strcspn(name, "+");
    voice_head const **voices = library.list(NULL);
    for (size_t at = 0; voices && voices[at]; at++) {
        char const *language = voices[at]->languages;
        if (!language || !language[0] || !voices[at]->identifier) continue;
        if (strlen(language + 1) != length || strncasecmp(language + 1, name, length) != 0) continue;
        char file[256];
        snprintf(file, sizeof file, "%s%s", voices[at]->identifier, name + length);
        if (library.set_voice(file) == 0) return 0;
    }
    return -1;
}

void espeak_set_speed_and_pitch(int32_t words_per_minute, int32_t height) {
    if (espeak_sample_rate() == 0) return;
    library.set_parameter(rate, words_per_minute, 0);
    library.set_parameter(pitch, height, 0);
}

int32_t espeak_say(
    char const *text, int32_t pausing, void *context,
    int32_t (*deliver)(void *context, int16_t const *samples, size_t count)) {
    if (espeak_sample_rate() == 0) return -1;
    current_deliver = deliver;
    current_context = context;
    stopped = 0;
    int result = library.synth(
        text, strlen(text) + 1, 0, position_character, 0, characters_utf8 | (pausing ? end_pause : 0), NULL, NULL);
    current_deliver = NULL;
    current_context = NULL;
    return result == 0 || stopped ? 0 : -1;
}

size_t espeak_phonemes(char const *text, char *buffer, size_t room) {
    size_t length = 0;
    if (room) buffer[0] = 0;
    if (espeak_sample_rate() == 0) return 0;
    void const *rest = text;
    while (rest) {
        // Bits 8 to 23 are the separator's code point.
        char const *part = library.phonemes(&rest, characters_utf8, ipa | '_' << 8);
        size_t size = part ? strlen(part) : 0;
        if (length && length + 1 < room) buffer[length] = ' ';
        if (length) length++;
        if (room > length + 1) {
            size_t fits = size < room - length - 1 ? size : room - length - 1;
            memcpy(buffer + length, part ? part : "", fits);
            buffer[length + fits] = 0;
        }
        length += size;
    }
    return length;
}

char const *espeak_voice_language(size_t index) {
    if (espeak_sample_rate() == 0) return NULL;
    voice_head const **voices = library.list(NULL);
    for (size_t at = 0; voices && voices[at]; at++)
        // A language is preceded by its priority, one byte.
        if (at == index) return voices[at]->languages && voices[at]->languages[0] ? voices[at]->languages + 1 : "";
    return NULL;
}
