#!/bin/sh
# A zone build for cron: sign, judge, publish, tell the name server. set -e makes everything that is not
# exit code 0 end here, with the live zone untouched.
set -eu
cd /var/lib/zonegate

./make-zone > example.zone.new                       # the registry's own generator
mv example.zone.new example.zone
zonegate run --policy /etc/zonegate/policy.toml --hsm /etc/zonegate/hsm.toml \
  --report-dir "reports/$(date -u +%Y%m%dT%H%M%SZ)" -q example.zone
nsd-control reload example
