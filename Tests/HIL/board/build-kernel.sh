#!/bin/bash
# Prints the path of a User Mode Linux kernel with a simulated GPIO chip and a loopback sound card.
#
# $TUTOR_UML_KERNEL names a ready one, or none if it is empty (exit 77). Else it is taken from the cache
# (${XDG_CACHE_HOME:-~/.cache}/tutor-kiosk), or built there from Debian's own source package: about 9 minutes of CPU, once for each version of the source and each
# change of kernel.fragment. The source comes through an apt root of its own, from the mirror that the system uses; the
# system's sources, lists and packages stay as they are.
#
# needs (to build): gcc make flex bison bc xz-utils libelf-dev libssl-dev
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk
suite=trixie package=linux-source-6.12

if [ "${TUTOR_UML_KERNEL-none}" = "" ]; then
    # make test names none where there is none: building one is make test-hil's.
    echo "SKIP: no kernel with simulated lines and sound (make test-hil builds one, on x86_64)" >&2
    exit 77
fi
if [ -n "${TUTOR_UML_KERNEL:-}" ]; then
    [ -x "$TUTOR_UML_KERNEL" ] || { echo "build-kernel.sh: TUTOR_UML_KERNEL=$TUTOR_UML_KERNEL is not a program" >&2; exit 66; }
    echo "$TUTOR_UML_KERNEL"
    exit
fi
[ "$(uname -m)" = x86_64 ] || { echo "build-kernel.sh: User Mode Linux runs on x86_64 only, this is $(uname -m)" >&2; exit 69; }

mkdir -p "$cache"
exec 9>"$cache/kernel.lock"
flock 9

source "$here/private-apt.sh"
private_apt "$cache/apt" "$suite"

version() { apt-cache "${private[@]}" policy "$package" 2>/dev/null | awk '$1 == "Candidate:" { print $2 }'; }
key() { { cat "$here/kernel.fragment"; echo "$1"; } | sha256sum | cut -c1-12; }

# The list is fetched anew only when there is nothing ready for the one that is there.
candidate=$(version)
if [ -z "$candidate" ] || [ ! -x "$cache/linux-$(key "$candidate")" ]; then
    apt-get "${private[@]}" -q update >&2
    candidate=$(version)
fi
[ -n "$candidate" ] || { echo "build-kernel.sh: no $package in $suite at $mirror" >&2; exit 69; }
kernel=$cache/linux-$(key "$candidate")

if [ ! -x "$kernel" ]; then
    for tool in gcc make flex bison bc xz; do
        command -v "$tool" >/dev/null ||
            { echo "build-kernel.sh: $tool is missing: apt install gcc make flex bison bc xz-utils libelf-dev libssl-dev" >&2; exit 69; }
    done
    echo "build-kernel.sh: building $package $candidate for User Mode Linux, once (about 9 minutes of CPU)" >&2
    work=$(mktemp -d "$cache/kernel.XXXXXX")
    status=0
    trap 'status=$?; rm -rf "$work"; [ $status = 0 ] || { tail -n 20 "$cache/kernel.log" >&2; exit $status; }' EXIT
    (
        cd "$work"
        apt-get "${private[@]}" -q download "$package"
        dpkg-deb --fsys-tarfile "${package}"_*.deb | tar -xO "./usr/src/$package.tar.xz" | tar -xJ --strip-components=1
        make -s ARCH=um tinyconfig
        scripts/kconfig/merge_config.sh -m .config "$here/kernel.fragment"
        make -s ARCH=um olddefconfig
        for option in GPIO_SIM GPIO_CDEV_V1 SND_ALOOP HOSTFS LEDS_USER LEDS_TRIGGER_TIMER INPUT_UINPUT; do
            grep -q "^CONFIG_$option=y" .config || { echo "build-kernel.sh: this source does not give CONFIG_$option" >&2; exit 70; }
        done
        make -s ARCH=um -j"$(nproc)" linux
        strip -o "$kernel.new" linux
    ) >"$cache/kernel.log" 2>&1
    mv "$kernel.new" "$kernel"
fi
# The name under which scripts/common.sh looks for it.
ln -sfn "$kernel" "$cache/linux-uml"
echo "$kernel"
