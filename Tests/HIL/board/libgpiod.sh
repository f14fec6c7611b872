#!/bin/bash
# Prints the folder into which the libgpiod of another suite of Debian (or for another processor) is unpacked, with its
# header: usr/include/gpiod.h and usr/lib/*/libgpiod.so in it. It is fetched once into the cache
# (${XDG_CACHE_HOME:-~/.cache}/tutor-kiosk); the system stays as it is.
#
# usage: Tests/HIL/board/libgpiod.sh SUITE [ARCHITECTURE]      bookworm has 1.6, bookworm-backports 2.1, trixie 2.2
# exit: 0 there · 64 wrong usage · 69 it is not in the cache and could not be fetched
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 1 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 64; }
suite=$1 architecture=${2:-$(dpkg --print-architecture)}
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk
library=$cache/libgpiod-$suite-$architecture
mkdir -p "$cache"
exec 9>"$cache/libgpiod.lock"
flock 9
if [ ! -e "$library" ]; then
    source "$here/private-apt.sh"
    private_apt "$cache/apt-$suite-$architecture" "$suite" "$architecture"
    work=$(mktemp -d "$cache/libgpiod.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    cd "$work"
    # The development package says how the library's own is called: libgpiod2 is of version 1, libgpiod3 of version 2.
    shared() { apt-cache "${private[@]}" depends libgpiod-dev 2>/dev/null | awk '$1 == "Depends:" && $2 ~ /^libgpiod[0-9]/ { print $2; exit }'; }
    [ -n "$(shared)" ] || apt-get "${private[@]}" -q update >&2 || :
    name=$(shared)
    if [ -z "$name" ] || ! apt-get "${private[@]}" -q download libgpiod-dev "$name" >&2; then
        echo "libgpiod.sh: no libgpiod-dev of $suite ($architecture) could be had from the system's mirror of Debian" >&2
        exit 69
    fi
    mkdir unpacked
    for package in *.deb; do dpkg-deb -x "$package" unpacked; done
    mv unpacked "$library"
fi
echo "$library"
