#!/bin/sh
# How a whole rehearsal grows, with the names of the sample and with the number of zones that are signed and
# judged: wall and CPU time of `zonegate rehearse ksk-roll`, start of the program and making of the scratch tokens included.
#
#   bench/rehearsals.sh [--size 10k|100k] [--algorithm 8|13] [--denial nsec|nsec3|nsec3-opt-out] [--runs N]
#                       [--work DIR]
#
# Samples of 100, 1,000 and 10,000 names; then 1,000 names with a parent that takes so long for a DS RRset that
# the zone has to be signed anew in the wait. --delay and --sessions have no meaning here: the tokens are scratch ones.
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$home/.ci/prerequisites.sh"

size=10k algorithm=13 denial=nsec3-opt-out delay=0 sessions=2 runs=3 work=$home/bench/target/rehearsals
. "$home/bench/scratch.sh"

need_java
command -v /usr/bin/time >/dev/null 2>&1 || missing time
install_missing
"$home/zonegate" version >/dev/null

mkdir -p "$work"
cd "$work"
make_zone
make_token
printf 'version = 1\n[signing]\ndenial = "%s"\n' "$denial" >policy.toml

# rehearse NAMES REGISTRATION: adds "NAMES-REGISTRATION wall cpu zones combinations" to the times.
rehearse() {
  /usr/bin/time -f '%e %U %S' -o time "$home/zonegate" rehearse ksk-roll --names "$1" --registration "$2" \
    --hsm hsm/hsm.toml --policy policy.toml --at 2027-01-12T08:00:00Z --format json "$unsigned" >report.json
  awk -v what="$1-$2" -v zones="$(grep -c '"serial"' report.json)" \
    -v combinations="$(sed -n 's/.*"combinations" : \([0-9]*\).*/\1/p' report.json)" \
    '{ print what, $1, $2 + $3, zones, combinations }' time >>times
}

rm -f times
for _ in $(seq "$runs"); do
  for names in 100 1000 10000; do rehearse "$names" 1h; done
  for registration in 20d 60d; do rehearse 1000 "$registration"; done
done
for what in 100-1h 1000-1h 10000-1h 1000-20d 1000-60d; do
  awk -v what="$what" '
    $1 == what { print "wall", $2 >"walls"; print "cpu", $3 >"cpus"; zones = $4; combinations = $5 }
    END {
      split(what, of, "-")
      printf "%s names, registration %s, %d zones, %d combinations: ", of[1], of[2], zones, combinations
    }' times
  echo "wall $(spread_of wall walls) s, CPU $(spread_of cpu cpus) s (minimum / median / maximum)"
done
