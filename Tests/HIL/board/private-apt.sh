# shellcheck shell=bash
# To be sourced: private_apt FOLDER SUITE [ARCHITECTURE] sets the array `private` to the options with which apt-get and
# apt-cache see one suite of Debian, through the mirror that the system uses, without touching the system's own sources,
# lists and packages. No package counts as installed there: --download-only install fetches one with all that it needs.
private_apt() {
    local root=$1 suite=$2 architecture mirror
    architecture=${3:-$(dpkg --print-architecture)}
    mirror=$(cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk '/^URIs:/ { print $2; exit }')
    [ -n "$mirror" ] ||
        mirror=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }' /etc/apt/sources.list 2>/dev/null)
    [ -n "$mirror" ] || { echo "private-apt: the system names no mirror of Debian in /etc/apt" >&2; return 69; }
    mkdir -p "$root"/{lists/partial,cache/archives/partial}
    : >"$root/status"
    cat >"$root/private.sources" <<SOURCES
Types: deb
URIs: $mirror
Suites: $suite
Components: main
Architectures: $architecture
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
    # shellcheck disable=SC2034  # read by whoever sources this
    private=(
        -o "Dir::Etc::sourcelist=$root/private.sources" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$root/lists" -o "Dir::State::status=$root/status" -o "Dir::Cache=$root/cache"
        -o "APT::Architecture=$architecture" -o "APT::Architectures::=$architecture"
        -o Acquire::Languages=none -o APT::Sandbox::User=)
}
