# shellcheck shell=sh
# Sourced by signing.sh and resign.sh in the folder they work in: a zone of the generator and a token
# with keys. Wants: home, java, size (10k ...), algorithm, sessions, delay (milliseconds, 0 for none).

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
