#!/usr/bin/env bash
# Boots the installed kiosk with systemd as the first process, on a kernel with simulated GPIO lines and a sound card,
# and looks what the service may do and what brings it back; then starts the tutor itself in it. The machine's own
# system is its root, under a layer that is thrown away.
#
# usage: [TUTOR_UML_KERNEL=FILE] [TUTORD=FILE] device/test-boot.sh      TUTORD: the program (.build/debug/tutord)
# exit: 0 passed · 1 failed · 2 wrong usage · 77 cannot be run here (no kernel, not root)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
case ${1:-} in
    '') ;;
    -h | --help)
        sed -n '2,/^[^#]/{s/^# \{0,1\}//p;}' "$0"
        exit 0
        ;;
    *)
        printf 'test-boot.sh: unknown argument %s (see --help)\n' "$1" >&2
        exit 2
        ;;
esac
skip() {
    printf 'SKIP: %s\n' "$*"
    exit 77
}
kernel=${TUTOR_UML_KERNEL:-}
[[ -n $kernel && -x $kernel ]] || skip "no kernel with simulated hardware (make test-hil builds one)"
((EUID == 0)) || skip "installing into the layer needs root"
tutord=${TUTORD:-$(dirname "$here")/.build/debug/tutord}
[[ -x $tutord ]] || skip "no program at $tutord (make build, or name one in TUTORD)"
[[ -x /lib/systemd/systemd && -x /lib/systemd/systemd-udevd ]] || skip "no systemd and udev here (make setup)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/said"

# In the place of tutord: tells what the service lets it do. At its first start it then falls silent.
cat >"$work/probe" <<'PROBE'
#!/usr/bin/env python3
import glob, json, os, socket, time

def attempt(action):
    try:
        return action() or "yes"
    except (OSError, IndexError, KeyError) as error:
        return f"no: {error}"

def opened(pattern):
    os.close(os.open(glob.glob(pattern)[0], os.O_RDWR | os.O_NONBLOCK))

def written(path):
    with open(path, "w"):
        pass

first = not os.path.exists("/var/lib/tutor/started")
written("/var/lib/tutor/started")
seen = {
    "gpio": attempt(lambda: opened("/dev/gpiochip*")),
    "playback": attempt(lambda: opened("/dev/snd/pcm*p")),
    "capture": attempt(lambda: opened("/dev/snd/pcm*c")),
    "LED": attempt(lambda: written("/sys/class/leds/tutor::test/brightness")),
    "LED's trigger": attempt(lambda: written("/sys/class/leds/tutor::test/trigger")),
    "other device file": attempt(lambda: written("/sys/class/leds/tutor::test/uevent")),
    "kernel parameter": attempt(lambda: written("/sys/module/printk/parameters/time")),
    "watchdog device": attempt(lambda: opened("/dev/watchdog*")),
    "kernel log": attempt(lambda: opened("/dev/kmsg")),
    "state": attempt(lambda: written("/var/lib/tutor/state")),
    "settings": attempt(lambda: written("/etc/tutor/written")),
    "program": attempt(lambda: written("/usr/bin/written")),
    "key": attempt(lambda: open(os.environ["CREDENTIALS_DIRECTORY"] + "/tutor.api-key").read().strip()),
    "user": "root" if os.getuid() == 0 else "nobody in particular",
}
with open("/var/lib/tutor/seen-first" if first else "/var/lib/tutor/seen-again", "w") as file:
    json.dump(seen, file)
notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
notify.connect(os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1))
notify.send(b"READY=1\nSTATUS=trying")
while True:
    if not first:
        notify.send(b"WATCHDOG=1")
    time.sleep(1)
PROBE

# A LED of the kernel's, for as long as this runs.
cat >"$work/led" <<'LED'
#!/usr/bin/env python3
import os, signal, struct
with open("/dev/uleds", "r+b", buffering=0) as led:
    led.write(struct.pack("64si", b"tutor::test", 255))
    signal.pause()
LED

# A stick's folder without a stick: this kernel has no block devices. All else of its unit is as it is installed.
cat >"$work/stick-in" <<'STICK'
#!/bin/bash
umask 022
mkdir -p /run/tutor-stick/fake/tutor-export/now
chown "$(stat -L -c %u:%g /var/lib/tutor)" /run/tutor-stick/fake/tutor-export/now
echo tutor-export/now >/run/tutor-stick/fake.target
echo writing >>/run/tutor-stick/news
STICK

# Waits for the second start, then tells what systemd thinks. After that the tutor itself has the place.
cat >"$work/observe" <<OBSERVE
#!/bin/bash
for _ in \$(seq 120); do
    [[ -s /var/lib/tutor/seen-again ]] && systemctl is-active --quiet tutor && break
    sleep 0.5
done
mount -t hostfs -o "$work/said" none /media
cp /var/lib/tutor/seen-* /media/
systemctl show tutor -p ActiveState,SubState,NRestarts,StatusText >/media/show
stat -L -c '%a %G' /dev/gpiochip0 >/media/gpiochip
[[ -e /dev/uleds ]] && stat -L -c '%a %G' /sys/class/leds/tutor::test/brightness >/media/led
journalctl -b -o cat -n 200 >/media/journal 2>&1
# Without its key it starts all the same.
rm /etc/credstore/tutor.api-key
systemctl restart tutor && cp /var/lib/tutor/seen-again /media/seen-keyless
rm /etc/systemd/system/tutor.service.d/probe.conf
sed -i 's|^board_file: .*|board_file: /usr/share/tutor/boards/gpio-sim.yaml|' /etc/tutor/tutor.yaml
systemctl daemon-reload
systemctl restart tutor && echo ready >/media/tutor
# Longer than WatchdogSec, so what does not feed it is found out.
sleep 25
systemctl show tutor -p ActiveState,SubState,NRestarts,StatusText,MemoryCurrent >>/media/tutor
ls -l /var/lib/private/tutor >>/media/tutor
ls /var/lib/private/tutor/prompts/*/network.wav >>/media/tutor
# The marks are written by the tutor's own user, while it runs.
systemctl start tutor-stick@fake 2>&1 | cat >/media/stick
stat -c '%U %n' /run/tutor-stick/fake/tutor-export/now/* >>/media/stick
cat /run/tutor-stick/news >>/media/stick
journalctl -b -o cat -u 'tutor-stick@fake' -n 20 >>/media/stick 2>&1
# Killed while its recording lamp, a LED of the kernel, is lit: looked at before it is started again.
if [[ -e /dev/uleds ]]; then
    sed 's|line: LED_REC.*|led: tutor::test|' /usr/share/tutor/boards/gpio-sim.yaml >/etc/tutor/led.yaml
    sed -i 's|^board_file: .*|board_file: /etc/tutor/led.yaml|' /etc/tutor/tutor.yaml
    systemctl restart tutor
    echo 255 >/sys/class/leds/tutor::test/brightness
    systemctl kill -s KILL tutor
    for _ in \$(seq 100); do
        [[ \$(systemctl show tutor -P SubState) == auto-restart ]] && break
        sleep 0.1
    done
    echo "\$(systemctl show tutor -P SubState) \$(</sys/class/leds/tutor::test/brightness)" >/media/killed
    systemctl restart tutor
fi
systemctl stop tutor
systemctl show tutor -p Result,ExecMainStatus,ExecMainCode >>/media/tutor
journalctl -b -o cat -u tutor -n 60 >/media/tutor-said 2>&1
sync
echo o >/proc/sysrq-trigger
OBSERVE

cat >"$work/init" <<INIT
#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs -o size=400m layer /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root || echo o >/proc/sysrq-trigger
root=/mnt/root
mount -t tmpfs run \$root/run
mount -t configfs configfs /sys/kernel/config
chip=/sys/kernel/config/gpio-sim/board
mkdir -p \$chip/bank0
echo 32 >\$chip/bank0/num_lines
echo pinctrl-sim >\$chip/bank0/label
mkdir \$chip/bank0/line17 \$chip/bank0/line27
echo BTN_TALK >\$chip/bank0/line17/name
echo LED_REC >\$chip/bank0/line27/name
echo 1 >\$chip/live
# Nothing else is wanted at boot, whatever else is installed on this machine.
rm -f \$root/etc/systemd/system/*.wants/* \$root/lib/systemd/system/multi-user.target.wants/*
chroot \$root "$here/install.sh" --no-packages --binary "$(realpath "$tutord")"
install -d -m 700 \$root/etc/credstore
(umask 077 && echo secret >\$root/etc/credstore/tutor.api-key)
units=\$root/etc/systemd/system
install -m 755 "$work/probe" \$root/usr/bin/tutor-probe
install -m 755 "$work/observe" \$root/usr/bin/tutor-observe
install -m 755 "$work/led" \$root/usr/bin/tutor-led
install -m 755 "$work/stick-in" \$root/usr/bin/tutor-stick-in
mkdir -p \$units/tutor.service.d \$units/multi-user.target.wants
printf '%s\n' '[Service]' ExecStart= ExecStart=/usr/bin/tutor-probe WatchdogSec=4 RestartSec=1 >\$units/tutor.service.d/probe.conf
printf '%s\n' '[Service]' ExecStart=/usr/bin/tutor-observe >\$units/tutor-observe.service
printf '%s\n' '[Unit]' Before=tutor.service '[Service]' ExecStart=/usr/bin/tutor-led >\$units/tutor-led.service
sed -e '/^BindsTo=/d' -e 's/^After=dev-%i.device /After=/' -e 's|^ExecStartPre=.*|ExecStartPre=+/usr/bin/tutor-stick-in|' \
    \$root/usr/lib/systemd/system/tutor-stick@.service >\$units/tutor-stick@.service
ln -s ../tutor-led.service \$units/multi-user.target.wants/
ln -s ../tutor-observe.service \$units/multi-user.target.wants/
ln -sf /lib/systemd/system/multi-user.target \$units/default.target
for unit in getty.target console-getty.service getty@tty1.service apt-daily.timer apt-daily-upgrade.timer \\
    dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer man-db.timer; do
    ln -sf /dev/null \$units/\$unit
done
# Taken for a container, systemd would not share its mounts, and no service would see its credentials.
rm -f \$root/.dockerenv \$root/run/.containerenv
mkdir -p \$root/mnt/old
cd \$root && pivot_root . mnt/old && exec chroot . /bin/sh -c 'umount -l /mnt/old; exec /lib/systemd/systemd --show-status=no'
INIT
chmod 755 "$work/probe" "$work/observe" "$work/led" "$work/stick-in" "$work/init"

began=$SECONDS
TMPDIR=$work timeout --kill-after=10 240 "$kernel" uml_dir="$work/" mem=768M root=/dev/root rootfstype=hostfs rootflags=/ ro \
    init="$work/init" con=null con0=null,fd:1 quiet </dev/null >"$work/console" 2>&1 || :
printf 'booted, watched and off again in %s s\n' $((SECONDS - began))

failures=0
# expect TEXT FILE PATTERN: the guest left a file that has it.
expect() {
    if grep -qE -- "$3" "$work/said/$2" 2>/dev/null; then
        printf '✔ %s\n' "$1"
    else
        printf '✘ %s: %s has no "%s": %s\n' "$1" "$2" "$3" "$(cat "$work/said/$2" 2>&1)"
        failures=$((failures + 1))
    fi
}
expect "the service gets ready at boot and says how it is" show '^StatusText=trying'
expect "it is nobody in particular" seen-first '"user": "nobody in particular"'
expect "udev gives the GPIO chip to its group" gpiochip '^660 gpio$'
expect "it may use the GPIO lines" seen-first '"gpio": "yes"'
expect "and play" seen-first '"playback": "yes"'
expect "and record" seen-first '"capture": "yes"'
expect "and no other device: the watchdog's" seen-first '"watchdog device": "no'
expect "nor the kernel log" seen-first '"kernel log": "no'
if [[ -s $work/said/led ]]; then
    expect "udev gives what lights a LED to the group" led '^664 gpio$'
    expect "and it may light it" seen-again '"LED": "yes"'
    expect "and take it from its trigger" seen-again '"LED.s trigger": "yes"'
    expect "a recording lamp that is lit when the tutor is killed goes dark" killed '^auto-restart 0$'
else
    printf 'SKIP: this kernel has no /dev/uleds: whether the service may light a LED is not seen\n'
fi
expect "but write no other file of a device" seen-again '"other device file": "no: .*Permission denied'
expect "and no parameter of the kernel" seen-first '"kernel parameter": "no: .*Read-only'
expect "it may write its state" seen-first '"state": "yes"'
expect "and not its settings" seen-first '"settings": "no'
expect "nor programs" seen-first '"program": "no'
expect "it has its key" seen-first '"key": "secret"'
expect "fallen silent, it is started again by the watchdog" show '^NRestarts=1'
expect "and runs" show '^SubState=running'
expect "without a key it starts all the same" seen-keyless '"key": "no'
expect "the tutor itself gets ready in its place" tutor '^ready$'
expect "says how it is" tutor '^StatusText=.+'
expect "outlives the watchdog's patience" tutor '^SubState=running'
expect "has its gradebook in its own folder" tutor '\.sqlite$'
expect "has made what it says itself" tutor '/prompts/.*/network\.wav$'
expect "the marks reach a stick's folder while it runs" stick '^tutor .*\.xlsx$'
expect "and what becomes of the stick is told" stick '^failed pulled$'
expect "which the tutor hears" tutor-said 'stick'
expect "and ends well when it is asked to" tutor '^Result=success'
sed -n 's/^MemoryCurrent=/memory of the tutor in bytes: /p' "$work/said/tutor" 2>/dev/null || :
if ((failures)); then
    tail -n 30 "$work/console" "$work/said/journal" "$work/said/tutor-said" 2>/dev/null || :
    printf '%s FAILED\n' "$failures"
    exit 1
fi
