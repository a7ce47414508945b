package io.zonegate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonegate.verifier.verdict.CheckDescription;
import io.zonegate.verifier.verdict.CheckGroup;
import io.zonegate.verifier.verdict.Severity;
import io.zonegate.verifier.verdict.Strictness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private static final List<CheckDescription> CATALOGUE =
      List.of(
          check("SIG-VERIFY", Severity.BLOCK, false),
          check("SIG-TTL", Severity.BLOCK, true),
          check("KEY-TAG-UNIQUE", Severity.WARN, true));

  @TempDir private Path folder;

  @Test
  void aFileWithTheVersionAloneHasTheDefaults() throws Exception {
    Policy policy = read("version = 1\n");
    Policy defaults = PolicyReader.defaults();
    assertThat(policy.verify()).isEqualTo(VerifySettings.DEFAULT).isEqualTo(defaults.verify());
    assertThat(policy.signing()).isEqualTo(SigningSettings.DEFAULT).isEqualTo(defaults.signing());
    assertThat(policy.parent()).isEqualTo(ParentSettings.UNSET);
    assertThat(policy.publish()).isEmpty();
    assertThat(policy.origin()).isEmpty();
    assertThat(policy.policySha256()).isEqualTo(defaults.policySha256()).hasSize(64);
    assertThat(policy.fileSha256())
        .isEqualTo("dbab12665d98aef021ba64953c61b0ed8a908cfb56a1c01e2fcb4b052b71a2a1");
    assertThat(defaults.fileSha256()).isEmpty();
    assertThat(defaults.source()).isEqualTo("built-in defaults");
    assertThat(defaults.effective()).allMatch(v -> v.origin().isDefault());
  }

  @Test
  void everySettingIsReadWithItsOrigin() throws Exception {
    Policy policy =
        read(
            """
            version = 1
            [zone]
            origin = "co.uk"
            [verify]
            inception-skew = "1h"
            minimum-remaining = "3d"
            publication-interval = "36h"
            refuse-rsa-below = 2048
            warn-rsa-below = 3072
            keys-per-tag = 1
            nsec3-iterations = 0
            findings-listed = 7
            threads = 4
            deadline = "250s"
            [parent]
            ds = "dsset"
            [severity]
            KEY-TAG-UNIQUE = "block"
            SIG-TTL = "note"
            [[suppress]]
            check = "SIG-TTL"
            reason = "old signer"
            until = 2027-01-01
            [signing]
            denial = "nsec"
            nsec3-iterations = 1
            nsec3-salt = "AABB"
            validity = "4w"
            dnskey-validity = "30d"
            inception-offset = "90m"
            jitter = "0s"
            dnskey-ttl = 7200
            zonemd = true
            serial = "unixtime"
            [publish]
            file = "live/co.uk"
            work = "/work"
            """);
    assertThat(policy.origin()).contains("co.uk.");
    assertThat(policy.verify().threads()).isEqualTo(4);
    assertThat(policy.verify().deadline()).isEqualTo(Duration.ofSeconds(250));
    var limits = policy.verify().limits();
    assertThat(limits.inceptionSkew()).isEqualTo(Duration.ofHours(1));
    assertThat(limits.minimumRemaining()).contains(Duration.ofDays(3));
    assertThat(limits.publicationInterval()).isEqualTo(Duration.ofHours(36));
    assertThat(limits.refusedRsaBits()).isEqualTo(2048);
    assertThat(limits.weakRsaBits()).isEqualTo(3072);
    assertThat(limits.keysPerTag()).isEqualTo(1);
    assertThat(limits.nsec3Iterations()).isZero();
    assertThat(limits.findingsListed()).isEqualTo(7);
    assertThat(policy.parent().source()).isEqualTo(ParentSettings.Source.DS);
    assertThat(policy.parent().file()).contains(folder.resolve("dsset"));
    assertThat(policy.severities())
        .isEqualTo(Map.of("KEY-TAG-UNIQUE", Severity.BLOCK, "SIG-TTL", Severity.NOTE));
    String file = folder.resolve("policy.toml").toString();
    assertThat(policy.suppressions())
        .containsExactly(
            new Suppression(
                "SIG-TTL", "old signer", LocalDate.of(2027, 1, 1), Origin.line(file, 21)));
    assertThat(policy.selection().disabled())
        .containsEntry("SIG-TTL", file + ":21 (old signer, until 2027-01-01)");
    assertThat(policy.selection().severities()).isEqualTo(policy.severities());
    assertThat(policy.signing())
        .isEqualTo(
            new SigningSettings(
                Denial.NSEC,
                1,
                "aabb",
                Duration.ofDays(28),
                Duration.ofDays(30),
                Duration.ofMinutes(90),
                Duration.ZERO,
                7200,
                true,
                SerialRule.UNIXTIME,
                CdsRule.AS_GIVEN,
                RoleRule.SPLIT,
                Optional.empty(),
                false,
                Optional.empty(),
                KeyChangeRule.AT_ONCE));
    assertThat(policy.publish())
        .contains(new PublishSettings(folder.resolve("live/co.uk"), Path.of("/work"), false));
    assertThat(policy.effective())
        .contains(
            new EffectiveValue("verify", "threads", "4", Origin.line(file, 13)),
            new EffectiveValue("parent", "trust-anchor", "", Origin.DEFAULT),
            new EffectiveValue("signing", "validity", "\"28d\"", Origin.line(file, 28)));
    assertThat(policy.policySha256()).isNotEqualTo(PolicyReader.defaults().policySha256());
  }

  @Test
  void signaturesAreNotDueForRefreshWhenTheyAreMade() throws Exception {
    assertThat(problems("version = 1\n[signing]\nvalidity = \"7d\"\nrefresh = \"6d\"\n"))
        .containsExactly(
            "4:1: signing.refresh is 6d, must be less than the shortest life of a new signature,"
                + " which is 6d");
    assertThat(read("version = 1\n[signing]\nrefresh = \"3d\"\n").signing().refresh())
        .contains(Duration.ofDays(3));
  }

  @Test
  void theSpellingOfAValueDoesNotChangeTheDigestOfThePolicy() throws Exception {
    Policy a = read("version = 1\n[signing]\nvalidity = \"4w\"\n");
    Policy b = read("# the same\nversion = 1\n[signing]\nvalidity = \"672h\"\n");
    Policy c = read("version = 1\n[signing]\nvalidity = \"673h\"\n");
    assertThat(a.policySha256()).isEqualTo(b.policySha256()).isNotEqualTo(c.policySha256());
    assertThat(a.fileSha256()).isNotEqualTo(b.fileSha256());
  }

  @Test
  void allProblemsAreReportedAtTheirPlaceInTheOrderOfTheFile() throws Exception {
    assertThat(
            problems(
                """
                version = 1
                [verify]
                  thread = 4
                threads = 5000
                deadline = "PT1H"
                [severity]
                SIG-VERIFY = "warn"
                SIG-TTLS = "note"
                [zones]
                """))
        .containsExactly(
            "3:3: unknown key 'thread' in [verify], did you mean 'threads'?",
            "4:1: verify.threads is 5000, must be a whole number from 0 to 1024",
            "5:1: verify.deadline is \"PT1H\", must be a number and one of s, m, h, d, w, from"
                + " \"1s\" to \"7d\"; write \"1h\"",
            "7:1: SIG-VERIFY cannot be lowered: without it no verdict means anything",
            "8:1: unknown check \"SIG-TTLS\", did you mean 'SIG-TTL'?",
            "9:1: unknown key 'zones', did you mean 'zone'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          threads = "4"               | verify.threads is "4", must be a whole number from 0 to 1024
          threads = 1.5               | verify.threads is 1.5, must be a whole number from 0 to 1024
          threads = -1                | verify.threads is -1, must be a whole number from 0 to 1024
          threads = [1]               | verify.threads is
          threads.x = 1               | verify.threads is a section, must be a whole number
          refuse-rsa-below = 511      | must be a whole number from 512 to 4096
          refuse-rsa-below = 4096     | verify.warn-rsa-below is 2048, must be at least verify.refuse-rsa-below, which is 4096
          keys-per-tag = 0            | must be a whole number from 1 to 100
          nsec3-iterations = 65536    | must be a whole number from 0 to 65535
          findings-listed = 0         | must be a whole number from 1 to 1000000
          deadline = "0s"             | from "1s" to "7d"
          deadline = "5 m"            | verify.deadline is "5 m", must be a number and one of s, m, h, d, w
          deadline = "1d12h"          | verify.deadline is "1d12h"
          deadline = 300              | verify.deadline is 300, must be a number and one of s, m, h, d, w
          deadline = "9999999999w"    | verify.deadline is "9999999999w"
          deadline = "999999999w"     | verify.deadline is "999999999w"
          minimum-remaining = "auto"  | from "0s" to "366d" or "computed"
          inception-skew = "-1h"      | verify.inception-skew is "-1h"
          publication-interval = "0s" | from "1s" to "366d"
          "a\\u001b[31m" = 1           | unknown key 'a\\u001B[31m' in [verify]; known are inception-skew
          """)
  void badVerifyValuesAreRefused(String line, String expected) throws Exception {
    String toml = "version = 1\n[verify]\n" + line + "\n";
    assertThat(problems(toml)).singleElement().asString().startsWith("3:1: ").contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          signing | denial = "NSEC"          | must be "nsec" or "nsec3" or "nsec3-opt-out"
          signing | serial = "date"          | must be "keep" or "increment" or "unixtime"
          signing | nsec3-iterations = 51    | from 0 to 50
          signing | nsec3-salt = "abc"       | hex digits in pairs, at most 255 octets
          signing | nsec3-salt = "-"         | hex digits in pairs
          signing | dnskey-ttl = 2147483648  | from 0 to 2147483647
          signing | zonemd = "true"          | signing.zonemd is "true", must be true or false
          signing | jitter = "14d"           | signing.jitter is 14d, must be less than the shortest validity, which is 14d
          signing | dnskey-validity = "12h"  | signing.jitter is 1d, must be less than the shortest validity, which is 12h
          zone    | origin = "a..b"          | zone.origin is "a..b", which is not a domain name
          zone    | origin = ""              | zone.origin is "", must be a string that is not empty
          publish | file = "x"               | publish needs both file and work
          publish | work = "x"               | publish needs both file and work
          severity| SIG-TTL = "BLOCK"        | must be "block" or "warn" or "note"
          severity| X-Y = "block"            | unknown check "X-Y"; known are SIG-VERIFY, SIG-TTL, KEY-TAG-UNIQUE
          """)
  void badValuesOfOtherSectionsAreRefused(String section, String line, String expected)
      throws Exception {
    String toml = "version = 1\n[" + section + "]\n" + line + "\n";
    assertThat(problems(toml)).singleElement().asString().contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ds = \"a\"\ntrust-anchor = \"b\"",
        "ds = \"a\"\nnone = true",
        "trust-anchor = \"b\"\nnone = true"
      })
  void theParentHasOneSource(String lines) throws Exception {
    assertThat(problems("version = 1\n[parent]\n" + lines + "\n"))
        .singleElement()
        .asString()
        .startsWith("4:1: parent has more than one of ds, trust-anchor and none = true");
  }

  @Test
  void aParentMayBeNoneOrATrustAnchor() throws Exception {
    assertThat(read("version = 1\n[parent]\nnone = true\n").parent().source())
        .isEqualTo(ParentSettings.Source.NONE);
    Policy anchored = read("version = 1\n[parent]\ntrust-anchor = \"/etc/root.key\"\n");
    assertThat(anchored.parent())
        .isEqualTo(
            new ParentSettings(
                ParentSettings.Source.TRUST_ANCHOR, Optional.of(Path.of("/etc/root.key"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2026-11-24 | ok
          2027-11-25 | ok
          2026-11-23 | suppression expired on 2026-11-23, decide again
          2027-11-26 | suppress.until is 2027-11-26, must be at most 366 days away; the last allowed day is 2027-11-25
          "2027-01-01" | must be a date such as 2027-01-31, without quotes and without a time
          2027-01-01T00:00:00Z | without a time
          """)
  void suppressionsEnd(String until, String expected) throws Exception {
    String toml =
        "version = 1\n[[suppress]]\ncheck = \"SIG-TTL\"\nreason = \"r\"\nuntil = " + until + "\n";
    if (expected.equals("ok")) {
      assertThat(read(toml).suppressions()).hasSize(1);
    } else {
      assertThat(problems(toml)).singleElement().asString().startsWith("5:1: ").contains(expected);
    }
  }

  @Test
  void suppressionsAreCompleteAndOfChecksThatMayBeSuppressed() throws Exception {
    assertThat(
            problems(
                """
                version = 1
                [[suppress]]
                [[suppress]]
                check = "SIG-VERIFY"
                reason = " "
                until = 2027-01-01
                [[suppress]]
                check = "SIG-VERIFY"
                reason = "r"
                until = 2027-01-01
                [[suppress]]
                check = "SIG-TTL"
                reason = "r"
                until = 2027-01-01
                because = "x"
                [[suppress]]
                check = "SIG-TTL"
                reason = "r"
                until = 2027-01-01
                [[suppress]]
                check = "SIG-TLT"
                reason = "r"
                until = 2027-01-01
                """))
        .containsExactly(
            "2:1: suppress.check is missing",
            "2:1: suppress.reason is missing",
            "2:1: suppress.until is missing",
            "5:1: suppress.reason is \" \", must be a string that is not empty",
            "8:1: SIG-VERIFY cannot be suppressed: without it no verdict means anything",
            "15:1: unknown key 'because' in [suppress]; known are check, reason, until",
            "17:1: SIG-TTL is suppressed already by " + folder.resolve("policy.toml") + ":12",
            "21:1: unknown check \"SIG-TLT\", did you mean 'SIG-TTL'?");
  }

  @Test
  void aCheckThatCannotBeSuppressedMayBeNamedWithItsOwnSeverity() throws Exception {
    assertThat(read("version = 1\n[severity]\nSIG-VERIFY = \"block\"\n").severities())
        .containsEntry("SIG-VERIFY", Severity.BLOCK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          verify = 1       | 'verify' is a value, must be a section; write [verify]
          suppress = ["a"] | 'suppress' must be a list of sections; write [[suppress]]
          suppress.a = 1   | 'suppress' must be a list of sections; write [[suppress]]
          """)
  void sectionsAreSections(String line, String expected) throws Exception {
    assertThat(problems("version = 1\n" + line + "\n")).containsExactly("2:1: " + expected);
  }

  @Test
  void theVersionIsMandatoryAndKnown() throws Exception {
    assertThat(problems(""))
        .containsExactly("1:1: version is missing; write version = 1 at the top");
    assertThat(problems("version = 2\n")).containsExactly("1:1: version is 2, must be 1");
    assertThat(problems("version = \"1\"\n")).containsExactly("1:1: version is \"1\", must be 1");
  }

  @Test
  void everySyntaxErrorHasItsPlace() throws Exception {
    assertThat(problems("version = 1\nversion = 1\n[verify\nx = \n"))
        .hasSize(3)
        .anyMatch(p -> p.startsWith("2:1: version previously defined"))
        .anyMatch(p -> p.startsWith("3:8: "))
        .anyMatch(p -> p.startsWith("4:5: "));
  }

  @Test
  void whatIsNotATextFileIsRefused() throws Exception {
    Path binary = folder.resolve("binary.toml");
    Files.write(binary, new byte[] {'v', (byte) 0xff, (byte) 0xfe});
    Path large = folder.resolve("large.toml");
    Files.write(large, new byte[(1 << 18) + 1]);
    assertThat(refused(folder)).hasMessage(folder + ": is not a regular file");
    assertThat(refused(folder.resolve("none.toml"))).hasMessageEndingWith(": does not exist");
    assertThat(refused(binary)).hasMessageContaining("is not UTF-8 text");
    assertThat(refused(large))
        .hasMessageEndingWith("has 262145 bytes, more than the 262144 allowed");
    Path deep = folder.resolve("deep.toml");
    Files.writeString(deep, "version = 1\na = " + "[".repeat(200_000));
    assertThat(refused(deep)).hasMessage(deep + ": is nested too deeply");
    Path control = folder.resolve("control.toml");
    Files.write(control, new byte[] {0, 1, 27, '['});
    assertThat(refused(control).getMessage()).doesNotContain("\u0000").doesNotContain("\u001b");
  }

  private static PolicyException refused(Path file) {
    PolicyException exception =
        catchThrowableOfType(
            PolicyException.class, () -> new PolicyReader(CATALOGUE, NOW).read(file));
    assertThat(exception).isNotNull();
    return exception;
  }

  private Policy read(String toml) throws IOException, PolicyException {
    Path file = folder.resolve("policy.toml");
    Files.writeString(file, toml);
    return new PolicyReader(CATALOGUE, NOW).read(file);
  }

  /** The TOML library throws this one where it collects the others. */
  @Test
  void anEscapeThatIsNoneInTheNameOfASection() throws Exception {
    assertThat(problems("version = 1\n[\"a\\E\"]\n"))
        .singleElement()
        .asString()
        .startsWith("2:4: ")
        .contains("\\E");
  }

  /**
   * With assertions on, as tests and fuzzing have them, the TOML library ends in one of its own.
   */
  @ParameterizedTest
  @ValueSource(strings = {"\\u", "\\u12", "\\U0001", "\\ud800", "\\uzzzz"})
  void anEscapeThatIsCutOffIsNotToml(String escape) throws Exception {
    assertThat(problems("version = 1\nx = \"" + escape + "\"\n")).isNotEmpty();
    assertThat(problems("version = 1\n[\"" + escape + "\"]\n")).isNotEmpty();
  }

  /** The problems without the name of the file. */
  private List<String> problems(String toml) throws IOException {
    Path file = folder.resolve("policy.toml");
    Files.writeString(file, toml);
    return refused(file).problems().stream()
        .map(p -> p.line() + ":" + p.column() + ": " + p.text())
        .toList();
  }

  private static CheckDescription check(String id, Severity severity, boolean suppressible) {
    return new CheckDescription(
        id,
        "title",
        CheckGroup.SIGNATURES,
        severity,
        suppressible,
        Strictness.LATER,
        "RFC",
        "RRs",
        "e",
        "r");
  }
}
