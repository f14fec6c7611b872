#!/usr/bin/env bash
# Tries device/install.sh in a clean Debian, made by debootstrap and kept in .cache/.
#
# usage: device/test-install.sh [--binary FILE] [--suite NAME]
#   --binary FILE   the release build (default: .build/dist/tutord where it is there; else a stand-in, and then only
#                   files are tested, not that tutord runs)
#   --suite NAME    the release of Debian (default: this machine's, as the libraries must fit)
# exit: 0 passed · 1 failed · 2 wrong usage · 77 cannot be run here (not root, no chroot)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
binary=''
suite=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-bookworm}")
while (($#)); do
    case $1 in
        --binary) binary=$(realpath "${2:?}") && shift ;;
        --suite) suite=${2:?} && shift ;;
        -h | --help)
            sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
            exit 0
            ;;
        *)
            printf 'test-install.sh: unknown argument %s (see --help)\n' "$1" >&2
            exit 2
            ;;
    esac
    shift
done

skip() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}
if ((EUID != 0)); then
    sudo -n true 2>/dev/null || skip "a clean Debian root needs root (sudo device/test-install.sh)"
    exec sudo -n "$0" --suite "$suite" ${binary:+--binary "$binary"}
fi
chroot / /bin/true 2>/dev/null || skip "chroot is not permitted here"
command -v debootstrap >/dev/null || skip "no debootstrap (make setup)"

failures=0
# check TEXT COMMAND…: a test.
check() {
    local text=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        printf '✔ %s\n' "$text"
    else
        printf '✘ %s\n' "$text"
        sed 's/^/    /' "$work/said" | tail -n 20
        failures=$((failures + 1))
    fi
}
# exits CODE COMMAND…: it ends with that code.
exits() {
    local want=$1 code=0
    shift
    "$@" || code=$?
    [[ $code == "$want" ]] || { printf 'exit %s, not %s\n' "$code" "$want" && return 1; }
}
says() {
    local want=$1
    shift
    "$@" 2>&1 | tee "$work/text"
    grep -qF -- "$want" "$work/text"
}
mode_of() { [[ $(stat -c '%a %U:%G' "$root$1") == "$2" ]]; }
# Names, modes, owners and contents of a system, without what apt and the user database keep for themselves.
picture() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./var/cache -o -path ./var/lib/apt \
        -o -path ./var/log -o -path ./etc/group- -o -path ./etc/gshadow- -o -path './etc/.pwd.lock' \) -prune -o -printf '%P %y %m %U:%G %l\n' | sort
    find etc usr/bin usr/share/doc -type f ! -name '*-' -print0 | sort -z | xargs -0 sha256sum)
}

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
chmod 755 "$work"
base=$top/.cache/debian-$suite.tar
if [[ ! -f $base ]]; then
    # The mirror that this machine uses.
    # shellcheck disable=SC2016 # apt's own variables
    mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $suite" 'Label: Debian' 'Created-By: Packages' | head -n 1)
    printf 'clean Debian %s from %s (once)\n' "$suite" "${mirror:?the system names no mirror of Debian in /etc/apt}"
    debootstrap --variant=minbase "$suite" "$work/base" "$mirror" >"$work/log" 2>&1 || {
        tail -n 20 "$work/log"
        printf 'debootstrap failed\n'
        exit 1
    }
    mkdir -p "$top/.cache"
    tar -C "$work/base" --one-file-system -cf "$base.new" .
    mv "$base.new" "$base"
    rm -rf --one-file-system "$work/base"
fi
# fresh NAME: a clean system to work on, as $root.
fresh() {
    root=$work/$1
    mkdir "$root"
    tar -C "$root" -xf "$base"
    cp --dereference /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || :
}

fresh plain
real=yes
[[ -n $binary ]] || binary=$top/.build/dist/tutord
if [[ ! -x $binary ]]; then
    real=no
    binary=$work/stand-in
    cp "$root/bin/true" "$binary"
    printf 'SKIP: no release build: a stand-in is installed and tutord itself is not run\n'
fi
# The installer from a copy, as it is on a device.
copy=$work/copy
mkdir "$copy"
cp -r "$here" "$top/systemd" "$copy/"
mkdir -p "$copy/lessons/a subject" "$copy/device/boards"
printf 'a lesson\n' >"$copy/lessons/a subject/test.md"
printf 'a board\n' >"$copy/device/boards/test.yaml"
install=("$copy/device/install.sh" --binary "$binary" --root "$root")
remove=("$copy/device/install.sh" --root "$root" --uninstall)

# Files alone, where every trace can be seen.
picture >"$work/before"
check "a dry run ends well" "${install[@]}" --no-packages --dry-run
check "a dry run changes nothing" diff "$work/before" <(picture)
check "an unknown argument is exit 2" exits 2 "${install[@]}" --frobnicate
check "a root that is not there is exit 2" exits 2 "${install[@]}" --root /nowhere
check "a root that is not Debian is exit 4" exits 4 "${install[@]}" --root "$copy"
check "without root it is exit 3" exits 3 setpriv --reuid 65534 --regid 65534 --clear-groups "${install[@]}"
check "a build that is not there is exit 5" exits 5 "${install[@]}" --no-packages --binary /nowhere
check "a build that is a script is exit 7" exits 7 "${install[@]}" --no-packages --binary "$0"
cp "$root/bin/true" "$work/foreign"
printf '\x16\x00' | dd of="$work/foreign" bs=1 seek=18 conv=notrunc status=none
check "a build for another machine is exit 7" exits 7 "${install[@]}" --no-packages --binary "$work/foreign"
check "nothing of that changed anything" diff "$work/before" <(picture)
check "it installs" "${install[@]}" --no-packages
picture >"$work/installed"
check "the second time there is nothing to change" says "nothing to change" "${install[@]}" --no-packages
check "and nothing changed" diff "$work/installed" <(picture)
for row in "/usr/bin/tutord 755" "/usr/lib/systemd/system/tutor.service 644" "/usr/lib/udev/rules.d/60-tutor-gpio.rules 644" \
    "/etc/tutor/tutor.yaml 644" "/usr/share/doc/tutor/README.md 644" "/usr/share/tutor/boards/test.yaml 644" \
    "/usr/share/tutor/lessons/a subject/test.md 644" "/usr/share/tutor/prompts/en.yaml 644"; do
    check "${row% *} has mode ${row##* } and is root's" mode_of "${row% *}" "${row##* } root:root"
done
check "there is a group gpio" grep -q '^gpio:' "$root/etc/group"
check "the service is enabled" test \
    "$(readlink "$root/etc/systemd/system/multi-user.target.wants/tutor.service")" = /usr/lib/systemd/system/tutor.service

printf 'provider: openai\n' >"$root/etc/tutor/tutor.yaml"
printf 'changed\n' >>"$root/usr/lib/systemd/system/tutor.service"
chmod 600 "$root/usr/share/tutor/boards/test.yaml"
printf 'of the school\n' >"$root/usr/share/tutor/lessons/own.md"
rm "$root/etc/systemd/system/multi-user.target.wants/tutor.service" "$copy/lessons/a subject/test.md"
check "an update mends what was altered" says "install /usr/lib/systemd/system/tutor.service" "${install[@]}" --no-packages
check "and modes" mode_of /usr/share/tutor/boards/test.yaml "644 root:root"
check "and keeps the settings" grep -qx 'provider: openai' "$root/etc/tutor/tutor.yaml"
check "and takes away a lesson that is no longer shipped" test ! -e "$root/usr/share/tutor/lessons/a subject/test.md"
check "and leaves a service disabled that somebody disabled" \
    test ! -e "$root/etc/systemd/system/multi-user.target.wants/tutor.service"

mkdir -p "$root/var/lib/tutor" "$root/etc/credstore"
printf 'marks\n' >"$root/var/lib/tutor/progress.sqlite"
printf 'key\n' >"$root/etc/credstore/tutor.api-key"
check "a dry run of the removal ends well" "${remove[@]}" --dry-run
check "and removes nothing" test -e "$root/usr/bin/tutord"
check "it is removed" "${remove[@]}"
check "nothing but settings, key, marks and the school's own lesson is left" diff \
    <(printf '%s\n' etc/credstore/tutor.api-key etc/tutor/tutor.yaml usr/share/tutor/lessons/own.md var/lib/tutor/progress.sqlite) \
    <(diff "$work/before" <(picture) | sed -n 's/^> \(.*\) f [0-9]* 0:0 $/\1/p')
check "removing again changes nothing" says "nothing to change" "${remove[@]}"
rm -r "$root/usr/share/tutor/lessons/own.md" "$root/usr/share/tutor"
check "purged" "${remove[@]}" --purge
rmdir "$root/etc/credstore"
check "no trace is left" diff "$work/before" <(picture)
rm -rf --one-file-system "$root"

# With packages, and the program running where there is one.
fresh whole
install=("$copy/device/install.sh" --binary "$binary" --root "$root")
remove=("$copy/device/install.sh" --root "$root" --uninstall)
check "it installs with its packages" "${install[@]}"
check "the second time there is nothing to change" says "nothing to change" "${install[@]}"
check "the packages are there" chroot "$root" dpkg-query -W libspeexdsp1 pocketsphinx-en-us espeak-ng-data alsa-utils
if [[ $real == yes ]]; then
    check "tutord --help runs" chroot "$root" /usr/bin/tutord --help
    check "tutord config reads the settings" chroot "$root" /usr/bin/tutord config
    check "its words are without a fault" says "/usr/share/tutor/prompts are good" chroot "$root" /usr/bin/tutord prompts check
    check "and it makes them with its own voice" says "31 made" \
        chroot "$root" /usr/bin/tutord prompts build --language de --out /tmp/prompts
    check "whole, and once" says "0 made, 31 kept" \
        chroot "$root" /usr/bin/tutord prompts build --language de --out /tmp/prompts
    rm -r "$root/tmp/prompts"
fi
check "it is removed, and names the packages that it brought" says "apt-get purge alsa-utils" "${remove[@]}" --purge
check "nothing with its name is left" test -z "$(find "$root" -xdev -name '*tutor*' -print -quit)"

printf '%s\n' "$( ((failures)) && echo "$failures FAILED" || echo "all passed")"
((failures == 0))
