package io.zonegate.testzones.fault;

import static io.zonegate.testzones.fault.Fault.fault;
import static io.zonegate.testzones.fault.Fault.twin;

import io.zonegate.testzones.sign.SigningPlan;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;

/**
 * Changes from the previous zone that are legal and worth a look (ROLL-TTL-CHANGED,
 * RESIGNED-SHARE).
 */
final class ChangeFaults {
  private static final String LIMIT = "[history]\nresigned-share = 10\n";

  private ChangeFaults() {}

  static List<Fault> list() {
    return List.of(
        fault("change-of-dnskey-ttl", "none; but the waits of rollovers are others")
            .must("ROLL-TTL-CHANGED")
            .warns(
                w -> {
                  SigningPlan plan = w.plan();
                  SigningPlan before =
                      new SigningPlan(
                          plan.keys(),
                          plan.denial(),
                          plan.inception(),
                          plan.expiration(),
                          plan.dnskeyTtl() / 2);
                  PreviousZone.set(w, before, records -> {});
                }),
        fault("change-of-soa-minimum", "none; but negative answers live longer")
            .must("ROLL-TTL-CHANGED")
            .warns(
                w -> {
                  w.previous(PastZones.signed(w, w.plan().keys()));
                  change(w, 0, 60);
                }),
        fault("change-of-all-signatures", "none; but the signer has lost its state")
            .must("RESIGNED-SHARE")
            .warns(
                w -> {
                  w.policy(LIMIT);
                  resigned(w);
                }),
        fault("change-of-all-signatures-and-none-expected", "as change-of-all-signatures")
            .must("RESIGNED-SHARE")
            .warns(
                w -> {
                  w.policy("[history]\nresigned-share = 0\n");
                  resigned(w);
                }),
        twin("change-of-serial", "each release has one", "ROLL-TTL-CHANGED", "RESIGNED-SHARE")
            .passes(
                w -> {
                  w.policy(LIMIT);
                  w.previous(PastZones.signed(w, w.plan().keys()));
                  change(w, 1, 0);
                }));
  }

  /** The previous zone: of the same keys, signed a day earlier. */
  private static void resigned(Workshop w) {
    SigningPlan plan = w.plan();
    Duration day = Duration.ofDays(1);
    SigningPlan before = plan.withTimes(plan.inception().minus(day), plan.expiration().minus(day));
    PreviousZone.set(w, before, records -> {});
  }

  /** Adds to the SOA's serial and minimum. */
  private static void change(Workshop w, int serial, int minimum) {
    List<Record> records = w.unsigned();
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i) instanceof SOARecord soa) {
        records.set(
            i,
            new SOARecord(
                soa.getName(),
                DClass.IN,
                soa.getTTL(),
                soa.getHost(),
                soa.getAdmin(),
                soa.getSerial() + serial,
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum() + minimum));
      }
    }
  }
}
