#!/bin/bash
# Makes the files that the machine starts with: Debian's programs and libraries for arm64, the drivers, the tests.
#
# usage: Tests/ARM64/image.sh FOLDER GUEST KERNEL      makes FOLDER/files.cpio of FOLDER/tests and
#   GUEST   what debian.sh unpacked of the system
#   KERNEL  what debian.sh unpacked of the kernel
# needs: cpio xz-utils
set -euo pipefail
[ $# -eq 3 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
folder=$1 guest=$2 kernel=$3
files=$folder/files
rm -rf "$files"
mkdir -p "$files"/{modules,root,etc,usr/share}
cp -a "$guest"/{bin,sbin,lib,lib64} "$files/"
cp -a "$guest/usr"/{bin,sbin,lib,lib64} "$files/usr/"
cp -a "$guest/usr/share"/alsa "$files/usr/share/"
rm -rf "$files"/usr/lib/aarch64-linux-gnu/{gconv,perl*,ossl-modules,engines-*}
cp "$here/guest/init" "$files/init"
cp -a "$folder/tests" "$files/tests"
for module in soundcore snd snd-timer snd-pcm snd-aloop gpio_keys failover net_failover virtio_net; do
    # Not every kernel has each of them as a module.
    found=$(find "$kernel" -name "$module.ko*" | head -n 1)
    case $found in
        '') continue ;;
        *.xz) xz -dc "$found" >"$files/modules/$module.ko" ;;
        *) cp "$found" "$files/modules/$module.ko" ;;
    esac
    echo "$module.ko" >>"$files/modules/order"
done
(cd "$files" && find . | cpio --quiet -o -H newc -R 0:0) >"$folder/files.cpio"
rm -rf "$files"
