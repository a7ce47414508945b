package io.zonegate.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.RealServer;
import io.zonegate.selftest.CaseFiles;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.Decision;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The oracle is a real resolver: Knot serves each case of testzones, and Unbound, which trusts the
 * parent's DS and has the case's clock, is asked for every name. What it answers with SERVFAIL must
 * not have passed. (NSD 4.6 would not do: it lower-cases names in SVCB and HTTPS, which makes their
 * signatures bogus.) Cases that zonegate does not let pass need not be asked.
 */
class ResolverOnFaultsTest {
  /** A bound on what one case may ask. */
  private static final int MOST_QUESTIONS = 2_000;

  private static final String SERVER = "Knot 3.2 does not load the zone";
  private static final String EMPTY_WILDCARD =
      "Knot and Unbound disagree about a wildcard that is an empty non-terminal (RFC 4592 2.2.3)";

  /**
   * Legal zones of which Unbound refuses something all the same, and why that is not the zone's.
   */
  private static final Map<String, String> NOT_THE_ZONES_FAULT =
      Map.of(
          "zone-crlf-line-ends", SERVER,
          "cname-with-key", SERVER,
          "nsec3-two-chains", SERVER,
          "wildcard-that-is-none", EMPTY_WILDCARD,
          "odd-wildcards-by-nsec", EMPTY_WILDCARD,
          "drill-wildcard-covers-what-opt-out-leaves-out",
              "Unbound 1.17 takes an NSEC3 that covers a name for that of a wildcard which answers");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> whatUnboundRefusesDoesNotPass() {
    return Cases.all().stream()
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> ask(fault)));
  }

  /** Else the silence above would mean nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"inc-01-soa-by-the-published-key", "ds-of-another-key", "sig-missing-ds"})
  void unboundRefusesWhatIsBogus(String name) throws Exception {
    assertThat(refused(Cases.named(name).prepare(1))).isNotEmpty();
  }

  private void ask(Fault fault) throws Exception {
    FaultCase zone = fault.prepare(1);
    Decision decision = judge(zone);
    if (decision != Decision.PASS) {
      return;
    }
    List<String> refused = refused(zone);
    if (NOT_THE_ZONES_FAULT.containsKey(fault.name())) {
      // What is listed must still be so.
      assertThat(refused).as(NOT_THE_ZONES_FAULT.get(fault.name())).isNotEmpty();
    } else {
      assertThat(refused).as("passes, and is refused by Unbound").isEmpty();
    }
  }

  private Decision judge(FaultCase zone) throws Exception {
    Verdict verdict = CaseFiles.of(folder, zone).judge(Selection.ALL);
    return verdict.decision();
  }

  /** The questions that a validator finds no good answer to, though the server has one. */
  private List<String> refused(FaultCase zone) throws Exception {
    Name origin = Name.fromString(zone.origin());
    List<Record> questions;
    try {
      questions = Questions.of(origin, zone.zoneBytes());
    } catch (IOException e) {
      return List.of("everything: " + e.getMessage());
    }
    String text = new String(zone.zoneBytes(), StandardCharsets.ISO_8859_1);
    List<String> refused = new ArrayList<>();
    try (RealServer server = RealServer.knot(folder, origin, text);
        RealServer unbound =
            RealServer.unbound(folder, origin, zone.parentDs(), zone.clock(), server)) {
      SimpleResolver resolver = new SimpleResolver("127.0.0.1");
      resolver.setPort(unbound.port());
      resolver.setTimeout(Duration.ofSeconds(10));
      assertThat(questions).hasSizeBetween(5, MOST_QUESTIONS);
      for (Record question : questions) {
        if (ask(resolver, question, false).getRcode() == Rcode.SERVFAIL) {
          // Else the server is to blame, and silence would prove nothing.
          assertThat(ask(resolver, question, true).getRcode())
              .as("%s with the CD bit", question)
              .isNotEqualTo(Rcode.SERVFAIL);
          refused.add(question.getName() + " " + Type.string(question.getType()));
        }
      }
      Message soa = ask(resolver, Record.newRecord(origin, Type.SOA, DClass.IN), false);
      assertThat(soa.getHeader().getFlag(Flags.AD) || !refused.isEmpty())
          .as("the zone is secure to Unbound")
          .isTrue();
    } catch (IllegalStateException e) {
      // One of the two does not start with such a zone.
      return List.of("everything: " + e.getMessage());
    }
    return refused;
  }

  private static Message ask(SimpleResolver resolver, Record question, boolean unchecked)
      throws IOException {
    Message query = Message.newQuery(question);
    query.getHeader().setFlag(unchecked ? Flags.CD : Flags.AD);
    return resolver.send(query);
  }
}
