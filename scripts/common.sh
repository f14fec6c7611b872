# shellcheck shell=bash
# Sourced by the scripts beside it.

# The checkout.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export top

# A line about what happens now.
say() { printf '== %s\n' "$*"; }

# usage FILE: the comment at the top of a script is its help.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$1"; }

# die CODE TEXT…: says what is wrong, and what to do about it, and ends.
die() {
    local code=$1
    shift
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit "$code"
}

# Where built kernels are kept between checkouts.
cache_dir() { printf '%s\n' "${XDG_CACHE_HOME:-$HOME/.cache}/tutor-kiosk"; }

# Takes the kernel with simulated hardware that was built earlier, unless one is named.
find_kernel() {
    if [[ -z ${TUTOR_UML_KERNEL:-} && -x $(cache_dir)/linux-uml ]]; then
        TUTOR_UML_KERNEL=$(cache_dir)/linux-uml
    fi
    export TUTOR_UML_KERNEL=${TUTOR_UML_KERNEL:-}
}
