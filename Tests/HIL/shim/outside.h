// The other side of the lines: what a finger, an eye and a screwdriver do to them.
//
// Either a simulated chip in sysfs ($TUTOR_GPIO_SIM, see board/run.sh), or a machine outside that drives a real chip
// and is asked over a serial port ($TUTOR_GPIO_OUTSIDE): one line of text there, one line back.
#ifndef OUTSIDE_H
#define OUTSIDE_H

#include <stdbool.h>

typedef enum { PULLED_DOWN, PULLED_UP } pull;

// All of these return 0 or more, or -errno; -ENOTSUP when this outside cannot do it.
int outside_open(void);
int outside_drive(unsigned offset, bool high);                  // is so when it returns
int outside_swing(unsigned offset, bool high, unsigned count);  // changes it count times in a burst, first to `high`
int outside_level(unsigned offset);                             // 0 or 1
int outside_pull(unsigned offset);                              // what the chip was told to pull to
int outside_remove_chip(void);

#endif
