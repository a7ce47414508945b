package io.zonegate.signer.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Master;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Counts by dnsjava how many signatures of a signed zone verify. */
final class GoodSignatures {
  private GoodSignatures() {}

  /** Good and all signatures with this key tag. */
  static int[] count(Path signed, int tag, Instant now) throws IOException {
    List<Record> records = new ArrayList<>();
    try (Master master = new Master(signed.toString())) {
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        records.add(r);
      }
    }
    DNSKEYRecord dnskey =
        records.stream()
            .filter(r -> r instanceof DNSKEYRecord d && d.getFootprint() == tag)
            .map(DNSKEYRecord.class::cast)
            .findFirst()
            .orElseThrow();
    int good = 0;
    int all = 0;
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i) instanceof RRSIGRecord signature && signature.getFootprint() == tag) {
        all++;
        good += verifies(records, i, signature, dnskey, now) ? 1 : 0;
      }
    }
    return new int[] {good, all};
  }

  private static boolean verifies(
      List<Record> records, int at, RRSIGRecord signature, DNSKEYRecord key, Instant now) {
    RRset set = new RRset();
    int i = at - 1;
    while (records.get(i).getType() == Type.RRSIG) {
      i--;
    }
    for (; i >= 0 && records.get(i).getType() == signature.getTypeCovered(); i--) {
      if (!records.get(i).getName().equals(signature.getName())) {
        break;
      }
      set.addRR(records.get(i));
    }
    try {
      DNSSEC.verify(set, signature, key, now);
      return true;
    } catch (DNSSEC.DNSSECException e) {
      assertThat(e)
          .as(Type.string(signature.getTypeCovered()))
          .isInstanceOf(DNSSEC.SignatureVerificationException.class);
      return false;
    }
  }
}
