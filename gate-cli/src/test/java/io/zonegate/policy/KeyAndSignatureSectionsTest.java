package io.zonegate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.check.keys.KeyRules;
import io.zonegate.verifier.check.keys.PlannedKey;
import io.zonegate.verifier.check.signatures.SignatureRules;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.parent.ServerAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections on keys, signatures and the parent's servers. */
class KeyAndSignatureSectionsTest {
  private static final String DIGEST = "AB".repeat(32);

  @TempDir private Path folder;

  private Policy read(String sections) throws Exception {
    Path file = Files.writeString(folder.resolve("policy.toml"), "version = 1\n" + sections);
    return new PolicyReader(List.of(), Instant.parse("2026-11-24T00:00:00Z")).read(file);
  }

  @Test
  void everyRuleOfKeysAndSignaturesIsRead() throws Exception {
    Policy policy =
        read(
            """
            [keys]
            response-size = 4096
            most-keys = 4
            ds-digests = [4, 2, 1]
            cds-delete = true
            roles = "split"
            ds-source = "servers"
            [signatures]
            longest-validity = "30d"
            rrsigs-per-rrset = 4
            expiring-per-hour = 5
            signing-keys-per-rrset = 2
            """);
    assertThat(policy.verify().rules().keys())
        .isEqualTo(
            new KeyRules(
                4096,
                4,
                Set.of(1, 2, 4),
                true,
                KeyRules.Roles.SPLIT,
                KeyRules.DsOrigin.SERVERS,
                List.of()));
    assertThat(policy.verify().rules().signatures())
        .isEqualTo(new SignatureRules(Duration.ofDays(30), 4, 5, 2));
  }

  @Test
  void aPlanIsReadAndShownInOneSpelling() throws Exception {
    Policy policy =
        read(
            """
            [[keys.plan]]
            ds = "4711 13 2  %s %s"
            until = 2027-01-01
            [[keys.plan]]
            ds = "4712 8 4 %s"
            from = 2026-12-01T12:00:00+01:00
            optional = true
            """
                .formatted(
                    DIGEST.substring(0, 20),
                    DIGEST.substring(20).toLowerCase(java.util.Locale.ROOT),
                    "0".repeat(96)));
    List<PlannedKey> plan = policy.verify().rules().keys().plan();
    assertThat(plan)
        .containsExactly(
            new PlannedKey(
                new Ds(4711, 13, 2, DIGEST),
                Optional.empty(),
                Optional.of(Instant.parse("2027-01-01T00:00:00Z")),
                false),
            new PlannedKey(
                new Ds(4712, 8, 4, "0".repeat(96)),
                Optional.of(Instant.parse("2026-12-01T11:00:00Z")),
                Optional.empty(),
                true));
    StringBuilder shown = new StringBuilder();
    PolicyText.write(policy, shown);
    Policy again = read(shown.toString().replaceFirst("version = 1\n", ""));
    assertThat(again.verify()).isEqualTo(policy.verify());
    assertThat(again.policySha256()).isEqualTo(policy.policySha256());
  }

  @Test
  void serversAreReadWithTheirTrustAnchor() throws Exception {
    ParentSettings parent =
        read("""
                [parent]
                trust-anchor = "/etc/root-anchors.xml"
                ds-from = ["192.0.2.1", "[2001:db8::1]:5353"]
                """)
            .parent();
    assertThat(parent)
        .isEqualTo(
            new ParentSettings(
                ParentSettings.Source.SERVERS,
                Optional.of(Path.of("/etc/root-anchors.xml")),
                List.of(
                    new ServerAddress("192.0.2.1", 53), new ServerAddress("2001:db8::1", 5353))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          keys       | response-size = 511             | must be a whole number from 512 to 65535
          keys       | most-keys = 0                   | must be a whole number from 1 to 1000
          keys       | ds-digests = []                 | must be a list of whole numbers from 1 to 255
          keys       | ds-digests = ["2"]              | must be a list of whole numbers from 1 to 255
          keys       | ds-digests = 2                  | must be a list of whole numbers from 1 to 255
          keys       | roles = "both"                  | must be "any" or "split" or "single"
          keys       | ds-source = "file"              | must be "any" or "servers"
          keys       | plan = []                       | keys.plan names no key
          keys       | plan = ["4711"]                 | must be a list of sections
          keys       | plan = [{ tag = 1 }]            | unknown key 'tag' in [plan]
          keys       | plan = [{ from = 2027-01-01 }]  | a planned key needs ds =
          keys       | plan = [{ ds = "1 13 2 AB" }]   | plan.ds is "1 13 2 AB", must be key tag, algorithm
          keys       | plan = [{ ds = "1 13 1 %40" }]  | must be key tag, algorithm, digest type (2 or 4)
          keys       | plan = [{ ds = "65536 13 2 %64" }] | must be key tag, algorithm
          keys       | plan = [{ ds = "1 13 2 %64", from = 2027-01-02, until = 2027-01-02 }] | until is not later than from
          keys       | plan = [{ ds = "1 13 2 %64", from = "2027-01-02" }] | must be a date such as
          signatures | longest-validity = "0s"         | from "1h" to "24855d"
          signatures | rrsigs-per-rrset = 0            | must be a whole number from 1 to 1000
          signatures | expiring-per-hour = 101         | must be a whole number from 1 to 100
          signatures | signing-keys-per-rrset = 0      | must be a whole number from 1 to 10
          parent     | ds-from = ["192.0.2.1"]         | parent.ds-from needs trust-anchor
          parent     | ds-from = "192.0.2.1"           | must be a list of strings that are not empty
          parent     | ds-from = ["192.0.2.1:0"]       | must be SERVER or SERVER:PORT
          """)
  void whatIsOutOfRangeIsRefused(String section, String line, String said) {
    String text = line.replace("%40", "0".repeat(40)).replace("%64", "0".repeat(64));
    assertThatThrownBy(() -> read("[" + section + "]\n" + text + "\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(said)
        .hasMessageContaining("policy.toml:3:");
  }
}
