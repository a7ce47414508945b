#!/bin/sh
# The transfers of `gate run` with a large zone: a gate that has two versions of it, the second with 5,000 other DS
# records, as they are after a judgement (nothing is judged here); the daemon at first with a heap that holds the zone, then
# with a small one; Knot DNS as the secondary, and kdig. Times in seconds, memory as the kernel counts it.
#
#   bench/transfers.sh ZONE [WORK]
#
# ZONE is a signed master file with one record a line, as bench/side-by-side.sh leaves it in bench/target/side-by-side.
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
zonegate=${ZONEGATE:-$home/zonegate}
classes=${CLASSES:-$home/gate-cli/target/lib/*}
zone=$1 work=${2:-$home/bench/target/transfers} port=5390 knot_port=5391
mkdir -p "$work"
cd "$work"
rm -rf gate knot ./*.log
mkdir knot

origin=$(awk '$4 == "SOA" { print $1; exit }' "$zone")
awk '
  $4 == "SOA" && !soa { soa = $7; sub(" " soa " ", " " soa + 1 " ") }
  $4 == "DS" && changed < 5000 { changed++; sub(/[0-9A-F][0-9A-F]$/, substr($0, length, 1) == "0" ? "11" : "00") }
  { print }' "$zone" >second.zone
java -Xmx3g -cp "$classes" "$home/bench/MakeGate.java" gate "$zone" second.zone
rm second.zone
cat >policy.toml <<END
version = 1
[zone]
origin = "$origin"
[parent]
none = true
[gate]
folder = "gate"
transfer-listen = ["127.0.0.1:$port"]
[[gate.stage]]
name = "only"
allow = ["127.0.0.1"]
servers = ["127.0.0.1:$knot_port"]
END
cat >knot/knot.conf <<END
server:
    rundir: "$work/knot"
    listen: 127.0.0.1@$knot_port
database:
    storage: "$work/knot"
remote:
  - id: gate
    address: 127.0.0.1@$port
acl:
  - id: notify
    address: 127.0.0.1
    action: notify
zone:
  - domain: "$origin"
    storage: "$work/knot"
    master: gate
    acl: notify
    zonefile-sync: -1
    journal-content: none
END

pids=
end() { for pid in $pids; do kill "$pid" 2>/dev/null || true; done; }
trap end EXIT
now() { date +%s.%N; }
since() { echo "$(now) $1" | awk '{ printf "%.1f s", $1 - $2 }'; }
memory() { awk '/^VmRSS|^VmHWM/ { printf "%s %d MiB ", $1, $2 / 1024 }' "/proc/$1/status"; }
# serial PORT: that of the SOA record there; nothing if there is none.
serial() { kdig +tcp +short +timeout=2 +retry=0 @127.0.0.1 -p "$1" "$origin" SOA 2>/dev/null | awk 'NF == 7 { print $3 }'; }
# await PORT PID: until a serial is there.
await() {
  until [ -n "$(serial "$1")" ]; do
    kill -0 "$2"
    sleep 0.2
  done
}

for heap in 3g 64m; do
  began=$(now)
  ZONEGATE_OPTS="-Xmx$heap" $zonegate gate run --policy policy.toml >"gate-$heap.log" 2>&1 &
  gate=$!
  pids="$pids $gate"
  await $port $gate
  echo "-Xmx$heap: gives serial $(serial $port) $(since "$began") after its start; $(memory $gate)"
  [ $heap = 64m ] || { kill -9 $gate; wait $gate || true; }
done
ls -l gate/transfer/*out | awk 'NF > 8 { print $5, $9 }'

began=$(now)
/usr/sbin/knotd -c knot/knot.conf >knot.log 2>&1 &
knot=$!
pids="$pids $knot"
await $knot_port $knot
echo "Knot serves serial $(serial $knot_port) $(since "$began") after its start; gate: $(memory $gate)"
began=$(now)
first=$(($(serial $port) - 1))
kdig +tcp @127.0.0.1 -p $port "$origin" "IXFR=$first" >ixfr.log
echo "IXFR to kdig: $(grep -c IN ixfr.log) lines, $(since "$began"); gate: $(memory $gate)"
began=$(now)
readers=
for _ in 1 2 3; do
  kdig +tcp +timeout=600 @127.0.0.1 -p $port "$origin" AXFR >/dev/null &
  readers="$readers $!"
done
for reader in $readers; do wait "$reader"; done
echo "three AXFR to kdig at a time: $(since "$began"); gate: $(memory $gate)"
grep "FR of\|FR from" gate-64m.log
