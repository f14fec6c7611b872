#!/bin/bash
# Compiles C for arm64, with the clang that Swift brings or with gcc-aarch64-linux-gnu.
#
# usage: Tests/ARM64/compile.sh SYSROOT PROGRAM [FLAG]… FILE…
set -euo pipefail
sysroot=$1 program=$2
shift 2
# Debian's Swift keeps its clang out of PATH.
swift=$(command -v swift) && PATH=$PATH:$(dirname "$(readlink -f "$swift")")
if command -v clang >/dev/null && command -v ld.lld >/dev/null; then
    compiler=(clang --target=aarch64-linux-gnu -fuse-ld=lld)
elif command -v aarch64-linux-gnu-gcc >/dev/null; then
    compiler=(aarch64-linux-gnu-gcc)
else
    echo "compile.sh: neither clang with lld nor aarch64-linux-gnu-gcc is here (scripts/setup.sh --for arm64)" >&2
    exit 69
fi
exec "${compiler[@]}" "--sysroot=$sysroot" -std=gnu11 -O1 -Wall -Wextra -Werror -ISources/CGPIO "$@" -lgpiod -o "$program"
