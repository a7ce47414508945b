package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One zone and two signers with keys of their own (RFC 8901), each on a token of its own. */
class MultiSignerTest {
  private static final String ORIGIN = GoodZone.ORIGIN.toString();

  @TempDir Path folder;
  private Path unsigned;

  @BeforeEach
  void twoSigners() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    signer("a", "site-a", "13");
    signer("b", "site-b", "13");
    Files.writeString(
        folder.resolve("dsset"),
        Files.readString(folder.resolve("a/ds")) + Files.readString(folder.resolve("b/ds")));
  }

  private void signer(String name, String token, String algorithm) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    String hsm = ScratchHsm.tokens().config(own, List.of(token)).toString();
    Cli.run("keys", "generate", "--hsm", hsm, "--zone", ORIGIN, "--algorithm", algorithm)
        .ends(ExitCode.PASS);
    Cli.run("keys", "ds", "--hsm", hsm, "--output", own.resolve("ds").toString())
        .ends(ExitCode.PASS);
  }

  /** The DNSKEY records of a signer's key set, with these flags. */
  private String dnskeys(String name, Predicate<String> flags) throws IOException {
    return Files.readAllLines(folder.resolve(name + "/keys.toml")).stream()
        .filter(l -> l.startsWith("dnskey = "))
        .map(l -> l.substring(l.indexOf('"') + 1, l.lastIndexOf('"')))
        .filter(flags)
        .map(rdata -> ORIGIN + " 60 IN DNSKEY " + rdata + "\n")
        .collect(Collectors.joining());
  }

  private Cli.Answer sign(String name, String foreign) throws IOException {
    Path own = folder.resolve(name);
    Files.writeString(own.resolve("foreign"), foreign);
    Files.writeString(
        own.resolve("policy.toml"),
        "version = 1\n[signing]\nforeign-dnskeys = \"foreign\"\ncds = \"active-ksks\"\n");
    return Cli.run(
        "sign",
        "--hsm",
        own.resolve("hsm.toml").toString(),
        "--policy",
        own.resolve("policy.toml").toString(),
        "--output",
        own.resolve("zone").toString(),
        unsigned.toString());
  }

  private Set<String> apex(String name, String type) throws IOException {
    return Files.readAllLines(folder.resolve(name + "/zone")).stream()
        .filter(l -> l.startsWith(ORIGIN + " ") && l.contains(" IN " + type + " "))
        .collect(Collectors.toSet());
  }

  private void passes(String name) {
    String zone = folder.resolve(name + "/zone").toString();
    Cli.run("verify", "--ds", folder.resolve("dsset").toString(), zone).ends(ExitCode.PASS);
  }

  @Test
  void eachSignerPublishesTheKeysOfAll() throws Exception {
    String said = sign("a", dnskeys("b", k -> true)).ends(ExitCode.PASS).out();
    assertThat(said.lines().filter(l -> l.startsWith("  foreign DNSKEY "))).hasSize(2);
    sign("b", dnskeys("a", k -> true)).ends(ExitCode.PASS);
    assertThat(apex("a", "DNSKEY")).hasSize(4).isEqualTo(apex("b", "DNSKEY"));
    assertThat(apex("a", "CDS")).hasSize(2).isEqualTo(apex("b", "CDS"));
    assertThat(apex("a", "CDNSKEY")).hasSize(2).isEqualTo(apex("b", "CDNSKEY"));
    passes("a");
    passes("b");
  }

  @Test
  void theSignerWithTheKskPublishesZsksOfOthers() throws Exception {
    Files.copy(
        folder.resolve("a/ds"), folder.resolve("dsset"), StandardCopyOption.REPLACE_EXISTING);
    sign("a", dnskeys("b", k -> k.startsWith("256 "))).ends(ExitCode.PASS);
    assertThat(apex("a", "DNSKEY")).hasSize(3);
    assertThat(apex("a", "CDS")).hasSize(1);
    passes("a");
  }

  @Test
  void keysThatWouldBreakTheZoneAreRefused() throws Exception {
    sign("a", dnskeys("a", k -> k.startsWith("256 ")))
        .refuses(ExitCode.CONFIGURATION, "is in the key set of this signer");
    signer("c", "site-c", "15");
    sign("a", dnskeys("c", k -> true))
        .refuses(ExitCode.CONFIGURATION, "has an algorithm that no key of zone.example. here has");
    String file = folder.resolve("a/foreign").toString();
    sign("a", "").refuses(ExitCode.CONFIGURATION, file + ": has no DNSKEY record");
    sign("a", ORIGIN + " 60 IN A 192.0.2.1\n")
        .refuses(ExitCode.CONFIGURATION, file + ":1: zone.example. A is no DNSKEY record");
    sign("a", ORIGIN + " 60 IN DNSKEY 256 3 13 AAAA\n")
        .refuses(ExitCode.CONFIGURATION, file + ":1: DNSKEY is refused");
    assertThat(folder.resolve("a/zone")).doesNotExist();
  }
}
