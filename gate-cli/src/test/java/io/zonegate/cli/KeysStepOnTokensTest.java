package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.file.Turn;
import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.HsmConfigFile;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.KeySetFile;
import io.zonegate.hsm.key.ZoneKey;
import io.zonegate.hsm.token.CkaId;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Token;
import io.zonegate.hsm.token.TokenSession;
import io.zonegate.hsm.token.Tokens;
import io.zonegate.parent.RealServer;
import io.zonegate.rehearsal.Act;
import io.zonegate.rehearsal.Performance;
import io.zonegate.rehearsal.SmallRehearsal;
import io.zonegate.rollover.CarriedKeys;
import io.zonegate.rollover.Delay;
import io.zonegate.rollover.DenialWay;
import io.zonegate.rollover.Journal;
import io.zonegate.rollover.JournalFile;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.rollover.PlanText;
import io.zonegate.rollover.Rollover;
import io.zonegate.rollover.Situation;
import io.zonegate.rollover.Step;
import io.zonegate.rollover.Timings;
import io.zonegate.rollover.Use;
import io.zonegate.rollover.Wait;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.verifier.verdict.Decision;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Plans that {@code keys step --do} carries out on SoftHSM2 tokens, with {@code sign} between and
 * Knot DNS to look at, by a virtual clock.
 */
class KeysStepOnTokensTest {
  private static final Name ZONE = Name.fromConstantString(SmallRehearsal.ZONE);

  /** That of P-256, which is a public key, too. */
  private static final String BASE_POINT =
      "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP"
          + "40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==";

  @TempDir Path folder;
  private Path hsm;
  private Path unsigned;
  private Path live;
  private Path planFile;
  private Path parent;
  private Plan plan;
  private Performance rehearsal;
  private Instant at = SmallRehearsal.START;

  /** A zone with keys on three tokens, and a plan that its rehearsal has passed. */
  private void rehearsed(Rollover rollover) throws Exception {
    Path aside = Files.createDirectory(folder.resolve("rehearsal"));
    rehearsal = SmallRehearsal.of(aside, rollover);
    assertThat(rehearsal.decision()).isEqualTo(Decision.PASS);
    unsigned = aside.resolve("unsigned.zone");
    planned(rehearsal.plan());
    hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES);
    keys();
  }

  private void planned(Plan chosen) throws IOException {
    plan = chosen;
    planFile = Files.writeString(folder.resolve("plan.toml"), PlanText.of(plan));
    live = folder.resolve("live.zone");
    parent = folder.resolve("parent");
  }

  private void keys() throws Exception {
    Cli.run("keys", "generate", "--hsm", hsm.toString(), "--zone", ZONE.toString())
        .ends(ExitCode.PASS);
    sign();
    parentHas(set().active(KeyRole.KSK));
  }

  private KeySet set() {
    return KeySetFile.read(folder.resolve("keys.toml"));
  }

  private Journal journal() throws IOException {
    Path file = folder.resolve("plan.toml.journal");
    return Files.exists(file) ? Journal.parse(Files.readString(file)) : Journal.of(plan);
  }

  private List<ZoneKey> named(String name) throws IOException {
    return new CarriedKeys(plan, journal(), set()).named(name);
  }

  private void sign() {
    Cli.run(
            "sign",
            "--hsm",
            hsm.toString(),
            "--at",
            at.toString(),
            "--output",
            live.toString(),
            unsigned.toString())
        .ends(ExitCode.PASS);
  }

  private void parentHas(List<ZoneKey> keys) throws IOException {
    StringBuilder ds = new StringBuilder();
    for (String record : new KeySet(ZONE, keys).dsRecords()) {
      ds.append(record.replace(" IN DS ", " 3600 IN DS ")).append('\n');
    }
    Files.writeString(parent, ds);
  }

  private String[] words(String... more) {
    return Cli.words(
        new String[] {
          "keys",
          "step",
          planFile.toString(),
          "--approved",
          PlanText.digest(plan),
          "--hsm",
          hsm.toString(),
          "--ds",
          parent.toString()
        },
        more);
  }

  private Cli.Answer step(String... more) {
    return Cli.runAt(at, words(more));
  }

  /** The same while a server has the live zone. */
  private Cli.Answer seen(String... more) throws Exception {
    try (RealServer server = RealServer.knot(folder, ZONE, Files.readString(live))) {
      return step(Cli.words(more, "--server", server.address()));
    }
  }

  /** What a signed zone has of the keys of the plan, as a rehearsal describes it. */
  private String described(Path zone) throws Exception {
    Map<Integer, String> names = new HashMap<>();
    for (PlanKey key : plan.keys()) {
      named(key.name()).forEach(k -> names.put(k.keyTag(), key.name()));
    }
    TreeSet<String> published = new TreeSet<>();
    TreeSet<String> signers = new TreeSet<>();
    try (InputStream in = Files.newInputStream(zone);
        Master records = new Master(in, ZONE)) {
      for (Record record = records.nextRecord(); record != null; record = records.nextRecord()) {
        if (record instanceof DNSKEYRecord key) {
          published.add(names.get(key.getFootprint()));
        }
        if (record instanceof RRSIGRecord rrsig
            && (rrsig.getTypeCovered() == Type.SOA || rrsig.getTypeCovered() == Type.DNSKEY)) {
          signers.add(names.get(rrsig.getFootprint()));
        }
      }
    }
    TreeSet<String> ds = new TreeSet<>();
    Files.readAllLines(parent)
        .forEach(line -> ds.add(names.get(Integer.valueOf(line.split(" ")[4]))));
    return "DNSKEY "
        + String.join(", ", published)
        + "; signed by "
        + String.join(", ", signers)
        + "; DS of "
        + String.join(", ", ds);
  }

  @ParameterizedTest
  @EnumSource(
      value = Rollover.class,
      names = {"KSK_DOUBLE_DS", "ZSK_PREPUBLISH", "ALGORITHM_CONSERVATIVE", "EMERGENCY"})
  @DisplayName("A roll from the first step to the last has in each what its rehearsal had")
  void aWholeRoll(Rollover rollover) throws Exception {
    rehearsed(rollover);
    KeySet old = set();
    List<Situation> situations = plan.situations();
    List<Act> acts =
        rehearsal.acts().stream().filter(act -> !act.name().contains("refresh")).toList();
    assertThat(acts).hasSize(situations.size());
    // A look alone does nothing.
    assertThat(seen().ends(ExitCode.PASS).out())
        .contains("seen: what the plan begins with", "may be done now", "  make ", "left to you:");
    assertThat(set()).isEqualTo(old);

    for (int i = 0; i < plan.steps().size(); i++) {
      assertThat(described(live)).isEqualTo(acts.get(i).planned().described());
      Situation after = situations.get(i + 1);
      if (i > 0) {
        Instant due = journal().due(plan).notBefore();
        at = due.minusSeconds(1);
        step("--do").refuses(ExitCode.UNDECIDED, "may not be done before " + due);
        at = due;
      }
      String out = step("--do").ends(ExitCode.PASS).out();
      assertThat(out).contains("noted: step " + plan.steps().get(i).name() + " done at " + at);
      if (!after.ds().equals(situations.get(i).ds())) {
        List<ZoneKey> ksks = new ArrayList<>();
        for (String name : after.ds()) {
          ksks.addAll(named(name));
        }
        assertThat(out).contains(new KeySet(ZONE, ksks).dsRecords());
        seen("--do").ends(ExitCode.UNDECIDED);
        parentHas(ksks);
      }
      if (!after.uses().equals(situations.get(i).uses())) {
        assertThat(out).contains("sign, judge and publish the zone");
        assertThat(seen("--do").ends(ExitCode.UNDECIDED).err())
            .contains("is done and not seen to be in effect (" + after.described());
        sign();
      }
      at = at.plusSeconds(60);
      Cli.Answer seen = seen();
      assertThat(seen.out()).contains("is in effect: " + after.described());
      verify();
    }
    assertThat(described(live)).isEqualTo(acts.get(acts.size() - 1).planned().described());
    assertThat(seen("--do").ends(ExitCode.PASS).out()).isEqualTo("the plan is carried out\n");

    assertThat(set().keys()).hasSize(2).allMatch(k -> Use.of(k) == Use.SIGNING);
    List<ZoneKey> gone = old.keys().stream().filter(key -> !set().keys().contains(key)).toList();
    List<PlanKey> fresh =
        plan.keys().stream().filter(key -> key.origin() == PlanKey.Origin.NEW).toList();
    assertThat(gone).hasSameSizeAs(fresh).isNotEmpty();
    String listed = Cli.run("keys", "list", "--hsm", hsm.toString()).ends(ExitCode.PASS).out();
    for (ZoneKey key : gone) {
      assertThat(listed)
          .containsPattern(
              "(?m)^  Removed   \\Q" + key + "\\E; created .*; retired .*; withdrawn ");
    }
    for (PlanKey key : fresh) {
      assertThat(listed)
          .containsPattern(
              "(?m)^  Active    \\Q" + named(key.name()).get(0) + "\\E; .*; first signed ");
    }
    assertThat(kinds()).filteredOn("created"::equals).hasSize(2 + fresh.size());
  }

  /** By the key plan that the plan has become. */
  private void verify() throws IOException {
    Path policy = folder.resolve("policy.toml");
    Cli.Answer keyPlan = step("--key-plan").ends(ExitCode.PASS);
    Files.writeString(policy, "version = 1\n" + keyPlan.out());
    Cli.run(
            "verify",
            "--policy",
            policy.toString(),
            "--ds",
            parent.toString(),
            "--unsigned",
            unsigned.toString(),
            "--at",
            at.toString(),
            "-q",
            live.toString())
        .ends(ExitCode.PASS);
  }

  /** A small zone and a plan of which only the beginning was seen. */
  private void begun(Rollover rollover, List<String> tokens) throws Exception {
    begun(plan(rollover), ScratchHsm.tokens().config(folder, tokens));
  }

  private void begun(Plan chosen, Path tokens) throws Exception {
    begins(chosen, tokens);
    seen().ends(ExitCode.PASS);
  }

  private void begins(Plan chosen, Path tokens) throws Exception {
    unsigned = folder.resolve("unsigned.zone");
    try (Writer out = Files.newBufferedWriter(unsigned)) {
      ZoneMaker.write(ZoneShape.of(ZONE.toString(), 5, 3), out);
    }
    planned(chosen);
    hsm = tokens;
    keys();
  }

  private static Plan plan(Rollover rollover) {
    return rollover.plan(ZONE.toString(), hours(), false, 0, DenialWay.NSEC3);
  }

  private static Timings hours() {
    return new Timings(
        Arrays.stream(Delay.values())
            .collect(Collectors.toMap(Function.identity(), d -> Duration.ofHours(1))));
  }

  private List<String> kinds() throws IOException {
    return Files.readAllLines(folder.resolve("keys.register")).stream()
        .skip(1)
        .map(line -> line.split(" ")[1])
        .toList();
  }

  /**
   * Private keys that the tokens have for a name of the plan; they have those of other tests too.
   */
  private int objects(String name) throws Exception {
    int found = 0;
    try (Tokens tokens = Tokens.open(HsmConfigFile.read(hsm), PinPrompt.none())) {
      for (Token token : tokens.all()) {
        for (CkaId id : journal().ids(name)) {
          found += token.with(session -> session.findPrivate(id)).size();
        }
      }
    }
    return found;
  }

  private void nothingDone(KeySet before) throws IOException {
    assertThat(set()).isEqualTo(before);
    assertThat(journal().entries()).hasSize(1);
  }

  @Test
  @DisplayName("A key that one token does not take is on no token, and the next try goes on")
  void generationFails() throws Exception {
    ScratchHsm tokens = ScratchHsm.tokens();
    Shim shim = Shim.build(folder, tokens.library());
    begun(
        plan(Rollover.KSK_DOUBLE_SIGNATURE),
        tokens.config(
            folder,
            List.of("site-a", "site-b"),
            label -> label.equals("site-b") ? shim.library() : tokens.library(),
            tokens::pinFile));
    KeySet before = set();
    for (String fault : List.of("C_CreateObject fail 0x31 0", "C_Sign spoil 0 0")) {
      shim.orders(fault);
      assertThat(step("--do").ends(ExitCode.UNDECIDED).err()).contains("site-b");
      nothingDone(before);
      shim.orders();
      assertThat(objects("ksk-new")).isZero();
    }
    step("--do").ends(ExitCode.PASS);
    assertThat(named("ksk-new")).hasSize(1).allMatch(key -> Use.of(key) == Use.SIGNING);
    assertThat(set().keys()).hasSize(3);
    assertThat(kinds()).filteredOn("created"::equals).hasSize(3);
    assertThat(objects("ksk-new")).isEqualTo(2);
  }

  @Test
  @DisplayName("A key is not relied on before every token has proved that it has it")
  void proof() throws Exception {
    begun(Rollover.KSK_DOUBLE_DS, List.of("site-a", "site-b"));
    step("--do").ends(ExitCode.PASS);
    ZoneKey fresh = named("ksk-new").get(0);
    assertThat(Use.of(fresh)).isEqualTo(Use.ABSENT);
    parentHas(set().keys().stream().filter(k -> k.role() == KeyRole.KSK).toList());
    seen();
    at = journal().due(plan).notBefore();
    KeySet before = set();
    try (Tokens tokens = Tokens.open(HsmConfigFile.read(hsm), PinPrompt.none());
        TokenSession session = tokens.all().get(1).openForWriting()) {
      assertThat(session.destroy(fresh.id())).isPositive();
    }
    Cli.Answer answer = step("--do").ends(ExitCode.BLOCK);
    assertThat(answer.err()).contains("the step is not done: Token site-b", "TOKEN-ONE-OBJECT");
    assertThat(set()).isEqualTo(before);
    assertThat(journal().due(plan).done()).isEqualTo(1);
  }

  @Test
  @DisplayName("The key plan has the keys that there are, and says which is not there yet")
  void keyPlan() throws Exception {
    begun(Rollover.ZSK_PREPUBLISH, List.of("site-a"));
    Cli.Answer before = step("--key-plan").ends(ExitCode.PASS);
    assertThat(before.err()).contains("zsk-new is not known and not in the key plan");
    step("--do").ends(ExitCode.PASS);
    Cli.Answer after = step("--key-plan").ends(ExitCode.PASS);
    assertThat(after.err()).isEmpty();
    assertThat(after.out())
        .contains("{ ds = \"" + named("zsk-new").get(0).keyTag() + " 13 2 ", "from = " + at);
  }

  /** A token is away, which is why the zone is to go unsigned. */
  @Test
  @DisplayName("A step that only takes away asks no token, and leaves nothing to sign with")
  void withoutTokens() throws Exception {
    begun(Rollover.GO_UNSIGNED, List.of("site-a"));
    Files.writeString(hsm, Files.readString(hsm).replace("\"site-a\"", "\"site-away\""));
    String out = step("--do").ends(ExitCode.PASS).out();
    assertThat(out)
        .contains("have the parent take all DS records away")
        .doesNotContain("zonegate run");
    Files.delete(parent);
    String[] none = Cli.words(words(), "--no-ds");
    none[Arrays.asList(none).indexOf("--ds")] = "--trust-anchor";
    try (RealServer server = RealServer.knot(folder, ZONE, Files.readString(live))) {
      assertThat(Cli.runAt(at, Cli.words(none, "--server", server.address())).out())
          .contains("seen: step remove-ds is in effect");
    }
    at = journal().due(plan).notBefore();
    KeySet before = set();
    KeySetFile.write(folder.resolve("keys.toml"), before.with(List.of(strange(true))));
    assertThat(Cli.runAt(at, Cli.words(none, "--do")).ends(ExitCode.UNDECIDED).err())
        .contains("is set to sign, and the plan has no such key");
    KeySetFile.write(folder.resolve("keys.toml"), before);
    assertThat(Cli.runAt(at, Cli.words(none, "--do")).ends(ExitCode.PASS).out())
        .contains("withdraw ksk-old", "publish the zone unsigned");
    assertThat(set().keys()).isEmpty();
    Cli.run("sign", "--hsm", hsm.toString(), "--output", live.toString(), unsigned.toString())
        .ends(ExitCode.CONFIGURATION);
  }

  /** A KSK that is on no token. */
  private static ZoneKey strange(boolean active) {
    DnskeyRdata dnskey = DnskeyRdata.parse("257 3 13 " + BASE_POINT);
    return new ZoneKey(KeyRole.KSK, dnskey, new CkaId("0a0b"), "strange", "", active, active);
  }

  private String file(ZoneKey key) throws IOException {
    String record = ZONE + " 60 IN DNSKEY " + key.dnskey() + "\n";
    return Files.writeString(folder.resolve("key-" + key.keyTag()), record).toString();
  }

  private static Plan twoZsks() {
    return new Plan(
        "two ZSKs",
        ZONE.toString(),
        hours(),
        true,
        Optional.empty(),
        false,
        List.of(
            new PlanKey("ksk", KeyRole.KSK, PlanKey.Origin.OLD, 0),
            new PlanKey("zsk-a", KeyRole.ZSK, PlanKey.Origin.OLD, 0),
            new PlanKey("zsk-b", KeyRole.ZSK, PlanKey.Origin.OLD, 0)),
        List.of(
            Step.of("retire", Wait.NONE, "One ZSK is enough.").with(Use.PUBLISHED, "zsk-b"),
            Step.of("withdraw", Wait.of(List.of("1h")), "Nothing is signed by it any more.")
                .with(Use.ABSENT, "zsk-b")));
  }

  @Test
  @DisplayName("Of two old keys of one role, each is named, and only the one meant goes")
  void twoOldKeys() throws Exception {
    begins(twoZsks(), ScratchHsm.tokens().config(folder, List.of("site-a")));
    Cli.run("keys", "generate", "--hsm", hsm.toString(), "--zone", ZONE.toString(), "--role", "ZSK")
        .ends(ExitCode.PASS);
    sign();
    step().refuses(ExitCode.USAGE, "zsk-a and zsk-b", "give --key zsk-a=FILE,zsk-b=FILE");
    List<ZoneKey> zsks = set().active(KeyRole.ZSK);
    String[] named = {"--key", "zsk-a=" + file(zsks.get(0)) + ",zsk-b=" + file(zsks.get(1))};
    seen(named).ends(ExitCode.PASS);

    // Retiring takes away, which is why it must not need a token.
    String there = Files.readString(hsm);
    Files.writeString(hsm, there.replace("\"site-a\"", "\"site-away\""));
    step(Cli.words(named, "--do")).ends(ExitCode.PASS);
    assertThat(named("zsk-b")).extracting(Use::of).containsExactly(Use.PUBLISHED);
    Files.writeString(hsm, there);
    sign();
    seen(named);
    at = journal().due(plan).notBefore();
    Files.writeString(hsm, there.replace("\"site-a\"", "\"site-away\""));
    step(Cli.words(named, "--do")).ends(ExitCode.PASS);
    assertThat(set().keys()).extracting(ZoneKey::id).contains(zsks.get(0).id()).hasSize(2);
    Files.writeString(hsm, there);
    sign();
    assertThat(seen(named).ends(ExitCode.PASS).out()).contains("the plan is carried out");
  }

  @Test
  @DisplayName("Where --key names a key for a step, no other is made in its place")
  void keyThatIsNamed() throws Exception {
    begun(Rollover.KSK_DOUBLE_SIGNATURE, List.of("site-a"));
    KeySet before = set();
    step("--do", "--key", "ksk-new=" + file(strange(false)))
        .refuses(ExitCode.CONFIGURATION, "no key in it is that of --key ksk-new");
    step("--do", "--key", "ksk-old=" + file(strange(false)))
        .refuses(ExitCode.CONFIGURATION, "no key in it is that of --key ksk-old");
    nothingDone(before);
    assertThat(objects("ksk-new")).isZero();

    // An earlier try was killed before the key was made; then somebody else makes one.
    new JournalFile(folder.resolve("plan.toml.journal"), plan)
        .add(List.of(Journal.Key.announced(new CkaId("0c0d"), "ksk-new", at)));
    Cli.run("keys", "generate", "--hsm", hsm.toString(), "--zone", ZONE.toString(), "--role", "KSK")
        .ends(ExitCode.PASS);
    ZoneKey fresh = set().keys().get(2).with(false, false);
    KeySetFile.write(folder.resolve("keys.toml"), before.with(List.of(fresh)));
    assertThat(step("--do", "--key", "ksk-new=" + file(fresh)).ends(ExitCode.PASS).out())
        .doesNotContain("make ksk-new");
    assertThat(set().keys()).hasSize(3);
    assertThat(named("ksk-new")).extracting(ZoneKey::id).containsExactly(fresh.id());
  }

  /** The new KSK has made way for nobody: caches have only the old DS again. */
  @Test
  @DisplayName("What was seen and is there no more stops the step that rests on it")
  void gone() throws Exception {
    begun(Rollover.KSK_DOUBLE_DS, List.of("site-a"));
    step("--do").ends(ExitCode.PASS);
    List<ZoneKey> ksks = set().keys().stream().filter(k -> k.role() == KeyRole.KSK).toList();
    parentHas(ksks);
    seen();
    KeySet before = set();
    parentHas(List.of(ksks.get(0)));
    at = journal().due(plan).notBefore();
    step("--do")
        .refuses(
            ExitCode.UNDECIDED,
            "step add-ds was seen to be in effect and is not any more",
            "none of [" + ksks.get(1).keyTag() + "]");
    assertThat(set()).isEqualTo(before);
    parentHas(ksks);
    step("--do").ends(ExitCode.PASS);
  }

  @Test
  @DisplayName("A key that signs unpublished is retired, and does not count as one that stays")
  void retiresUnpublished() throws Exception {
    begins(plan(Rollover.KSK_DOUBLE_DS), ScratchHsm.tokens().config(folder, List.of("site-a")));
    Cli.run("keys", "generate", "--hsm", hsm.toString(), "--zone", ZONE.toString(), "--role", "ZSK")
        .ends(ExitCode.PASS);
    List<ZoneKey> zsks = set().active(KeyRole.ZSK);
    ZoneKey ahead = zsks.get(1).with(true, false);
    KeySetFile.write(
        folder.resolve("keys.toml"),
        new KeySet(ZONE, List.of(set().active(KeyRole.KSK).get(0), zsks.get(0), ahead)));
    String[] words = {"keys", "retire", "--hsm", hsm.toString()};
    Cli.run(Cli.words(words, "" + zsks.get(0).keyTag())).refuses(ExitCode.USAGE, "is the last");
    String out = Cli.run(Cli.words(words, "" + ahead.keyTag())).ends(ExitCode.PASS).out();
    assertThat(out).contains("retired").doesNotContain("stays in the DNSKEY RRset");
  }

  /** The process ends at that moment, with all that is not on the disk lost. */
  private static final class KilledError extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Runs the step until it is about to say this, or has looked at the clock so often. */
  private void killedAt(String line, int looks) {
    AtomicInteger looked = new AtomicInteger();
    PrintStream out =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8) {
          @Override
          public void println(String text) {
            if (text.startsWith(line)) {
              throw new KilledError();
            }
          }
        };
    Console console =
        new Console(
            InputStream.nullInputStream(),
            out,
            out,
            Map.of(),
            () -> {
              if (looked.incrementAndGet() == looks) {
                throw new KilledError();
              }
              return at;
            },
            false);
    assertThatThrownBy(() -> Main.run(List.of(words("--do")), console))
        .isInstanceOf(KilledError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"  make", "KEY SET", "  made", "  proved", "  wrote", "noted"})
  @DisplayName("Killed between two acts, the same command goes on, and no act is done twice")
  void killed(String moment) throws Exception {
    begun(Rollover.KSK_DOUBLE_SIGNATURE, List.of("site-a", "site-b"));
    if (moment.equals("KEY SET")) {
      // The third look is for the line of the register that the new key gets.
      killedAt("no such line", 3);
      assertThat(set().keys()).hasSize(3);
      assertThat(kinds()).filteredOn("created"::equals).hasSize(2);
    } else {
      killedAt(moment, 0);
    }
    boolean noted = moment.equals("noted");
    assertThat(journal().due(plan).done()).isEqualTo(noted ? 1 : 0);
    if (!noted) {
      step("--do").ends(ExitCode.PASS);
    }
    assertThat(named("ksk-new")).hasSize(1).allMatch(key -> Use.of(key) == Use.SIGNING);
    assertThat(set().keys()).hasSize(3).allMatch(key -> Use.of(key) == Use.SIGNING);
    assertThat(kinds()).filteredOn("created"::equals).hasSize(3);
    assertThat(objects("ksk-new")).isEqualTo(2);
    assertThat(journal().due(plan).done()).isEqualTo(1);
    sign();
    assertThat(seen().out()).contains("seen: step publish-ksk is in effect");
  }

  /** The operator's replication command kills its parent when the first token has the key. */
  @Test
  @DisplayName(
      "Killed while a key is made, what is left of it on tokens is removed by the next try")
  void killedWhileMaking() throws Exception {
    // That process has the system's clock.
    at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    begun(Rollover.KSK_DOUBLE_SIGNATURE, ScratchHsm.WORLD.subList(0, 1));
    Path command = folder.resolve("copy");
    Files.writeString(
        hsm, Files.readString(hsm) + "[replication]\ncommand = [\"" + command + "\"]\n");
    Path second = folder.resolve("second");
    Files.createDirectory(second);
    String one = Files.readString(hsm);
    String token = one.substring(one.indexOf("[[token]]"), one.indexOf("[replication]"));
    KeySet before = set();
    Files.writeString(hsm, one.replace("[replication]", other(token) + "[replication]"));
    script(command, "kill -9 $PPID");
    assertThat(apart(words("--do"))).as("killed").isEqualTo(128 + 9);
    nothingDone(before);
    assertThat(journal().ids("ksk-new")).hasSize(1);

    // The second token is gone for good; the plan goes on with the first.
    Files.writeString(hsm, one);
    at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String out = step("--do").ends(ExitCode.PASS).out();
    assertThat(out)
        .contains("removed 2 key objects under CKA_ID " + journal().ids("ksk-new").get(0));
    assertThat(named("ksk-new"))
        .hasSize(1)
        .extracting(k -> k.id())
        .containsExactly(journal().ids("ksk-new").get(1));
  }

  private static String other(String token) throws IOException {
    return token
        .replace("\"" + ScratchHsm.WORLD.get(0) + "\"", "\"" + ScratchHsm.WORLD.get(1) + "\"")
        .replace(
            ScratchHsm.tokens().pinFile(ScratchHsm.WORLD.get(0)).toString(),
            ScratchHsm.tokens().pinFile(ScratchHsm.WORLD.get(1)).toString());
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** The exit code of the program in a process of its own. */
  private int apart(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-exports=jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    return process.waitFor();
  }

  @Test
  @DisplayName("What contradicts the plan is refused before any act")
  void contradictions() throws Exception {
    begun(Rollover.KSK_DOUBLE_SIGNATURE, List.of("site-a"));
    KeySet before = set();
    try (Turn other = Turn.take(folder.resolve("plan.toml.journal.lock")).orElseThrow()) {
      assertThat(other.held()).isTrue();
      step("--do").refuses(ExitCode.UNDECIDED, "another zonegate keys step is at this plan");
    }
    step("--do", "--done").refuses(ExitCode.USAGE, "give one of --do, --done");
    step("--do", "--at", at.toString()).refuses(ExitCode.USAGE, "--at", "--do");
    step("--at", at.plusSeconds(1).toString()).refuses(ExitCode.USAGE, "later than the clock");

    Path policy = Files.writeString(folder.resolve("policy.toml"), "version = 1\n[signing]\n");
    Files.writeString(policy, Files.readString(policy) + "cds = \"all-ksks\"\n");
    step("--do", "--policy", policy.toString())
        .refuses(ExitCode.CONFIGURATION, "for the DS of [ksk-new, ksk-old]", "the DS of [ksk-old]");
    Files.writeString(policy, "version = 1\n[signing]\nroles = \"single\"\n");
    step("--do", "--policy", policy.toString())
        .refuses(ExitCode.CONFIGURATION, "the plan has ZSKs");

    KeySetFile.write(folder.resolve("keys.toml"), before.withRetired(before.keys().get(1)));
    assertThat(step("--do").ends(ExitCode.UNDECIDED).err())
        .contains(
            "is not as the plan has left it: zsk-old, ", "is set to publish, planned is sign");
    KeySetFile.write(folder.resolve("keys.toml"), before);
    Cli.run("keys", "generate", "--hsm", hsm.toString(), "--zone", ZONE.toString(), "--role", "ZSK")
        .ends(ExitCode.PASS);
    assertThat(step("--do").ends(ExitCode.UNDECIDED).err())
        .contains("is set to sign, and the plan has no such key");
    KeySetFile.write(folder.resolve("keys.toml"), before);

    Files.writeString(hsm, "ksk-bundles = \"bundles\"\n" + Files.readString(hsm));
    assertThat(step("--do").ends(ExitCode.UNDECIDED).err()).contains("the KSKs are offline");
    nothingDone(before);
  }
}
