#!/bin/sh
# A whole gate on one machine, as an ordinary user: SoftHSM2 signs, NSD is the first stage with Unbound
# validating in front of it, Knot DNS the second. A good release goes live; the .de fault of 2026 is blocked.
#
#   docs/examples/loopback/loopback.sh [FOLDER]     default ./loopback; it must not be there yet
#
# On Debian: apt-get install nsd knot unbound bind9-dnsutils softhsm2 default-jdk-headless maven
set -eu
work=${1:-loopback}
zonegate=${ZONEGATE:-$(cd "$(dirname "$(readlink -f "$0")")/../../.." && pwd)/zonegate}
# Ports of the loopback that nobody else has.
nsd_port=${NSD_PORT:-5391}
knot_port=${KNOT_PORT:-5392}
unbound_port=${UNBOUND_PORT:-5393}
PATH=$PATH:/usr/sbin

[ ! -e "$work" ] || { echo "loopback: $work is there already; remove it or name another folder" >&2; exit 64; }
mkdir -p "$work"
work=$(cd "$work" && pwd)

pids=
finish() {
  status=$?
  trap - EXIT
  for pid in $pids; do kill "$pid" 2>/dev/null || true; done
  wait
  [ "$status" = 0 ] || echo "loopback: failed; the logs are in $work" >&2
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM

say() { printf '\n== %s\n' "$*"; }
start() { # start NAME COMMAND...: runs it until the end of this script
  name=$1
  shift
  "$@" >"$work/$name.log" 2>&1 &
  pids="$pids $!"
}
all_run() {
  for pid in $pids; do
    kill -0 "$pid" 2>/dev/null || { echo "loopback: a server or the daemon has ended; see $work/*.log" >&2; return 1; }
  done
}
# until_ok WHAT COMMAND...: waits two minutes at the most
until_ok() {
  what=$1
  shift
  tries=0
  until "$@"; do
    tries=$((tries + 1))
    all_run || return 1
    [ $tries -lt 240 ] || { echo "loopback: $what did not happen in time" >&2; return 1; }
    sleep 0.5
  done
  echo "$what"
}
serial() { dig +short +tries=1 +time=1 @127.0.0.1 -p "$1" demo. SOA | cut -d ' ' -f 3; }
serves() { [ "$(serial "$1")" = "$2" ]; }
validated() { dig +dnssec +tries=1 +time=2 @127.0.0.1 -p "$unbound_port" demo. SOA | grep -q 'flags:.* ad[ ;]'; }
# Under opt-out a denial has no AD flag (RFC 5155 section 9.2); one that is bogus would be SERVFAIL.
denied() { dig +dnssec +tries=1 +time=2 @127.0.0.1 -p "$unbound_port" "$1" A | grep -q 'status: NXDOMAIN'; }
gate() { "$zonegate" gate "$@" --policy "$work/gate.toml"; }
is_live() { gate status | grep -q "live       release $1,"; }

say "Three SoftHSM2 tokens, keys, a signed zone, and one signed as .de was (zonegate demo; log in $work/demo.log)"
"$zonegate" demo --dir "$work/demo" >"$work/demo.log" 2>&1
good=$work/demo/signed/demo.zone
fault=$work/demo/signed/fault.zone
number=$(awk '$4 == "SOA" { print $7; exit }' "$good")
echo "signed: $good, serial $number"

say "NSD (port $nsd_port), Unbound in front of it (port $unbound_port), Knot DNS (port $knot_port)"
mkdir "$work/hidden" "$work/all" "$work/knot"
cat >"$work/nsd.conf" <<EOF
server:
    ip-address: 127.0.0.1@$nsd_port
    server-count: 1
    username: ""
    database: ""
    zonesdir: "$work/hidden"
    pidfile: "$work/nsd.pid"
    xfrdfile: "$work/nsd.xfrd"
    zonelistfile: "$work/nsd.zones"
remote-control:
    control-enable: yes
    control-interface: "$work/nsd.sock"
zone:
    name: "demo."
    zonefile: "demo.zone"
    provide-xfr: 127.0.0.1 NOKEY
EOF
cat >"$work/knot.conf" <<EOF
server:
    rundir: "$work/knot"
    listen: 127.0.0.1@$knot_port
database:
    storage: "$work/knot"
log:
  - target: stderr
    any: info
acl:
  - id: gate
    address: 127.0.0.1
    action: transfer
zone:
  - domain: demo.
    file: "$work/all/demo.zone"
    journal-content: none
    acl: gate
EOF
cat >"$work/unbound.conf" <<EOF
server:
    interface: 127.0.0.1@$unbound_port
    outgoing-interface: 127.0.0.1
    do-not-query-localhost: no
    do-ip6: no
    chroot: ""
    username: ""
    directory: "$work"
    pidfile: ""
    use-syslog: no
    module-config: "validator iterator"
    trust-anchor-file: "$work/demo/dsset-demo."
    cache-max-ttl: 0
    cache-max-negative-ttl: 0
remote-control:
    control-enable: no
stub-zone:
    name: "demo."
    stub-addr: 127.0.0.1@$nsd_port
EOF
start nsd nsd -d -c "$work/nsd.conf"
start knot knotd -c "$work/knot.conf"
start unbound unbound -d -c "$work/unbound.conf"

say "The policy ($work/gate.toml) and the daemon"
cat >"$work/gate.toml" <<EOF
version = 1
[zone]
origin = "demo."
[parent]
ds = "demo/dsset-demo."
[gate]
folder = "gate"
canaries = ["no-such-name.demo."]

[[gate.stage]]
name = "hidden"
file = "hidden/demo.zone"
command = ["nsd-control", "-c", "$work/nsd.conf", "reload", "demo."]
servers = ["127.0.0.1:$nsd_port"]
probe-interval = "1s"
good-probes = 2
soak = "2s"
deadline = "5m"
# Somebody looks at it through Unbound first.
approval = true

[[gate.stage]]
name = "all"
file = "all/demo.zone"
command = ["knotc", "-s", "$work/knot/knot.sock", "-b", "zone-reload", "demo."]
servers = ["127.0.0.1:$knot_port"]
probe-interval = "1s"
good-probes = 2
soak = "2s"
deadline = "5m"
EOF
cat "$work/gate.toml"
start gate "$zonegate" gate run --policy "$work/gate.toml"

say "A good release"
gate submit "$good"
until_ok "NSD serves serial $number" serves "$nsd_port" "$number"
until_ok "Unbound validates the SOA record from the DS" validated
until_ok "Unbound accepts that a name is not there" denied no-such-name.demo.
[ -z "$(serial "$knot_port")" ] || { echo "loopback: Knot has the zone before the approval" >&2; exit 1; }
gate approve --reason "Unbound validates it"
until_ok "release 1 is live" is_live 1
until_ok "Knot serves serial $number" serves "$knot_port" "$number"

say "The .de fault of 5 May 2026: three ZSKs under one key tag, one of them published"
code=0
gate submit --wait 3m "$fault" || code=$?
[ $code = 2 ] || { echo "loopback: the fault ended with $code, not with 2 (BLOCK)" >&2; exit 1; }
serves "$nsd_port" "$number" && serves "$knot_port" "$number"
echo "NSD and Knot still serve serial $number"
gate status

say "Done: the good release is live, the fault was blocked. Logs and files are in $work"
