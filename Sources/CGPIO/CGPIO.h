#ifndef TUTOR_CGPIO_H
#define TUTOR_CGPIO_H
#include <gpiod.h>
#endif
