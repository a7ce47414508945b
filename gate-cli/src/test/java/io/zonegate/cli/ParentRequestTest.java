package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CDS and CDNSKEY by policy, and the serial of a zone signed again, judged by the verifier. */
class ParentRequestTest {
  @TempDir Path folder;
  private Path unsigned;
  private Path signed;
  private String hsm;

  @BeforeEach
  void keys() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    signed = folder.resolve("out.zone");
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES.subList(0, 1)).toString();
    String origin = GoodZone.ORIGIN.toString();
    Cli.run("keys", "generate", "--hsm", hsm, "--zone", origin).ends(ExitCode.PASS);
    Cli.run("keys", "ds", "--hsm", hsm, "--output", folder.resolve("dsset").toString())
        .ends(ExitCode.PASS);
  }

  private String policy(String text) throws IOException {
    return Files.writeString(
            folder.resolve("policy.toml"), "version = 1\n[parent]\nds = \"dsset\"\n" + text)
        .toString();
  }

  private List<String> signed(String policy, String... more) throws IOException {
    String[] sign = {"sign", "--hsm", hsm, "--policy", policy, "--output", signed.toString()};
    Cli.run(Cli.words(Cli.words(sign, more), unsigned.toString())).ends(ExitCode.PASS);
    return Files.readAllLines(signed);
  }

  private static List<String> rdata(List<String> lines, String type) {
    return lines.stream()
        .filter(l -> l.matches("\\S+ \\d+ IN " + type + " .*"))
        .map(l -> l.substring(l.indexOf(type) + type.length() + 1))
        .toList();
  }

  @Test
  void activeKsksAreNamedAndPass() throws Exception {
    String policy = policy("[signing]\ncds = \"active-ksks\"\n");
    List<String> lines = signed(policy);
    String ds = Files.readString(folder.resolve("dsset")).trim();
    assertThat(rdata(lines, "CDS")).singleElement().asString().isEqualToIgnoringCase(afterDs(ds));
    assertThat(rdata(lines, "CDNSKEY"))
        .isEqualTo(rdata(lines, "DNSKEY").stream().filter(k -> k.startsWith("257 ")).toList());
    Cli.run("verify", "--policy", policy, signed.toString()).ends(ExitCode.PASS);
  }

  private static String afterDs(String record) {
    return record.substring(record.indexOf(" DS ") + 4);
  }

  @Test
  void aPublishedKskIsNamedIfAllAre() throws Exception {
    String origin = GoodZone.ORIGIN.toString();
    Cli.run("keys", "generate", "--hsm", hsm, "--zone", origin, "--role", "KSK")
        .ends(ExitCode.PASS);
    Path keys = folder.resolve("keys.toml");
    String[] tables = Files.readString(keys).split("(?=\\[\\[key]])");
    tables[tables.length - 1] =
        tables[tables.length - 1].replace("active = true", "active = false");
    Files.writeString(keys, String.join("", tables));
    assertThat(rdata(signed(policy("[signing]\ncds = \"active-ksks\"\n")), "CDS")).hasSize(1);
    String policy = policy("[signing]\ncds = \"all-ksks\"\n");
    assertThat(rdata(signed(policy), "CDS")).hasSize(2);
    Cli.run("verify", "--policy", policy, signed.toString()).ends(ExitCode.PASS);
  }

  @Test
  void deletionNeedsTheConsentOfTheJudgeToo() throws Exception {
    String policy = policy("[signing]\ncds = \"delete\"\n");
    List<String> lines = signed(policy);
    assertThat(rdata(lines, "CDS")).containsExactly("0 0 0 00");
    assertThat(rdata(lines, "CDNSKEY")).containsExactly("0 3 0 AA==");
    Cli.run("verify", "--policy", policy, signed.toString()).ends(ExitCode.BLOCK);
    String consent = policy("[signing]\ncds = \"delete\"\n[keys]\ncds-delete = true\n");
    Cli.run("verify", "--policy", consent, signed.toString()).ends(ExitCode.PASS);
  }

  @Test
  void whatTheUnsignedZoneAsksForIsNotOverwritten() throws Exception {
    String policy = policy("[signing]\ncds = \"active-ksks\"\n");
    Files.writeString(
        unsigned, Files.readString(unsigned) + GoodZone.ORIGIN + " 60 IN CDS 0 0 0 00\n");
    long line = Files.readString(unsigned).lines().count();
    String[] sign = {"sign", "--hsm", hsm, "--policy", policy, "--output", signed.toString()};
    Cli.run(Cli.words(sign, unsigned.toString()))
        .refuses(ExitCode.UNDECIDED, unsigned + ":" + line + ": CDS is in the unsigned zone");
    assertThat(signed).doesNotExist();
  }

  @Test
  void theDateCounterGoesOnFromTheKeptZone() throws Exception {
    Files.writeString(
        unsigned,
        Files.readString(unsigned).replaceFirst("(\\sSOA\\s+\\S+\\s+\\S+\\s+)\\d+", "$11"));
    String policy = policy("[signing]\nserial = \"date-counter\"\n");
    assertThat(signed(policy).get(0)).contains(" 2026112400 ");
    assertThat(signed(policy, "--reuse", signed.toString()).get(0)).contains(" 2026112401 ");
    Cli.run("verify", "--policy", policy, signed.toString()).ends(ExitCode.PASS);
  }
}
