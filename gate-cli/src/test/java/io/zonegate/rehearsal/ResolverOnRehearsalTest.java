package io.zonegate.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.caching.DnskeyRrset;
import io.zonegate.caching.DsRrset;
import io.zonegate.caching.SignedRrsets;
import io.zonegate.caching.Validator;
import io.zonegate.caching.Version;
import io.zonegate.parent.RealServer;
import io.zonegate.rollover.Rollover;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.verifier.crypto.Dnskey;
import io.zonegate.verifier.history.PublishedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * The oracle of the proof is a real resolver. Every combination of DS RRset, DNSKEY RRset and other
 * RRsets that caches may hold in a rehearsal is put before Unbound: it trusts that DS, and Knot
 * serves the zone of the one version with the DNSKEY RRset of the other. Unbound must accept what
 * the proof accepts and refuse what it refuses.
 */
class ResolverOnRehearsalTest {
  private static final int TRIES = 4;
  private static final Name ORIGIN = Name.fromConstantString(SmallRehearsal.ZONE);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "KSK_DOUBLE_SIGNATURE, early-retire, true",
    "ZSK_PREPUBLISH, standby-keys, true",
    "ALGORITHM_LIBERAL, , false",
  })
  @DisplayName("Unbound accepts and refuses the combinations that the proof accepts and refuses")
  void unboundAgrees(Rollover rollover, String fault, boolean fails) throws Exception {
    Performance performance =
        fault == null
            ? SmallRehearsal.of(folder, rollover)
            : SmallRehearsal.of(folder, rollover, fault);
    Map<String, List<Record>> zones = zones();
    int refused = 0;
    int combinations = 0;
    for (Version<DsRrset> ds : performance.caches().ds()) {
      for (Version<DnskeyRrset> keys : performance.caches().keys()) {
        for (Version<SignedRrsets> data : performance.caches().data()) {
          Optional<Instant> meeting = meeting(List.of(ds, keys, data));
          if (meeting.isEmpty()) {
            continue;
          }
          combinations++;
          Optional<String> refusal =
              Validator.ANY_PATH.refusal(ds.content(), keys.content(), data.content());
          refused += refusal.isPresent() ? 1 : 0;
          String mixed = mixed(zones.get(keys.what()), zones.get(data.what()));
          assertThat(isSecure(mixed, anchors(zones, ds.content()), meeting.get()))
              .as(
                  "%s, %s of %s, %s of %s: %s",
                  ds, keys.content(), keys.what(), data.content(), data.what(), refusal)
              .isEqualTo(refusal.isEmpty());
        }
      }
    }
    assertThat(combinations).isEqualTo((int) performance.proof().combinations());
    assertThat(refused).isEqualTo(performance.proof().failures().size());
    assertThat(refused > 0).isEqualTo(fails);
  }

  /** The signed zones that the rehearsal left, by what the versions are called. */
  private Map<String, List<Record>> zones() throws IOException {
    Map<String, List<Record>> zones = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("signed-")).toList()) {
        List<Record> records =
            ZoneMaker.parse(Files.readString(file, StandardCharsets.ISO_8859_1), ORIGIN);
        long serial =
            records.stream()
                .filter(SOARecord.class::isInstance)
                .mapToLong(r -> ((SOARecord) r).getSerial())
                .findFirst()
                .orElseThrow();
        zones.put("serial " + serial, records);
      }
    }
    return zones;
  }

  /** The first second in which a resolver may have all of them. */
  private static Optional<Instant> meeting(List<Version<?>> versions) {
    long from = versions.stream().mapToLong(v -> v.life().first()).max().orElseThrow();
    long until = versions.stream().mapToLong(v -> v.life().heldUntil()).min().orElseThrow();
    return from < until ? Optional.of(Instant.ofEpochSecond(from)) : Optional.empty();
  }

  private static boolean isOfKeys(Record record) {
    return record.getType() == Type.DNSKEY
        || (record instanceof RRSIGRecord rrsig && rrsig.getTypeCovered() == Type.DNSKEY);
  }

  private static String mixed(List<Record> keys, List<Record> data) {
    return Stream.concat(
            data.stream().filter(r -> !isOfKeys(r)),
            keys.stream().filter(ResolverOnRehearsalTest::isOfKeys))
        .map(r -> r + "\n")
        .collect(Collectors.joining());
  }

  /** The DNSKEYs that the DS RRset names: trusting one is trusting its DS. */
  private static String anchors(Map<String, List<Record>> zones, DsRrset ds) {
    List<String> anchors = new ArrayList<>();
    for (List<Record> zone : zones.values()) {
      for (Record record : zone) {
        if (record.getType() == Type.DNSKEY) {
          String key = PublishedKey.of(new Dnskey(record.rdataToWireCanonical(), -1)).sha256();
          if (ds.links().stream().anyMatch(l -> l.key().equals(key))) {
            anchors.add(record + "\n");
          }
        }
      }
    }
    assertThat(anchors).isNotEmpty();
    return String.join("", anchors.stream().distinct().toList());
  }

  private boolean isSecure(String zone, String anchors, Instant clock) throws Exception {
    try (RealServer server = RealServer.knot(folder, ORIGIN, zone);
        RealServer unbound = RealServer.unbound(folder, ORIGIN, anchors, clock, server)) {
      SimpleResolver resolver = new SimpleResolver("127.0.0.1");
      resolver.setPort(unbound.port());
      resolver.setTimeout(Duration.ofSeconds(10));
      boolean isSecure = true;
      for (int type : new int[] {Type.SOA, Type.NS, Type.HINFO}) {
        isSecure = isSecure(resolver, Record.newRecord(ORIGIN, type, DClass.IN)) && isSecure;
      }
      Name nowhere = Name.fromString("nowhere", ORIGIN);
      return isSecure && isSecure(resolver, Record.newRecord(nowhere, Type.A, DClass.IN));
    }
  }

  /** What is bogus stays so; what a busy machine was too slow for does not. */
  private static boolean isSecure(SimpleResolver resolver, Record question) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      Message query = Message.newQuery(question);
      query.getHeader().setFlag(Flags.AD);
      Message answer = resolver.send(query);
      if (answer.getRcode() != Rcode.SERVFAIL) {
        // Opt-out leaves names that are not there insecure (RFC 5155 section 9.2).
        return answer.getHeader().getFlag(Flags.AD) || answer.getRcode() == Rcode.NXDOMAIN;
      }
      Thread.sleep(50L << i);
    }
    return false;
  }
}
