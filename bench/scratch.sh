# shellcheck shell=sh
# Sourced by signing.sh and resign.sh: their options, a zone of the generator and a token with keys, made in
# the present folder. Wants home and the defaults of size (10k ...), algorithm, denial, delay (milliseconds, 0 for
# none), sessions, runs and work; make_zone wants java, too.

while [ $# -gt 0 ]; do
  case $1 in
    --size) size=$2; shift ;;
    --algorithm) algorithm=$2; shift ;;
    --denial) denial=$2; shift ;;
    --delay) delay=$2; shift ;;
    --sessions) sessions=$2; shift ;;
    --runs) runs=$2; shift ;;
    --work) work=$2; shift ;;
    *) sed -n '2,/^set/p' "$0" | sed -n 's/^# \{0,1\}//p' >&2; exit 64 ;;
  esac
  shift
done

origin=tld-$size.
unsigned=$size.unsigned

make_zone() {
  if [ ! -f "$unsigned" ]; then
    case $size in *m) count=${size%m}000000 ;; *) count=${size%k}000 ;; esac
    "$java" -cp "$home/gate-cli/target/lib/*" "$home/bench/MakeZone.java" "$origin" "$count" "$unsigned.part"
    mv "$unsigned.part" "$unsigned"
  fi
}

# make_token: a SoftHSM2 token with a KSK and a ZSK. With a delay, C_Sign sleeps so long before SoftHSM2
# signs, as with an HSM that computes elsewhere.
make_token() {
  rm -rf hsm
  "$home/zonegate" keys init --hsm hsm/hsm.toml --softhsm bench >/dev/null
  SOFTHSM2_CONF=$PWD/hsm/softhsm2.conf
  export SOFTHSM2_CONF
  "$home/zonegate" keys generate --hsm hsm/hsm.toml --zone "$origin" --algorithm "$algorithm" >/dev/null
  sed -i "s/^sessions-per-token = .*/sessions-per-token = $sessions/" hsm/hsm.toml
  if [ "$delay" != 0 ]; then
    library=$(sed -n 's/^module = "\(.*\)"/\1/p' hsm/hsm.toml)
    printf '1\nC_Sign delay %s 0\n' "$delay" >hsm/orders
    cc -O2 -shared -fPIC "-DREAL=\"$library\"" "-DCONTROL=\"$PWD/hsm/orders\"" -o hsm/shim.so \
      "$home/gate-cli/src/test/resources/io/zonegate/cli/pkcs11-shim.c" -ldl -lpthread
    sed -i "s|^module = .*|module = \"$PWD/hsm/shim.so\"|" hsm/hsm.toml
  fi
}

# spread_of NAME FILE: minimum, median and maximum of the second word of the lines of FILE that begin with NAME.
spread_of() {
  awk -v name="$1" '$1 == name { print $2 }' "$2" | sort -n | awk '
    { value[NR] = $1 }
    END {
      median = NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2
      printf "%s / %s / %s", value[1], median, value[NR]
    }'
}
