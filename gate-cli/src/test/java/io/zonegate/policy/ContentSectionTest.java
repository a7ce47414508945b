package io.zonegate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.check.Catalogue;
import io.zonegate.verifier.check.content.ApexPins;
import io.zonegate.verifier.check.content.ContentRules;
import io.zonegate.verifier.check.content.DeltaLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSectionTest {
  @TempDir private Path folder;

  private ContentRules read(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("p.toml"), "version = 1\n[content]\n" + content);
    return new PolicyReader(Catalogue.descriptions(), Instant.EPOCH)
        .read(file)
        .verify()
        .rules()
        .content();
  }

  @Test
  void valuesAreRead() throws Exception {
    ContentRules rules =
        read(
            """
            apex-ns = ["a.example.", "b.example"]
            soa-expire = 604800
            canaries = ["nic.example. NS TYPE65280"]
            removed-ds-per-mille = 20
            misnamed-per-mille = 0
            """);
    assertThat(rules.apex().nameServers()).containsExactly("a.example.", "b.example");
    assertThat(rules.apex().soaNumbers()).containsEntry(ApexPins.SoaNumber.EXPIRE, 604_800L);
    assertThat(rules.canaries().get(0).types()).containsExactly(2, 65_280);
    assertThat(rules.delta().bounds().keySet()).containsExactly(DeltaLimits.Counted.DS);
    assertThat(rules.delta().bounds().get(DeltaLimits.Counted.DS).removedPerMille())
        .isEqualTo(OptionalLong.of(20));
    assertThat(rules.misnamedPerMille()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "canaries = ['nic.example.']             | nic.example. needs types",
        "canaries = ['nic.example. A NOSUCH']    | 'NOSUCH' is no RR type",
        "canaries = ['nic.example. RRSIG']       | types other than RRSIG",
        "canaries = 'nic.example. A'             | must be a list of strings",
        "canaries = ['']                         | must be a list of strings",
        "apex-ns = ['a..example.']               | must be a domain name",
        "apex-ns = [1]                           | must be a list of strings",
        "soa-mname = 'a..b'                      | must be a domain name",
        "soa-expire = '7d'                       | must be a whole number from 0 to 2147483647",
        "removed-names = -1                      | must be a whole number from 0",
        "added-records-per-mille = 0.5           | must be a whole number from 0",
        "misnamed-per-mille = 1001               | must be a whole number from 0 to 1000",
        "zonemd = 'always'                       | \"ignore\" or \"if-present\" or \"required\"",
        "removed-delegation = 1                  | unknown key 'removed-delegation'",
      })
  void whatIsNotAllowedIsRefusedWithItsPlace(String line, String reason) {
    assertThatThrownBy(() -> read(line.replace('\'', '"')))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("p.toml:3:")
        .hasMessageContaining(reason);
  }
}
