#!/bin/sh
# Our ECDSA verifier beside openssl speed, ACCP and Bouncy Castle: verifications per second of
# processor time on one core, in turn, several times over, on every JDK given. Prints minimum, median
# and maximum, and the ratio of each median to that of openssl.
#
#   bench/verifiers.sh [--rounds N] [--seconds N] [--core N] [--curves "P-256 P-384"] [JAVA ...]
#
# JAVA is a java command; without any, the one in JAVA_HOME or on the path.
set -eu
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd)

rounds=5 seconds=3 core=0 curves="P-256 P-384"
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=$2; shift ;;
    --seconds) seconds=$2; shift ;;
    --core) core=$2; shift ;;
    --curves) curves=$2; shift ;;
    -*) sed -n '2,/^set/p' "$0" | sed -n 's/^# \{0,1\}//p' >&2; exit 64 ;;
    *) break ;;
  esac
  shift
done
if [ $# = 0 ]; then
  set -- "${JAVA_HOME:+$JAVA_HOME/bin/}java"
fi

mvn -B -q -f "$home/pom.xml" -Pbench -pl bench -am package -DskipTests
results=$home/bench/target/verifiers.results
: >"$results"
round=0
while [ "$round" -lt "$rounds" ]; do
  round=$((round + 1))
  for curve in $curves; do
    # The last line of openssl speed: ... sign/s verify/s
    openssl_curve=ecdsap${curve#P-}
    taskset -c "$core" openssl speed -seconds "$seconds" "$openssl_curve" 2>/dev/null |
      awk -v curve="$curve" 'END { print curve, "openssl", $NF }' >>"$results"
    number=0
    for java in "$@"; do
      number=$((number + 1))
      taskset -c "$core" "$java" -cp "$home/bench/target/classes:$home/bench/target/lib/*" \
        io.zonegate.bench.VerifierRates "$seconds" "$curve" zonegate ACCP BC |
        awk -v java="$number" '{ print $1, $2 "(" java ")", $3 }' >>"$results"
    done
  done
done

number=0
for java in "$@"; do
  number=$((number + 1))
  echo "($number) $("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\).*/Java \1/p')"
done
openssl version
echo "$rounds rounds of $seconds s, interleaved, on core $core of $(nproc)"
awk '
  { n = ++count[$1 " " $2]; rate[$1 " " $2, n] = $3; if (n == 1) { names[++kinds] = $1 " " $2; curve[kinds] = $1 } }
  function sorted(name, n,   i, j, t) {
    for (i = 2; i <= n; i++)
      for (j = i; j > 1 && rate[name, j] < rate[name, j - 1]; j--) {
        t = rate[name, j]; rate[name, j] = rate[name, j - 1]; rate[name, j - 1] = t
      }
  }
  function median(name, n) {
    return n % 2 ? rate[name, (n + 1) / 2] : (rate[name, n / 2] + rate[name, n / 2 + 1]) / 2
  }
  END {
    for (k = 1; k <= kinds; k++) sorted(names[k], count[names[k]])
    for (k = 1; k <= kinds; k++) {
      name = names[k]; n = count[name]; base = curve[k] " openssl"
      printf "%-20s %8.0f %8.0f %8.0f a second   x%.2f\n", name, rate[name, 1], median(name, n), rate[name, n], \
        median(name, n) / median(base, count[base])
    }
  }' "$results"
