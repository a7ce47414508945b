package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.generate.DivergentKeys;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.parent.RealServer;
import io.zonegate.signer.sign.SafetyChecks;
import io.zonegate.signer.sign.SigningPolicy;
import io.zonegate.signer.sign.ZoneSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** SoftHSM2 signs, NSD is the first stage, Knot DNS the second, Unbound validates. */
@Timeout(300)
class GateOnRealServersTest {
  private static final Name ZONE = GoodZone.ORIGIN;

  @TempDir Path folder;
  private Path ds;
  private RealServer nsd;
  private RealServer knot;

  @BeforeEach
  void zoneAndServers() throws Exception {
    ScratchHsm.tokens().config(folder, List.of("site-a", "site-b", "site-c"));
    command("keys generate", "--zone", ZONE.toString()).ends(ExitCode.PASS);
    ds = Files.writeString(folder.resolve("ds"), command("keys ds").ends(ExitCode.PASS).out());
    String first = Files.readString(sign(1));
    nsd = RealServer.nsd(folder, ZONE, first);
    knot = RealServer.knot(folder, ZONE, first);
    policy(hangup(nsd), hangup(knot));
  }

  @AfterEach
  void servers() {
    for (RealServer server : new RealServer[] {nsd, knot}) {
      if (server != null) {
        server.close();
      }
    }
  }

  private static String hangup(RealServer server) {
    return "[\"kill\", \"-HUP\", \"" + server.pid() + "\"]";
  }

  private void policy(String tellNsd, String tellKnot) throws IOException {
    policy(tellNsd, tellKnot, "");
  }

  private void policy(String tellNsd, String tellKnot, String more) throws IOException {
    Files.writeString(
        folder.resolve("policy.toml"),
        """
        version = 1
        [zone]
        origin = "%s"
        [parent]
        ds = "ds"
        [gate]
        folder = "gate"
        """
                .formatted(ZONE)
            + more
            + stage("hidden", nsd, tellNsd)
            + stage("all", knot, tellKnot));
  }

  private static String stage(String name, RealServer server, String tell) {
    return """
    [[gate.stage]]
    name = "%s"
    file = "%s"
    command = %s
    servers = ["%s"]
    probe-interval = "1s"
    good-probes = 2
    soak = "1s"
    deadline = "12s"
    """
        .formatted(name, server.zoneFile(), tell, server.address());
  }

  private Cli.Answer command(String words, String... more) {
    String[] hsm = {"--hsm", folder.resolve("hsm.toml").toString()};
    return Cli.run(Cli.words(Cli.words(words.split(" "), hsm), more));
  }

  private Cli.Answer gate(String words, String... more) {
    String[] policy = {"--policy", folder.resolve("policy.toml").toString()};
    return Cli.ticking(Cli.words(Cli.words(("gate " + words).split(" "), policy), more));
  }

  /** NSD 4.6.1 dies of an NSEC3 zone with a name to which no asterisk can be added. */
  private static final int LONGEST_NAME = 250;

  private Path unsigned(int serial, String... more) throws IOException {
    String text =
        Files.readAllLines(GoodZone.in(folder).unsigned(), StandardCharsets.ISO_8859_1).stream()
            .filter(line -> line.split("\\s")[0].length() <= LONGEST_NAME)
            .collect(Collectors.joining("\n", "", "\n" + String.join("\n", more) + "\n"));
    return Files.writeString(
        folder.resolve("unsigned"),
        text.replaceFirst("(SOA\\s+\\S+\\s+\\S+\\s+)[0-9]+", "$1" + serial),
        StandardCharsets.ISO_8859_1);
  }

  private Path sign(int serial, String... more) throws IOException {
    Path signed = folder.resolve("signed-" + serial);
    command("sign", "--output", signed.toString(), unsigned(serial, more).toString())
        .ends(ExitCode.PASS);
    return signed;
  }

  private void release(Path zone) {
    gate("submit", zone.toString()).ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
  }

  private static long serial(RealServer server) throws IOException {
    Message answer = ask(server, ZONE, Type.SOA);
    return ((SOARecord) answer.getSection(Section.ANSWER).get(0)).getSerial();
  }

  private static Message ask(RealServer server, Name name, int type) throws IOException {
    SimpleResolver resolver = new SimpleResolver("127.0.0.1");
    resolver.setPort(server.port());
    return resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
  }

  private void assertServed(long serial) throws Exception {
    for (RealServer server : List.of(nsd, knot)) {
      assertThat(serial(server)).as(gate("status").out()).isEqualTo(serial);
      try (RealServer unbound =
          RealServer.unbound(folder, ZONE, Files.readString(ds), Cli.NOW, server)) {
        SimpleResolver resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(unbound.port());
        resolver.setEDNS(0, 1232, ExtendedFlags.DO, List.of());
        Message answer =
            resolver.send(Message.newQuery(Record.newRecord(ZONE, Type.SOA, DClass.IN)));
        assertThat(answer.getHeader().getFlag(Flags.AD)).isTrue();
      }
    }
  }

  @Test
  void aGoodReleaseGoesLiveAndTheDeFaultIsBlocked() throws Exception {
    release(sign(2));
    assertThat(gate("status").out()).contains("live       release 1, serial 2");
    assertServed(2);
    Path bad = oneTagThreeKeys(3);
    Cli.Answer answer = gate("submit", bad.toString());
    answer.ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
    assertThat(gate("status").out())
        .contains("live       release 1, serial 2")
        .containsPattern("blocked    release 2, serial 3, .*SIG-VERIFY");
    assertServed(2);
    gate("doctor").ends(ExitCode.PASS);
    gate("history --verify").ends(ExitCode.PASS);
  }

  /** The .de fault of 5 May 2026: each token makes a ZSK of its own under one name. */
  private Path oneTagThreeKeys(int serial) throws IOException {
    Path signed = folder.resolve("signed-bad");
    try (Tokens tokens =
        Tokens.open(HsmConfigFile.read(folder.resolve("hsm.toml")), PinPrompt.none())) {
      KeySet good = KeySetFile.read(folder.resolve("keys.toml"));
      List<ZoneKey> keys = new ArrayList<>(good.active(KeyRole.KSK));
      keys.add(
          DivergentKeys.generate(
              tokens,
              good.zone(),
              KeyRequest.of(KeyRole.ZSK, DnssecAlgorithm.ECDSAP256SHA256),
              new SecureRandom()));
      new ZoneSigner(
              tokens,
              new KeySet(good.zone(), keys),
              SigningPolicy.DEFAULT,
              SafetyChecks.OFF_FOR_DEMONSTRATION,
              new SecureRandom())
          .sign(unsigned(serial), signed, Cli.NOW);
    }
    return signed;
  }

  @Test
  void aServerThatServesAnAlteredCopyHoldsTheRelease() throws Exception {
    Path alter =
        Files.writeString(
            folder.resolve("alter"),
            "sed -i 's/^\\(ns[0-9].* A 1\\)[0-9]*/\\100/' \"$ZONEGATE_FILE\"\nkill -HUP "
                + nsd.pid()
                + "\n");
    policy("[\"sh\", \"" + alter + "\"]", hangup(knot));
    String before = Files.readString(knot.zoneFile());
    release(sign(2));
    assertThat(gate("status").out())
        .containsPattern("in flight  release 1, serial 2, .*HELD in stage hidden \\(1 of 2\\)")
        .contains("the zone that it gives by transfer has content", "possible   zonegate gate");
    assertThat(knot.zoneFile()).hasContent(before);
    // The doctor sees it too.
    assertThat(gate("doctor -q").ends(ExitCode.UNDECIDED).out())
        .contains("FAULT stage hidden", "does not have release 1 of zone.example. (serial 2)");
    gate("abandon", "--reason", "altered").ends(ExitCode.PASS);
    policy(hangup(nsd), hangup(knot));
    release(sign(3));
    assertServed(3);
  }

  /** Serial, SOA and DNSKEY are the judged ones, and transfers are not compared. */
  @Test
  void aServerThatHasLostSignaturesOfItsDenialHoldsTheRelease() throws Exception {
    Path strip =
        Files.writeString(
            folder.resolve("strip"),
            "sed -i '/RRSIG *NSEC3 /d' \"$ZONEGATE_FILE\"\nkill -HUP " + nsd.pid() + "\n");
    policy("[\"sh\", \"" + strip + "\"]", hangup(knot));
    Path file = folder.resolve("policy.toml");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("deadline =", "transfer = false\ndeadline =")
            .replace("[gate]", "[gate]\ncanaries = [\"no-such-name.zone.example.\"]"));
    release(sign(2));
    assertThat(gate("status").out())
        .containsPattern("in flight  release 1, serial 2, .*HELD in stage hidden \\(1 of 2\\)")
        .contains("SERVED-VALID: no-such-name.zone.example. A over UDP: does not validate: ");
    assertThat(Files.readString(knot.zoneFile())).contains("RRSIG NSEC3 ");
    // Another process goes on from what is in the store.
    policy(hangup(nsd), hangup(knot));
    gate("resume").ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
    assertThat(gate("status").out()).contains("live       release 1, serial 2");
    assertServed(2);
  }

  @Test
  void aServerThatIsDownHoldsTheReleaseAndResumesWhenItIsBack() throws Exception {
    policy("[\"true\"]", hangup(knot));
    release(sign(2));
    assertThat(gate("status").out())
        .contains("HELD in stage hidden", "not through by the deadline of 12 s", "older than 2");
    policy(hangup(nsd), hangup(knot));
    gate("resume").ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
    assertServed(2);
  }

  /** What is live has a record that must go again; the tokens cannot be reached any more. */
  @Test
  void aRollbackWorksWhileTheTokensAreAway() throws Exception {
    policy(hangup(nsd), hangup(knot), "hsm = \"hsm.toml\"\n");
    release(sign(2));
    Name wrong = Name.fromString("wrong", ZONE);
    release(sign(3, wrong + " 3600 IN TXT \"must go\""));
    assertThat(gate("status").out())
        .contains("live       release 2, serial 3")
        .contains(
            "way back   from release 2: ready, serial 4 with the content of release 1, signed until");
    for (RealServer server : List.of(nsd, knot)) {
      assertThat(ask(server, wrong, Type.TXT).getSection(Section.ANSWER)).hasSize(1);
    }
    ScratchHsm.tokens()
        .config(
            folder,
            List.of("site-a"),
            label -> folder.resolve("gone.so"),
            ScratchHsm.tokens()::pinFile);
    command("keys prove").ends(ExitCode.UNDECIDED);
    gate("rollback", "--reason", "a record must go", "--by", "ann").ends(ExitCode.PASS);
    gate("run --until-idle").ends(ExitCode.PASS);
    assertThat(gate("status").out())
        .contains(
            "live       release 3, serial 4", "a rollback of release 2 to the content of release 1")
        .containsPattern("rolled_back release 2, serial 3");
    assertServed(4);
    for (RealServer server : List.of(nsd, knot)) {
      assertThat(ask(server, wrong, Type.TXT).getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }
    gate("doctor").ends(ExitCode.PASS);
    gate("history --verify").ends(ExitCode.PASS);
  }

  @Test
  void whatIsLiveIsSignedAnewAndReleasedAsAnyCandidate() throws Exception {
    policy(hangup(nsd), hangup(knot), "hsm = \"hsm.toml\"\n");
    release(sign(2));
    assertThat(gate("status").out()).contains(" | resign");
    assertThat(gate("resign").ends(ExitCode.PASS).out())
        .contains("release 2 of zone.example. is RECEIVED: the content of release 1");
    gate("run --until-idle").ends(ExitCode.PASS);
    assertThat(gate("status").out()).contains("live       release 2, serial 3");
    assertServed(3);
  }
}
