#!/usr/bin/env bash
# Runs the tiers in Tests/HIL with a kernel that has simulated GPIO lines and a loopback sound card.
# TUTOR_UML_KERNEL names that kernel. Without it the one in ~/.cache/tutor-kiosk is used, which is built once from
# Debian's kernel source (about 9 minutes of one core).
#
# usage: scripts/test-hil.sh
# exit: that of scripts/test.sh or scripts/setup.sh · 5 nothing in this checkout builds the kernel
set -euo pipefail
source "$(dirname "$0")/common.sh"
case ${1:-} in
    '') ;;
    -h | --help)
        usage "$0"
        exit 0
        ;;
    *) die 2 "unknown argument '$1' (see --help)" ;;
esac
cd "$top"
if [[ -z ${TUTOR_UML_KERNEL:-} ]]; then
    [[ -x Tests/HIL/board/build-kernel.sh ]] || die 5 "no Tests/HIL/board/build-kernel.sh here: name a kernel in TUTOR_UML_KERNEL"
    scripts/setup.sh --for hil
    # Takes the one in the cache when it is of the present source and fragment.
    TUTOR_UML_KERNEL=$(Tests/HIL/board/build-kernel.sh)
    export TUTOR_UML_KERNEL
fi
say "kernel: $TUTOR_UML_KERNEL"
exec scripts/test.sh --hil
