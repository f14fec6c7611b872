#!/bin/bash
# A long conversation in real time through real alsa-lib, without a sound card: a pattern is spoken into the microphone all
# the time while speeches are played and every second one is interrupted. Both directions are compared sample by sample;
# prints xruns of ours, drift, processor time, and how long it takes from stop to silence.
# usage: Tests/HIL/soak.sh [MINUTES]      0.35 by default, so that every run of the tests has one; 60 by hand
#   TUTOR_TESTS  the test bundle, where it is built already (make test builds it with flags of its own)
# needs: what pulse.sh needs
set -euo pipefail
cd "$(dirname "$0")/../.."
minutes=${1:-0.35}
[[ $minutes =~ ^[0-9]+(\.[0-9]+)?$ ]] || { echo "soak.sh: '$minutes' is no number of minutes" >&2; exit 64; }
tests=${TUTOR_TESTS:-}
if [ -z "$tests" ]; then
    swift build --build-tests
    tests=$(echo "$(swift build --show-bin-path)"/*PackageTests.xctest)
fi
# As the service's unit has it, where that is permitted.
first=()
[ -n "$(nice -n -5 true 2>&1)" ] || first=(nice -n -5)
seconds=$(awk "BEGIN { print int($minutes * 60) }")
TUTOR_SOAK_SECONDS=$seconds "${first[@]}" Tests/HIL/pulse.sh "$tests" --testing-library swift-testing --filter HardwareTests.SoakTests
