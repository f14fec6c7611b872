#!/bin/bash
# Prints the folder into which packages of Debian are unpacked, with all that they need, for another suite or processor
# than the system's. They are fetched once, through the system's mirror, into the cache
# (${XDG_CACHE_HOME:-~/.cache}/tutor-kiosk); delete the folder to have newer ones.
#
# usage: Tests/ARM64/debian.sh NAME SUITE ARCHITECTURE [--alone] [--only PATTERN]… PACKAGE…
#   --alone   without what the packages need
#   --only    unpack nothing but the files that match a pattern of tar
# exit: 0 there · 64 wrong usage · 69 it is not in the cache and could not be fetched
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 4 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 64; }
name=$1 suite=$2 architecture=$3
shift 3
fetch=(--download-only --yes --no-install-recommends install)
only=()
while :; do
    case $1 in
        --alone) fetch=(download) ;;
        --only)
            only+=(--wildcards "$2")
            shift
            ;;
        *) break ;;
    esac
    shift
done
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk
folder=$cache/debian-$name-$suite-$architecture-$(echo "${fetch[*]} ${only[*]} $*" | sha256sum | cut -c1-8)
mkdir -p "$cache"
exec 9>"$folder.lock"
flock 9
if [ ! -e "$folder" ]; then
    # shellcheck source=../HIL/board/private-apt.sh
    source "$here/../HIL/board/private-apt.sh"
    private_apt "$cache/apt-$suite-$architecture" "$suite" "$architecture"
    work=$(mktemp -d "$cache/debian.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/archives/partial" "$work/root/usr"/{bin,sbin,lib,lib64}
    # Their folders since Debian 12, which the package base-files would make.
    for link in bin sbin lib lib64; do ln -s "usr/$link" "$work/root/$link"; done
    private+=(-o "Dir::Cache::archives=$work/archives" -o Debug::NoLocking=1)
    echo "debian.sh: fetching for $name from $suite ($architecture): $*" >&2
    cd "$work/archives"
    if ! { apt-get "${private[@]}" -q update && apt-get "${private[@]}" -q "${fetch[@]}" "$@"; } >"$work/log" 2>&1; then
        tail -n 3 "$work/log" >&2
        echo "debian.sh: $* of $suite ($architecture) could not be had from the system's mirror of Debian" >&2
        exit 69
    fi
    for package in *.deb; do
        dpkg-deb --fsys-tarfile "$package" |
            tar -x -C "$work/root" --keep-directory-symlink --no-same-owner "${only[@]}" 2>"$work/tar" ||
            [ ${#only[@]} -gt 0 ] || { cat "$work/tar" >&2; exit 70; }
    done
    mv "$work/root" "$folder"
fi
echo "$folder"
