package io.zonegate.verifier.check.content;

import io.zonegate.verifier.check.ApexCheck;
import io.zonegate.verifier.check.Applicability;
import io.zonegate.verifier.check.Candidate;
import io.zonegate.verifier.check.CheckInfo;
import io.zonegate.verifier.check.Examination;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.zone.Bytes;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.RecordType;
import io.zonegate.verifier.zone.Zone;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** ZONE-APEX. */
@CheckInfo(
    id = "ZONE-APEX",
    title = "The apex has the name servers and SOA fields that the policy pins",
    group = CheckGroup.CONTENT,
    strictness = Strictness.CONTENT,
    citation =
        "content.apex-ns and content.soa-* of the policy; draft-johani-tld-zone-pipeline, ingress verification",
    examines = "pinned values",
    explanation =
        """
        Name servers and SOA of the apex seldom change, and a wrong one cuts off the whole zone or makes \
        secondaries drop it. What the policy pins must stand in the zone: the name servers exactly, no \
        more and no fewer, names without regard to case.""",
    remedy = "Mend the zone, or the policy if the change is meant; both by two people.")
public final class ZoneApex extends ApexCheck {
  @Override
  public Applicability applies(Candidate candidate) {
    return candidate.inputs().rules().content().apex().isEmpty()
        ? Applicability.no("the policy sets neither content.apex-ns nor any content.soa-*")
        : Applicability.YES;
  }

  @Override
  protected void examine(Candidate candidate, Examination examination) {
    ApexPins pins = candidate.inputs().rules().content().apex();
    if (!pins.nameServers().isEmpty()) {
      nameServers(candidate.zone(), pins, examination);
    }
    soa(candidate.zone(), pins, examination);
  }

  private static void nameServers(Zone zone, ApexPins pins, Examination examination) {
    Set<String> missing = new TreeSet<>();
    pins.nameServers().forEach(name -> missing.add(lower(NameText.wire(name), 0)));
    examination.examined(missing.size());
    int rrset = zone.findRrset(0, RecordType.NS);
    for (int r = rrset < 0 ? 0 : zone.firstRecord(rrset);
        rrset >= 0 && r < zone.firstSignature(rrset);
        r++) {
      String server = lower(zone.rdataArray(r), zone.rdataOffset(r));
      if (!missing.remove(server)) {
        examination.block(
            0,
            RecordType.NS,
            r,
            () ->
                "the apex has the name server " + server + ", which content.apex-ns does not name",
            "server",
            server);
      }
    }
    for (String server : missing) {
      examination.block(
          0,
          RecordType.NS,
          -1,
          () -> "the apex lacks the name server " + server + ", which content.apex-ns names",
          "server",
          server);
    }
  }

  private static void soa(Zone zone, ApexPins pins, Examination examination) {
    byte[] rdata = zone.rdata(zone.soa());
    int second = NameKey.wireLength(rdata, 0);
    pins.soaNames()
        .forEach(
            (field, pinned) -> {
              String actual = lower(rdata, field == ApexPins.SoaName.MNAME ? 0 : second);
              compare(
                  zone,
                  field.name().toLowerCase(Locale.ROOT),
                  actual,
                  lower(NameText.wire(pinned), 0),
                  examination);
            });
    pins.soaNumbers()
        .forEach(
            (field, pinned) -> {
              int at = rdata.length - field.fromEnd();
              long actual = Integer.toUnsignedLong(Bytes.int32(rdata, at));
              compare(zone, field.toString(), "" + actual, "" + pinned, examination);
            });
  }

  private static void compare(
      Zone zone, String field, String actual, String pinned, Examination examination) {
    examination.examined(1);
    if (!actual.equals(pinned)) {
      examination.block(
          0,
          RecordType.SOA,
          zone.soa(),
          () -> "the SOA has " + field + " " + actual + "; content.soa-" + field + " is " + pinned,
          field,
          actual,
          "pinned",
          pinned);
    }
  }

  private static String lower(byte[] wire, int offset) {
    return NameText.present(wire, offset).toLowerCase(Locale.ROOT);
  }
}
