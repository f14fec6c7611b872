#!/usr/bin/env bash
# Writes the marks to a memory stick that has a folder `tutor-export`; systemd/tutor-stick@.service runs its three steps.
# Each is told in a file that the tutor follows: the box says aloud and by its lamp when the stick may be pulled out.
#
# usage: stick.sh mount|export|unmount DEVICE        DEVICE: the kernel's name, such as sda1
#   mount    as root: mounts it, makes a folder for this day in tutor-export; with no tutor-export it is left alone
#   export   as the service user: writes every kind of export into that folder
#   unmount  as root, always: flushes, unmounts, reads back what was written, tells how it ended
# environment (for tests): TUTOR_STICK_RUN (/run/tutor-stick), TUTOR_STATE (/var/lib/tutor), TUTORD (/usr/bin/tutord)
#
# exit: 0 done, or nothing to do · 1 failed (said in the file) · 2 wrong usage
set -euo pipefail

run=${TUTOR_STICK_RUN:-/run/tutor-stick}
state=${TUTOR_STATE:-/var/lib/tutor}
tutord=${TUTORD:-/usr/bin/tutord}

usage() {
    sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
}
case ${1:-} in
    -h | --help)
        usage
        exit 0
        ;;
    mount | export | unmount) ;;
    *)
        usage >&2
        exit 2
        ;;
esac
device=${2:-}
# The name goes into paths.
[[ $device =~ ^[a-z0-9]{1,31}$ ]] || {
    printf 'stick.sh: "%s" is no name of a device\n' "$device" >&2
    exit 2
}
mount=$run/$device
# Where the export goes, relative to the mount; there while the stick is ours.
target=$run/$device.target

# What root writes here the tutor reads; what the tutor exports is for nobody else (the unit's own mask).
[[ $1 == export ]] || umask 022

# tell WORDS…: for the tutor, and for the journal.
tell() {
    printf '%s\n' "$*" >>"$run/news"
    printf 'stick %s: %s\n' "$device" "$*"
}
is_mounted() { findmnt -rno TARGET -M "$mount" >/dev/null 2>&1; }
# Whatever hangs on a stick that is gone must not keep the box.
let_go() {
    is_mounted || return 0
    timeout 20 umount "$mount" 2>/dev/null || timeout 20 umount --lazy --force "$mount" 2>/dev/null || :
}

mount_it() {
    local type owner group options folder name number=1
    # Told line by line, and begun anew with each stick: the file stays small.
    install -d -m 755 "$run"
    rm -f "$target"
    [[ -b /dev/$device ]] || {
        printf 'stick %s: it is gone again\n' "$device"
        return 0
    }
    # The disk that the system runs from may be one, too.
    if findmnt -rno TARGET -S "/dev/$device" >/dev/null 2>&1; then
        printf 'stick %s: mounted already, left alone\n' "$device"
        return 0
    fi
    type=$(timeout 20 blkid -p -o value -s TYPE "/dev/$device" 2>/dev/null || :)
    owner=$(stat -L -c %u "$state") group=$(stat -L -c %g "$state")
    options=nosuid,nodev,noexec,noatime
    case $type in
        vfat | exfat) options+=,uid=$owner,gid=$group,umask=0077 ;;
        ext4) ;;
        *)
            printf 'stick %s: "%s" is none of vfat, exfat, ext4\n' "$device" "$type"
            return 0
            ;;
    esac
    install -d -m 755 "$mount"
    # Looked at first without changing anything: a stick without the folder stays as it was.
    timeout 60 mount -t "$type" -o "ro,$options" "/dev/$device" "$mount" || {
        printf 'stick %s: cannot be mounted\n' "$device"
        rmdir "$mount" 2>/dev/null || :
        return 0
    }
    if [[ ! -d $mount/tutor-export || -L $mount/tutor-export ]]; then
        printf 'stick %s: no folder tutor-export\n' "$device"
        let_go
        rmdir "$mount" 2>/dev/null || :
        return 0
    fi
    : >"$target"
    tell found
    timeout 60 mount -o "remount,rw,$options" "$mount" || return 1
    # Links on the stick lead nowhere, where the kernel can see to that (Linux 5.10).
    mount -o "remount,rw,$options,nosymfollow" "$mount" 2>/dev/null || :
    name=$(date +%Y-%m-%d-%H%M)-$(uname -n | tr -cd 'A-Za-z0-9-')
    folder=$mount/tutor-export/$name
    while ! mkdir "$folder" 2>/dev/null; do
        # A stick that cannot be written to takes no second name either.
        [[ -e $folder || -L $folder ]] && ((number < 100)) || return 1
        number=$((number + 1))
        folder=$mount/tutor-export/$name-$number
    done
    # On ext4 it is root's; vfat knows no owners.
    chown "$owner:$group" "$folder" 2>/dev/null || :
    printf '%s\n' "${folder#"$mount/"}" >"$target"
    tell writing
}

export_it() {
    local folder
    [[ -s $target ]] || return 0
    folder=$(<"$target")
    "$tutord" export --data "$state" --format all --out "$mount/$folder"
}

# How it ended: SERVICE_RESULT and EXIT_STATUS come from systemd (systemd.exec(5)).
unmount_it() {
    local reason='' folder='' written=''
    [[ -e $target ]] || {
        let_go
        return 0
    }
    [[ ! -s $target ]] || folder=$(<"$target")
    if [[ ! -b /dev/$device ]]; then
        reason=pulled
    elif ! findmnt -rno OPTIONS -M "$mount" 2>/dev/null | grep -qE '(^|,)rw(,|$)'; then
        # A file system with errors makes itself read-only.
        reason=read-only
    elif [[ -z $folder ]]; then
        reason=$(why_not)
        reason=${reason:-other}
    elif [[ ${SERVICE_RESULT:-success} != success ]]; then
        reason=$(why_not)
        reason=${reason:-other}
        # Half an export helps nobody.
        timeout 60 rm -rf --one-file-system -- "${mount:?}/$folder" 2>/dev/null || :
    elif ! timeout 300 sync -f "$mount/$folder"; then
        reason=other
    fi
    # Read back from the stick itself: some promise more than they keep.
    if [[ -z $reason ]]; then
        written=$(cd "$mount/$folder" && timeout 300 sha256sum -- *) || reason=other
    fi
    if [[ -z $reason ]]; then
        timeout 300 umount "$mount" || reason=other
    fi
    if [[ -z $reason ]]; then
        if ! timeout 60 mount -o ro,nosuid,nodev,noexec "/dev/$device" "$mount" 2>/dev/null ||
            [[ $(cd "$mount/$folder" 2>/dev/null && timeout 300 sha256sum -- * 2>/dev/null) != "$written" ]]; then
            reason=other
        fi
    fi
    [[ -z $reason && ! -b /dev/$device ]] && reason=pulled
    let_go
    rmdir "$mount" 2>/dev/null || :
    rm -f "$target"
    if [[ -n $reason ]]; then
        tell "failed $reason"
        return 1
    fi
    tell 'done'
}

# With less room than the gradebook itself takes, it was the room: what did not fit is taken away again by tutord.
why_not() {
    local free block wanted
    wanted=$(stat -c %s "$state/gradebook.sqlite" 2>/dev/null || echo 0)
    read -r free block < <(timeout 20 stat -f -c '%a %S' "$mount" 2>/dev/null) || return 0
    if ((free * block < wanted + 65536)); then printf full; else printf other; fi
}

# The news of other days are not needed.
if [[ $1 == mount && -f $run/news ]] && (($(stat -c %s "$run/news") > 65536)); then rm -f "$run/news"; fi
"${1}_it"
