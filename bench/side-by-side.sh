#!/bin/sh
# zonegate beside the other verifiers: one zone, every tool in turn, several times over, so that what
# else the machine does falls on all of them. Prints wall time, CPU time and peak resident memory as
# minimum, median and maximum, and the ratio of the medians to zonegate's.
#
#   bench/side-by-side.sh [--size 10k|100k|1m|3m] [--algorithm p256|rsa] [--denial opt-out|nsec3|nsec]
#                         [--signer bind|testzones] [--runs N] [--work DIR] [--tools "NAME ..."] [--table]
#
# The zone is made by the project's own generator and signed by dnssec-signzone, or by the generator
# itself, which takes longer and needs no other program; it stays in DIR for
# the next time (default: a folder below target/). --table adds a row of Markdown for each tool.
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$home/.ci/prerequisites.sh"

size=100k algorithm=p256 denial=opt-out signer=bind runs=5 work=$home/bench/target/side-by-side tools='' table=''
while [ $# -gt 0 ]; do
  case $1 in
    --size) size=$2; shift ;;
    --algorithm) algorithm=$2; shift ;;
    --denial) denial=$2; shift ;;
    --signer) signer=$2; shift ;;
    --runs) runs=$2; shift ;;
    --work) work=$2; shift ;;
    --tools) tools=$2; shift ;;
    --table) table=yes ;;
    *) sed -n '2,/^set/p' "$0" | sed -n 's/^# \{0,1\}//p' >&2; exit 64 ;;
  esac
  shift
done
case $size in
  *k) delegations=${size%k}000 ;;
  *m) delegations=${size%m}000000 ;;
  *) delegations=$size ;;
esac
case $algorithm in
  p256) keygen="-a ECDSAP256SHA256" constant=ECDSAP256 ;;
  rsa) keygen="-a RSASHA256 -b 2048" constant=RSASHA256 ;;
  *) echo "side-by-side: --algorithm is p256 or rsa, not $algorithm" >&2; exit 64 ;;
esac
case $denial in
  opt-out) signzone="-3 - -A -H 0" ;;
  nsec3) signzone="-3 - -H 0" ;;
  nsec) signzone= ;;
  *) echo "side-by-side: --denial is opt-out, nsec3 or nsec, not $denial" >&2; exit 64 ;;
esac
# validns 0.8 knows no ECDSA.
all="zonegate dnssec-verify kzonecheck ldns-verify-zone"
[ "$algorithm" = rsa ] && all="$all validns"
tools=${tools:-$all}

need_java
need_peers
for pair in /usr/bin/time:time validns:validns; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing "${pair#*:}"
done
install_missing
"$home/zonegate" version >/dev/null

origin=tld-$size.
name=$size-$algorithm-$denial
case $signer in
  bind) ;;
  testzones) name=$name-$signer ;;
  *) echo "side-by-side: --signer is bind or testzones, not $signer" >&2; exit 64 ;;
esac
zone=$work/$name.zone
mkdir -p "$work"
if [ ! -f "$zone" ] && [ "$signer" = testzones ]; then
  echo "making $zone ..." >&2
  "$java" -cp "$home/gate-cli/target/lib/*" "$home/bench/MakeZone.java" "$origin" "$delegations" "$zone.part" \
    "$denial" "$constant"
  mv "$zone.part.ds" "$work/$name.ds"
  mv "$zone.part" "$zone"
elif [ ! -f "$zone" ]; then
  echo "making $zone ..." >&2
  unsigned=$work/$name.unsigned
  "$java" -cp "$home/gate-cli/target/lib/*" "$home/bench/MakeZone.java" "$origin" "$delegations" "$unsigned"
  keys=$work/keys-$name
  rm -rf "$keys"
  mkdir "$keys"
  # shellcheck disable=SC2086 # lists of options
  (
    cd "$keys"
    ksk=$(dnssec-keygen -q $keygen -f KSK "$origin")
    zsk=$(dnssec-keygen -q $keygen "$origin")
    cat "$ksk.key" "$zsk.key" >>"$unsigned"
    dnssec-signzone -q -P $signzone -O full -o "$origin" -f "$zone.part" "$unsigned" "$ksk" "$zsk" >/dev/null
    mv "dsset-$origin" "$work/$name.ds"
  )
  mv "$zone.part" "$zone"
  rm -f "$unsigned"
fi

# command TOOL: what is run, on one line.
command_of() {
  case $1 in
    zonegate) echo "$home/zonegate verify -q --deadline 1h --origin $origin --ds $work/$name.ds $zone" ;;
    dnssec-verify) echo "dnssec-verify -q -o $origin $zone" ;;
    kzonecheck) echo "kzonecheck -d on -o $origin $zone" ;;
    ldns-verify-zone) echo "ldns-verify-zone -V 1 $zone" ;;
    validns) echo "validns -n 2 -z $origin $zone" ;;
    *) echo "side-by-side: no tool $1" >&2; exit 64 ;;
  esac
}

results=$work/$name.results
: >"$results"
run=0
while [ "$run" -lt "$runs" ]; do
  run=$((run + 1))
  for tool in $tools; do
    status=0
    # shellcheck disable=SC2046 # a command and its words
    /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' $(command_of "$tool") >"$work/said" 2>&1 || status=$?
    echo "$tool $status $(tail -n 1 "$work/time")" >>"$results"
    if [ "$status" != 0 ]; then echo "$tool ended with $status: $(tail -n 1 "$work/said")" >&2; fi
  done
done

echo "$origin $algorithm $denial: $(grep -c . "$zone") lines, $(($(stat -c %s "$zone") / 1000000)) MB;" \
  "$runs runs each, interleaved; $(nproc) cores; $("$java" -version 2>&1 | sed -n 's/.*version //p')"
for tool in $tools; do
  awk -v tool="$tool" -v table="$table" '
    function order(a, n,   i, j, t) {
      for (i = 2; i <= n; i++) for (j = i; j > 1 && a[j] < a[j - 1]; j--) { t = a[j]; a[j] = a[j - 1]; a[j - 1] = t }
    }
    function median(a, n) { return n % 2 ? a[(n + 1) / 2] : (a[n / 2] + a[n / 2 + 1]) / 2 }
    $1 == tool { n++; wall[n] = $3; cpu[n] = $4 + $5; memory[n] = $6 / 1024; if ($2 != 0) failed++ }
    $1 == "zonegate" { z++; zw[z] = $3; zm[z] = $6 / 1024 }
    END {
      order(wall, n); order(cpu, n); order(memory, n); order(zw, z); order(zm, z)
      printf "%-17s wall %7.2f %7.2f %7.2f s   CPU %7.2f %7.2f %7.2f s   memory %6.0f %6.0f %6.0f MiB", tool, \
        wall[1], median(wall, n), wall[n], cpu[1], median(cpu, n), cpu[n], memory[1], median(memory, n), memory[n]
      if (z) printf "   x%.2f wall, x%.2f memory", median(wall, n) / median(zw, z), median(memory, n) / median(zm, z)
      printf "%s\n", failed ? "   (" failed " runs did not accept the zone)" : ""
      if (table) printf "| %s | %.2f / %.2f / %.2f | %.2f / %.2f / %.2f | %.0f / %.0f / %.0f | %s | %s |\n", tool, \
        wall[1], median(wall, n), wall[n], cpu[1], median(cpu, n), cpu[n], memory[1], median(memory, n), memory[n], \
        z ? sprintf("%.2f", median(wall, n) / median(zw, z)) : "", z ? sprintf("%.2f", median(memory, n) / median(zm, z)) : ""
    }' "$results"
done
