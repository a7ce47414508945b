package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.ParentZone;
import io.zonegate.parent.ParentZoneServer;
import io.zonegate.parent.RealServer;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanText;
import io.zonegate.rollover.Rollover;
import io.zonegate.rollover.Timings;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.verifier.crypto.Dnskey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

class KeysStepTest {
  private static final Name ZONE = Name.fromConstantString("zone.example.");
  private static final String BEGIN = "2026-12-01T08:00:00Z";
  private static final List<String> NAMES = List.of("ksk-old", "zsk-old", "zsk-new");

  @TempDir Path folder;
  private final List<Record> keys = new ArrayList<>();
  private String digest;
  private int keyTtl = 60;

  @BeforeEach
  void plan() throws Exception {
    Random random = new Random(7);
    for (String name : NAMES) {
      byte[] key = new byte[64];
      random.nextBytes(key);
      String flags = name.startsWith("ksk") ? "257" : "256";
      String text = flags + " 3 13 " + Base64.getEncoder().encodeToString(key);
      Record record =
          Record.fromString(
              ZONE, org.xbill.DNS.Type.DNSKEY, org.xbill.DNS.DClass.IN, 60, text, Name.root);
      keys.add(record);
      Files.writeString(folder.resolve(name), record + "\n");
    }
    Timings timings =
        new Timings(
            Arrays.stream(Delay.values())
                .collect(Collectors.toMap(Function.identity(), d -> Duration.ofHours(1))));
    Plan plan = Rollover.ZSK_PREPUBLISH.plan("zone.example.", timings, false, 0, DenialWay.NSEC3);
    Files.writeString(folder.resolve("plan.toml"), PlanText.of(plan));
    Files.writeString(
        folder.resolve("parent"), ZONE + " 60 IN DS " + tag(0) + " 13 2 " + sha256(0) + "\n");
    digest = PlanText.digest(plan);
  }

  private Dnskey dnskey(int i) {
    return new Dnskey(keys.get(i).rdataToWireCanonical(), -1);
  }

  private int tag(int i) {
    return dnskey(i).keyTag();
  }

  private String sha256(int i) {
    return io.zonegate.verifier.parent.Ds.sha256Of(ZONE.toWire(), dnskey(i)).digest();
  }

  /**
   * A server whose signatures are not real ones: it is asked what it serves, not whether it is
   * good.
   */
  private RealServer server(int signer, int... published) throws Exception {
    return serverOfKeysBy(0, signer, published);
  }

  private RealServer serverOfKeysBy(int keySigner, int signer, int... published) throws Exception {
    return serverOfKeysBy(List.of(keySigner), signer, published);
  }

  private RealServer serverOfKeysBy(List<Integer> keySigners, int signer, int... published)
      throws Exception {
    StringBuilder zone =
        new StringBuilder("zone.example. 60 IN SOA a. b. 1 2 3 4 5\nzone.example. 60 IN NS a.\n");
    for (int i : published) {
      zone.append(keys.get(i).toString().replaceFirst("\\t60\\t", "\t" + keyTtl + "\t"))
          .append('\n');
    }
    String signature =
        "zone.example. 60 IN RRSIG %s 13 1 60 20270101000000 20261101000000 %d zone.example. AAAA\n";
    // NSD gives signatures out only where the DNSKEY RRset has one.
    keySigners.forEach(k -> zone.append(signature.formatted("DNSKEY", tag(k))));
    zone.append(signature.formatted("SOA", tag(signer)));
    return RealServer.nsd(folder, ZONE, zone.toString());
  }

  /** The first step is noted, after what the plan begins with was seen. */
  private void begun() throws Exception {
    try (RealServer before = server(1, 0, 1)) {
      step(BEGIN, "--done", "--server", before.address()).ends(ExitCode.PASS);
    }
  }

  private String[] words() {
    String named =
        NAMES.stream().map(n -> n + "=" + folder.resolve(n)).collect(Collectors.joining(","));
    return new String[] {
      "keys", "step", folder.resolve("plan.toml").toString(), "--approved", digest, "--key", named
    };
  }

  private Cli.Answer step(String at, String... more) {
    String[] parent = {"--ds", folder.resolve("parent").toString()};
    return Cli.runAt(Instant.parse(at), Cli.words(Cli.words(words(), parent), more));
  }

  @Test
  @DisplayName("A step is refused before its time, and before the one before was seen everywhere")
  void stepByStep() throws Exception {
    step(BEGIN)
        .refuses(ExitCode.UNDECIDED, "the plan begins with what is not seen", "give --server");
    try (RealServer ahead = server(1, 0, 1, 2)) {
      step(BEGIN, "--done", "--server", ahead.address())
          .refuses(ExitCode.UNDECIDED, "the plan begins with", "planned");
    }
    assertThat(folder.resolve("plan.toml.journal")).doesNotExist();
    try (RealServer before = server(1, 0, 1)) {
      Cli.Answer first = step(BEGIN, "--server", before.address());
      first.ends(ExitCode.PASS);
      assertThat(first.out())
          .contains("seen: what the plan begins with: DNSKEY ksk-old, zsk-old;")
          .contains("publish-zsk may be done now", "publish zsk-new");
    }
    step(BEGIN, "--done").ends(ExitCode.PASS);

    step("2026-12-02T08:00:00Z", "--done").refuses(ExitCode.UNDECIDED, "give --server");
    try (RealServer behind = server(1, 0, 1)) {
      step("2026-12-02T08:00:00Z", "--done", "--server", behind.address())
          .refuses(ExitCode.UNDECIDED, "step publish-zsk is done and not seen", "planned");
    }
    try (RealServer good = server(1, 0, 1, 2);
        RealServer otherSigner = server(2, 0, 1, 2)) {
      step("2026-12-01T09:00:00Z", "--server", good.address() + "," + otherSigner.address())
          .refuses(ExitCode.UNDECIDED, "signed by [" + tag(2) + "]");
      Cli.Answer early = step("2026-12-01T09:00:00Z", "--done", "--server", good.address());
      early.ends(ExitCode.UNDECIDED);
      assertThat(early.out()).contains("seen: step publish-zsk is in effect");
      assertThat(early.err()).contains("step sign may not be done before 2026-12-01T10:00:00Z");
    }
    step("2026-12-01T10:00:00Z", "--done").ends(ExitCode.PASS);
    assertThat(Files.readString(folder.resolve("plan.toml.journal")))
        .isEqualTo(
            "zonegate rollover 2 "
                + digest
                + "\nseen 2026-12-01T08:00:00Z before the first step"
                + "\ndone 2026-12-01T08:00:00Z publish-zsk"
                + "\nseen 2026-12-01T09:00:00Z publish-zsk"
                + "\ndone 2026-12-01T10:00:00Z sign\n");
  }

  @Test
  @DisplayName(
      "A plan that is not the approved one, and a parent that is not as planned, are refused")
  void refusals() throws Exception {
    Path plan = folder.resolve("plan.toml");
    Files.writeString(
        plan, Files.readString(plan).replace("dnskey-ttl = \"1h\"", "dnskey-ttl = \"1s\""));
    step("2026-12-01T08:00:00Z", "--done").refuses(ExitCode.BLOCK, "not what --approved says");
    assertThat(folder.resolve("plan.toml.journal")).doesNotExist();
    plan();
    begun();
    Files.writeString(
        folder.resolve("parent"), ZONE + " 60 IN DS " + tag(1) + " 13 2 " + sha256(1) + "\n");
    try (RealServer good = server(1, 0, 1, 2)) {
      step("2026-12-02T08:00:00Z", "--server", good.address())
          .refuses(ExitCode.UNDECIDED, "the parent has [DS " + tag(1));
    }
  }

  private String ds(int key, int digestType) {
    String digest =
        digestType == 2
            ? sha256(key)
            : new org.xbill.DNS.DSRecord(
                    ZONE,
                    org.xbill.DNS.DClass.IN,
                    60,
                    digestType,
                    (org.xbill.DNS.DNSKEYRecord) keys.get(key))
                .rdataToString()
                .replaceFirst(".* ", "");
    return ZONE + " 60 IN DS " + tag(key) + " 13 " + digestType + " " + digest + "\n";
  }

  @Test
  @DisplayName("The parent's DS are compared whatever their digest type, and each must be planned")
  void digestTypes() throws Exception {
    begun();
    Path parent = folder.resolve("parent");
    try (RealServer good = server(1, 0, 1, 2)) {
      String[] at = {"2026-12-01T08:30:00Z", "--server", good.address()};
      Files.writeString(parent, ds(1, 4));
      step(at[0], at[1], at[2]).refuses(ExitCode.UNDECIDED, "DS " + tag(1) + " 13 4");
      Files.writeString(parent, ds(0, 2) + ds(1, 4));
      step(at[0], at[1], at[2]).refuses(ExitCode.UNDECIDED, "DS " + tag(1) + " 13 4");
      Files.writeString(folder.resolve("ksk-old"), ds(0, 4).replace(" 13 4 ", " 13 3 "));
      step(at[0], at[1], at[2]).refuses(ExitCode.UNDECIDED, "nothing to compare");
      Files.writeString(folder.resolve("ksk-old"), keys.get(0) + "\n");
      Files.writeString(parent, ds(0, 2).replace(" 60 ", " 86400 "));
      step(at[0], at[1], at[2]).refuses(ExitCode.UNDECIDED, "TTL of 1d", "ds-ttl of 1h");
      Files.writeString(parent, ds(0, 4) + ds(0, 1));
      assertThat(step(at[0], at[1], at[2]).out()).contains("seen: step publish-zsk");
    }
  }

  @Test
  @DisplayName("A server with a DNSKEY RRset that the planned KSK does not sign is not good")
  void keySigners() throws Exception {
    begun();
    try (RealServer server = serverOfKeysBy(2, 1, 0, 1, 2)) {
      step("2026-12-01T08:30:00Z", "--server", server.address())
          .refuses(ExitCode.UNDECIDED, "DNSKEY RRset signed by [" + tag(2) + "]");
    }
  }

  @Test
  @DisplayName("A signer whose ZSK signs the DNSKEY RRset beside the KSK does no harm by it")
  void zskSignsKeysToo() throws Exception {
    begun();
    try (RealServer both = serverOfKeysBy(List.of(0, 1), 1, 0, 1, 2);
        RealServer idle = serverOfKeysBy(List.of(0, 2), 1, 0, 1, 2)) {
      step("2026-12-01T08:30:00Z", "--server", idle.address())
          .refuses(ExitCode.UNDECIDED, "has a DNSKEY RRset signed by");
      assertThat(step("2026-12-01T08:30:00Z", "--server", both.address()).out())
          .contains("seen: step publish-zsk");
    }
  }

  @Test
  @DisplayName("The parent's servers are asked, and all of their answer is compared")
  void parentServers() throws Exception {
    Files.delete(folder.resolve("parent"));
    String anchor = ParentZone.anchor(folder).toString();
    try (RealServer before = server(1, 0, 1);
        ParentZoneServer none = parent("");
        ParentZoneServer more = parent(ds(0, 2) + ds(1, 2));
        ParentZoneServer good = parent(ds(0, 2))) {
      String[] begin = {"--server", before.address(), "--trust-anchor", anchor};
      asked(Cli.words(begin, "--parent-ds-from", none.address()))
          .refuses(ExitCode.UNDECIDED, "the parent has [], planned are DS of the keys [" + tag(0));
      asked(Cli.words(begin, "--parent-ds-from", more.address()))
          .refuses(ExitCode.UNDECIDED, "of no such key [DS " + tag(1));
      asked(Cli.words(begin, "--parent-ds-from", good.address() + "," + more.address()))
          .refuses(ExitCode.UNDECIDED, "the servers disagree");
      asked("--server", before.address(), "--parent-ds-from", good.address())
          .refuses(ExitCode.USAGE, "needs --trust-anchor");
      asked(Cli.words(begin, "--parent-ds-from", good.address(), "--no-ds"))
          .refuses(ExitCode.USAGE, "give one of --ds, --no-ds and --parent-ds-from");
      Path policy =
          Files.writeString(
              folder.resolve("policy.toml"),
              "version = 1\n[parent]\ntrust-anchor = \"parent-anchor\"\nds-from = [\""
                  + good.address()
                  + "\"]\n");
      Cli.Answer answer = asked("--server", before.address(), "--policy", policy.toString());
      answer.ends(ExitCode.PASS);
      assertThat(answer.out()).contains("seen: what the plan begins with");
      Files.writeString(
          policy, Files.readString(policy).replace(good.address(), more.address().toString()));
      asked("--done", "--policy", policy.toString())
          .refuses(
              ExitCode.UNDECIDED, "was seen to be in effect and is not any more", "of no such key");
    }
  }

  @Test
  @DisplayName("What was seen and is not there any more is no step to stand on")
  void goneAgain() throws Exception {
    begun();
    String due = "2026-12-01T10:00:00Z";
    try (RealServer good = server(1, 0, 1, 2)) {
      assertThat(step("2026-12-01T09:00:00Z", "--server", good.address()).out())
          .contains("seen: step publish-zsk");
    }
    try (RealServer behind = server(1, 0, 1)) {
      step(due, "--done", "--server", behind.address())
          .refuses(
              ExitCode.UNDECIDED,
              "step publish-zsk was seen to be in effect and is not any more",
              "planned",
              "1h until");
    }
    Path parent = folder.resolve("parent");
    Files.writeString(parent, ds(1, 2));
    step(due, "--done").refuses(ExitCode.UNDECIDED, "is not any more", "the parent has [DS");
    // Who names nothing to look at, has looked himself.
    Cli.runAt(Instant.parse(due), Cli.words(words(), "--done")).ends(ExitCode.PASS);
  }

  @Test
  @DisplayName("A DNSKEY RRset with a longer TTL than the plan waits for is refused")
  void dnskeyTtl() throws Exception {
    begun();
    keyTtl = 3601;
    try (RealServer server = server(1, 0, 1, 2)) {
      step("2026-12-01T08:30:00Z", "--server", server.address())
          .refuses(ExitCode.UNDECIDED, "TTL of 3601s", "counts on a dnskey-ttl of 1h");
    }
    keyTtl = 3600;
    try (RealServer server = server(1, 0, 1, 2)) {
      assertThat(step("2026-12-01T08:30:00Z", "--server", server.address()).out())
          .contains("seen: step publish-zsk");
    }
  }

  @Test
  @DisplayName("--at says when a step was done by hand, and no time that has not come")
  void atOtherTimes() throws Exception {
    step(BEGIN, "--done", "--at", "2026-12-01T08:00:01Z")
        .refuses(ExitCode.USAGE, "--at 2026-12-01T08:00:01Z is later than the clock");
    step(BEGIN, "--do", "--at", "2026-12-01T07:00:00Z").refuses(ExitCode.USAGE, "--at and --do");
    try (RealServer before = server(1, 0, 1)) {
      assertThat(
              step(BEGIN, "--done", "--at", "2026-12-01T07:00:00Z", "--server", before.address())
                  .ends(ExitCode.PASS)
                  .out())
          .contains("noted: step publish-zsk done at 2026-12-01T07:00:00Z");
    }
  }

  @Test
  @DisplayName("A plan with an algorithm that must not sign is an error of the plan file")
  void algorithm() throws Exception {
    Path plan = folder.resolve("plan.toml");
    Files.writeString(
        plan,
        Files.readString(plan).replace("origin = \"new\"\n", "origin = \"new\"\nalgorithm = 7\n"));
    step(BEGIN).refuses(ExitCode.CONFIGURATION, "plan.toml:", "Algorithm 7 is refused");
  }

  private static ParentZoneServer parent(String ds) throws Exception {
    Instant clock = Instant.parse(BEGIN);
    return ParentZoneServer.of(ParentZone.signed(ds, Denial.nsec(), clock).records());
  }

  private Cli.Answer asked(String... more) {
    return Cli.runAt(Instant.parse(BEGIN), Cli.words(words(), more));
  }
}
