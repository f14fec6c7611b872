#!/bin/bash
# Prints the folder with the headers and libraries of Debian 13 for arm64 that the package compiles against.
set -euo pipefail
exec "$(dirname "$0")/debian.sh" sysroot trixie arm64 libc6-dev libstdc++-14-dev zlib1g-dev libasound2-dev \
    libgpiod-dev libsqlite3-dev libxlsxwriter-dev libzip-dev libspeexdsp-dev libpocketsphinx-dev libsphinxbase-dev libespeak-ng-dev
