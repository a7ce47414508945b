package io.zonegate.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.cli.Cli;
import io.zonegate.cli.ExitCode;
import io.zonegate.cli.ScratchHsm;
import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The signer's differential test: zones of random shape, signed with every algorithm that SoftHSM2
 * has, changed and signed again with signatures kept, are good for zonegate and for the verifiers
 * of BIND, ldns and Knot, and for validns where it knows the algorithm.
 */
class RandomZonesForPeersTest {
  private static final String ORIGIN = "tld.";
  private static final int ZONES = 3;
  private static final int LAST_RSA = 10;
  private static final List<String> DENIALS = List.of("nsec", "nsec3", "nsec3-opt-out");

  /** Occluded names, unknown types, a wildcard with a name below it, odd labels, empty names. */
  private static final String ODD =
      """
      dn.odd.tld. 60 IN DNAME target.example.
      Cut.odd.tld. 60 IN NS ns.cut.odd.tld.
      ns.cut.odd.tld. 60 IN A 192.0.2.2
      deep.below.cut.odd.tld. 60 IN TXT "occluded"
      unknown.odd.tld. 60 IN TYPE65280 \\# 4 0A0b0c0d
      unknown.odd.tld. 60 IN TYPE64999 \\# 0
      *.w.odd.tld. 60 IN TXT "wildcard"
      sub.*.w.odd.tld. 60 IN TXT "below it"
      a.b.c.empty.odd.tld. 60 IN TXT "empty non-terminals"
      sp\\032ace.dot\\.ted.odd.tld. 60 IN TXT "labels"
      \\000.odd.tld. 60 IN TXT "nul"
      """;

  @TempDir Path folder;

  /** The peers know no clock but the system's. */
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 13, 14, 15, 16})
  void areAccepted(int algorithm) throws Exception {
    String hsm = ScratchHsm.tokens().config(folder, ScratchHsm.SITES.subList(0, 1)).toString();
    String[] generate = {"keys", "generate", "--hsm", hsm, "--zone", ORIGIN};
    Cli.run(Cli.words(generate, "--algorithm", Integer.toString(algorithm))).ends(ExitCode.PASS);
    String ds = folder.resolve("ds").toString();
    Cli.run("keys", "ds", "--hsm", hsm, "--output", ds).ends(ExitCode.PASS);
    for (int i = 0; i < ZONES; i++) {
      long seed = algorithm * 100L + i;
      String denial = DENIALS.get(i % DENIALS.size());
      String text = text(seed, denial, algorithm);
      Path first = sign(hsm, denial, text, "first", "");
      // What is kept of the first zone stands in the second, beside what was made for that.
      String changed =
          text.replace("empty non-terminals", "other") + "new.tld. 60 IN TXT \"new\"\n";
      Path second = sign(hsm, denial, changed, "second", first.toString());
      assertThat(Files.size(second)).isGreaterThan(Files.size(first));
      accepted(second, ds, denial, algorithm, seed);
    }
  }

  private static String text(long seed, String denial, int algorithm) throws IOException {
    Random random = new Random(seed);
    // dnssec-verify fails on an owner of 255 octets with NSEC3.
    int longNames = denial.equals("nsec") ? random.nextInt(3) : 0;
    ZoneShape shape =
        ZoneShape.of(ORIGIN, seed, random.nextInt(12))
            .withGlueShare(random.nextInt(3) / 2.0)
            .withDsShare(random.nextInt(3) / 2.0)
            .withExtras(random.nextInt(4), random.nextInt(5), longNames)
            // validns does not know CAA.
            .withApexData(algorithm > LAST_RSA)
            .withText(random.nextBoolean(), random.nextBoolean());
    StringWriter out = new StringWriter();
    ZoneMaker.write(shape, out);
    // validns cannot read escapes in names, nor an asterisk inside.
    return out
        + ODD.lines()
            .filter(line -> algorithm > LAST_RSA || line.indexOf('\\') < 0 || line.contains("TYPE"))
            .filter(line -> algorithm > LAST_RSA || !line.startsWith("sub.*"))
            .map(line -> line + "\n")
            .collect(Collectors.joining());
  }

  private Path sign(String hsm, String denial, String text, String name, String previous)
      throws IOException {
    Path unsigned = folder.resolve("unsigned");
    Files.writeString(unsigned, text, StandardCharsets.ISO_8859_1);
    Path policy = folder.resolve("policy.toml");
    Files.writeString(policy, "version = 1\n[signing]\ndenial = \"" + denial + "\"\n");
    Path signed = folder.resolve(name + ".zone");
    String[] sign = {"sign", "--hsm", hsm, "--policy", policy.toString(), "--at", now.toString()};
    sign = Cli.words(sign, "--output", signed.toString());
    sign = previous.isEmpty() ? sign : Cli.words(sign, "--reuse", previous);
    String said = Cli.run(Cli.words(sign, unsigned.toString())).ends(ExitCode.PASS).out();
    assertThat(said.contains("  kept ")).isEqualTo(!previous.isEmpty());
    return signed;
  }

  private void accepted(Path signed, String ds, String denial, int algorithm, long seed)
      throws IOException, InterruptedException {
    String unsigned = folder.resolve("unsigned").toString();
    String[] verify = {"verify", "--ds", ds, "--at", now.toString(), "--unsigned", unsigned};
    assertThat(Cli.run(Cli.words(verify, signed.toString())))
        .as("seed %d", seed)
        .satisfies(answer -> answer.ends(ExitCode.PASS));
    Tool tool = new Tool(folder);
    tool.run("dnssec-verify", "-q", "-o", ORIGIN, signed.toString());
    tool.run("kzonecheck", "-d", "on", "-o", ORIGIN, signed.toString());
    if (!denial.equals("nsec3-opt-out")) {
      // By its own help text it "will error on opted-out delegations".
      tool.run("ldns-verify-zone", "-V", "1", "-k", ds, signed.toString());
    }
    if (algorithm <= LAST_RSA) {
      tool.run("validns", "-z", ORIGIN, signed.toString());
    }
  }
}
