package io.zonegate.testzones.fault;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The good unsigned zone that every case starts from: about 45 names, one of each kind. */
final class BaseZone {

  static final Name ORIGIN = Name.fromConstantString("zone.example.");

  private static final int DELEGATIONS = 10;

  /** Names that faults and twins refer to; all others come from the seed. */
  private static final String FIXTURES =
      """
      $ORIGIN zone.example.
      $TTL 3600
      ; An empty non-terminal above an insecure (first in order) and a secure delegation.
      alpha.shared  IN NS   ns1.alpha.test.
      alpha.shared  IN NS   ns2.alpha.test.
      beta.shared   IN NS   ns1.beta.test.
      beta.shared   IN NS   ns2.beta.test.
      beta.shared   IN DS   4711 13 2 9d1f0c4a6d2b8e7f5a3c1908f6e4d2b09d1f0c4a6d2b8e7f5a3c1908f6e4d2b0
      ; An empty non-terminal above insecure delegations only.
      gamma.plain   IN NS   ns1.gamma.test.
      gamma.plain   IN NS   ns2.gamma.test.
      ; A delegation whose name server is the cut itself.
      cut           IN NS   cut
      cut           IN NS   ns2.cut.test.
      cut           IN A    10.1.2.3
      cut           IN AAAA 2001:db8:1::3
      alias         IN CNAME www.nic
      old           IN DNAME new.test.
      _sip._tcp     IN SRV  0 5 5060 WWW.Nic
      svc           IN SVCB 1 Foo.Nic.Zone.Example. alpn="h2"
      svc           IN HTTPS 1 Bar.Nic.Zone.Example. alpn="h2"
      """;

  private BaseZone() {}

  static List<Record> records(long seed) {
    ZoneShape shape = ZoneShape.of(ORIGIN.toString(), seed, DELEGATIONS).withExtras(2, 2, 1);
    List<Record> records = new ArrayList<>(ZoneMaker.records(shape));
    records.addAll(parse(FIXTURES));
    return records;
  }

  static List<Record> parse(String text) {
    try {
      return ZoneMaker.parse(text, ORIGIN);
    } catch (IOException e) {
      throw new IllegalArgumentException("dnsjava cannot read: " + text, e);
    }
  }
}
