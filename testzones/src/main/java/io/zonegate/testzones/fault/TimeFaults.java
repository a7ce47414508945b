package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.xbill.DNS.RRSIGRecord;

/**
 * Validity periods (SIG-INCEPTION, SIG-REMAINING). The largest TTL of the base zone is one day and
 * its SOA expire seven, so that less than 48 hours left must block and less than 7 days warn.
 */
final class TimeFaults {

  private static final String ONE_BOGUS = "the RRset is bogus";

  private TimeFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("sig-inception-in-15-days", ONE_BOGUS + " (lequipe.fr 2021)")
            .must("SIG-INCEPTION")
            .mayLoseSignature()
            .blocks(w -> one(w, Duration.ofDays(15), Duration.ofDays(30))),
        fault("sig-inception-in-an-hour", ONE_BOGUS + " for an hour")
            .must("SIG-INCEPTION")
            .mayLoseSignature()
            .blocks(w -> one(w, Duration.ofHours(1), Duration.ofDays(14))),
        fault("sig-expiration-before-inception", ONE_BOGUS)
            .must("SIG-INCEPTION")
            .mayLoseSignature()
            .may("SIG-REMAINING")
            .blocks(w -> one(w, Duration.ofHours(-1), Duration.ofHours(-2))),
        fault("sig-period-over-68-years", ONE_BOGUS + " in serial arithmetic (RFC 4034 3.1.5)")
            .must("SIG-INCEPTION")
            .mayLoseSignature()
            .may("SIG-REMAINING", "SIG-LIFETIME")
            .blocks(w -> one(w, Duration.ofDays(-1), Duration.ofSeconds((1L << 31) + 1))),
        twin("sig-inception-this-very-second", "both ends belong to the period", "SIG-INCEPTION")
            .passes(w -> one(w, Duration.ZERO, Duration.ofDays(14))),
        twin("sig-inception-one-hour-ago", "BIND's default", "SIG-INCEPTION")
            .passes(w -> all(w, Duration.ofHours(-1), Duration.ofDays(14))),
        twin("sig-expiration-after-2038", "serial arithmetic", "SIG-INCEPTION", "SIG-REMAINING")
            .may("SIG-LIFETIME")
            .passes(
                w ->
                    one(
                        w,
                        Duration.ofDays(-1),
                        Duration.between(w.clock(), Instant.parse("2038-06-01T00:00:00Z")))),
        fault("sig-expired-one", ONE_BOGUS)
            .must("SIG-REMAINING")
            .mayLoseSignature()
            .blocks(w -> one(w, Duration.ofDays(-14), Duration.ofSeconds(-1))),
        fault("sig-expires-in-40-hours", ONE_BOGUS + " in caches before the next publication")
            .must("SIG-REMAINING")
            .blocks(w -> one(w, Duration.ofDays(-12), Duration.ofHours(40))),
        fault("sig-expires-in-a-second-less-than-48-hours", "as sig-expires-in-40-hours")
            .must("SIG-REMAINING")
            .blocks(w -> one(w, Duration.ofDays(-12), Duration.ofHours(48).minusSeconds(1))),
        fault("sig-expires-in-48-hours", "a cut-off secondary serves a bogus zone")
            .must("SIG-REMAINING")
            .warns(w -> one(w, Duration.ofDays(-12), Duration.ofHours(48))),
        twin("sig-expires-in-7-days", "as long as the SOA expire", "SIG-REMAINING")
            .passes(w -> all(w, Duration.ofDays(-6), Duration.ofDays(7))),
        fault("sig-expires-before-soa-expire", "a cut-off secondary serves a bogus zone")
            .must("SIG-REMAINING")
            .warns(w -> all(w, Duration.ofDays(-10), Duration.ofDays(4))),
        twin("sig-expires-in-8-days", "longer than the SOA expire of 7 days", "SIG-REMAINING")
            .passes(w -> all(w, Duration.ofDays(-6), Duration.ofDays(8))));
  }

  /** All signatures with these times, as seen from the clock. */
  private static void all(Workshop w, Duration inception, Duration expiration) {
    w.plan(w.plan().withTimes(w.clock().plus(inception), w.clock().plus(expiration)));
  }

  /** One signature over data with these times, as seen from the clock. */
  private static void one(Workshop w, Duration inception, Duration expiration) {
    RRSIGRecord r = w.someDataRrsig();
    w.zone()
        .resign(
            r.getName(),
            r.getTypeCovered(),
            w.zsk(),
            f -> f.withTimes(w.clock().plus(inception), w.clock().plus(expiration)));
  }
}
