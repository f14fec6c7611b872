#!/usr/bin/env bash
# Turns a Raspberry Pi OS or Debian system into a tutor kiosk: packages, program, lessons, boards, settings, service.
# Run it again after an update: it changes only what differs, and says what.
#
# usage: device/install.sh [--binary FILE] [--root DIR] [--no-packages] [--dry-run]
#        device/install.sh --uninstall [--purge] [--root DIR] [--dry-run]
#   --binary FILE   the release build (default: bin/tutord or .build/dist/tutord beside this folder)
#   --root DIR      a system in a folder, as when an image is built (default: this system)
#   --no-packages   leave Debian's packages alone
#   --dry-run       say what would be done, and do nothing
#   --uninstall     remove what was installed; keeps settings, key and what pupils did
#   --purge         with --uninstall: remove these too
#
# exit: 0 done, or nothing to do · 2 wrong usage · 3 not root · 4 not Debian or Raspberry Pi OS
#       5 a file to install is not there · 6 packages could not be installed
#       7 this tutord cannot run on that system · 8 the service did not start · 9 a file could not be written
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=$(dirname "$here")
root='' binary='' packages=yes dry=no job=install purge=no
changes=0

say() { printf '%s\n' "$*"; }
die() {
    local code=$1
    shift
    printf 'install.sh: %s\n' "$*" >&2
    exit "$code"
}
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"; }
# Says that something is done; true where it shall be.
doing() {
    changes=$((changes + 1))
    say "  $*"
    [[ $dry == no ]]
}

while (($#)); do
    case $1 in
        --binary | --root)
            [[ -n ${2:-} ]] || die 2 "$1 needs a path"
            if [[ $1 == --binary ]]; then binary=$2; else root=$2; fi
            shift
            ;;
        --no-packages) packages=no ;;
        --dry-run) dry=yes ;;
        --uninstall) job=uninstall ;;
        --purge) purge=yes ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) die 2 "unknown argument '$1' (see --help)" ;;
    esac
    shift
done
[[ $purge == no || $job == uninstall ]] || die 2 "--purge goes with --uninstall"
if [[ -n $root ]]; then
    [[ -d $root ]] || die 2 "--root $root: no such folder"
    root=$(cd "$root" && pwd)
    [[ $root != / ]] || root=''
fi
((EUID == 0)) || [[ $dry == yes ]] || die 3 "this needs root: sudo $0 (or --dry-run to see what it would do)"
[[ -f $root/etc/debian_version && -e $root/var/lib/dpkg/status ]] ||
    die 4 "${root:-this system} is neither Debian nor Raspberry Pi OS (no /etc/debian_version)"

# What was installed, one per line, so that it can be taken away: /a/path, group:NAME or package:NAME.
manifest=/usr/share/tutor/installed
declare -A before=() now=()
if [[ -f $root$manifest ]]; then
    while read -r line; do before[$line]=1; done <"$root$manifest"
fi
# Where each of these is, in the system that is worked on.
inside() { if [[ -n $root ]]; then chroot "$root" "$@"; else "$@"; fi; }
systemd_runs() { [[ -z $root && -d /run/systemd/system ]]; }

# Makes a folder of root's and remembers each that was not there.
make_folder() {
    [[ -d $root$1 ]] && return
    make_folder "$(dirname "$1")"
    now[folder:$1]=1
    install -d -m 755 -o 0 -g 0 "$root$1"
}

# put SOURCE TARGET MODE: a file of root's. False when it was there already, byte for byte.
put() {
    local source=$1 target=$2 mode=$3
    now[$target]=1
    [[ -f $source ]] || die 5 "$source is not there: this copy is incomplete"
    if [[ ! -L $root$target ]] && cmp -s "$source" "$root$target" &&
        [[ $(stat -c '%a %u %g' "$root$target") == "$mode 0 0" ]]; then
        return 1
    fi
    doing "install $target" || return 0
    # Beside it and renamed: the program may be running, and the plug may be pulled.
    if ! { make_folder "$(dirname "$target")" && install -m "$mode" -o 0 -g 0 "$source" "$root$target.new" &&
        sync "$root$target.new" && mv -f "$root$target.new" "$root$target"; }; then
        rm -f "$root$target.new" || :
        die 9 "could not write $root$target (is the disk full, or read-only?)"
    fi
}

# put_tree FOLDER NAME: the files of FOLDER/NAME, where there is such a folder, into /usr/share/tutor/NAME.
put_tree() {
    local file
    [[ -d $1/$2 ]] || return 0
    # A here-string, since an image that is being made has a /dev without /dev/fd.
    while IFS= read -r file; do
        # No files are one empty line.
        [[ -n $file ]] || continue
        put "$1/$2/$file" "/usr/share/tutor/$2/$file" 644 || :
    done <<<"$(cd "$1/$2" && find . -type f ! -name '.*' -printf '%P\n' | sort)"
}

install_packages() {
    local wanted=() names reason name optional
    while read -r names reason; do
        [[ -n $names && $names != '#'* ]] || continue
        optional=no
        [[ $names == *'?' ]] && optional=yes
        names=${names%'?'}
        for name in ${names//|/ }; do
            # shellcheck disable=SC2016 # dpkg-query's own variable
            if [[ $(inside dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null) == ii* ]]; then
                continue 2
            fi
        done
        for name in ${names//|/ }; do
            # Lists that were never fetched know no package at all.
            if [[ -n $(inside apt-cache madison "$name" 2>/dev/null) ]]; then
                wanted+=("$name")
                say "  package $name: $reason"
                continue 2
            fi
        done
        [[ $optional == yes ]] || return 1
    done <"$here/packages.txt"
    ((${#wanted[@]})) || return 0
    doing "apt-get install ${wanted[*]}" || return 0
    inside env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "${wanted[@]}" >&2 || return 1
    for name in "${wanted[@]}"; do now[package:$name]=1; done
}

ensure_packages() {
    install_packages && return
    [[ $dry == no ]] || return 0
    say "  refreshing apt's lists"
    inside apt-get -qq update >&2 || say "  some lists could not be refreshed; going on with the others"
    install_packages || die 6 "packages are missing: see above, and device/packages.txt for the names (Debian 12 or later)"
}

# Fails before anything is touched when the program is not for this kind of machine.
check_binary() {
    local kind want
    if [[ -z $binary ]]; then
        for binary in "$top/bin/tutord" "$top/.build/dist/tutord" ''; do [[ -f $binary ]] && break; done
    fi
    [[ -n $binary && -f $binary ]] ||
        die 5 "no release build${binary:+ at $binary}: run 'make build' here, or name one with --binary"
    # The ELF header: magic, then class, then the machine in byte 18.
    [[ $(head -c 4 "$binary" | od -An -c | tr -d ' ') == '177ELF' ]] || die 7 "$binary is not a Linux program"
    case $(od -An -tu1 -j18 -N1 "$binary" | tr -d ' ') in
        183) kind=arm64 ;;
        62) kind=amd64 ;;
        40) kind=armhf ;;
        243) kind=riscv64 ;;
        *) kind=unknown ;;
    esac
    want=$(cat "$root/var/lib/dpkg/arch" 2>/dev/null || inside dpkg --print-architecture)
    want=${want%%$'\n'*}
    [[ $kind == "$want" ]] || die 7 "$binary is for $kind, the system is $want: build it there, or with --swift-sdk"
}

# After the packages, before the program: is every library there, in the version that it was built with?
check_libraries() {
    [[ $dry == no && $packages == yes ]] || return 0
    cmp -s "$binary" "$root/usr/bin/tutord" && return
    local trial=/tmp/tutord.$$ lacking
    install -m 755 "$binary" "$root$trial"
    lacking=$(inside ldd "$trial" 2>&1 | grep 'not found' || :)
    rm -f "$root$trial"
    [[ -z $lacking ]] ||
        die 7 "tutord was built for another release of the system than this one; build it on this release. It lacks:
$lacking"
}

ensure_group() {
    local name=$1
    if grep -q "^$name:" "$root/etc/group"; then
        [[ -z ${before[group:$name]:-} ]] || now[group:$name]=1
        return 0
    fi
    now[group:$name]=1
    doing "group $name" || return 0
    inside groupadd --system "$name" || die 9 "could not add the group $name"
}

write_manifest() {
    local line
    # A package or folder that an earlier run brought stays ours.
    for line in "${!before[@]}"; do
        case $line in package:* | folder:*) now[$line]=1 ;; esac
    done
    now[$manifest]=1
    [[ $dry == no ]] || return 0
    make_folder "$(dirname "$manifest")"
    printf '%s\n' "${!now[@]}" | sort >"$root$manifest.new"
    chmod 644 "$root$manifest.new"
    if cmp -s "$root$manifest.new" "$root$manifest"; then
        rm "$root$manifest.new"
    else
        mv "$root$manifest.new" "$root$manifest"
    fi
}

# take PATH: removes a file of ours, and the folders of ours that it leaves empty.
take() {
    local path=$1 folder
    [[ -e $root$path || -L $root$path ]] || return 0
    doing "remove $path" || return 0
    rm -f "$root$path"
    folder=$(dirname "$path")
    while [[ -n ${before[folder:$folder]:-} ]] && rmdir "$root$folder" 2>/dev/null; do folder=$(dirname "$folder"); done
}

install_all() {
    check_binary
    [[ -f $top/systemd/tutor.service ]] || die 5 "$top/systemd/tutor.service is not there: this copy is incomplete"
    say "installing the tutor${root:+ into $root}"
    [[ $packages == no ]] || ensure_packages

    local file line rules=no units=no folders=no wants=/etc/systemd/system/multi-user.target.wants/tutor.service
    check_libraries
    put "$binary" /usr/bin/tutord 755 || :
    put "$here/60-tutor-gpio.rules" /usr/lib/udev/rules.d/60-tutor-gpio.rules 644 && rules=yes
    put "$top/systemd/tutor.service" /usr/lib/systemd/system/tutor.service 644 && units=yes
    # Memory sticks for the marks.
    put "$here/stick.sh" /usr/lib/tutor/stick.sh 755 || :
    put "$here/70-tutor-stick.rules" /usr/lib/udev/rules.d/70-tutor-stick.rules 644 && rules=yes
    put "$top/systemd/tutor-stick@.service" /usr/lib/systemd/system/tutor-stick@.service 644 && units=yes
    put "$here/tutor-tmpfiles.conf" /usr/lib/tmpfiles.d/tutor.conf 644 && folders=yes
    for file in README.md tutor.yaml; do put "$here/$file" "/usr/share/doc/tutor/$file" 644 || :; done
    [[ ! -f $top/LICENSE ]] || put "$top/LICENSE" /usr/share/doc/tutor/copyright 644 || :
    put_tree "$top" lessons
    put_tree "$here" boards
    put_tree "$here" prompts

    # Settings belong to the school: written once.
    if [[ ! -e $root/etc/tutor/tutor.yaml ]]; then
        put "$here/tutor.yaml" /etc/tutor/tutor.yaml 644 || :
        unset 'now[/etc/tutor/tutor.yaml]'
    fi
    ensure_group gpio
    # Keyboards, and badge readers that type like one, are its (udev's own rules); the service does not start without it.
    ensure_group input

    # What an earlier version brought and this one does not.
    for line in "${!before[@]}"; do
        if [[ $line == /* && $line != "$wants" && $line != "$manifest" && -z ${now[$line]:-} ]]; then take "$line"; fi
    done

    now[$wants]=1
    # Enabled once: an administrator's `systemctl disable` outlives an update.
    if [[ -z ${before[$wants]:-} && ! -L $root$wants ]] && doing "enable tutor.service"; then
        make_folder "$(dirname "$wants")"
        ln -s /usr/lib/systemd/system/tutor.service "$root$wants"
    fi
    write_manifest

    if [[ $dry == no ]] && systemd_runs; then
        if [[ $rules == yes ]] && command -v udevadm >/dev/null; then
            { udevadm control --reload && udevadm trigger --subsystem-match=gpio --subsystem-match=leds --subsystem-match=pwm; } || say "  udev will know at the next start"
        fi
        [[ $folders == no ]] || systemd-tmpfiles --create tutor.conf || say "  /run/tutor-stick is made at the next start"
        [[ $units == no ]] || systemctl daemon-reload
        if ((changes)) && [[ -L $wants ]]; then
            say "  start tutor.service"
            systemctl restart tutor.service ||
                die 8 "the service did not start; why: journalctl -u tutor -n 50, systemctl status tutor"
        fi
    fi
}

uninstall_all() {
    say "removing the tutor${root:+ from $root}"
    local line path
    if [[ $dry == no ]] && systemd_runs; then systemctl stop tutor.service 2>/dev/null || :; fi
    for line in $(printf '%s\n' "${!before[@]}" | sort -r); do
        case $line in
            /*) take "$line" ;;
            group:*)
                if doing "remove group ${line#group:}"; then inside groupdel "${line#group:}" || :; fi
                ;;
        esac
    done
    if [[ $dry == no ]] && systemd_runs; then systemctl daemon-reload; fi
    for path in /etc/tutor /etc/credstore/tutor.api-key /var/lib/tutor /var/lib/private/tutor; do
        [[ -e $root$path || -L $root$path ]] || continue
        if [[ $purge == no ]]; then
            say "  kept $path"
        elif doing "remove $path"; then
            # Below the root, by a name from the list above.
            rm -rf -- "$root$path"
        fi
    done
    for line in "${!before[@]}"; do
        if [[ $line == folder:*/tutor* && $dry == no && -d $root${line#folder:} && $line != folder:/etc/* ]]; then
            say "  kept ${line#folder:}: there is something in it that was not installed"
        fi
    done
    local brought=()
    for line in "${!before[@]}"; do [[ $line == package:* ]] && brought+=("${line#package:}"); done
    ((${#brought[@]} == 0)) || say "  packages that came with it, should nothing else use them: apt-get purge $(printf '%s\n' "${brought[@]}" | sort | tr '\n' ' ')"
}

"${job}_all"
if ((changes == 0)); then
    say "nothing to change"
elif [[ $dry == yes ]]; then
    say "$changes changes would be made"
else
    say "$changes changes made"
fi
