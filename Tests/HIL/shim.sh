#!/bin/bash
# Both faces of Sources/CGPIO/CGPIO.h, over libgpiod 1 and over libgpiod 2: compiled with each compiler that is here,
# and held to the same promises (shim/conformance.c) on a real kernel with a simulated chip. Takes seconds.
# One of the two is the system's libgpiod; the other comes from another suite of Debian into the cache, once.
#
# usage: Tests/HIL/shim.sh      TUTOR_UML_KERNEL  the kernel (else the one in the cache)
# needs: libgpiod-dev, gcc or clang, and a kernel that make test-hil has built
# exit: 0 both passed, or one of them while the other cannot be had (a line SKIP: says so) · 1 a promise was broken
#       77 nothing of it can be run here
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk
export TUTOR_UML_KERNEL=${TUTOR_UML_KERNEL:-$cache/linux-uml}
skip() { echo "SKIP: $*"; }
[ -x "$TUTOR_UML_KERNEL" ] || { skip "the shim's two faces: no kernel with simulated lines (make test-hil builds one)"; exit 77; }
compilers=()
for name in gcc clang; do command -v "$name" >/dev/null && compilers+=("$name"); done
[ ${#compilers[@]} -gt 0 ] || { skip "the shim's two faces: neither gcc nor clang is here"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export OUT=$work/out

# face MAJOR FLAG…: compiles the suite against one libgpiod and runs it.
face() {
    local major=$1 compiler
    shift
    for compiler in "${compilers[@]}"; do
        "$compiler" -std=gnu11 -O1 -Wall -Wextra -Werror -I Sources/CGPIO "$@" Tests/HIL/shim/*.c -lgpiod -o "$work/conformance"
    done
    echo "-- libgpiod $major (${compilers[*]})"
    Tests/HIL/board/run.sh "$work/conformance" pinctrl-sim BTN_TALK LED_REC | tee "$work/said"
    grep -q "the face of version $major)" "$work/said" || { echo "shim.sh: that was not the face of version $major" >&2; return 1; }
}

version=$(pkg-config --modversion libgpiod)
case $version in
    1.*) other=2 suite=$(. /etc/os-release && echo "$VERSION_CODENAME")-backports ;;
    *) other=1 suite=bookworm ;;
esac
status=0
face "${version%%.*}" || status=1
if library=$(Tests/HIL/board/libgpiod.sh "$suite" 2>"$work/why"); then
    libraries=$(echo "$library"/usr/lib/*-linux-gnu)
    face "$other" "-I$library/usr/include" "-L$libraries" "-Wl,-rpath,$libraries" || status=1
else
    skip "the shim's face of libgpiod $other: $(tail -n 1 "$work/why")"
fi
exit $status
