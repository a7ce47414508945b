package io.zonegate.hsm.softhsm;

import io.zonegate.hsm.config.HsmConfig;
import io.zonegate.hsm.config.PinSource;
import io.zonegate.hsm.config.Spread;
import io.zonegate.hsm.config.TokenConfig;
import io.zonegate.hsm.token.PinPrompt;
import io.zonegate.hsm.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * SoftHSM2 tokens for the tests of one JVM. All are made before the library is loaded; each test
 * takes fresh ones.
 */
public final class TestTokens {

  private static final int COUNT = 120;
  private static final AtomicInteger TAKEN = new AtomicInteger();

  /** Two tokens have this label. */
  public static final String TWICE = "twice";

  public static final Path LIBRARY = SoftHsmLibrary.find(System.getenv());
  public static final ScratchTokens SCRATCH = make();

  private TestTokens() {}

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
      ScratchTokens scratch = new ScratchTokens(folder, new SecureRandom());
      List<String> labels =
          new ArrayList<>(IntStream.range(0, COUNT).mapToObj(i -> "test-" + i).toList());
      labels.add(TWICE);
      scratch.create(labels, LIBRARY);
      Files.delete(scratch.pinFile(TWICE));
      scratch.create(List.of(TWICE), LIBRARY);
      return scratch;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Configurations of tokens that no other test uses. */
  public static List<TokenConfig> take(int count) {
    int first = TAKEN.getAndAdd(count);
    if (first + count > COUNT) {
      throw new IllegalStateException("Raise COUNT: more than " + COUNT + " tokens are needed");
    }
    return IntStream.range(first, first + count).mapToObj(i -> token("test-" + i)).toList();
  }

  public static TokenConfig token(String label) {
    return new TokenConfig(label, LIBRARY, new PinSource.InFile(SCRATCH.pinFile(label)));
  }

  public static HsmConfig config(List<TokenConfig> tokens) {
    return new HsmConfig(Path.of("/nowhere/keys.toml"), 2, Spread.ROUND_ROBIN, tokens);
  }

  public static Tokens open(List<TokenConfig> tokens) {
    return Tokens.open(config(tokens), PinPrompt.none());
  }

  public static Tokens open(TokenConfig... tokens) {
    return open(List.of(tokens));
  }
}
