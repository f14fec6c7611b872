#!/usr/bin/env bash
# Installs what this checkout needs, and only what is missing. Run it as often as you like.
#
# usage: scripts/setup.sh [--for GROUP]… [--list]
#   --for build   libraries that Swift compiles against
#   --for run     models and data that the tutor reads
#   --for test    sound servers, voices, linters and Python clients that the tests use
#   --for hil     what building the kernel with simulated GPIO and sound needs
#   --for arm64   the arm64 board in software
#   --list        print the packages of the groups and why, and install nothing
# Without --for: build, run and test. The packages and their reasons are in scripts/packages.txt.
#
# exit: 0 all there · 2 wrong usage · 3 neither root nor sudo (prints what to run) · 4 not a Debian-like system
#       5 no Swift, or too old · 6 packages could not be installed · 7 the Python clients could not be installed
set -euo pipefail
source "$(dirname "$0")/common.sh"
least_swift=6.1

groups=()
list=no
while (($#)); do
    case $1 in
        --for)
            [[ ${2:-} =~ ^(build|run|test|hil|arm64)$ ]] || die 2 "--for takes build, run, test, hil or arm64, not '${2:-}'"
            groups+=("$2")
            shift
            ;;
        --list) list=yes ;;
        -h | --help)
            usage "$0"
            exit 0
            ;;
        *) die 2 "unknown argument '$1' (see --help)" ;;
    esac
    shift
done
((${#groups[@]})) || groups=(build run test)

# rows: "PACKAGES REASON" of the wanted groups.
rows() {
    local wanted=" ${groups[*]} "
    while read -r group packages reason; do
        [[ $group != '#'* && -n $packages && $wanted == *" $group "* ]] && printf '%s %s\n' "$packages" "$reason"
    done <"$top/scripts/packages.txt"
    return 0
}

if [[ $list == yes ]]; then
    rows | while read -r packages reason; do printf '%-24s %s\n' "$packages" "$reason"; done
    exit 0
fi

is_installed() { [[ $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) == ii* ]]; }
is_known() { [[ -n $(apt-cache madison "$1" 2>/dev/null) ]]; }

# first_known A|B|C: the first of some names that this release of the system has.
first_known() {
    local name
    for name in ${1//|/ }; do
        if is_known "$name"; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

# Sets `missing` to the packages to install and `unknown` to those that apt does not know yet.
find_missing() {
    missing=() unknown=()
    local packages reason name present optional
    while read -r packages reason; do
        optional=no
        [[ $packages == *'?' ]] && optional=yes
        packages=${packages%'?'}
        present=no
        for name in ${packages//|/ }; do is_installed "$name" && present=yes; done
        [[ $present == yes ]] && continue
        if name=$(first_known "$packages"); then
            missing+=("$name")
            printf '   %-22s %s\n' "$name" "$reason"
        elif [[ $optional == no ]]; then
            unknown+=("$packages")
        fi
    done < <(rows)
}

as_root() {
    if ((EUID == 0)); then
        "$@"
    elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        printf 'setup.sh: this needs root, and sudo is not there or asks for a password. As root, run:\n  %s\n' "$*" >&2
        exit 3
    fi
}

install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        rows >&2
        die 4 "no apt-get here. Install what your system calls the packages above, or use Debian 12 or later"
    fi
    local missing unknown
    say "set-up: packages for ${groups[*]}"
    find_missing
    if ((${#unknown[@]})); then
        say "set-up: apt does not know ${unknown[*]} yet: refreshing its lists"
        as_root apt-get -qq update || say "set-up: some lists could not be refreshed; going on with the others"
        find_missing
        ((${#unknown[@]} == 0)) || die 6 "this system has no package ${unknown[*]}: Debian 12 or later has"
    fi
    if ((${#missing[@]} == 0)); then
        say "set-up: all packages are there"
        return
    fi
    say "set-up: installing ${missing[*]}"
    local install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0
        install --no-install-recommends "${missing[@]}")
    as_root "${install[@]}" && return
    say "set-up: that failed; once more with fresh lists"
    as_root apt-get -qq update || :
    as_root "${install[@]}" || die 6 "apt-get could not install ${missing[*]}; its message is above"
}

check_swift() {
    local version
    if ! command -v swift >/dev/null; then
        cat >&2 <<TEXT
setup.sh: there is no 'swift' in PATH. Get Swift $least_swift or later:
  any Debian      https://www.swift.org/install/linux/ (swiftly installs it for one user, without root)
  Debian 13 on    apt install swiftlang, where its version is $least_swift or later
  under sudo      the PATH of sudo may lack it: run make as yourself, it calls sudo where it must
TEXT
        exit 5
    fi
    version=$(swift --version 2>&1 | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1)
    if [[ $(printf '%s\n' "$least_swift" "${version:-0}" | sort -V | head -n 1) != "$least_swift" ]]; then
        die 5 "Swift ${version:-of an unknown version} is too old: $least_swift or later is needed (swift.org/install/linux)"
    fi
    say "set-up: Swift $version"
}

# The Python clients of the peers tier, in an environment of their own.
install_peers() {
    local wanted=$top/Tests/Peers/requirements.txt venv=$top/.cache/venv
    [[ -f $wanted ]] || return 0
    if ! cmp -s "$wanted" "$venv/installed-requirements.txt"; then
        say "set-up: Python clients into .cache/venv: $(grep -v '^ *#' "$wanted" | tr '\n' ' ')"
        python3 -m venv "$venv" || die 7 "python3 -m venv failed (package python3-venv)"
        "$venv/bin/pip" install --quiet --requirement "$wanted" || die 7 "pip could not install Tests/Peers/requirements.txt"
        cp "$wanted" "$venv/installed-requirements.txt"
    fi
    say "set-up: Python clients are there"
}

install_packages
[[ " ${groups[*]} " == *' build '* ]] && check_swift
[[ " ${groups[*]} " == *' test '* ]] && install_peers
exit 0
