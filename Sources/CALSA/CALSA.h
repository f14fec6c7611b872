#ifndef TUTOR_CALSA_H
#define TUTOR_CALSA_H
#include <alsa/asoundlib.h>
#endif
