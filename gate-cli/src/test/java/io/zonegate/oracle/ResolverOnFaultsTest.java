package io.zonegate.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.judgement.JudgedOnce;
import io.zonegate.parent.RealServer;
import io.zonegate.selftest.CaseFiles;
import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.Fault;
import io.zonegate.testzones.fault.FaultCase;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.mutate.MutationRun;
import io.zonegate.testzones.mutate.ValidZone;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.verifier.check.Selection;
import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckResult;
import io.zonegate.verifier.verdict.Strictness;
import io.zonegate.verifier.verdict.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
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
 * not have passed; where it accepts every answer and zonegate blocks, the catalogue must say that
 * the check is stricter than a resolver. (NSD 4.6 would not do: it lower-cases names in SVCB and
 * HTTPS, which makes their signatures bogus.)
 */
@Execution(ExecutionMode.CONCURRENT)
class ResolverOnFaultsTest {
  /** A bound on what one case may ask. */
  private static final int MOST_QUESTIONS = 2_000;

  /** Nothing more is to be learnt of a zone that so many answers of are refused. */
  private static final int ENOUGH_REFUSED = 3;

  private static final int TRIES = 4;
  private static final long PAUSE_MILLIS = 50;

  /** How many changes are made in each of the sample zones. */
  private static final int CHANGED_ZONES = 40;

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

  /** Zones that a check blocks which is as strict as a resolver elsewhere, and why it does. */
  private static final Map<String, String> STRICTER_HERE =
      Map.of(
          "key-revoked-ksk-in-ds",
              "Unbound lets a revoked key that a DS names verify the DNSKEY RRset (RFC 5011 2.1)",
          "alg-ds-algorithm-not-signing-dnskey",
              "Unbound is content with one algorithm of the DS set (RFC 6840 5.11)");

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> whatUnboundRefusesDoesNotPass() {
    return Cases.all().stream()
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      FaultCase zone = fault.prepare(JudgedOnce.SEED);
                      compare(fault.name(), zone, JudgedOnce.verdict(fault, files(zone)));
                    }));
  }

  /** Of two zones, one with NSEC and one with NSEC3 and opt-out, with one change each. */
  @TestFactory
  Stream<DynamicTest> neitherDoesItInZonesThatAreChanged() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    for (Denial denial : List.of(Denial.nsec(), Denial.nsec3(true))) {
      MutationRun run = new MutationRun(sample(denial), 20261125);
      for (int i = 0; i < CHANGED_ZONES; i++) {
        MutationRun.Made made = run.next();
        String name = (denial.nsec3() ? "nsec3 " : "nsec ") + made.mutation();
        tests.add(
            DynamicTest.dynamicTest(
                name,
                () ->
                    compare(
                        made.mutation().name(),
                        made.zone(),
                        files(made.zone()).judge(Selection.ALL))));
      }
    }
    return tests.stream();
  }

  /** Else the silence above would mean nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"inc-01-soa-by-the-published-key", "ds-of-another-key", "sig-missing-ds"})
  void unboundRefusesWhatIsBogus(String name) throws Exception {
    assertThat(refused(Cases.named(name).prepare(1)))
        .isNotEmpty()
        .noneMatch(question -> question.startsWith("everything"));
  }

  private static ValidZone sample(Denial denial) throws Exception {
    SigningPlan plan =
        new SigningPlan(
            SigningKeys.pair(KeyAlgorithm.ECDSAP256, 3),
            denial,
            Fault.DEFAULT_CLOCK.minus(Duration.ofDays(1)),
            Fault.DEFAULT_CLOCK.plus(Duration.ofDays(20)),
            3600);
    return ValidZone.of(ZoneShape.of("sample.", 5, 8), plan, Fault.DEFAULT_CLOCK);
  }

  private CaseFiles files(FaultCase zone) throws Exception {
    return CaseFiles.of(Files.createTempDirectory(folder, "case"), zone);
  }

  private void compare(String name, FaultCase zone, Verdict verdict) throws Exception {
    switch (verdict.decision()) {
      case PASS -> {
        if (NOT_THE_ZONES_FAULT.containsKey(name)) {
          // What is listed must still be so.
          assertThat(refused(zone)).as(NOT_THE_ZONES_FAULT.get(name)).isNotEmpty();
        } else {
          assertThat(refused(zone)).as("passes, and is refused by Unbound").isEmpty();
        }
      }
      case BLOCK -> {
        boolean accepted = refused(zone).isEmpty();
        if (STRICTER_HERE.containsKey(name)) {
          // What is listed must still be so.
          assertThat(accepted && !blockingAsAResolver(verdict).isEmpty())
              .as(STRICTER_HERE.get(name))
              .isTrue();
        } else if (accepted) {
          assertThat(blockingAsAResolver(verdict))
              .as("blocks as a resolver would, and Unbound accepts every answer")
              .isEmpty();
        }
      }
      case UNDECIDED -> {
        // Of a zone that was not read there is nothing to ask.
      }
    }
  }

  /** The checks that block and are not marked as stricter than a resolver. */
  private static List<String> blockingAsAResolver(Verdict verdict) {
    return verdict.results().stream()
        .filter(r -> r.blocks() > 0)
        .map(CheckResult::check)
        .filter(c -> c.strictness() == Strictness.AS_A_RESOLVER)
        .map(CheckDescription::id)
        .toList();
  }

  /** The questions that a validator finds no good answer to. */
  private List<String> refused(FaultCase zone) throws Exception {
    Name origin = Name.fromString(zone.origin());
    List<Record> questions;
    try {
      questions = Questions.of(origin, zone.zoneBytes());
    } catch (IOException e) {
      return List.of("everything: " + e.getMessage());
    }
    assertThat(questions).hasSizeBetween(5, MOST_QUESTIONS);
    String text = new String(zone.zoneBytes(), StandardCharsets.ISO_8859_1);
    List<String> refused = new ArrayList<>();
    try (RealServer server = RealServer.knot(folder, origin, text);
        RealServer unbound =
            RealServer.unbound(folder, origin, zone.parentDs(), zone.clock(), server)) {
      SimpleResolver resolver = new SimpleResolver("127.0.0.1");
      resolver.setPort(unbound.port());
      resolver.setTimeout(Duration.ofSeconds(10));
      for (Record question : questions) {
        if (refused.size() == ENOUGH_REFUSED) {
          break;
        }
        if (isRefused(resolver, question)) {
          // With the CD bit a validator accepts all; else the server has no answer.
          boolean unanswered = ask(resolver, question, true).getRcode() == Rcode.SERVFAIL;
          refused.add(
              question.getName()
                  + " "
                  + Type.string(question.getType())
                  + (unanswered ? ", by the server itself" : ""));
        }
      }
      Message soa = ask(resolver, Record.newRecord(origin, Type.SOA, DClass.IN), false);
      if (refused.isEmpty() && !soa.getHeader().getFlag(Flags.AD)) {
        refused.add("everything: the zone is not secure to Unbound");
      }
    } catch (IllegalStateException e) {
      // One of the two does not start with such a zone.
      return List.of("everything: " + e.getMessage());
    }
    return refused;
  }

  /** What is bogus stays so; what a busy machine was too slow for does not. */
  private static boolean isRefused(SimpleResolver resolver, Record question) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      if (ask(resolver, question, false).getRcode() != Rcode.SERVFAIL) {
        return false;
      }
      Thread.sleep(PAUSE_MILLIS << i);
    }
    return true;
  }

  private static Message ask(SimpleResolver resolver, Record question, boolean unchecked)
      throws IOException {
    Message query = Message.newQuery(question);
    query.getHeader().setFlag(unchecked ? Flags.CD : Flags.AD);
    return resolver.send(query);
  }
}
