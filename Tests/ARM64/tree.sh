#!/bin/bash
# Writes the device tree of the machine, with names for the lines of its GPIO controller, as a board's has.
#
# usage: Tests/ARM64/tree.sh FILE      needs: qemu-system-arm device-tree-compiler
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 64; }
here=$(cd "$(dirname "$0")" && pwd)
mapfile -t machine < <(python3 -c "
import sys
sys.path.insert(0, '$here')
import machine
print('\n'.join(machine.PROCESSOR))")
# The last of them: the machine ends when it has written it.
qemu-system-aarch64 "${machine[@]}" -machine "dumpdtb=$1" -display none >/dev/null 2>&1 || :
[ -s "$1" ] || { echo "tree.sh: QEMU wrote no device tree" >&2; exit 70; }
# Line 3 is the machine's power button, which the driver gpio-keys takes.
fdtput -t s "$1" /pl061@9030000 gpio-line-names '' '' '' POWER '' BTN_TALK LED_REC ''
