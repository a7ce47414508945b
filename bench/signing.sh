#!/bin/sh
# The signer beside bare C_Sign ("zonegate keys bench") in turn in one run, on one token and with as many
# sessions: signatures a second of both and their ratio, each as minimum / median / maximum. The signer's
# time is that from the end of the tokens' proof to the last octet written: what is left of the denial chain, which is
# made during the proof, C_Sign, verification of every signature in software, text.
#
#   bench/signing.sh [--size 10k|100k|1m] [--algorithm 8|13] [--denial nsec|nsec3|nsec3-opt-out]
#                    [--delay MILLISECONDS] [--sessions N] [--runs N] [--work DIR]
#
# --delay has C_Sign sleep before SoftHSM2 signs: a token that computes elsewhere.
# The budgets (median): --delay 1 --sessions 8: 95 %. SoftHSM2: --algorithm 8: 90 %, --algorithm 13: 55 %.
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$home/.ci/prerequisites.sh"

size=10k algorithm=13 denial=nsec3-opt-out delay=0 sessions=2 runs=3 work=$home/bench/target/signing
. "$home/bench/scratch.sh"

need_java
install_missing
"$home/zonegate" version >/dev/null

mkdir -p "$work"
cd "$work"
make_zone
make_token
printf 'version = 1\n[signing]\ndenial = "%s"\n' "$denial" >policy.toml

rm -f rates
for _ in $(seq "$runs"); do
  bare=$("$home/zonegate" keys bench --hsm hsm/hsm.toml --runs 5 --millis 1000 |
    awk -v algorithm="$algorithm" '$1 == algorithm { gsub(",", "", $NF); print $NF }')
  # signed ZONE serial N: COUNT RRSIGs over COUNT RRsets in SECONDS s, ...
  signer=$("$home/zonegate" sign --hsm hsm/hsm.toml --policy policy.toml --output signed.zone "$unsigned" |
    awk '/^signed/ { gsub(",", "", $5); printf "%.0f", $5 / $11 }')
  awk -v bare="$bare" -v signer="$signer" \
    'BEGIN { print "bare", bare; print "signer", signer; printf "ratio %.1f\n", 100 * signer / bare }' | tee -a rates
done
echo "size $size, algorithm $algorithm, delay $delay ms, $sessions sessions, $(nproc) processors, $runs runs"
echo "bare C_Sign a second:  $(spread_of bare rates)"
echo "signer a second:       $(spread_of signer rates)"
echo "signer to bare, %:     $(spread_of ratio rates)"
