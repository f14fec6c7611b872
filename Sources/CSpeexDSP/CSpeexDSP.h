#ifndef TUTOR_CSPEEXDSP_H
#define TUTOR_CSPEEXDSP_H
#include <speex/speex_echo.h>
#include <speex/speex_preprocess.h>
#include <speex/speex_resampler.h>
#endif
