package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonegate.replay.Programs;
import io.zonegate.report.JunitReport;
import io.zonegate.report.Pages;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseCommandTest {
  @TempDir Path folder;
  private Path hsm;
  private Path zone;
  private Path policy;

  @BeforeEach
  void production() throws IOException {
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES.subList(0, 2));
    Cli.run("keys", "generate", "--hsm", hsm.toString(), "--zone", "example.").ends(ExitCode.PASS);
    zone = folder.resolve("example.zone");
    try (Writer out = Files.newBufferedWriter(zone)) {
      ZoneMaker.write(ZoneShape.of("example.", 5, 20), out);
    }
    policy = Files.writeString(folder.resolve("policy.toml"), "version = 1\n");
  }

  /** By a clock that is not at a full second, as clocks are. */
  private Cli.Answer rehearse(String plan, String... more) {
    return Cli.run(
        Cli.words(
            new String[] {
              "rehearse",
              plan,
              zone.toString(),
              "--hsm",
              hsm.toString(),
              "--policy",
              policy.toString(),
              "--names",
              "3",
              "--at",
              "2026-12-01T08:00:00.336189Z"
            },
            more));
  }

  @Test
  @DisplayName(
      "A rehearsal in a process of its own, with its reports; production's tokens stay alone")
  void reports() throws Exception {
    Path reports = Files.createDirectories(folder.resolve("reports"));
    String verdict = "<meta name=\"generator\" content=\"zonegate 1\">";
    Path others = Files.writeString(reports.resolve("index.html"), verdict);
    Cli.Answer answer =
        rehearse(
            "zsk-roll",
            "--format",
            "json",
            "--report-dir",
            reports.toString(),
            "--html",
            reports.toString());
    answer.ends(ExitCode.PASS);
    assertThat(others).hasContent(verdict);

    JsonNode json = new ObjectMapper().readTree(answer.out());
    assertThat(json.get("decision").asText()).isEqualTo("PASS");
    assertThat(json.get("steps")).hasSize(4);
    assertThat(json.get("proof").get("combinations").asInt()).isPositive();
    assertThat(json.get("tokens").asText()).isEqualTo("site-a, site-b");
    assertThat(new ObjectMapper().readTree(reports.resolve("rehearse.json").toFile()))
        .isEqualTo(json);
    assertThat(Files.readString(reports.resolve("rehearse.txt")))
        .contains("2026-12-01T08:00:00Z  publish-zsk")
        .contains("PASS rehearsal of zsk-roll pre-publish for example.");
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(JunitReport.class.getResource(JunitReport.SCHEMA))
        .newValidator()
        .validate(new StreamSource(reports.resolve("rehearse.xml").toFile()));
    assertThat(Files.readString(reports.resolve("rehearse.xml")))
        .contains("tests=\"17\" failures=\"0\" errors=\"0\"")
        .contains("name=\"ZSK-ROLL-PRE-PUBLISH-SIGN-CACHES\"");
    assertReadableUnderStrictPolicy(reports);
  }

  @Test
  @DisplayName("A real resolver confirms it: an invariant of its own in every report")
  void resolver() throws Exception {
    Path reports = folder.resolve("reports");
    Cli.Answer answer =
        rehearse(
            "go-unsigned",
            "--resolver",
            "unbound",
            "--report-dir",
            reports.toString(),
            "--html",
            reports.toString());
    answer.ends(ExitCode.PASS);
    assertThat(answer.out()).contains("RESOLVER  ok     unbound 1.").contains(" met the slowest");
    JsonNode resolver =
        new ObjectMapper().readTree(reports.resolve("rehearse.json").toFile()).get("resolver");
    assertThat(resolver.get("outcome").asText()).isEqualTo("HOLDS");
    assertThat(resolver.get("walks")).hasSize(2);
    assertThat(resolver.get("replays"))
        .isNotEmpty()
        .allSatisfy(r -> assertThat(r.get("agrees").asBoolean()).isTrue());
    assertThat(Files.readString(reports.resolve("rehearse.xml")))
        .contains("name=\"GO-UNSIGNED-DS-FIRST-RESOLVER\"");
    assertThat(Files.readString(reports.resolve("rehearsal.html")))
        .contains("Confirmed by a resolver", "a real resolver agrees with the proof: unbound 1.");
  }

  @Test
  @DisplayName("Where a program is missing nothing is rehearsed, and what to install is said")
  void withoutPrograms() throws Exception {
    Path kept = folder.resolve("kept");
    Cli.run(
            InputStream.nullInputStream(),
            false,
            Map.of(Programs.FAKETIME, folder + "/none"),
            "rehearse",
            "zsk-roll",
            zone.toString(),
            "--hsm",
            hsm.toString(),
            "--policy",
            policy.toString(),
            "--dir",
            kept.toString(),
            "--resolver",
            "unbound")
        .refuses(ExitCode.UNDECIDED, "apt-get install libfaketime", "nothing was rehearsed");
    assertThat(kept).doesNotExist();
  }

  /** Jenkins' default content policy: default-src 'none'; img-src 'self'; style-src 'self'. */
  private static void assertReadableUnderStrictPolicy(Path folder) throws Exception {
    Pages.of(folder.resolve("rehearsal.html")).areForAnyBrowser();
    assertThat(Files.readString(folder.resolve("rehearsal.html")))
        .contains(
            "href=\"rehearsal.css\"", "src=\"rehearsal.svg\"", "srcset=\"rehearsal-dark.svg\"")
        .contains("2 sign", "Waited ");
    assertThat(Files.readString(folder.resolve("rehearsal.svg")))
        .contains("Keys in the DNSKEY RRset", "2 sign, 1 Dec", "RRSIGs by ");
    assertThat(folder.resolve("rehearsal.css")).isNotEmptyFile();
  }

  @Test
  @DisplayName("What is printed as a plan is rehearsed as a plan, if it is the approved one")
  void planFile() throws IOException {
    Cli.Answer printed = rehearse("ksk-roll", "--ds-ttl", "2h", "--print-plan");
    printed.ends(ExitCode.PASS);
    String digest = printed.err().strip().replace("digest ", "");
    Path plan = Files.writeString(folder.resolve("plan.toml"), printed.out());

    rehearse(plan.toString(), "--approved", digest, "--ds-ttl", "2h", "--quiet")
        .ends(ExitCode.PASS);
    Cli.Answer nz = rehearse(plan.toString(), "--approved", digest);
    nz.ends(ExitCode.BLOCK);
    assertThat(nz.out()).contains("the plan takes ds-ttl for 2h, and it is 1d");
    Files.writeString(plan, printed.out().replace("ds-ttl = \"2h\"", "ds-ttl = \"1h\""));
    rehearse(plan.toString(), "--approved", digest)
        .refuses(ExitCode.BLOCK, "approved is " + digest);
  }

  @Test
  @DisplayName("The key plan of a plan is read by the policy, and has each key in its time")
  void keyPlan() throws IOException {
    String form = "example. IN DS 1 13 2 " + "00".repeat(32) + "\n";
    for (int tag = 1; tag <= 3; tag++) {
      Files.writeString(folder.resolve("key" + tag), form.replace("DS 1", "DS " + tag));
    }
    String keys = "ksk-old=%1$s/key1,zsk-old=%1$s/key2,zsk-new=%1$s/key3".formatted(folder);
    Cli.Answer answer = rehearse("zsk-roll", "--key-plan", keys);
    answer.ends(ExitCode.PASS);
    assertThat(answer.out())
        .contains("{ ds = \"3 13 2 " + "00".repeat(32) + "\", from = 2026-12-01T08:00:00Z,");
    Files.writeString(policy, "version = 1\n" + answer.out());
    Cli.run("policy", "check", "--policy", policy.toString()).ends(ExitCode.PASS);
    rehearse("zsk-roll", "--key-plan", "zsk-new=" + folder + "/key3")
        .refuses(ExitCode.USAGE, "ksk-old, zsk-old, zsk-new");
  }

  @Test
  @DisplayName("A fault is found, and JUnit has it as a failure")
  void fault() throws IOException {
    Path junit = folder.resolve("junit.xml");
    Cli.Answer answer =
        rehearse("zsk-roll", "--fault", "prepublish-lost", "--junit", junit.toString());
    answer.ends(ExitCode.BLOCK);
    assertThat(answer.out())
        .contains("FAULT  prepublish-lost: the zone of the first step is never published")
        .contains("2 invariants did not hold");
    assertThat(Files.readString(junit)).contains("tests=\"17\" failures=\"2\" errors=\"0\"");
  }

  /** In a process of its own: SoftHSM2 gives up a token that was away for the life of a process. */
  @Test
  @DisplayName("A token that is away: the step is not done, and what is live stays valid")
  void tokenLost() {
    Cli.Answer answer = rehearse("zsk-roll", "--fault", "hsm-lost-at=sign");
    answer.ends(ExitCode.UNDECIDED);
    assertThat(answer.out())
        .contains("step sign could not be done. What survives: serial")
        .contains("1 invariant did not hold; not every step could be done")
        .doesNotContain("remove-zsk");
  }

  @Test
  @DisplayName("A DNSKEY RRset with a longer TTL than all data: data are forgotten before it")
  void longDnskeyTtl() throws IOException {
    Files.writeString(policy, "version = 1\n[signing]\ndnskey-ttl = 259200\n");
    rehearse("zsk-roll").ends(ExitCode.PASS);
  }

  @Test
  @DisplayName("What cannot be rehearsed is refused, with what can")
  void refusals() throws IOException {
    rehearse("ksk-roll", "--way", "triple").refuses(ExitCode.USAGE, "double-rrset");
    rehearse("zsk-roll", "--fault", "gremlins").ends(ExitCode.USAGE);
    rehearse("zsk-roll", "--resolver", "unbound,bind")
        .refuses(ExitCode.USAGE, "alone or with one of knot, nsd");
    rehearse("algorithm-roll").refuses(ExitCode.USAGE, "needs the new algorithm");
    rehearse("csk-roll").refuses(ExitCode.USAGE, "by the policy there are ZSKs");
    rehearse("no-such-plan.toml").refuses(ExitCode.CONFIGURATION, "file not found");
    Path plan = Files.writeString(folder.resolve("p"), rehearse("zsk-roll", "--print-plan").out());
    rehearse(plan.toString(), "--way", "double-signature").refuses(ExitCode.USAGE, "--way");
    rehearse(plan.toString(), "--new-algorithm", "15").refuses(ExitCode.USAGE, "--new-algorithm");
    Cli.run("rehearse", "ksk-roll").refuses(ExitCode.USAGE, "takes a plan");
    assertThat(List.of(folder.toFile().list())).doesNotContain("pins");
  }

  @Test
  @DisplayName(
      "The parent's DS has SHA-384, a new key's SHA-256: Unbound goes by the stronger alone")
  void digestTypes() throws IOException {
    Path ds = folder.resolve("ds");
    Files.writeString(ds, "example. 3600 IN DS 1 13 2 " + "00".repeat(32) + "\n");
    rehearse("ksk-roll", "--ds", ds.toString()).ends(ExitCode.PASS);
    Files.writeString(ds, "example. 3600 IN DS 1 13 4 " + "00".repeat(48) + "\n");
    Cli.Answer answer = rehearse("ksk-roll", "--ds", ds.toString());
    answer.ends(ExitCode.BLOCK);
    assertThat(answer.out().replaceAll("\\s+", " "))
        .contains("the parent has DS records of digest type 4 (" + ds + ")")
        .containsPattern(" swap-ksk .* CACHES BROKEN .* remove-ds ");
  }

  @Test
  @DisplayName("A policy that contradicts the plan: said with the plan, and not rehearsed")
  void policyContradicts() throws IOException {
    Path plan = folder.resolve("plan.toml");
    Files.writeString(plan, rehearse("zsk-roll", "--print-plan").out());
    Files.writeString(policy, "version = 1\n[signing]\ncds = \"active-ksks\"\n");
    Cli.Answer printed = rehearse("ksk-roll", "--print-plan");
    printed.ends(ExitCode.PASS);
    assertThat(printed.err()).contains("note: step add-ds: by [signing] cds of the policy");
    rehearse("ksk-roll").refuses(ExitCode.CONFIGURATION, "step add-ds: by [signing] cds");
    Files.writeString(policy, "version = 1\n[signing]\nroles = \"single\"\n");
    rehearse(plan.toString()).refuses(ExitCode.CONFIGURATION, "[signing] roles of the policy");
  }

  @Test
  @DisplayName("The plan is no place for a report")
  void planIsKept() throws IOException {
    String text = rehearse("zsk-roll", "--print-plan").out();
    Path plan = Files.writeString(folder.resolve("plan.toml"), text);
    rehearse(plan.toString(), "--json", plan.toString())
        .refuses(ExitCode.USAGE, "a report cannot go to " + plan);
    assertThat(plan).hasContent(text);
  }

  @Test
  @DisplayName("What a plan says must be what is seen of it")
  void invisible() throws IOException {
    String text = rehearse("zsk-roll", "--print-plan").out();
    Path plan = folder.resolve("plan.toml");
    for (String hidden : List.of("\\u001B[2J", "\\u202E", "\\n")) {
      Files.writeString(plan, text.replaceFirst("purpose = \"", "purpose = \"" + quote(hidden)));
      rehearse(plan.toString(), "--print-plan")
          .refuses(ExitCode.CONFIGURATION, "step publish-zsk: ", "cannot be seen");
      Files.writeString(plan, text.replace("publish-zsk", "publish" + hidden));
      rehearse(plan.toString(), "--print-plan").refuses(ExitCode.CONFIGURATION, "cannot be seen");
    }
  }

  private static String quote(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  @Test
  @DisplayName("A token that is away from the beginning: nothing is live, and TOKENS says why")
  void tokenLostAtOnce() {
    Cli.Answer answer =
        rehearse("zsk-roll", "--fault", "hsm-lost-at=before", "--resolver", "unbound");
    answer.ends(ExitCode.UNDECIDED);
    assertThat(answer.out())
        .contains("TOKENS    OPEN")
        .contains("RESOLVER  OPEN   no zone was published")
        .contains("the zone before the plan could not be signed")
        .contains("not every step could be done");
  }
}
