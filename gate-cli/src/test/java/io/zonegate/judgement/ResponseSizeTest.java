package io.zonegate.judgement;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.selftest.CaseFiles;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.fault.Faults;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Finding;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** KEY-RESPONSE-SIZE counts the octets of the response as dnsjava writes it. */
class ResponseSizeTest {
  @TempDir private Path folder;

  @Test
  void octetsAreThoseOnTheWire() throws Exception {
    FaultCase zone = Faults.named("key-response-over-1232-octets").prepare(1);
    Name origin = Name.fromString(zone.origin());
    Message response = Message.newQuery(Record.newRecord(origin, Type.DNSKEY, DClass.IN));
    for (Record r : ZoneMaker.parse(zone.zone(), origin)) {
      boolean signature = r instanceof RRSIGRecord s && s.getTypeCovered() == Type.DNSKEY;
      if (r.getType() == Type.DNSKEY || signature) {
        response.addRecord(r, Section.ANSWER);
      }
    }
    response.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);

    Finding finding =
        CaseFiles.of(folder, zone)
            .judge(Selection.ALL)
            .result("KEY-RESPONSE-SIZE")
            .orElseThrow()
            .findings()
            .get(0);
    assertThat(finding.arguments()).containsEntry("octets", "" + response.toWire().length);
  }
}
