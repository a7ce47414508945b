#!/bin/sh
# Signing anew beside signing with --reuse after a change of 0.1 % of the delegations, on SoftHSM2 in
# this machine: wall and CPU time of both and their ratio. The HSM's work is done by this machine's
# CPU, and verifying what is kept takes CPU too: the gain is greater with a real HSM, and greatest with RSA.
#
#   bench/resign.sh [--size 10k|100k] [--algorithm 8|13] [--denial nsec|nsec3|nsec3-opt-out]
#                   [--delay MILLISECONDS] [--sessions N] [--runs N] [--work DIR]
#
# --delay has C_Sign sleep before SoftHSM2 signs: a token that computes elsewhere.
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$home/.ci/prerequisites.sh"

size=100k algorithm=13 denial=nsec3 delay=0 sessions=2 runs=3 work=$home/bench/target/resign
. "$home/bench/scratch.sh"

need_java
command -v /usr/bin/time >/dev/null 2>&1 || missing time
install_missing
"$home/zonegate" version >/dev/null

mkdir -p "$work"
cd "$work"
make_zone
# Half of the delegations have a DS: every 500th of these is one in a thousand.
awk '/[ \t]DS[ \t]/ { n++; if (n % 500 == 0) sub(/.$/, substr($0, length($0)) == "0" ? "1" : "0") }
  { print }' "$unsigned" >"$size.changed"
make_token
printf 'version = 1\n[signing]\ndenial = "%s"\n' "$denial" >policy.toml

# timed NAME ARGUMENT...: signs, adds "NAME wall cpu" to the times, shows what was said.
timed() {
  name=$1
  shift
  /usr/bin/time -f "$name %e %U %S" -a -o times "$home/zonegate" sign --hsm hsm/hsm.toml \
    --policy policy.toml "$@" | grep -e ^signed -e ' kept ' -e 'not, because'
}

rm -f times
for _ in $(seq "$runs"); do
  timed full --output full.zone "$unsigned"
  timed reuse --reuse full.zone --output reused.zone "$size.changed"
done
awk '{ print $1, $2 " s wall,", $3 + $4 " s CPU" }' times
for what in 2 3; do
  # Neighbours are compared with each other: load of the machine meets both.
  awk -v what="$what" '
    { value = what == 2 ? $2 : $3 + $4 }
    $1 == "full" { full = value }
    $1 == "reuse" { printf "ratio %.1f\n", 100 * value / full }' times >ratios
  echo "reuse to full, % of $([ "$what" = 2 ] && echo wall || echo CPU) time: $(spread_of ratio ratios)"
done
