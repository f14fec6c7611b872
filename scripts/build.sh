#!/usr/bin/env bash
# Builds tutord for release: .build/dist/tutord, stripped, with Swift's runtime inside.
#
# usage: scripts/build.sh [ARGUMENT OF swift build]…      e.g. --swift-sdk debian-arm64
# exit: 0 built · 2 wrong usage · 1 it does not compile
set -euo pipefail
source "$(dirname "$0")/common.sh"
case ${1:-} in -h | --help)
    usage "$0"
    exit 0
    ;;
esac
cd "$top"

start=$SECONDS
say "release build (the first one fetches and compiles every package: some minutes)"
build=(swift build --configuration release --static-swift-stdlib "$@")
"${build[@]}" --product tutord
built=$("${build[@]}" --show-bin-path)/tutord
mkdir -p .build/dist
# A copy under another name first: the one in place may be running.
objcopy --strip-all "$built" .build/dist/tutord.new 2>/dev/null || cp "$built" .build/dist/tutord.new
if cmp -s .build/dist/tutord.new .build/dist/tutord; then
    rm .build/dist/tutord.new
else
    mv .build/dist/tutord.new .build/dist/tutord
fi
say "release build: $((SECONDS - start)) s, .build/dist/tutord, $(du -h .build/dist/tutord | cut -f1)"
