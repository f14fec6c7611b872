#!/usr/bin/env bash
# Tier: `tutord pupils` as a school uses it: lists and rosters in, badges, the wrong pupil's sitting, one pupil's everything,
# erasure, and the log of who saw what.
# shellcheck disable=SC2016 # backquotes in patterns are what is printed
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
tutord=${TUTORD:-$top/.build/debug/tutord}
if [[ ! -x $tutord ]]; then
    echo "SKIP: no $tutord: swift build --product tutord"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# shellcheck source=Tests/ScriptTests/checks.bash
source "$top/Tests/ScriptTests/checks.bash"
pupils() {
    local command=$1
    shift
    "$tutord" pupils "$command" --data "$work/data" "$@"
}
account_of() { pupils list --json | python3 -c "import json,sys; print(next(p['account'] for p in json.load(sys.stdin) if p['name'] == '$1'))"; }

for command in import list add rename badge recall forget export erase sessions move log; do
    check "pupils $command --help" 0 "$tutord" pupils "$command" --help
done

# A list.
printf 'Name;Klasse;Ausweis\r\nMaya;3B;0004521877\r\nTomás;3B;\r\n=Ada;4A;\r\n' >3b.csv
check "a dry run" 0 pupils import 3b.csv --dry-run
says "says what would be" '^Would be imported: 3 added, 0 changed, 0 unchanged'
check "and leaves nothing" 0 pupils list
says "but an empty book" '^No pupils'
check "a list as a German spreadsheet writes it" 0 pupils import 3b.csv
says "names, numbers and accounts" '^\+ Maya in 3B, number 1, p-[0-9a-z]+$'
check "again" 0 pupils import 3b.csv
says "changes nothing" '^Imported: 0 added, 0 changed, 3 unchanged'
check "the list" 0 pupils list
says "in columns" '^3B +1 +Maya +p-[0-9a-z]+ +yes$'
check "as JSON" 0 pupils list --class 3b --json
cp said list.json
check "which is JSON" 0 python3 -c "
import json
pupils = json.load(open('list.json'))
assert [p['name'] for p in pupils] == ['Maya', 'Tomás'] and pupils[0]['hasBadge'] is True, pupils
"
check "a list for the other boxes" 0 pupils list --csv
cp said roster.csv
says_not "has no badge's number in it" '0004521877'
says "and no formula" "'=Ada"
check "is taken by another box" 0 "$tutord" pupils import --data other roster.csv
check "with the same accounts" 0 bash -c "diff <('$tutord' pupils list --data other) <('$tutord' pupils list --data data)"
check "and is read by Python's csv" 0 python3 -c "
import csv
rows = list(csv.DictReader(open('roster.csv', encoding='utf-8-sig', newline='')))
assert [r['name'] for r in rows] == ['Maya', 'Tomás', \"'=Ada\"], rows
assert all(r['account'].startswith('p-') for r in rows)
"
maya=$(account_of Maya) tom=$(account_of Tomás)

# What is wrong is told with its place, and nothing is imported.
printf 'name,class,number\nLea,3B,1\nMax,3B,x\n' >bad.csv
check "a bad list" 65 pupils import bad.csv
says "with its line" '^tutord: bad.csv:3:8: the number “x”, 1 to 999'
printf 'name\nMax\nL\xfcder\n' >latin.csv
check "a list that is not UTF-8" 65 pupils import latin.csv
says "with its place and what to do" 'latin.csv:3:2: bytes that are not UTF-8, “CSV UTF-8”'
check "a list that is not there" 66 pupils import none.csv
check "a zip that is none" 65 bash -c "printf 'PK\3\4noise' >x.zip; '$tutord' pupils import --data data x.zip"
check "two kinds of output" 64 pupils list --csv --json

# Names and badges.
check "a pupil more" 0 pupils add Lea --class 3B
lea=$(cat said)
check "whose name is taken" 65 pupils add lea --class 3B
check "a name that is none" 64 pupils add 12
check "is called otherwise" 0 pupils rename "$lea" "Lea M."
check "who is nobody" 66 pupils rename p-none Nobody
check "a badge" 0 bash -c "printf '00AB12CD\r\n' | '$tutord' pupils badge --data data $tom"
check "that is another's" 65 bash -c "printf '00ab12cd\n' | '$tutord' pupils badge --data data $lea"
says_not "whose number is not said" '00ab12cd'
check "a badge that is none" 64 bash -c "printf '1\n' | '$tutord' pupils badge --data data $lea"
check "is taken away" 0 pupils badge "$tom" --none
check "no badge's number is in the files" 1 grep -rqE '0004521877|00AB12CD' data

# A sitting that was another pupil's.
lessons=$top/lessons
check "a lesson with the wrong pupil" 0 env TUTOR_PUPIL="$tom" "$tutord" demo --simulated --pace 8 --lessons "$lessons" \
    --exercises 1 --data data --out demo
check "is found" 0 pupils sessions --pupil "$tom"
says "with its answers" 'Tomás +times-tables +[1-9][0-9]* answers'
session=$(awk 'NR == 1 { print $NF }' said)
check "and moved" 0 pupils move "$session" "$maya"
check "so that it is the other's" 0 pupils sessions --json
says "with all its answers" "\"pupil\" : \"$maya\""
check "a sitting that is none" 66 pupils move 0190aaaa-0000-7000-8000-000000000000 "$maya"

# One pupil's everything, and then nothing.
check "all of one pupil" 0 pupils export "$maya" --out maya
check "in JSON and JSON lines" 0 python3 -c "
import json
import pathlib
folder, = pathlib.Path('maya').iterdir()
told = [json.loads(line) for line in open(folder / 'statements.jsonl')]
assert told and all(s['actor']['account']['name'] == '$maya' for s in told)
assert json.load(open(folder / 'progress.json'))['pupils'][0]['name'] == 'Maya'
assert json.load(open(folder / 'roster.json'))['hasBadge'] is True
"
check "of nobody" 66 pupils export p-none --out none
check "leaves no folder" 1 test -e none
# A minute may pass between two, which has another name, but hardly two.
check "over itself" 73 bash -c "for _ in 1 2 3; do '$tutord' pupils export '$maya' --data data --out twice || exit; done"
says "is refused, and how it is meant" 'is there already, and nothing was written: .*--replace'
check "unless it is meant" 0 pupils export "$maya" --out twice --replace
check "an export of a name" 66 "$tutord" export --data data --format jsonl --pupil Maya --out named
check "makes no file of that name" 1 test -e named
check "an export again" 73 bash -c \
    "for _ in 1 2 3; do '$tutord' export --data data --format csv --class 3b --out again || exit; done"
check "but when it is meant" 0 "$tutord" export --data data --format csv --class 3b --out again --replace
check "of a class and a pupil" 64 "$tutord" export --data data --class 3B --pupil "$maya" --out again
check "is not erased without a word" 64 pupils erase "$maya" </dev/null
says "but with --yes" '--yes'
check "is erased" 0 pupils erase "$maya" --yes
says "with what there was" '^Erased [1-9][0-9]* statements of 1 sittings'
check "and nothing of the account is left" 1 grep -rqF "$maya" data
check "does not come back" 0 pupils import roster.csv
says "and that is told" '^! Maya was erased from this box, and is not taken back'
check "who has left is told" 0 bash -c "printf 'name,class\nTomás,3B\n' >left.csv; '$tutord' pupils import --data data left.csv"
says "and stays" '^\? Lea M\., p-.*: not in it any more, and left as it is'
check "is not erased unasked" 64 bash -c "'$tutord' pupils import --data data left.csv --remove-missing </dev/null"
check "is erased when that is meant" 0 pupils import left.csv --remove-missing --yes
says "and that is told" '^- Lea M\., p-.*: erased'

# Who saw what.
check "the log" 0 pupils log
for action in import list badge move export erase; do says "has each $action" "pupils $action "; done
check "names nobody" 1 grep -qE 'Maya|Tom|Lea|p-[0-9a-z]{6}' data/access.jsonl
check "is one's own" 0 bash -c '[[ $(stat -c %a data/access.jsonl) == 600 ]]'
check "a report is noted, too" 0 "$tutord" report --data data
check "in it" 0 grep -q '"action":"report' data/access.jsonl
rm data/access.jsonl
ln -s /dev/full data/access.jsonl
check "what cannot be noted is not shown" 73 pupils list
says "and why" 'access.jsonl could not be written: .*without its line in the access log nothing is done'
says_not "without names" 'Tomás'
check "nor exported" 73 "$tutord" export --data data --out refused
check "at all" 1 test -e refused
check "but a lesson goes on" 0 env TUTOR_PUPIL="$tom" "$tutord" demo --simulated --pace 8 --lessons "$lessons" --exercises 1 \
    --data data --out demo

((failures == 0)) || {
    printf '%s failed\n' "$failures"
    exit 1
}
