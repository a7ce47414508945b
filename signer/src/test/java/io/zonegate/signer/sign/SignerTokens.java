package io.zonegate.signer.sign;

import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.Replication;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.generate.KeyGeneration;
import io.zonegate.hsm.generate.KeyRequest;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.softhsm.ScratchTokens;
import io.zonegate.hsm.softhsm.SoftHsmLibrary;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.xbill.DNS.Name;

/**
 * SoftHSM2 tokens for the tests of one JVM. All are made before the library is loaded; each test
 * takes fresh ones.
 */
final class SignerTokens {

  static final SecureRandom RANDOM = new SecureRandom();
  static final Name ZONE = Name.fromConstantString("demo.");
  private static final int COUNT = 80;
  private static final AtomicInteger TAKEN = new AtomicInteger();
  private static final Path LIBRARY = SoftHsmLibrary.find(System.getenv());
  static final ScratchTokens SCRATCH = make();

  private SignerTokens() {}

  private static ScratchTokens make() {
    Path folder = Path.of(System.getenv(ScratchTokens.CONFIG_VARIABLE)).getParent();
    try {
      if (Files.exists(folder)) {
        try (Stream<Path> old = Files.walk(folder)) {
          for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      ScratchTokens scratch = new ScratchTokens(folder, RANDOM);
      scratch.create(IntStream.range(0, COUNT).mapToObj(i -> "sign-" + i).toList(), LIBRARY);
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fresh tokens, opened. */
  static Tokens open(int count, Spread spread) {
    return open(count, spread, List.of());
  }

  /** Fresh tokens that hold keys of these roles. */
  static Tokens open(int count, Spread spread, List<String> roles) {
    return open(spread, roles, Collections.nCopies(count, "").toArray(String[]::new));
  }

  /** Fresh tokens, opened, one of each of these groups. */
  static Tokens open(Spread spread, String... groups) {
    return open(spread, List.of(), groups);
  }

  private static Tokens open(Spread spread, List<String> roles, String... groups) {
    int count = groups.length;
    int first = TAKEN.getAndAdd(count);
    if (first + count > COUNT) {
      throw new IllegalStateException("Raise COUNT: more than " + COUNT + " tokens are needed");
    }
    List<TokenConfig> tokens =
        IntStream.range(0, count)
            .mapToObj(i -> token("sign-" + (first + i), groups[i], roles))
            .toList();
    Optional<Path> bundles =
        roles.equals(List.of("ZSK")) ? Optional.of(Path.of("/nowhere/bundles")) : Optional.empty();
    HsmConfig config =
        new HsmConfig(
            Path.of("/nowhere/keys.toml"),
            Path.of("/nowhere/keys.register"),
            bundles,
            2,
            spread,
            new Replication.Unsaid(),
            tokens);
    return Tokens.open(config, PinPrompt.none());
  }

  private static TokenConfig token(String label, String group, List<String> roles) {
    PinSource pin = new PinSource.InFile(SCRATCH.pinFile(label));
    return new TokenConfig(label, LIBRARY, pin, "", group, 0, roles, false);
  }

  /** A KSK and a ZSK of each algorithm. */
  static KeySet keys(Tokens tokens, DnssecAlgorithm... algorithms) {
    List<KeyRequest> requests =
        Stream.of(algorithms)
            .flatMap(a -> Stream.of(KeyRequest.of(KeyRole.KSK, a), KeyRequest.of(KeyRole.ZSK, a)))
            .toList();
    return new KeyGeneration(tokens, RANDOM).generate(KeySet.empty(ZONE), requests);
  }
}
