#!/usr/bin/env bash
# Tier: `tutord lessons` as an author and a school use it: written, checked, tried, signed, spoiled.
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
lessons=("$tutord" lessons)

for command in list check try new keygen sign verify; do
    check "lessons $command --help" 0 "${lessons[@]}" "$command" --help
done

# Written, checked and tried at once.
check "a new lesson" 0 "${lessons[@]}" new volcanoes --title 'All about volcanoes' --ages 8-10 --out lessons/
says "and what comes next" 'tutord lessons check lessons/volcanoes.md'
check "is not written over" 73 "${lessons[@]}" new volcanoes --out lessons
says "and that is told" 'is there already'
check "it is good" 0 "${lessons[@]}" check lessons
says "and counted" '^1 lesson is good$'
check "all pupils can take it" 0 "${lessons[@]}" try lessons/volcanoes.md
says "with both sides" '^  tutor  Hello!'
says "marks" '\[right\]$'
says "what was covered" 'hints +9 of 9'
says "and what was recorded" '^  recorded +What this lesson is about: [0-9]+ answers?,'
check "one of them, without the dialogue" 0 "${lessons[@]}" try lessons/volcanoes.md --pupil perfect --quiet
says "who is right" '3 answered right'
check "by its id" 0 "${lessons[@]}" try volcanoes --lessons lessons --pupil silent --exercises 1 --quiet
says "and told how it ended" 'said nothing 9 times'
check "as JSON" 0 "${lessons[@]}" try volcanoes --lessons lessons --json --seed 3
cp said trial.json
check "which is JSON" 0 python3 -c "
import json
trial = json.load(open('trial.json'))
assert trial['lesson'] == 'volcanoes' and trial['problems'] == [], trial['problems']
assert [s['pupil'] for s in trial['sittings']] == [
    'perfect', 'guessing', 'silent', 'off-topic', 'shouting-stop', 'second-language']
assert trial['sittings'][0]['recorded'][0]['rightFirstTime'] == 3
"
check "a kind that is none" 64 "${lessons[@]}" new other --kind sing
check "an id that is none" 64 "${lessons[@]}" new Volcanoes
says "is told" 'lower-case letters'
check "a pupil who is none" 64 "${lessons[@]}" try volcanoes --pupil lazy
says "is told who there are" 'second-language or all'
check "a lesson that is none" 66 "${lessons[@]}" try geysers --lessons lessons
says "is told which there are" 'volcanoes'

# Every kind of exercise.
kinds=()
for kind in say number choice order spell repeat generated; do kinds+=(--kind "$kind"); done
check "a lesson of every kind" 0 "${lessons[@]}" new every-kind "${kinds[@]}" --out lessons
check "can be taken, too" 0 "${lessons[@]}" try lessons/every-kind.md --quiet

# Broken on purpose.
sed 's/kind: choice/kind: chioce/; s/^ages:.*/ages: 10-8/' lessons/volcanoes.md >lessons/broken.md
check "a broken lesson" 1 "${lessons[@]}" check lessons
says "is told with its place" '^lessons/broken.md:[0-9]+:[0-9]+: `ages` is "10-8", expected'
says "each fault of it" '^lessons/broken.md:[0-9]+:[0-9]+: `kind` is "chioce", expected'
says "and they are counted" '^2 faults$'
check "as JSON" 1 "${lessons[@]}" check lessons --json
cp said faults.json
check "with five keys" 0 python3 -c "
import json
faults = json.load(open('faults.json'))
assert len(faults) == 2 and all(sorted(f) == ['column', 'expected', 'line', 'path', 'wrong'] for f in faults), faults
"
check "is not tried" 65 "${lessons[@]}" try lessons/broken.md
check "from the standard input" 1 bash -c "'$tutord' lessons check - <lessons/broken.md"
says "it has no name" '^-:[0-9]+:[0-9]+: '
check "twice is no usage" 64 "${lessons[@]}" check - -
sed 's/^id:.*/id: volcanoes/' lessons/every-kind.md >lessons/twice.md
rm lessons/broken.md
check "an id that is given twice" 1 "${lessons[@]}" check lessons
says "is told at the second" 'the lesson `volcanoes` a second time'
rm lessons/twice.md
sed 's/^license:.*/&\ntools: [wether]/' lessons/volcanoes.md >lessons/tool.md
sed -i 's/^id: .*/id: with-tool/' lessons/tool.md
check "a tool that nobody declares" 1 "${lessons[@]}" check lessons
says "is told" 'no file declares the tool `wether`'
rm lessons/tool.md
check "a folder that is none" 66 "${lessons[@]}" check nowhere

# Packs.
printf 'packs:\n  - id: term\n    title: "The term"\n    lessons: [volcanoes, every-knd]\n' >lessons/packs.yaml
check "a pack with a lesson that is not there" 1 "${lessons[@]}" check lessons
says "is told with the nearest" '^lessons/packs.yaml:4:[0-9]+: .*expected `every-kind`$'
sed -i 's/every-knd/every-kind/' lessons/packs.yaml
check "packs are listed" 0 "${lessons[@]}" list --lessons lessons
says "with their lessons" '^  volcanoes, every-kind$'
check "the lessons of a pack" 0 "${lessons[@]}" list --lessons lessons --pack term
check "a pack that is none" 66 "${lessons[@]}" list --lessons lessons --pack week

# Signed.
check "a school's key" 0 "${lessons[@]}" keygen --out school
if grep -q PRIVATE "$work/said" || grep -qF "$(sed -n 2p school.key)" "$work/said"; then
    echo "✘ the private key was printed"
    failures=$((failures + 1))
fi
[[ $(stat -c %a school.key) == 600 ]] || { echo "✘ school.key is not its owner's alone" && failures=$((failures + 1)); }
check "is not written over" 73 "${lessons[@]}" keygen --out school
check "a folder that is not signed" 1 "${lessons[@]}" verify lessons --key school.pub
says "is told what to do" 'sign them with'
check "the public key signs nothing" 65 "${lessons[@]}" sign lessons --key school.pub
check "signed" 0 "${lessons[@]}" sign lessons --key school.key
check "it is as it was signed" 0 "${lessons[@]}" verify lessons --key school.pub
check "openssl agrees" 0 openssl pkeyutl -verify -rawin -pubin -inkey school.pub -in lessons/manifest.json \
    -sigfile lessons/manifest.sig
printf 'lessons: %s\nlessons_key: %s\n' "$work/lessons" "$work/school.pub" >tutor.yaml
check "a box that asks for it takes it" 0 "${lessons[@]}" list --config tutor.yaml
says "with its lessons" '^volcanoes'
echo "# more" >>lessons/packs.yaml
echo "---" >lessons/added.md
rm lessons/every-kind.md
check "spoiled" 1 "${lessons[@]}" verify lessons --key school.pub
says "what was altered is told" 'packs.yaml was altered'
says "what was added" 'added.md was added'
says "what is missing" 'every-kind.md is missing'
check "and the box refuses it" 65 "${lessons[@]}" list --config tutor.yaml
says "and says what to do" 'sign them again with'
check "another school's key" 0 "${lessons[@]}" keygen --out other
check "does not fit" 1 "${lessons[@]}" verify lessons --key other.pub

# A thousand lessons.
mkdir many
for number in $(seq 1000); do
    sed "s/^id: .*/id: lesson-$number/" lessons/volcanoes.md >"many/lesson-$number.md"
done
began=$(date +%s%N)
check "a thousand lessons are checked" 0 "${lessons[@]}" check many
echo "  in $((($(date +%s%N) - began) / 1000000)) ms"
says "all of them" '^1000 lessons are good$'

((failures == 0)) || printf '%s FAILED\n' "$failures"
((failures == 0))
