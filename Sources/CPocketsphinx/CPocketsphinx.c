#define _GNU_SOURCE
#include "CPocketsphinx.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// Prototypes after pocketsphinx.h, ps_search.h, cmd_ln.h and fsg_model.h of 0.8+5prealpha, and pocketsphinx.h,
// pocketsphinx/search.h and pocketsphinx/model.h of 5.x. All structures stay opaque.
typedef void decoder_t, config_t, fsg_t, logmath_t, seg_t;

static struct {
    int32_t generation;
    char const *error;
    decoder_t *(*init)(config_t *);
    int (*free)(decoder_t *);
    int (*load_dict)(decoder_t *, char const *, char const *, char const *);
    logmath_t *(*logmath)(decoder_t *);
    int (*start)(decoder_t *);
    int (*process)(decoder_t *, int16_t const *, size_t, int, int);
    int (*end)(decoder_t *);
    seg_t *(*seg_iter)(decoder_t *);
    seg_t *(*seg_next)(seg_t *);
    char const *(*seg_word)(seg_t *);
    void (*seg_frames)(seg_t *, int *, int *);
    fsg_t *(*fsg_read)(FILE *, logmath_t *, float);
    int (*fsg_free)(fsg_t *);
    int (*set_fsg)(decoder_t *, char const *, fsg_t *);
    int (*set_search)(decoder_t *, char const *);
    int (*set_allphone)(decoder_t *, char const *, void *);
    // Where the two differ.
    int32_t (*seg_prob_4)(seg_t *, int32_t *, int32_t *, int32_t *);
    int32_t (*seg_prob_5)(seg_t *, int32_t *, int32_t *);
    void const *(*args_4)(void);
    config_t *(*config_parse_4)(config_t *, void const *, int32_t, char **, int32_t);
    int (*config_free_4)(config_t *);
    config_t *(*config_init_5)(void const *);
    config_t *(*config_parse_5)(config_t *, char const *);
    int (*config_free_5)(config_t *);
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;

struct sphinx_decoder {
    decoder_t *ps;
    float language_weight;
};

static void *symbol(void *handle, char const *name) {
    void *found = dlsym(handle, name);
    if (!found && !library.error) {
        char const *why = dlerror();
        library.error = strdup(why ? why : name);
    }
    return found;
}

static void open_library(void) {
    void *handle = NULL;
    char const *override = getenv("TUTOR_POCKETSPHINX_LIBRARY");
    char const *names[] = {override, "libpocketsphinx.so.3", "libpocketsphinx.so.5", "libpocketsphinx.so"};
    char const *first = NULL;
    for (size_t index = 0; index < 4 && !handle; index++) {
        if (!names[index]) continue;
        handle = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
        if (!handle && !first) {
            char const *why = dlerror();
            first = strdup(why ? why : names[index]);
        }
    }
    if (!handle) {
        library.error = first;
        return;
    }
    int five = dlsym(handle, "ps_config_init") != NULL;
    *(void **)&library.init = symbol(handle, "ps_init");
    *(void **)&library.free = symbol(handle, "ps_free");
    *(void **)&library.load_dict = symbol(handle, "ps_load_dict");
    *(void **)&library.logmath = symbol(handle, "ps_get_logmath");
    *(void **)&library.start = symbol(handle, "ps_start_utt");
    *(void **)&library.process = symbol(handle, "ps_process_raw");
    *(void **)&library.end = symbol(handle, "ps_end_utt");
    *(void **)&library.seg_iter = symbol(handle, "ps_seg_iter");
    *(void **)&library.seg_next = symbol(handle, "ps_seg_next");
    *(void **)&library.seg_word = symbol(handle, "ps_seg_word");
    *(void **)&library.seg_frames = symbol(handle, "ps_seg_frames");
    *(void **)&library.fsg_read = symbol(handle, "fsg_model_read");
    *(void **)&library.fsg_free = symbol(handle, "fsg_model_free");
    *(void **)&library.set_fsg = symbol(handle, five ? "ps_add_fsg" : "ps_set_fsg");
    *(void **)&library.set_search = symbol(handle, five ? "ps_activate_search" : "ps_set_search");
    *(void **)&library.set_allphone = symbol(handle, five ? "ps_add_allphone" : "ps_set_allphone");
    if (five) {
        *(void **)&library.seg_prob_5 = symbol(handle, "ps_seg_prob");
        *(void **)&library.config_init_5 = symbol(handle, "ps_config_init");
        *(void **)&library.config_parse_5 = symbol(handle, "ps_config_parse_json");
        *(void **)&library.config_free_5 = symbol(handle, "ps_config_free");
        void (*quiet)(void *, void *) = NULL;
        *(void **)&quiet = symbol(handle, "err_set_callback");
        if (quiet) quiet(NULL, NULL);
    } else {
        *(void **)&library.seg_prob_4 = symbol(handle, "ps_seg_prob");
        *(void **)&library.args_4 = symbol(handle, "ps_args");
        *(void **)&library.config_parse_4 = symbol(handle, "cmd_ln_parse_r");
        *(void **)&library.config_free_4 = symbol(handle, "cmd_ln_free_r");
        // The log file of 0.8+5prealpha is kept per thread until err_set_logfp was called with NULL once; a callback of
        // none is for the whole process.
        void (*quiet)(void *, void *) = NULL;
        *(void **)&quiet = symbol(handle, "err_set_callback");
        if (quiet) quiet(NULL, NULL);
        void (*silence)(FILE *) = NULL;
        *(void **)&silence = symbol(handle, "err_set_logfp");
        if (silence) silence(NULL);
    }
    if (!library.error) library.generation = five ? 5 : 4;
}

char const *sphinx_library_error(void) {
    pthread_once(&once, open_library);
    return library.error;
}

int32_t sphinx_library_generation(void) {
    pthread_once(&once, open_library);
    return library.generation;
}

/// An escaped copy of the options as the JSON object that 5.x reads.
static char *json(char const *const *names, char const *const *values, size_t count) {
    size_t room = 3;
    for (size_t index = 0; index < count; index++) room += 2 * (strlen(names[index]) + strlen(values[index])) + 8;
    char *text = malloc(room), *at = text;
    if (!text) return NULL;
    *at++ = '{';
    for (size_t index = 0; index < count; index++) {
        if (index) *at++ = ',';
        for (int side = 0; side < 2; side++) {
            if (side) *at++ = ':';
            *at++ = '"';
            for (char const *from = side ? values[index] : names[index]; *from; from++) {
                if (*from == '"' || *from == '\\') *at++ = '\\';
                *at++ = *from;
            }
            *at++ = '"';
        }
    }
    *at++ = '}';
    *at = 0;
    return text;
}

static config_t *configure(char const *const *names, char const *const *values, size_t count) {
    if (library.generation == 5) {
        char *text = json(names, values, count);
        config_t *config = text ? library.config_parse_5(NULL, text) : NULL;
        free(text);
        return config;
    }
    char **arguments = calloc(2 * count + 2, sizeof *arguments);
    if (!arguments) return NULL;
    arguments[0] = strdup("tutor");
    for (size_t index = 0; index < count; index++) {
        size_t room = strlen(names[index]) + 2;
        if ((arguments[2 * index + 1] = malloc(room))) snprintf(arguments[2 * index + 1], room, "-%s", names[index]);
        arguments[2 * index + 2] = strdup(values[index]);
    }
    config_t *config = library.config_parse_4(NULL, library.args_4(), (int32_t)(2 * count + 1), arguments, 0);
    for (size_t index = 0; index < 2 * count + 1; index++) free(arguments[index]);
    free(arguments);
    return config;
}

sphinx_decoder *sphinx_decoder_create(char const *const *names, char const *const *values, size_t count) {
    if (sphinx_library_generation() == 0) return NULL;
    config_t *config = configure(names, values, count);
    if (!config) return NULL;
    // The library keeps the warp of the filters that it makes in global variables (fe_warp_inverse_linear.c).
    static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&making);
    decoder_t *ps = library.init(config);
    pthread_mutex_unlock(&making);
    if (library.generation == 5) library.config_free_5(config);
    else library.config_free_4(config);
    if (!ps) return NULL;
    sphinx_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder) {
        library.free(ps);
        return NULL;
    }
    decoder->ps = ps;
    decoder->language_weight = 1;
    for (size_t index = 0; index < count; index++)
        if (!strcmp(names[index], "lw")) decoder->language_weight = strtof(values[index], NULL);
    return decoder;
}

void sphinx_decoder_destroy(sphinx_decoder *decoder) {
    if (!decoder) return;
    library.free(decoder->ps);
    free(decoder);
}

int32_t sphinx_decoder_set_dictionary(sphinx_decoder *decoder, char const *text, size_t length) {
    // ps_load_dict reads files only; adding words one by one would keep those of old lessons for ever.
    int file = memfd_create("dictionary", MFD_CLOEXEC);
    if (file < 0) return -1;
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    size_t written = 0;
    while (written < length) {
        ssize_t count = write(file, text + written, length - written);
        if (count <= 0) break;
        written += (size_t)count;
    }
    int result = written == length ? library.load_dict(decoder->ps, path, NULL, NULL) : -1;
    close(file);
    return result < 0 ? -1 : 0;
}

int32_t sphinx_decoder_set_grammar(sphinx_decoder *decoder, char const *text, size_t length) {
    FILE *file = fmemopen((void *)text, length, "r");
    if (!file) return -1;
    fsg_t *fsg = library.fsg_read(file, library.logmath(decoder->ps), decoder->language_weight);
    fclose(file);
    if (!fsg) return -1;
    int failed = library.set_fsg(decoder->ps, "grammar", fsg) != 0;
    library.fsg_free(fsg);
    return failed || library.set_search(decoder->ps, "grammar") != 0 ? -1 : 0;
}

int32_t sphinx_decoder_set_phone_loop(sphinx_decoder *decoder) {
    if (library.set_allphone(decoder->ps, "phones", NULL) != 0) return -1;
    return library.set_search(decoder->ps, "phones") != 0 ? -1 : 0;
}

int32_t sphinx_decoder_start(sphinx_decoder *decoder) { return library.start(decoder->ps) < 0 ? -1 : 0; }

int32_t sphinx_decoder_process(sphinx_decoder *decoder, int16_t const *samples, size_t count) {
    return library.process(decoder->ps, samples, count, 0, 0) < 0 ? -1 : 0;
}

int32_t sphinx_decoder_process_whole(sphinx_decoder *decoder, int16_t const *samples, size_t count) {
    return library.process(decoder->ps, samples, count, 0, 1) < 0 ? -1 : 0;
}

int32_t sphinx_decoder_end(sphinx_decoder *decoder) { return library.end(decoder->ps) < 0 ? -1 : 0; }

size_t sphinx_decoder_segments(sphinx_decoder *decoder, sphinx_segment *segments, size_t room) {
    size_t count = 0;
    // Frames are counted from the start of the stream, which outlives an utterance.
    int origin = 0;
    for (seg_t *seg = library.seg_iter(decoder->ps); seg; seg = library.seg_next(seg)) {
        int first = 0, last = 0;
        int32_t acoustic = 0, language = 0, back = 0;
        library.seg_frames(seg, &first, &last);
        if (count == 0) origin = first;
        if (library.generation == 5) library.seg_prob_5(seg, &acoustic, &language);
        else library.seg_prob_4(seg, &acoustic, &language, &back);
        if (count < room) {
            segments[count] = (sphinx_segment){library.seg_word(seg), first - origin, last - origin, acoustic};
        }
        count++;
    }
    return count;
}
