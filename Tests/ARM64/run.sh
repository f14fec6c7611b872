#!/bin/bash
# The slow tier: a stock arm64 kernel of Debian, on the processor of a Raspberry Pi Zero 2 W in software, with a real
# GPIO controller whose lines are driven from outside and a loopback sound card.
#   1. the shim over libgpiod 1 and 2 keeps its promises
#   2. alsa-lib plays and records
#   3. tutord itself, built for arm64: see guest/30-tutord.sh
# Without a tutord (see build-tutord.sh) the first two alone, and says so.
#
# usage: Tests/ARM64/run.sh
#   TUTOR_ARM64_TUTORD   a tutord that was built for arm64; `none` leaves it out
#   TUTORD               a tutord of this machine, which the other one's teacher is (.build/debug/tutord)
#   OUT                  what is left: lines.txt and what the guest wrote (out/arm64)
# needs: qemu-system-arm device-tree-compiler cpio xz-utils espeak-ng, clang or gcc-aarch64-linux-gnu (make test-arm64
#        installs them), and once Debian's mirror
# exit: 0 passed · 1 something failed · 77 nothing of it can be run here
set -euo pipefail
cd "$(dirname "$0")/../.."
here=Tests/ARM64
skip() { echo "SKIP: $*"; }
for tool in qemu-system-aarch64 fdtput cpio xz python3; do
    command -v "$tool" >/dev/null || { skip "the arm64 machine: $tool is missing (scripts/setup.sh --for arm64)"; exit 77; }
done
out=${OUT:-$PWD/out/arm64}
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
teacher=
trap '[ -z "$teacher" ] || kill "$teacher" 2>/dev/null; rm -rf "$work"' EXIT
# had COMMAND…: what it prints; without it there is nothing to do here.
had() { "$@" 2>"$work/why" || { skip "the arm64 machine: $(tail -n 1 "$work/why")" >&2; exit 77; }; }

# Debian 13, as on a new Raspberry Pi; and libgpiod 1, as on an older one.
kernel=$(had $here/debian.sh kernel trixie arm64 --only './boot/vmlinuz-*' --only '*.ko.xz' --only '*.ko' linux-image-arm64)
guest=$(had $here/debian.sh guest trixie arm64 libc6 busybox-static libgpiod3 libasound2t64 alsa-utils libsqlite3-0 \
    libspeexdsp1 libstdc++6 libpocketsphinx3 libespeak-ng1)
sysroot=$(had $here/sysroot.sh)
old=$(had Tests/HIL/board/libgpiod.sh bookworm arm64)

mkdir -p "$work/tests"
cp $here/guest/*.sh "$work/tests/"
$here/compile.sh "$sysroot" "$work/tests/conformance-2" Tests/HIL/shim/*.c
$here/compile.sh "$sysroot" "$work/tests/conformance-1" "-I$old/usr/include" "-L$old/usr/lib/aarch64-linux-gnu" \
    -Wl,-rpath,/tests Tests/HIL/shim/*.c
cp -a "$old"/usr/lib/aarch64-linux-gnu/libgpiod.so.2* "$work/tests/"
python3 $here/tone.py make "$work/tests/tone.wav"

# The teacher of the tutord in there: one of this machine, at the address that QEMU gives this machine in there.
TUTORD=${TUTORD:-$PWD/.build/debug/tutord}
teach() {
    [ -x "$TUTORD" ] || { echo "$TUTORD, its teacher, is missing (swift build)"; return 1; }
    command -v espeak-ng >/dev/null || { echo "espeak-ng, its pupil, is missing"; return 1; }
    "$TUTORD" serve --listen 127.0.0.1:0 >"$work/teacher.log" 2>&1 &
    teacher=$!
    for _ in $(seq 100); do
        port=$(sed -n 's|^serving at ws://[^/]*:\([0-9]*\)/.*|\1|p' "$work/teacher.log")
        [ -z "$port" ] || { echo "ws://10.0.2.2:$port/v1/realtime" >"$work/tests/teacher"; return; }
        sleep 0.1
    done
    echo "$TUTORD did not serve: $(tail -n 1 "$work/teacher.log")"
    return 1
}
network=() tutord=''
if ! tutord=$($here/build-tutord.sh 2>"$out/build.log"); then
    skip "tutord on arm64: $(tail -n 1 "$out/build.log")"
elif ! teach >"$work/why"; then
    skip "tutord on arm64: $(tail -n 1 "$work/why")"
    tutord=''
else
    cp "$tutord" "$work/tests/tutord"
    cp -r lessons $here/guest/board.yaml "$work/tests/"
    # Spoken out here, where it is fast.
    espeak-ng -v en-us -p 75 -s 150 -w "$work/tests/words.wav" "thirty six"
    network=(--network)
fi
[ -n "$tutord" ] || rm -f "$work/tests/30-tutord.sh"

$here/image.sh "$work" "$guest" "$kernel"
$here/tree.sh "$work/machine.dtb"
status=0
$here/machine.py "$(echo "$kernel"/boot/vmlinuz-*)" "$work/files.cpio" "$work/machine.dtb" "$work" "${network[@]}" |
    tee "$out/console.txt" || status=1
cp "$work/lines.txt" "$out/" 2>/dev/null || :
tar -C "$out" -xf "$work/out.tar" 2>/dev/null || :
python3 $here/tone.py check "$out/tone.wav" || status=1
if [ -n "$tutord" ]; then python3 $here/turn.py "$out" || status=1; fi
grep -q '^not ok' "$out/console.txt" && status=1
exit $status
