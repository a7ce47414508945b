#!/bin/sh
# Waits for Knot's signals and has zonegate judge each update that Knot holds back: one at a time of
# each zone, and no zone waits for another. Needs gdbus (Debian: libglib2.0-bin), flock (util-linux),
# an account that may use Knot's control socket and write to its storage, and a policy for each zone.
set -u
storage=${KNOT_STORAGE:-/var/lib/knot}
policies=${ZONEGATE_POLICIES:-/etc/zonegate}
zonegate=${ZONEGATE:-/usr/local/bin/zonegate}

gdbus monitor --system --dest cz.nic.knotd --object-path /cz/nic/knotd |
  sed -n -u "s/^.*\.external_verify ('\([^']*\)', uint32 \([0-9]*\))\$/\1 \2/p" |
  {
    while read -r zone serial; do
      name=${zone%.}
      flock "$storage/$name.lock" "$zonegate" hook knot -q --origin "$zone" --serial "$serial" \
        --policy "$policies/$name.toml" "$storage/$name.new" </dev/null &
    done
    wait
  }
