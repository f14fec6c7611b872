#!/bin/bash
# Prints the path of a tutord for arm64, as it would run on Debian 13 and the Raspberry Pi OS that is made of it.
#
# $TUTOR_ARM64_TUTORD names a ready one (`none`: there is to be none). On an arm64 machine it is built as always. Else it
# is cross-built: by Debian's own Swift of sid, which runs in a root of its own, against Debian 13's libraries for
# arm64 (swift-sdk.sh). The first time that is a download of 1.2 GB, 5 GB in the cache and 15 minutes of two cores.
#
# usage: Tests/ARM64/build-tutord.sh [PRODUCT]
# exit: 0 built · 1 it does not compile · 69 it cannot be built on this machine
set -euo pipefail
cd "$(dirname "$0")/../.."
product=${1:-tutord}
case ${TUTOR_ARM64_TUTORD:-} in
    '') ;;
    none)
        echo "TUTOR_ARM64_TUTORD=none" >&2
        exit 69
        ;;
    *)
        [ -x "$TUTOR_ARM64_TUTORD" ] || { echo "build-tutord.sh: TUTOR_ARM64_TUTORD=$TUTOR_ARM64_TUTORD is not a program" >&2; exit 69; }
        echo "$TUTOR_ARM64_TUTORD"
        exit
        ;;
esac
case $(uname -m) in
    aarch64)
        scripts/build.sh >&2
        echo "$PWD/.build/dist/$product"
        exit
        ;;
    x86_64) ;;
    *)
        echo "build-tutord.sh: Debian's Swift cross-builds on x86_64 only, this is $(uname -m)" >&2
        exit 69
        ;;
esac

here=$PWD/Tests/ARM64
cache=${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk
swift=$("$here/debian.sh" swift sid amd64 swiftlang lld g++ git dash coreutils)
sdk=$("$here/swift-sdk.sh")
mkdir -p "$cache/swift-home" "$swift"/{proc,dev,tmp,"$PWD","$cache"}
# The packages are fetched by the Swift and the git of this machine, as they are set up.
swift package --scratch-path .build-arm64 resolve >&2

build=(swift-build --disable-sandbox --configuration release --scratch-path "$PWD/.build-arm64"
    --disable-automatic-resolution --skip-update --swift-sdks-path "${sdk%/*}" --swift-sdk debian-arm64 --static-swift-stdlib -Xlinker -s --product "$product")
# Its own root: that Swift wants a newer C library than this system may have. Without the rights of root, in a
# namespace in which this user has them.
enter=(unshare --mount)
((EUID == 0)) || enter+=(--map-root-user)
# shellcheck disable=SC2016  # the inner shell's variables
"${enter[@]}" bash -euc '
    root=$1 top=$2 cache=$3
    shift 3
    for folder in /proc /dev /tmp "$top" "$cache"; do mount --rbind "$folder" "$root$folder"; done
    exec chroot "$root" /usr/bin/env -C "$top" PATH=/usr/libexec/swift/bin:/usr/bin "$@"
' enter "$swift" "$PWD" "$cache" HOME="$cache/swift-home" PKG_CONFIG_PATH="$sdk/pkgconfig" \
    nice -n 19 "${build[@]}" >&2 || exit 1
echo "$PWD/.build-arm64/aarch64-unknown-linux-gnu/release/$product"
