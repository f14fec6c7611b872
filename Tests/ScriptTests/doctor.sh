#!/usr/bin/env bash
# Tier: the real `tutord doctor` against a real server, name server, proxy, log-in page, disk and gradebook, each broken
# on purpose. Sound, buttons and lamps have tiers of their own: Tests/HIL/doctor-sound.sh and doctor-board.sh.
#
# needs: python3 openssl; root, for a network and disks of its own (without: those parts are skipped)
set -euo pipefail
source "$(dirname "$0")/../Doctor/common.sh"
# The network is this machine's own loopback, whatever the machine is set to.
unset "${!OPENAI@}" "${!AZURE@}" HTTPS_PROXY https_proxy http_proxy ALL_PROXY all_proxy NO_PROXY no_proxy
data=$work/data
way=(--only "dns,tcp,proxy,tls,key,model,session,portal" --timeout 3 --data "$data")

# serve NAME COMMAND…: starts it, and leaves what its first line ends with (a port) in $port.
serve() {
    local name=$1
    shift
    "$@" >"$work/$name.out" 2>&1 &
    children+=("$!")
    server=$!
    wait_for test -s "$work/$name.out"
    port=$(head -n 1 "$work/$name.out" | grep -oE '[0-9]+(/v1/realtime)?$' | cut -d/ -f1)
}
servers=(python3 "$top/Tests/Doctor/servers.py")

if [[ ${1:-} != --own-network ]]; then
    check() { if "${@:2}" >"$work/said" 2>&1; then pass "$1"; else fail "$1" "$work/said"; fi; }
    check "--explain says what a number means" grep -q 'nothing comes from it' <("$tutord" doctor --explain 22)

    # A box that is well.
    doctor "a box that teaches by itself" 0 "version=fine engine=fine disk=fine gradebook=fine dns=skipped" \
        --data "$data" --board keyboard --skip card,microphone,loop,level,clock
    TUTOR_SERVE_KEY=sk-right-4711 serve tutor "$tutord" serve --listen 127.0.0.1:0
    tutor=ws://127.0.0.1:$port/v1/realtime tutor_process=$server tutor_port=$port
    export OPENAI_API_KEY=sk-right-4711
    doctor "a server that is well" 0 "dns=fine tcp=fine key=fine model=fine session=fine" "${way[@]}" --provider "$tutor"
    measured "its session takes a time" session session_created_ms 0.1 3000

    # The way there.
    OPENAI_API_KEY=sk-wrong-0815 doctor "a wrong key" 11 "key=broken:15" "${way[@]}" --provider "$tutor"
    if grep -q sk-wrong "$work/found.json" "$work/said"; then fail "the key is shown" "$work/found.json"; else pass "the key is not shown"; fi
    kill "$tutor_process"
    wait "$tutor_process" 2>/dev/null || :
    doctor "a server that is gone" 11 "tcp=broken:11 tls=skipped session=skipped" "${way[@]}" --provider "$tutor"
    serve faulty "$tutord" serve --listen 127.0.0.1:0 --fault abort@session.created
    doctor "a server that fails at once" 11 "key=skipped session=broken:11" "${way[@]}" \
        --provider "ws://127.0.0.1:$port/v1/realtime"
    for answer in 401:key=broken:15 403:key=broken:15 404:model=broken:18 429:key=broken:16 503:session=broken:12; do
        serve "http-${answer%%:*}" "${servers[@]}" http "${answer%%:*}"
        doctor "HTTP ${answer%%:*}" 11 "${answer#*:}" "${way[@]}" --provider "ws://127.0.0.1:$port/v1/realtime"
    done
    serve http-portal "${servers[@]}" http 302 "Location: http://login.school.example/"
    doctor "a log-in page" 11 "tcp=broken:11 portal=broken:19" "${way[@]}" --provider "$tutor" \
        --portal-check "http://127.0.0.1:$port/generate_204"
    says "says where it leads" login.school.example
    serve http-204 "${servers[@]}" http 204
    doctor "no log-in page" 11 "tcp=broken:11 portal=fine" "${way[@]}" --provider "$tutor" \
        --portal-check "http://127.0.0.1:$port/generate_204"
    serve http-407 "${servers[@]}" http 407
    HTTPS_PROXY=http://me:sesame@127.0.0.1:$port doctor "a proxy that wants a password" 11 "proxy=broken:13" \
        "${way[@]}" --provider wss://far.invalid/v1/realtime
    HTTPS_PROXY=127.0.0.1:$tutor_port doctor "a proxy that is gone" 11 "tcp=broken:13" "${way[@]}" \
        --provider wss://far.invalid/v1/realtime
    openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
        -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
    openssl s_server -accept 127.0.0.1:$((tutor_port + 1)) -key "$work/key.pem" -cert "$work/certificate.pem" -quiet \
        </dev/null >/dev/null 2>&1 &
    children+=("$!")
    wait_for bash -c "exec 3<>/dev/tcp/127.0.0.1/$((tutor_port + 1))"
    doctor "a certificate that nobody signed" 11 "tls=broken:14" "${way[@]}" \
        --provider "wss://localhost:$((tutor_port + 1))/v1/realtime"
    unset OPENAI_API_KEY
    doctor "a key that is missing" 11 "key=broken:15" --only key --timeout 3 --data "$data" --provider openai

    # What is kept.
    storage=(--only "gradebook,disk,sync" --data)
    printf 'this is no database, whatever its name says %.0s' $(seq 50) >"$work/none.sqlite"
    mkdir "$work/broken" && cp "$work/none.sqlite" "$work/broken/gradebook.sqlite"
    doctor "a file that is no gradebook" 14 "gradebook=broken:43" "${storage[@]}" "$work/broken"
    doctor "a board file that is missing" 15 "board=broken:53 button=skipped" --board linux --only board,button
    printf 'name: [\n' >"$work/board.yaml"
    doctor "a board file that is nonsense" 15 "board=broken:53" --board linux --board-file "$work/board.yaml" --only board
    if [[ $(id -u) == 0 ]] && mkdir "$work/disk" && mount -t tmpfs -o size=300k tmpfs "$work/disk" 2>/dev/null; then
        mounted=$work/disk
        doctor "a small disk" 14 "gradebook=fine disk=broken:42" "${storage[@]}" "$work/disk"
        cat /dev/zero >"$work/disk/filler" 2>/dev/null || :
        doctor "a full disk" 14 "gradebook=broken:42 disk=broken:42" "${storage[@]}" "$work/disk"
        mount -o remount,ro "$work/disk"
        doctor "a read-only disk" 14 "gradebook=broken disk=broken:45" "${storage[@]}" "$work/disk"
    else
        echo "SKIP: full and read-only disks: this machine lets nobody mount one"
    fi

    # Name servers of its own, in a network of its own.
    if unshare --net --mount true 2>/dev/null; then
        TUTORD=$tutord unshare --net --mount "$0" --own-network || failures=$((failures + 1))
    else
        echo "SKIP: silent name servers: this machine lets nobody make a network"
    fi
    finish
    exit
fi

ip link set lo up 2>/dev/null || python3 - <<'PYTHON'
# Without iproute2: SIOCSIFFLAGS, IFF_UP | IFF_RUNNING (netdevice(7)).
import fcntl, socket, struct
fcntl.ioctl(socket.socket(socket.AF_INET, socket.SOCK_DGRAM), 0x8914, struct.pack("16sh14x", b"lo", 0x41))
PYTHON
printf 'nameserver 127.0.0.1\noptions timeout:5 attempts:1\n' >"$work/resolv.conf"
mount --bind "$work/resolv.conf" /etc/resolv.conf
openai=(--provider openai --only "dns,tcp,tls,key" --timeout 2 --portal-check off --data "$data")
export OPENAI_API_KEY=sk-none
doctor "no name server" 11 "dns=broken:11 tcp=skipped" "${openai[@]}"
says "says that none answers" 'No name server answers'
for mode in silent:'No name server answered' nxdomain:'has no address' empty:'has no address'; do
    serve "dns-${mode%%:*}" "${servers[@]}" dns "${mode%%:*}"
    doctor "a name server that is ${mode%%:*}" 11 "dns=broken:11 tcp=skipped" "${openai[@]}"
    says "says so" "${mode#*:}"
    kill "$server"
    wait "$server" 2>/dev/null || :
done
# A filter that answers for everybody.
serve dns-here "${servers[@]}" dns here
doctor "a name that leads to nothing" 11 "dns=fine tcp=broken:11" "${openai[@]}"
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=filter -addext subjectAltName=DNS:api.openai.com \
    -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
openssl s_server -accept 127.0.0.1:443 -key "$work/key.pem" -cert "$work/certificate.pem" -quiet </dev/null >/dev/null 2>&1 &
children+=("$!")
wait_for bash -c 'exec 3<>/dev/tcp/127.0.0.1/443'
doctor "a stranger in OpenAI's place" 11 "dns=fine tcp=fine tls=broken:14 key=skipped" "${openai[@]}"
finish
