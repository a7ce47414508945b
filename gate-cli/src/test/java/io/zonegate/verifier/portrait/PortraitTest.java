package io.zonegate.verifier.portrait;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.cli.Cli;
import io.zonegate.cli.GoodZone;
import io.zonegate.verifier.check.Inputs;
import io.zonegate.verifier.check.Limits;
import io.zonegate.verifier.check.ReferenceZone;
import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.crypto.SignatureLedger;
import io.zonegate.verifier.crypto.SignatureSweep;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.verdict.SignatureCount;
import io.zonegate.verifier.zone.OwnerRange;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortraitTest {
  @TempDir Path folder;
  private GoodZone files;
  private SignatureLedger ledger;

  @BeforeEach
  void files() throws Exception {
    files = GoodZone.in(folder);
  }

  private String text() throws Exception {
    return Files.readString(files.signed(), StandardCharsets.ISO_8859_1);
  }

  private Portrait of(String text, Instant at) throws Exception {
    Path file = Files.writeString(folder.resolve("zone"), text, StandardCharsets.ISO_8859_1);
    Zone zone = ZoneSource.read(file, null);
    SignatureSweep sweep = new SignatureSweep(zone, KeyRing.of(zone));
    ledger = sweep.ledger(List.of(sweep.sweep(new OwnerRange(0, zone.owners()))));
    Inputs inputs =
        Inputs.of(zone, ParentTrust.read(files.ds(), zone.apex()), at)
            .withPrevious(new ReferenceZone.Given(zone));
    return Portrait.of(inputs, ledger.counts());
  }

  @Test
  void aSoundZone() throws Exception {
    Portrait portrait = of(text(), Cli.NOW);
    TrustChain chain = portrait.chain();
    assertThat(chain.ds())
        .extracting(TrustChain.DsNode::state)
        .containsExactly(TrustChain.DsState.OK);
    assertThat(chain.keys())
        .extracting(TrustChain.KeyNode::state)
        .containsOnly(TrustChain.KeyState.OK);
    TrustChain.KeyNode ksk = chain.keys().get(chain.ds().get(0).key());
    assertThat(ksk.isSecureEntryPoint()).isTrue();
    assertThat(ksk.signsKeys()).isTrue();
    assertThat(ksk.signsData()).isFalse();
    assertThat(chain.keys())
        .filteredOn(k -> !k.isSecureEntryPoint())
        .allMatch(k -> k.signsData() && !k.signsKeys());
    assertThat(chain.unpublished()).isEmpty();
    assertThat(portrait.previous().orElseThrow().countsByType()).containsEntry("SOA", 1L);
  }

  @Test
  void theExpirationsAreThoseThatChecksSee() throws Exception {
    Expirations expirations = of(text(), Cli.NOW).expirations();
    Instant end = Cli.NOW.plus(Duration.ofDays(14));
    assertThat(expirations.first()).contains(end);
    assertThat(expirations.last()).contains(end);
    assertThat(expirations.byHour()).hasSize(1).containsKey(end.getEpochSecond() / 3600);
    assertThat(expirations.signatures())
        .isEqualTo(ledger.counts().stream().mapToLong(SignatureCount::total).sum());
    assertThat(expirations.shortestValidity()).isEqualTo(Duration.ofDays(15));
    assertThat(expirations.leastRemaining())
        .isEqualTo(Limits.DEFAULT.leastRemaining(ledger.largestSignedTtl()));
  }

  /**
   * RFC 4034 section 3.1.5: what is 2^31 seconds away or more is on the other side of the clock.
   */
  @Test
  void timesAreReadAsNearTheClock() throws Exception {
    Instant later = Cli.NOW.plusSeconds(1L << 32);
    assertThat(of(text(), later).expirations().first()).contains(later.plus(Duration.ofDays(14)));
    Instant late = Cli.NOW.plus(Duration.ofDays(20));
    assertThat(of(text(), late).expirations().first()).contains(Cli.NOW.plus(Duration.ofDays(14)));
  }

  /**
   * A report must not grow with what a zone makes up; a histogram shows no more than days there.
   */
  @Test
  void thousandsOfHoursAreDays() throws Exception {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
    StringBuilder more = new StringBuilder(text());
    for (int i = 0; i < 6_000; i++) {
      String end = time.format(Cli.NOW.plus(Duration.ofHours(2L * i)));
      more.append("n%d.zone.example. 3600 IN A 192.0.2.1\n".formatted(i))
          .append("n%d.zone.example. 3600 IN RRSIG A 13 3 3600 %s 20261101000000".formatted(i, end))
          .append(" 1 zone.example. " + "A".repeat(86) + "==\n");
    }
    Expirations expirations = of(more.toString(), Cli.NOW).expirations();
    assertThat(expirations.byHour()).hasSizeBetween(500, 502);
    assertThat(expirations.byHour().keySet()).allMatch(hour -> hour % 24 == 0);
    assertThat(expirations.signatures())
        .isEqualTo(ledger.counts().stream().mapToLong(SignatureCount::total).sum());
  }

  @Test
  void aKeyWithoutItsSignatureOverTheKeys() throws Exception {
    TrustChain chain = of(text().replaceAll("(?m)^.*\\tRRSIG\\tDNSKEY .*\n", ""), Cli.NOW).chain();
    assertThat(chain.ds().get(0).state()).isEqualTo(TrustChain.DsState.KEY_DOES_NOT_SIGN);
    assertThat(chain.keys().get(chain.ds().get(0).key()).state())
        .isEqualTo(TrustChain.KeyState.IDLE);
  }

  @Test
  void aDsOfAnotherKey() throws Exception {
    Files.write(
        files.ds(),
        List.of(
            "zone.example. 3600 IN DS 1 13 2 " + "00".repeat(32),
            "zone.example. 3600 IN DS 1 13 99 00"));
    TrustChain chain = of(text(), Cli.NOW).chain();
    assertThat(chain.ds())
        .extracting(TrustChain.DsNode::state)
        .containsExactlyInAnyOrder(TrustChain.DsState.NO_KEY, TrustChain.DsState.UNKNOWN_DIGEST);
  }

  @Test
  void keysThatAreNotPublished() throws Exception {
    TrustChain chain = of(text().replaceAll("(?m)^.*\\tDNSKEY\\t256 .*\n", ""), Cli.NOW).chain();
    assertThat(chain.keys()).hasSize(1);
    assertThat(chain.unpublished()).isNotEmpty().allMatch(c -> c.verified() == 0);
    // The DNSKEY RRset is another one now.
    assertThat(chain.keys().get(0).state()).isEqualTo(TrustChain.KeyState.BROKEN);
  }
}
