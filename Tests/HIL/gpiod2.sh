#!/bin/bash
# The hardware-in-the-loop tier once more, built with libgpiod 2 on a system that has version 1 (Debian 12): the library
# comes from the backports into the cache, the system stays as it is. Where the system's libgpiod is version 2 already,
# hil.sh tests it.
# usage: Tests/HIL/gpiod2.sh [FILTER]
set -euo pipefail
cd "$(dirname "$0")/../.."
if pkg-config --atleast-version=2 libgpiod; then
    echo "gpiod2.sh: the system's libgpiod is $(pkg-config --modversion libgpiod): hil.sh tests it"
    exit
fi
suite=$(. /etc/os-release && echo "$VERSION_CODENAME")-backports
library=$(Tests/HIL/board/libgpiod.sh "$suite")
libraries=$(echo "$library"/usr/lib/*-linux-gnu)
# The other libraries' files name the system's folder, and the linker would find the old libgpiod there first.
for file in /usr/lib/*-linux-gnu/pkgconfig/*.pc; do
    # shellcheck disable=SC2016  # pkg-config's variable, not the shell's
    [ "${file##*/}" = libgpiod.pc ] || sed '/^Libs/s|-L${libdir}||' "$file" >"$libraries/pkgconfig/${file##*/}"
done
sed -i "s|^prefix=.*|prefix=$library/usr|" "$libraries/pkgconfig/libgpiod.pc"
export PKG_CONFIG_PATH=$libraries/pkgconfig
swift build --build-tests --scratch-path .build-gpiod2
tests=$(echo "$(swift build --scratch-path .build-gpiod2 --show-bin-path)"/*PackageTests.xctest)
case $(LD_LIBRARY_PATH=$libraries ldd "$tests") in
    *"$library"*) ;;
    *) echo "gpiod2.sh: the tests were not linked with $library" >&2; exit 70 ;;
esac
exec Tests/HIL/board/run.sh env "LD_LIBRARY_PATH=$libraries" "$tests" --testing-library swift-testing \
    --filter "${1:-HardwareTests\..*OnKernelTests}"
