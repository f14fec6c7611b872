#!/bin/bash
# The hardware-in-the-loop tier: the tests of LinuxBoard on a real kernel with simulated lines and a loopback card.
# usage: Tests/HIL/hil.sh [FILTER]      needs: alsa-utils libgpiod-dev libasound2-dev (and board/build-kernel.sh's, once)
#   TUTOR_TESTS  the test bundle, where it is built already (make test builds it with flags of its own)
set -euo pipefail
cd "$(dirname "$0")/../.."
tests=${TUTOR_TESTS:-}
if [ -z "$tests" ]; then
    swift build --build-tests
    tests=$(echo "$(swift build --show-bin-path)"/*PackageTests.xctest)
fi
exec Tests/HIL/board/run.sh "$tests" --testing-library swift-testing --filter "${1:-HardwareTests\..*OnKernelTests}"
