#!/usr/bin/env bash
# Writes the marks to a memory stick that has a folder `tutor-export`; systemd/tutor-stick@.service runs its three steps.
# Each is told in a file that the tutor follows: the box says aloud and by its lamp when the stick may be pulled out.
#
# usage: stick.sh mount|export|unmount DEVICE        DEVICE: the kernel's name, such as sda1
#   mount    as root: mounts it, makes a folder for this day in tutor-export; with no tutor-export it is left alone
#            While another stick is written it waits: what is said of one must not be taken for the other.
#   export   as the service user: writes every kind of export into that folder, and flushes it
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
    if is_mounted; then
        timeout 20 umount "$mount" 2>/dev/null || timeout 20 umount --lazy --force "$mount" 2>/dev/null || :
    fi
    rmdir "$mount" 2>/dev/null || :
}
# Whether the folder is there, and no link to somewhere else.
is_wanted() { [[ -d $mount/tutor-export && ! -L $mount/tutor-export ]]; }

# Waits until no other stick is written. False where this one is gone by then, or it takes a quarter of an hour.
take_turn() {
    local other name busy second lock
    for ((second = 0; second < 840; second++)); do
        [[ -b /dev/$device ]] || return 1
        exec {lock}>"$run/lock"
        flock "$lock"
        busy=no
        for other in "$run"/*.target; do
            name=${other##*/}
            name=${name%.target}
            if [[ -e $other && $name != "$device" && -b /dev/$name ]]; then busy=yes; fi
        done
        [[ $busy == yes ]] || : >"$target"
        exec {lock}>&-
        [[ $busy == yes ]] || return 0
        sleep 1
    done
    return 1
}

mount_it() {
    local type owner group options look folder name number=1
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
    # Looked at first without changing anything: a stick without the folder stays as it was, also one that was pulled out
    # of a computer too early, whose journal would be played back.
    look=ro,$options
    [[ $type != ext4 ]] || look+=,noload
    timeout 60 mount -t "$type" -o "$look" "/dev/$device" "$mount" || {
        printf 'stick %s: cannot be mounted\n' "$device"
        let_go
        return 0
    }
    if ! is_wanted; then
        printf 'stick %s: no folder tutor-export\n' "$device"
        let_go
        return 0
    fi
    if ! take_turn; then
        printf 'stick %s: its turn did not come\n' "$device"
        let_go
        return 0
    fi
    tell found
    # For writing or not at all (-w): mount(8) goes over to reading by itself.
    timeout 60 umount "$mount" && timeout 60 mount -w -t "$type" -o "$options" "/dev/$device" "$mount" || return 1
    # Links on the stick lead nowhere, where the kernel can see to that (Linux 5.10).
    mount -o "remount,rw,$options,nosymfollow" "$mount" 2>/dev/null || :
    is_wanted || return 1
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
    # Here, where a slow stick may take its time: what comes afterwards has to end soon.
    timeout 600 sync -f "$mount/$folder"
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
