#!/usr/bin/env bash
# Packs what a device needs: the release build, the lessons, the units and the installer.
#
# usage: scripts/dist.sh [DIRECTORY]       default: out/
# exit: 0 packed · 2 wrong usage · 5 there is no release build (make build)
set -euo pipefail
source "$(dirname "$0")/common.sh"
case ${1:-} in
    -h | --help)
        usage "$0"
        exit 0
        ;;
    -*) die 2 "unknown argument '$1' (see --help)" ;;
esac
cd "$top"
[[ -x .build/dist/tutord ]] || die 5 "no .build/dist/tutord: run 'make build' first"
out=${1:-out}
name=tutor-kiosk-$(uname -m)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name" "$out"
install -D -m 755 .build/dist/tutord "$stage/$name/bin/tutord"
cp -r device systemd LICENSE CHANGELOG.md "$stage/$name/"
for extra in lessons README.md; do [[ -e $extra ]] && cp -r "$extra" "$stage/$name/"; done
tar -C "$stage" --sort=name --owner=0 --group=0 --numeric-owner -czf "$out/$name.tar.gz" "$name"
say "packed $out/$name.tar.gz; on the device: tar -xf $name.tar.gz && sudo $name/device/install.sh"
