#!/bin/sh
# Many small zones in one gate and one daemon, with one NSD that serves them: how long until all are live, what the
# daemon takes of memory, threads and files meanwhile, what it takes of the processor when nothing is to be done, and how large its
# database is. Every event goes to a receiver too. --candidates: so many of the zones get one; default all.
#
#   bench/many-zones.sh [--zones N] [--candidates N] [--delegations N] [--idle SECONDS] [--work DIR]
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)
. "$home/.ci/prerequisites.sh"

zones=1000 candidates= delegations=20 idle=60 work=$home/bench/target/many-zones
while [ $# -gt 0 ]; do
  case $1 in
    --zones) zones=$2; shift ;;
    --candidates) candidates=$2; shift ;;
    --delegations) delegations=$2; shift ;;
    --idle) idle=$2; shift ;;
    --work) work=$2; shift ;;
    *) sed -n '2,/^set/p' "$0" | sed -n 's/^# \{0,1\}//p' >&2; exit 64 ;;
  esac
  shift
done

need_java
install_missing
"$home/zonegate" version >/dev/null
port=$((20000 + $$ % 20000))
rm -rf "$work"
mkdir -p "$work"
cd "$work"
"$java" -cp "$home/gate-cli/target/lib/*" "$home/bench/ManyZones.java" "$zones" "$delegations" "$port"

/usr/sbin/nsd -d -c nsd.conf >nsd/log 2>&1 &
nsd=$!
gate=
trap 'kill $nsd $gate 2>/dev/null || true' EXIT
trap 'exit 3' HUP INT TERM
# NSD reads at a hangup what has changed; many of them at once are one.
printf '#!/bin/sh\nkill -HUP %s\n' "$nsd" >reload
chmod +x reload

"$home/zonegate" gate run policies/*.toml >gate.log 2>&1 &
gate=$!
candidates=${candidates:-$zones}
for folder in $(ls -d drop/* | head -n "$candidates"); do mv "$folder/signed.part" "$folder/signed"; done
begin=$(date +%s)

# live: how many zones are live, by the metrics.
live() { grep -c 'zonegate_zone_releases{state="live",.*} 1.0' zonegate.prom 2>/dev/null || true; }
# used: seconds of processor that the daemon has taken.
used() { awk -v tick="$(getconf CLK_TCK)" '{ print ($14 + $15) / tick }' "/proc/$gate/stat"; }
of() { awk -v key="$1:" '$1 == key { print $2 }' "/proc/$gate/status"; }

threads=0 files=0
while [ "$(live)" != "$candidates" ]; do
  kill -0 "$gate" || { tail -n 20 gate.log >&2; exit 3; }
  now=$(of Threads); if [ "$now" -gt "$threads" ]; then threads=$now; fi
  now=$(ls "/proc/$gate/fd" | wc -l); if [ "$now" -gt "$files" ]; then files=$now; fi
  sleep 1
done
all=$(($(date +%s) - begin))
busy=$(used)
# What was told last is told in the next seconds.
sleep 10
before=$(used)
sleep "$idle"
after=$(used)
echo "$zones zones, $candidates candidates of $delegations delegations, $(nproc) processors"
echo "all live after:        $all s, $busy s of processor"
echo "most memory:           $(of VmHWM) kB; threads $threads, files open $files"
echo "memory when idle:      $(of VmRSS) kB; threads $(of Threads)"
echo "processor when idle:   $(awk -v a="$before" -v b="$after" -v s="$idle" 'BEGIN { printf "%.1f", 100 * (b - a) / s }') % of one"
echo "database:              $(du -ck gate/gate.db* | awk 'END { print $1 }') kB"
echo "undelivered events:    $(awk '/^zonegate_zone_undelivered_events/ { n += $NF } END { print n + 0 }' zonegate.prom)"
