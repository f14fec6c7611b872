#ifndef TUTOR_CPOCKETSPHINX_H
#define TUTOR_CPOCKETSPHINX_H

#include <stddef.h>
#include <stdint.h>

// A small face on libpocketsphinx, the same for 0.8+5prealpha (Debian 12) and 5.x.
//
// The library is opened with dlopen when the first decoder is made, so a tutor that teaches through the cloud neither
// needs it nor pays for it (it pulls in BLAS and LAPACK). Which of the two it is, is read from the symbols it has.
// Everything here is silent: the library's own logging is turned off.
// A decoder belongs to one thread at a time; different decoders may be used by different threads.

typedef struct sphinx_decoder sphinx_decoder;

/// One stretch of the best path: a word or a silence, with the frames (10 ms each, from the utterance's first) that it covers.
typedef struct {
    /// The word as the dictionary has it, perhaps with "(2)"; owned by the decoder until the next utterance or grammar.
    char const *word;
    int32_t first_frame;
    int32_t last_frame;
    /// Acoustic score in the decoder's log base: 0 where every frame fitted its best sound, otherwise below.
    int32_t acoustic_score;
} sphinx_segment;

/// Why the library could not be opened (dlerror's words), or NULL when it is open.
char const *sphinx_library_error(void);

/// 0 where it could not be opened, 4 for 0.8+5prealpha, 5 for 5.x.
int32_t sphinx_library_generation(void);

/// A decoder with options given as pairs of name (without the dash, "hmm") and value, or NULL when it refused them.
/// No dictionary is loaded unless an option names one.
sphinx_decoder *sphinx_decoder_create(char const *const *names, char const *const *values, size_t count);
void sphinx_decoder_destroy(sphinx_decoder *decoder);

/// Replaces the dictionary by one in the CMU dictionary's format: a line for each pronunciation, "word W ER D", the second
/// as "word(2) …". Returns 0, or -1 when it was refused.
int32_t sphinx_decoder_set_dictionary(sphinx_decoder *decoder, char const *text, size_t length);

/// Replaces the grammar by one in Sphinx's FSG text format. All its words must be in the dictionary.
/// Returns 0, or -1 when the text is wrong or a word is missing.
int32_t sphinx_decoder_set_grammar(sphinx_decoder *decoder, char const *text, size_t length);

/// Replaces the grammar by a loop over all phones of the model. Returns 0 or -1.
int32_t sphinx_decoder_set_phone_loop(sphinx_decoder *decoder);

/// Utterances: start, process 16 kHz samples as they come, end. Each returns 0, or -1 when it was refused.
int32_t sphinx_decoder_start(sphinx_decoder *decoder);
int32_t sphinx_decoder_process(sphinx_decoder *decoder, int16_t const *samples, size_t count);
int32_t sphinx_decoder_end(sphinx_decoder *decoder);

/// Processes all samples of an utterance at once, instead of as they come: its cepstral mean is then its own, where the
/// decoder has done nothing else before. Returns 0 or -1.
int32_t sphinx_decoder_process_whole(sphinx_decoder *decoder, int16_t const *samples, size_t count);

/// Writes at most `room` segments of the best path and returns how many there are; 0 when no path reached an end.
size_t sphinx_decoder_segments(sphinx_decoder *decoder, sphinx_segment *segments, size_t room);

#endif
