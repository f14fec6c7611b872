#!/bin/bash
# Runs a command on a board made of real kernel drivers: a User Mode Linux kernel with a simulated GPIO chip (gpio-sim)
# and a loopback sound card (snd-aloop), whose root is this machine's own /, read-only. About a second to start and stop.
# No root, no KVM, no image, no network.
#
# usage: Tests/HIL/board/run.sh COMMAND…     its exit status is the command's; run from the present folder
#   in the guest:  $TUTOR_GPIO_SIM    the chip in sysfs: write pull-up or pull-down to sim_gpioN/pull, read sim_gpioN/value
#                  $TUTOR_GPIO_CHIP   its character device; its label is pinctrl-sim
#                  $OUT               the one folder that can be written and is seen by the host
#                  card Loopback      what is played on plughw:Loopback,0 is captured from plughw:Loopback,1, and back
#   from outside:  OUT (out/hil), MEMORY (512M), LIMIT (120 s), LINES_OF_BOARD ("offset name" a line); TUTOR_* go in
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 64; }
kernel=$("$here/build-kernel.sh")
mkdir -p "${OUT:=$PWD/out/hil}"
OUT=$(cd "$OUT" && pwd)
room=$(mktemp -d "${TMPDIR:-/tmp}/board.XXXXXX")
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"

{
    declare -px | grep -E '^declare -x TUTOR_' || :
    printf 'export PATH=%q OUT=%q HOME=/run TMPDIR=/run\n' "$PATH" "$OUT"
    printf 'cd %q\n' "$PWD"
    printf '%q ' "$@"
} >"$room/command"

cat >"$room/lines" <<LINES
${LINES_OF_BOARD:-17 BTN_TALK
27 LED_REC}
LINES

cat >"$room/init" <<INIT
#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev 2>/dev/null
mkdir -p /dev/shm /dev/pts
mount -t tmpfs tmpfs /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /run
mount -t hostfs -o "$OUT" none "$OUT"
ln -sf /proc/self/fd /dev/fd

mount -t configfs configfs /sys/kernel/config
chip=/sys/kernel/config/gpio-sim/board
mkdir -p \$chip/bank0
echo 32 >\$chip/bank0/num_lines
echo pinctrl-sim >\$chip/bank0/label
while read -r offset name; do
    mkdir -p \$chip/bank0/line\$offset
    echo "\$name" >\$chip/bank0/line\$offset/name
done <"$room/lines"
echo 1 >\$chip/live
export TUTOR_GPIO_CHIP=/dev/\$(cat \$chip/bank0/chip_name)
export TUTOR_GPIO_SIM=/sys/devices/platform/\$(cat \$chip/dev_name)/\$(basename \$TUTOR_GPIO_CHIP)
# Nobody presses; lamps keep the pull-down that they start with.
while read -r offset name; do
    case \$name in BTN_*) echo pull-up >\$TUTOR_GPIO_SIM/sim_gpio\$offset/pull ;; esac
done <"$room/lines"

bash "$room/command"
echo \$? >"$OUT/.status"
sync
echo o >/proc/sysrq-trigger
sleep 60
INIT
chmod 755 "$room/init"
rm -f "$OUT/.status"

# The guest's memory is a file in TMPDIR: on a memory file system it is fastest.
TMPDIR=/dev/shm timeout "${LIMIT:-120}" "$kernel" uml_dir="$room/" mem="${MEMORY:-512M}" \
    root=/dev/root rootfstype=hostfs rootflags=/ ro init="$room/init" con=null con0=null,fd:1 quiet </dev/null 2>&1 |
    grep -vE 'ubd device|sysrq: Power|reboot: Power' || :

status=$(cat "$OUT/.status" 2>/dev/null) || { echo "board/run.sh: the board did not come to its end within ${LIMIT:-120} s" >&2; exit 75; }
rm -f "$OUT/.status"
exit "$status"
