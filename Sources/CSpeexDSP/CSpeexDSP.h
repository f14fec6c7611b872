#ifndef TUTOR_CSPEEXDSP_H
#define TUTOR_CSPEEXDSP_H
#include <speex/speex_resampler.h>
#endif
