#!/bin/bash
# Proves that the audio threads neither take memory nor lock nor write to the terminal once they run: a library that
# counts all of that (quiet-path/quiet.c) is loaded below the tests, while a board plays, is interrupted and records in
# real time.
# usage: Tests/HIL/quiet-path.sh      needs: a C compiler, libasound2-dev, and what pulse.sh needs
#   TUTOR_TESTS  the test bundle, where it is built already (make test builds it with flags of its own)
set -euo pipefail
cd "$(dirname "$0")/../.."
compiler=$(command -v cc || command -v gcc || command -v clang) ||
    { echo "quiet-path.sh: no C compiler: apt install gcc" >&2; exit 69; }
tests=${TUTOR_TESTS:-}
if [ -z "$tests" ]; then
    swift build --build-tests
    tests=$(echo "$(swift build --show-bin-path)"/*PackageTests.xctest)
fi
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
"$compiler" -O2 -Wall -Wextra -Werror -fPIC -shared -o "$room/quiet.so" Tests/HIL/quiet-path/quiet.c -ldl
Tests/HIL/pulse.sh env "LD_PRELOAD=$room/quiet.so" "$tests" --testing-library swift-testing \
    --filter HardwareTests.QuietPathTests
