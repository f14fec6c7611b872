#!/usr/bin/env bash
# Plugs memory sticks in: images on a loop device, taken through the three steps of device/stick.sh as its unit does.
#
# usage: [TUTORD=FILE] device/test-stick.sh      TUTORD: the program (.build/debug/tutord)
# exit: 0 passed · 1 failed · 2 wrong usage · 77 cannot be run here (not root, no loop device, no mounts)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
case ${1:-} in
    '') ;;
    -h | --help)
        sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
        exit 0
        ;;
    *)
        printf 'test-stick.sh: unknown argument %s (see --help)\n' "$1" >&2
        exit 2
        ;;
esac
skip() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}
((EUID == 0)) || skip "a loop device needs root"
export TUTORD=${TUTORD:-$top/.build/debug/tutord}
[[ -x $TUTORD ]] || skip "no program at $TUTORD (make build, or name one in TUTORD)"
for tool in losetup blkid findmnt flock setpriv mkfs.vfat mkfs.ext4 python3; do
    command -v "$tool" >/dev/null || skip "no $tool (make setup)"
done

work=$(mktemp -d)
chmod 755 "$work"
device='' second=''
tidy() {
    local name folder
    for folder in look ground small; do ! mountpoint -q "$work/$folder" || umount -l "$work/$folder"; done
    for name in $device $second; do
        ! mountpoint -q "$work/run/$name" || umount -l "$work/run/$name"
        losetup -d "/dev/$name" 2>/dev/null || :
    done
    rm -rf --one-file-system "$work"
}
trap tidy EXIT
mkdir "$work/look" "$work/state"
export TUTOR_STICK_RUN=$work/run TUTOR_STATE=$work/state
# Nobody in particular, as the service is.
user=64123
# A box that has taught: the kept sample of an older gradebook.
python3 - "$top/Tests/GradebookTests/databases/version-2.sql" "$work/state/gradebook.sqlite" <<'PY'
import sqlite3, sys
sqlite3.connect(sys.argv[2]).executescript(open(sys.argv[1]).read())
PY
chown -R $user:$user "$work/state"
chmod 700 "$work/state"

failures=0
check() {
    local text=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        printf '✔ %s\n' "$text"
    else
        printf '✘ %s\n' "$text"
        tail -n 20 "$work/said" "$work/log" 2>/dev/null | sed 's/^/    /'
        failures=$((failures + 1))
    fi
}

# stick TYPE MEGABYTES [IMAGE]: a fresh one, attached.
stick() {
    local image=${3:-$work/image}
    [[ -z $device ]] || losetup -d "/dev/$device"
    device=''
    rm -f "$image"
    truncate -s "$2M" "$image"
    case $1 in
        vfat) mkfs.vfat "$image" >/dev/null ;;
        ext4) mkfs.ext4 -q -F -m 0 "$image" ;;
    esac
    attach "$image"
}
# attach IMAGE [OPTION]: in the place of the one before.
attach() {
    [[ -z $device ]] || losetup -d "/dev/$device"
    device=$(losetup --show "${@:2}" -f "$1" 2>/dev/null) || skip "no loop device can be had here"
    device=${device#/dev/}
    rm -f "$work/run/news"
}
# On the stick, as a teacher's computer would.
on_stick() {
    mount "/dev/$device" "$work/look" 2>/dev/null || skip "this machine does not let us mount"
    (cd "$work/look" && "$@")
    umount "$work/look"
}
# The unit's steps, with what systemd does between them.
plug() {
    # As the unit has it.
    (umask 077 && plug_in "$@") >"$work/log" 2>&1
}
plug_in() {
    local result=success
    if timeout 120 "$here/stick.sh" mount "$device"; then
        [[ -z ${1:-} ]] || "$@"
        timeout 120 setpriv --reuid=$user --regid=$user --clear-groups "$here/stick.sh" export "$device" || result=exit-code
    else
        result=exit-code
    fi
    SERVICE_RESULT=$result timeout 120 "$here/stick.sh" unmount "$device" || :
}
news() { [[ $(tr '\n' ' ' <"$work/run/news" 2>/dev/null) == "$1" ]] || { cat "$work/run/news" && return 1; }; }
silent() { [[ ! -s $work/run/news ]]; }
let_go() { ! findmnt -rno TARGET -S "/dev/$device"; }
exported() {
    local kind
    ls -lR tutor-export
    for kind in '*.html' '*.xlsx' '*.csv' '*.jsonl'; do
        compgen -G "tutor-export/20*-*/$kind" >/dev/null || { printf 'no %s\n' "$kind" && return 1; }
    done
}
two_folders() {
    local folders=(tutor-export/*)
    ((${#folders[@]} == 2))
}
nothing_left() { [[ -z $(ls -A tutor-export) ]] || { ls -lR tutor-export && return 1; }; }

types=()
for type in vfat ext4; do
    stick $type 64
    if mount "/dev/$device" "$work/look" 2>/dev/null; then
        umount "$work/look"
        types+=("$type")
    else
        printf 'SKIP: this kernel does not mount %s: sticks with it are not tried\n' $type
    fi
done
((${#types[@]})) || skip "this machine does not let us mount"

for type in "${types[@]}"; do
    stick "$type" 64
    on_stick mkdir tutor-export
    plug
    check "$type: the marks are written, and each step is told" news 'found writing done '
    check "$type: the tutor may read it" setpriv --reuid=$user --regid=$user --clear-groups cat "$work/run/news"
    check "$type: it is let go" let_go
    check "$type: every kind of export is on it" on_stick exported
    check "$type: the file system is whole" "fsck.$type" -n "/dev/$device"
    plug
    check "$type: a second time is another folder" on_stick two_folders
done

stick "${types[0]}" 64
on_stick touch holiday.jpg
before=$(sha256sum <"$work/image")
plug
check "a stick without the folder is left alone, silently" silent
check "… to the last byte" test "$before" == "$(sha256sum <"$work/image")"
check "… and let go" let_go

if [[ " ${types[*]} " == *' ext4 '* ]]; then
    stick ext4 16
    on_stick ln -s /etc tutor-export
    plug
    check "a folder that is a link leads nowhere" silent
fi

stick "${types[0]}" 8
on_stick mkdir tutor-export
# Room for the folder itself, and for none of the files.
on_stick bash -c 'head -c 7G /dev/zero >film.mkv 2>/dev/null || :; truncate -s -8192 film.mkv'
plug
check "a full stick is told to be full" news 'found writing failed full '
check "… with nothing half written on it" on_stick nothing_left

stick "${types[0]}" 8
on_stick mkdir tutor-export
on_stick bash -c 'head -c 7G /dev/zero >film.mkv 2>/dev/null || :'
plug
check "a stick without room for a folder is told to be full" grep -qx 'failed full' "$work/run/news"

stick "${types[0]}" 64
on_stick mkdir tutor-export
mount "/dev/$device" "$work/look"
plug
check "what is mounted elsewhere is left alone" silent
umount "$work/look"

# Pulled out of a computer that was writing: its journal is full.
stick "${types[0]}" 64
mount "/dev/$device" "$work/look"
touch "$work/look/holiday.jpg"
sync -f "$work/look"
cp "$work/image" "$work/torn"
umount "$work/look"
attach "$work/torn"
before=$(sha256sum <"$work/torn")
plug
check "a stick that was pulled out of a computer, without the folder, is left alone to the last byte" \
    test "$before" == "$(sha256sum <"$work/torn")"
mount "/dev/$device" "$work/look"
mkdir "$work/look/tutor-export"
sync -f "$work/look"
cp "$work/torn" "$work/image"
umount "$work/look"
attach "$work/image"
plug
check "… and with it, it is mended and written" news 'found writing done '
rm -f "$work/torn"

stick "${types[0]}" 64
on_stick mkdir tutor-export
attach "$work/image" --read-only
plug
check "a stick with a lock against writing is told" news 'found failed read-only '
check "… and let go" let_go

# The links that a stick may have in it, and names that are none.
if [[ " ${types[*]} " == *' ext4 '* ]]; then
    stick ext4 64
    on_stick bash -c "mkdir -p tutor-export/\$'two\nlines' && ln -s /etc tutor-export/etc && ln -s /dev/null tutor-export/class-report.html"
    plug
    check "strange names in the folder are nobody's business" news 'found writing done '
fi

# Mounted so that nothing of it can be run, or be a device.
stick "${types[0]}" 64
on_stick mkdir tutor-export
options() { findmnt -rno OPTIONS -M "$work/run/$device" >"$work/options"; }
plug options
for option in rw nosuid nodev noexec nosymfollow; do
    check "it is mounted $option" grep -qE "(^|,)$option(,|\$)" "$work/options"
done

# Two at once: one after the other.
stick "${types[0]}" 64
on_stick mkdir tutor-export
first=$device
device=''
stick "${types[0]}" 64 "$work/image2"
on_stick mkdir tutor-export
second=$first
device_of_second=$device
slowly() { sleep 2; }
(device=$first && plug slowly) &
waiting=$!
for _ in {1..200}; do
    ! grep -q writing "$work/run/news" 2>/dev/null || break
    sleep 0.05
done
(umask 077 && plug_in) >"$work/log2" 2>&1
wait "$waiting"
check "of two sticks at once one waits for the other" news 'found writing done found writing done '
device=$first
check "… the first has the marks" on_stick exported
device=$device_of_second
check "… and so has the second" on_stick exported
losetup -d "/dev/$second"
second=''

# A technician looked at the marks as root before the service did: what root made is the service's.
rm -f "$work/state/access.jsonl"
stick "${types[0]}" 64
on_stick mkdir tutor-export
check "root looks at the marks" "$TUTORD" report --data "$work/state"
plug
check "what root noted beside the gradebook is the service's, which goes on with it" news 'found writing done '

# A disk that is full to the last byte is when the marks are wanted elsewhere.
mkdir "$work/small"
mount -t tmpfs -o size=12m,mode=700,uid=$user,gid=$user tmpfs "$work/small"
cp -a "$work/state/gradebook.sqlite" "$work/small/"
fallocate -l 1536K "$work/small/gradebook.sqlite.reserve"
chown $user:$user "$work/small/"*
head -c 1G /dev/zero >"$work/small/filler" 2>/dev/null || :
stick "${types[0]}" 64
on_stick mkdir tutor-export
TUTOR_STATE=$work/small plug
check "a box with a full disk gives its marks to a stick" news 'found writing done '
umount "$work/small"

# What it stood on takes no more while the marks are being written: every write fails from then on.
mkdir "$work/ground"
mount -t tmpfs -o size=24m tmpfs "$work/ground"
stick "${types[0]}" 64 "$work/ground/image"
on_stick mkdir tutor-export
start=$SECONDS
plug bash -c "head -c 1G /dev/zero >'$work/ground/filler' || :"
check "a stick that is pulled out half-way is told to have failed" grep -qx 'failed [a-z-]*' "$work/run/news"
check "… soon" test $((SECONDS - start)) -lt 60
check "… and let go" let_go

stick "${types[0]}" 64
on_stick mkdir tutor-export
mv "$work/state/gradebook.sqlite" "$work/state/other"
plug
mv "$work/state/other" "$work/state/gradebook.sqlite"
check "a box without a gradebook says that it failed" news 'found writing failed other '
check "… and leaves nothing" on_stick nothing_left

refused() { ! "$here/stick.sh" mount "$1" && [[ -z $1 || ! -e $work/run/$1 ]]; }
for name in ../../dev/sda 'a b' '' sda1/x; do check "'$name' is no device" refused "$name"; done
check "a device that is gone again is no trouble" "$here/stick.sh" mount nosuchdevice

if ((failures)); then
    printf '%d FAILED\n' $failures
    exit 1
fi
printf 'all passed\n'
