#!/bin/sh
# Signing anew beside signing with --reuse after a change of 0.1 % of the delegations, on SoftHSM2 in
# this machine: wall and CPU time of both and their ratio. The HSM's work is done by this machine's
# CPU, and verifying what is kept costs about as much of it as SoftHSM2's signing does: the gain is
# greater with a real HSM, and greatest with RSA.
#
#   bench/resign.sh [--size 10k|100k] [--algorithm 8|13] [--denial nsec|nsec3|nsec3-opt-out]
#                   [--runs N] [--work DIR]
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$home/.ci/prerequisites.sh"

size=100k algorithm=13 denial=nsec3 runs=3 work=$home/bench/target/resign
while [ $# -gt 0 ]; do
  case $1 in
    --size) size=$2; shift ;;
    --algorithm) algorithm=$2; shift ;;
    --denial) denial=$2; shift ;;
    --runs) runs=$2; shift ;;
    --work) work=$2; shift ;;
    *) sed -n '2,/^set/p' "$0" | sed -n 's/^# \{0,1\}//p' >&2; exit 64 ;;
  esac
  shift
done

need_java
command -v /usr/bin/time >/dev/null 2>&1 || missing time
install_missing
"$home/zonegate" version >/dev/null

origin=tld-$size.
mkdir -p "$work"
cd "$work"
unsigned=$size.unsigned
if [ ! -f "$unsigned" ]; then
  "$java" -cp "$home/gate-cli/target/lib/*" "$home/bench/MakeZone.java" "$origin" "${size%k}000" \
    "$unsigned.part"
  mv "$unsigned.part" "$unsigned"
fi
# Half of the delegations have a DS: every 500th of these is one in a thousand.
awk '/[ \t]DS[ \t]/ { n++; if (n % 500 == 0) sub(/.$/, substr($0, length($0)) == "0" ? "1" : "0") }
  { print }' "$unsigned" >"$size.changed"
rm -rf hsm
"$home/zonegate" keys init --hsm hsm/hsm.toml --softhsm bench >/dev/null
SOFTHSM2_CONF=$work/hsm/softhsm2.conf
export SOFTHSM2_CONF
"$home/zonegate" keys generate --hsm hsm/hsm.toml --zone "$origin" --algorithm "$algorithm" >/dev/null
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
awk '{ print $1, $2 " s wall,", $3 + $4 " s CPU"; wall[$1] += $2; cpu[$1] += $3 + $4 }
  END { printf "reuse takes %.1f %% of the wall time and %.1f %% of the CPU time of full\n",
    100 * wall["reuse"] / wall["full"], 100 * cpu["reuse"] / cpu["full"] }' times
