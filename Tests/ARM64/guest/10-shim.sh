#!/bin/sh
# The shim's promises on a real controller: with libgpiod 2, and with libgpiod 1 where the image has it.
status=0
for face in /tests/conformance-*; do
    "$face" 9030000.pl061 BTN_TALK LED_REC POWER || status=1
done
exit $status
