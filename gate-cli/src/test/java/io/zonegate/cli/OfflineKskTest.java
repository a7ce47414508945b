package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonegate.hsm.file.Sha256;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ceremony with its KSK on a token of its own, and signers that have ZSKs alone. */
class OfflineKskTest {
  private static final String ORIGIN = GoodZone.ORIGIN.toString();
  private static final String UNTIL = "2027-02-01T00:00:00Z";

  @TempDir Path folder;
  private Path unsigned;
  private ZoneKey ksk;

  @BeforeEach
  void ceremonyAndSigner() throws IOException {
    unsigned = GoodZone.in(folder).unsigned();
    ScratchHsm.tokens().config(Files.createDirectory(folder.resolve("vault")), List.of("site-c"));
    hsm("vault", "keys generate", "--zone", ORIGIN, "--role", "KSK").ends(ExitCode.PASS);
    ksk = keys("vault").keys().get(0);
    hsm("vault", "keys ds", "--output", folder.resolve("dsset").toString()).ends(ExitCode.PASS);
    signer("a", "site-a");
  }

  /**
   * A signer with a ZSK of its own, which knows the KSK by its table from the ceremony's keys.toml.
   */
  private void signer(String name, String token) throws IOException {
    Path own = Files.createDirectory(folder.resolve(name));
    Path hsm = ScratchHsm.tokens().config(own, List.of(token));
    Files.writeString(hsm, "ksk-bundles = \"kept\"\n" + Files.readString(hsm));
    Files.copy(folder.resolve("vault/keys.toml"), own.resolve("keys.toml"));
    Files.writeString(own.resolve("policy.toml"), policy(""));
    hsm(name, "keys generate", "--zone", ORIGIN, "--role", "ZSK").ends(ExitCode.PASS);
  }

  private static String policy(String signing) {
    return "version = 1\n[parent]\nds = \"../dsset\"\n[publish]\nfile = \"live\"\nwork = \"work\"\n"
        + "[signing]\ncds = \"active-ksks\"\n"
        + signing;
  }

  private KeySet keys(String name) {
    return KeySetFile.read(folder.resolve(name).resolve("keys.toml"));
  }

  private Cli.Answer hsm(String name, String command, String... more) {
    String[] hsm = {"--hsm", folder.resolve(name).resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(Cli.words(command.split(" "), hsm), more));
  }

  /** With the signer's policy. */
  private Cli.Answer at(String name, String command, String... more) {
    String[] policy = {"--policy", folder.resolve(name).resolve("policy.toml").toString()};
    return hsm(name, command, Cli.words(policy, more));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Cli.Answer request(String name, String... more) {
    String[] words = {"--until", UNTIL, "--output", path(name + ".request")};
    return at(name, "keys request", Cli.words(words, more));
  }

  private String digest(String file) throws IOException {
    return Sha256.hex(Files.readAllBytes(folder.resolve(file)));
  }

  private Cli.Answer ceremony(String name, String... more) throws IOException {
    String[] words = {"--digest", digest(name + ".request"), "--output", path(name + ".response")};
    return hsm(
        "vault", "keys sign-request", Cli.words(Cli.words(words, more), path(name + ".request")));
  }

  private Cli.Answer imports(String name) {
    return at(
        name,
        "keys import-response",
        "--request",
        path(name + ".request"),
        path(name + ".response"));
  }

  private void signInAdvance(String name, String... ceremony) throws IOException {
    request(name).ends(ExitCode.PASS);
    ceremony(name, ceremony).ends(ExitCode.PASS);
    imports(name).ends(ExitCode.PASS);
  }

  private Cli.Answer sign(String name, String... more) {
    String[] words = {"--output", path(name + ".zone"), unsigned.toString()};
    return at(name, "sign", Cli.words(more, words));
  }

  private void passes(String name, String... more) {
    String[] verify = {"verify", "--ds", path("dsset"), "--unsigned", unsigned.toString()};
    Cli.run(Cli.words(Cli.words(verify, more), path(name + ".zone"))).ends(ExitCode.PASS);
  }

  /** Nothing came of it, and its reason is in the report, too. */
  private void signsNot(String name, String part, String... more) throws IOException {
    Path json = folder.resolve("sign.json");
    Cli.Answer answer = sign(name, Cli.words(more, "--json", json.toString()));
    assertThat(answer.ends(ExitCode.UNDECIDED).err()).startsWith("zonegate: ").contains(part);
    JsonNode result = ReportsOfRun.result(ReportsOfRun.json(json), "TOKEN-KSK-BUNDLES");
    assertThat(result.get("outcome").asText()).isEqualTo("UNDECIDED");
    assertThat(folder.resolve(name + ".zone")).doesNotExist();
  }

  @Test
  void aZoneIsSignedWithNoKskOnline() throws Exception {
    signsNot("a", "there are no KSK signatures in " + path("a/kept"));
    String asked = request("a").ends(ExitCode.PASS).out();
    String groups = digest("a.request").replaceAll("(.{8})(?=.)", "$1 ");
    assertThat(asked)
        .startsWith("request for zone.example., from 2026-11-24T12:00:00Z until " + UNTIL + "\n")
        .containsPattern("(?m)^  KSK " + ksk.keyTag() + " alg 13 +signs$")
        .contains("  DNSKEY RRset of 2, TTL 3600\n", "  CDS RRset of 1", "  bundle 7 ")
        .contains("SHA-256 of " + path("a.request") + ":\n  " + groups + "\n");
    // A look signs nothing, and shows the same.
    Cli.Answer look = hsm("vault", "keys sign-request", path("a.request"));
    assertThat(look.ends(ExitCode.UNDECIDED).out()).contains("  bundle 7 ", "  " + groups + "\n");
    assertThat(look.err()).startsWith("zonegate: nothing was signed: compare the SHA-256");
    assertThat(ceremony("a").ends(ExitCode.PASS).out())
        .endsWith(
            "wrote "
                + path("a.response")
                + ": 21 RRSIGs, each verified in software; next, at the signer: zonegate keys"
                + " import-response\n");
    String usable = "until 2027-02-09T12:00:00Z";
    assertThat(imports("a").ends(ExitCode.PASS).out())
        .endsWith("KSK signatures in " + path("a/kept") + " (1 responses): " + usable + "\n");

    String said = sign("a").ends(ExitCode.PASS).out();
    assertThat(said)
        .contains("  3 RRSIGs by offline KSKs, made in advance, valid 2026-11-24T11:00:00Z to ")
        .contains("there are some " + usable);
    passes("a");
    sign("a", "--at", "2027-01-20T00:00:00Z").ends(ExitCode.PASS);
    passes("a", "--at", "2027-01-20T00:00:00Z");
    at("a", "run", unsigned.toString()).ends(ExitCode.PASS);
    assertThat(folder.resolve("a/live")).exists();

    // Each register knows what its machine saw.
    assertThat(Files.readString(folder.resolve("a/keys.register")))
        .containsPattern(" first-signed zone=zone.example. role=KSK .* tokens= by=");
    assertThat(Files.readString(folder.resolve("vault/keys.register")))
        .containsPattern(" first-signed zone=zone.example. role=KSK .* tokens=site-c by=");
    assertThat(at("a", "keys list").ends(ExitCode.PASS).out())
        .contains("KSK signatures in " + path("a/kept") + " (1 responses): " + usable)
        .containsPattern("(?m)^  Active    KSK " + ksk.keyTag());
    assertThat(at("a", "keys doctor").ends(ExitCode.PASS).out())
        .containsPattern("KSK signatures in \\S+ .*1 responses, every signature verified");
  }

  @Test
  void signingWarnsBeforeSignaturesRunOut() throws Exception {
    signInAdvance("a");
    Path json = folder.resolve("sign.json");
    String[] at = {"--json", json.toString(), "--at", "2027-01-10T11:59:59Z"};
    sign("a", at).ends(ExitCode.PASS);
    assertThat(outcome(json)).isEqualTo("PASS");
    at[3] = "2027-01-10T12:00:01Z";
    sign("a", at).ends(ExitCode.PASS);
    JsonNode result = ReportsOfRun.result(ReportsOfRun.json(json), "TOKEN-KSK-BUNDLES");
    assertThat(result.get("outcome").asText()).isEqualTo("FINDINGS");
    assertThat(result.toString()).contains("are there until 2027-02-09T12:00:00Z");
    Files.writeString(
        folder.resolve("a/policy.toml"), policy("[ceremony]\nwarn-before = \"0s\"\n"));
    sign("a", at).ends(ExitCode.PASS);
    assertThat(outcome(json)).isEqualTo("PASS");
    Files.delete(folder.resolve("a.zone"));
    signsNot("a", "can be used at 2027-02-09T12:00:00Z", "--at", "2027-02-09T12:00:00Z");
    signsNot("a", "can be used at 2026-11-24T10:59:59Z", "--at", "2026-11-24T10:59:59Z");
  }

  private static String outcome(Path json) throws Exception {
    return ReportsOfRun.result(ReportsOfRun.json(json), "TOKEN-KSK-BUNDLES")
        .get("outcome")
        .asText();
  }

  @Test
  void aBundleThatWasAlteredStopsSigning() throws Exception {
    signInAdvance("a");
    Path kept;
    try (Stream<Path> files = Files.list(folder.resolve("a/kept"))) {
      kept = files.findFirst().orElseThrow();
    }
    String good = Files.readString(kept);
    Files.writeString(kept, good.replace("\"2027-02-01T", "\"2027-03-01T"));
    signsNot("a", kept + " is not as it was imported");
    assertThat(at("a", "keys doctor").ends(ExitCode.UNDECIDED).out())
        .contains("FAULT KSK signatures in ");
    at("a", "keys list").ends(ExitCode.UNDECIDED);
    Files.writeString(kept, good + "#\n");
    signsNot("a", kept + ":1:1: is not in the form in which it is written");
    Files.writeString(kept, good);
    sign("a").ends(ExitCode.PASS);
  }

  @Test
  void onlyWhatWasReadAloudIsSigned() throws Exception {
    request("a").ends(ExitCode.PASS);
    String file = path("a.request");
    String[] output = {"--output", path("a.response")};
    Cli.Answer other =
        hsm("vault", "keys sign-request", Cli.words(output, "--digest", "0".repeat(64), file));
    assertThat(other.ends(ExitCode.UNDECIDED).err())
        .startsWith("zonegate: nothing was signed: --digest is not the SHA-256 of this request");
    String spoken = digest("a.request").toUpperCase(java.util.Locale.ROOT);
    hsm("vault", "keys sign-request", "--digest", spoken, file)
        .refuses(ExitCode.USAGE, "zonegate keys sign-request needs --output FILE");
    assertThat(folder.resolve("a.response")).doesNotExist();
    hsm("vault", "keys sign-request", Cli.words(output, "--digest", spoken, file))
        .ends(ExitCode.PASS);
    hsm("vault", "keys sign-request", Cli.words(output, "--digest", spoken, file))
        .refuses(ExitCode.USAGE, "is there already and is not overwritten");
    request("a").refuses(ExitCode.USAGE, "is there already and is not overwritten");

    Files.writeString(
        folder.resolve("a.request"),
        Files.readString(folder.resolve("a.request")).replace("ttl = 3600", "ttl = 7200"));
    Files.delete(folder.resolve("a.response"));
    assertThat(ceremony("a").ends(ExitCode.UNDECIDED).err()).contains("its proof does not verify");
    Files.writeString(
        folder.resolve("limits.toml"),
        "version = 1\n[ceremony]\nlongest-validity = \"21d\"\nlongest-period = \"60d\"\n");
    Files.delete(folder.resolve("a.request"));
    request("a").ends(ExitCode.PASS);
    assertThat(ceremony("a", "--policy", path("limits.toml")).ends(ExitCode.UNDECIDED).err())
        .contains(
            "is 21 days and 1 h long; the policy allows 21 days", "the policy allows 60 days");
    assertThat(folder.resolve("a.response")).doesNotExist();
  }

  /** One C_Sign for the proof, then five signatures that go well, of 21. */
  @ParameterizedTest
  @ValueSource(strings = {"fail 0x30 6", "gone 0x32 6", "spoil 1 6"})
  void aTokenThatFailsAtTheCeremonyLeavesNoResponse(String order) throws Exception {
    request("a").ends(ExitCode.PASS);
    ScratchHsm tokens = ScratchHsm.tokens();
    Shim shim = Shim.build(folder, tokens.library());
    tokens.config(
        folder.resolve("vault"), List.of("site-c"), label -> shim.library(), tokens::pinFile);
    shim.orders("C_Sign " + order);
    Cli.Answer answer = ceremony("a").ends(ExitCode.UNDECIDED);
    assertThat(answer.err()).startsWith("zonegate: ").containsIgnoringCase("token site-c");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).noneMatch(f -> f.contains("response"));
    }
    shim.orders();
    ceremony("a").ends(ExitCode.PASS);
    imports("a").ends(ExitCode.PASS);
  }

  @Test
  void aResponseIsForItsRequestAlone() throws Exception {
    request("a").ends(ExitCode.PASS);
    ceremony("a").ends(ExitCode.PASS);
    Path first = folder.resolve("a.request");
    byte[] kept = Files.readAllBytes(first);
    Files.delete(first);
    request("a").ends(ExitCode.PASS);
    imports("a").refuses(ExitCode.UNDECIDED, "it is the response to the request with SHA-256");
    Files.write(first, kept);
    Files.writeString(folder.resolve("a/policy.toml"), policy("dnskey-ttl = 60\n"));
    imports("a").refuses(ExitCode.UNDECIDED, "the TTL of DNSKEY is 60 and was signed as 3600");
    Files.writeString(folder.resolve("a/policy.toml"), policy(""));
    hsm("a", "keys import-response", path("a.response")).refuses(ExitCode.USAGE, "needs --request");
    at("a", "keys import-response", "--request", path("a.response"), path("a.request"))
        .refuses(ExitCode.UNDECIDED, "a file of the kind \"ksk-response\" is needed");
    assertThat(folder.resolve("a/kept")).doesNotExist();
    imports("a").ends(ExitCode.PASS);
    imports("a").ends(ExitCode.PASS);
    assertThat(folder.resolve("a/kept").toFile().list()).hasSize(1);
  }

  /**
   * A ZSK rollover: the next key set is signed beside the one of now, and taken when it is time.
   */
  @Test
  void theNextKeysAreSignedBeforeTheyArePublished() throws Exception {
    signInAdvance("a");
    Files.move(folder.resolve("a.response"), folder.resolve("before"));
    Path own = folder.resolve("a");
    Files.copy(own.resolve("keys.toml"), own.resolve("next.toml"));
    Path hsm = own.resolve("hsm.toml");
    String now = Files.readString(hsm);
    Files.writeString(hsm, now.replace("keys.toml", "next.toml"));
    hsm("a", "keys generate", "--zone", ORIGIN, "--role", "ZSK").ends(ExitCode.PASS);
    KeySet next = KeySetFile.read(own.resolve("next.toml"));
    ZoneKey fresh = next.keys().get(2);
    Files.delete(folder.resolve("a.request"));
    request("a", "--from", "2026-12-24T00:00:00Z").ends(ExitCode.PASS);
    assertThat(ceremony("a", "--previous", path("before")).ends(ExitCode.PASS).out())
        .containsPattern("(?m)^    NEW  ZSK " + fresh.keyTag() + " alg 13 +has signed");
    imports("a").ends(ExitCode.PASS);
    Files.writeString(hsm, now);
    sign("a").ends(ExitCode.PASS);
    passes("a");
    Files.writeString(hsm, now.replace("keys.toml", "next.toml"));
    Files.delete(folder.resolve("a.zone"));
    signsNot("a", "can be used at");
    sign("a", "--at", "2026-12-24T00:00:00Z").ends(ExitCode.PASS);
    passes("a", "--at", "2026-12-24T00:00:00Z");
    Files.writeString(hsm, now);
    // A key that nobody has signed.
    hsm("a", "keys generate", "--zone", ORIGIN, "--role", "ZSK").ends(ExitCode.PASS);
    Files.delete(folder.resolve("a.zone"));
    signsNot(
        "a",
        "ZSK "
            + keys("a").keys().get(2).keyTag()
            + " alg 13 is to be published and was not signed");
  }

  @Test
  void aGapAfterTheResponseBeforeIsRefused() throws Exception {
    signInAdvance("a");
    Files.move(folder.resolve("a.response"), folder.resolve("before"));
    Files.delete(folder.resolve("a.request"));
    String[] period = {"--from", "2027-02-17T00:00:00Z", "--until", "2027-03-01T00:00:00Z"};
    at("a", "keys request", Cli.words(period, "--output", path("a.request"))).ends(ExitCode.PASS);
    assertThat(ceremony("a", "--previous", path("before")).ends(ExitCode.UNDECIDED).err())
        .contains("at 2027-02-16T12:00:00Z, after the previous response and before this period");
    Files.delete(folder.resolve("a.request"));
    period[1] = "2027-02-10T00:00:00Z";
    at("a", "keys request", Cli.words(period, "--output", path("a.request"))).ends(ExitCode.PASS);
    ceremony("a").ends(ExitCode.PASS);
    assertThat(imports("a").ends(ExitCode.PASS).err())
        .startsWith("zonegate: from 2027-02-09T12:00:00Z until 2027-02-10T00:00:00Z there are no");
    at("a", "keys request", "--until", "2027-03-01T00:00:00Z", "--output", path("b.request"))
        .ends(ExitCode.PASS);
    // Where the signatures end that are there.
    assertThat(Files.readString(folder.resolve("b.request")))
        .contains("from = \"2027-02-09T12:00:00Z\"");
    assertThat(ceremony("b", "--previous", path("before")).ends(ExitCode.PASS).out())
        .contains("    the same keys and records\n");
  }

  @Test
  void onTheSignerThereIsNoKsk() throws Exception {
    hsm("a", "keys generate", "--zone", ORIGIN, "--role", "KSK")
        .refuses(ExitCode.USAGE, "no token of hsm.toml holds keys of the role KSK");
    signInAdvance("a");
    sign("a").ends(ExitCode.PASS);
    KeySet both = keys("a");
    KeySetFile.write(
        folder.resolve("a/keys.toml"), new KeySet(both.zone(), both.active(KeyRole.ZSK)));
    hsm("a", "keys destroyed", Integer.toString(ksk.keyTag()))
        .refuses(
            ExitCode.USAGE, ksk + " is offline, and its tokens are not those of this hsm.toml");
    KeySetFile.write(folder.resolve("a/keys.toml"), both);
    Files.writeString(folder.resolve("a/policy.toml"), policy("roles = \"single\"\n"));
    sign("a")
        .refuses(ExitCode.CONFIGURATION, "[signing] roles = \"single\"", "take one of the two");
    hsm("vault", "keys request", "--until", UNTIL, "--output", path("x"))
        .refuses(ExitCode.CONFIGURATION, "KSKs are on tokens here");
    hsm("a", "keys sign-request", path("a.request"))
        .refuses(ExitCode.CONFIGURATION, "its tokens hold no KSKs");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void bundlesThatWouldLeaveGapsAreNotAskedFor() {
    request("a", "--every", "15d").refuses(ExitCode.CONFIGURATION, "every PT360H leaves gaps");
    request("a", "--from", UNTIL).refuses(ExitCode.CONFIGURATION, "is empty; give a later end");
    at("a", "keys request", "--output", path("x")).refuses(ExitCode.USAGE, "needs --until TIME");
  }

  /** RFC 8901, model 1: one owner of the KSK, two signers with a ZSK each. */
  @Test
  void twoSignersHaveOneKsk() throws Exception {
    signer("b", "site-b");
    for (String name : List.of("a", "b")) {
      String other = name.equals("a") ? "b" : "a";
      Files.writeString(folder.resolve(name + "/foreign"), zsks(other));
      Files.writeString(
          folder.resolve(name + "/policy.toml"), policy("foreign-dnskeys = \"foreign\"\n"));
      request(name).ends(ExitCode.PASS);
      String tag = Integer.toString(keys(other).active(KeyRole.ZSK).get(0).keyTag());
      Cli.Answer unapproved = ceremony(name).ends(ExitCode.UNDECIDED);
      assertThat(unapproved.err()).contains("are [" + tag + "], approved are []");
      assertThat(unapproved.out()).containsPattern("(?m)^  ZSK " + tag + " alg 13 +FOREIGN: ");
      ceremony(name, "--foreign", tag).ends(ExitCode.PASS);
      imports(name).ends(ExitCode.PASS);
      sign(name).ends(ExitCode.PASS);
      passes(name);
    }
    assertThat(dnskeys("a")).hasSize(3).isEqualTo(dnskeys("b"));
    ceremonyRefuses("--foreign", "x");
  }

  private void ceremonyRefuses(String... words) {
    hsm("vault", "keys sign-request", Cli.words(words, path("a.request")))
        .refuses(ExitCode.USAGE, "--foreign: 'x' is no key tag");
  }

  private String zsks(String name) {
    return keys(name).active(KeyRole.ZSK).stream()
        .map(key -> ORIGIN + " 60 IN DNSKEY " + key.dnskey() + "\n")
        .collect(Collectors.joining());
  }

  private List<String> dnskeys(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name + ".zone")).stream()
        .filter(line -> line.contains(" IN DNSKEY "))
        .toList();
  }
}
