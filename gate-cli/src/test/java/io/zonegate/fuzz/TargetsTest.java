package io.zonegate.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.transfer.TransferTarget;
import io.zonegate.verifier.parent.MessageTarget;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every target takes its seeds and damaged copies of them without breaking. */
class TargetsTest {
  private static final int DAMAGED = 150;

  static Stream<Arguments> targets() throws Exception {
    return Stream.of(
        Arguments.of("zones", target(ZoneTarget::fuzzerTestOneInput), Seeds.zones()),
        Arguments.of("parents", target(DsTarget::fuzzerTestOneInput), Seeds.parents()),
        Arguments.of("policies", target(PolicyTarget::fuzzerTestOneInput), Seeds.policies()),
        Arguments.of("tokens", target(TokensTarget::fuzzerTestOneInput), Seeds.tokens()),
        Arguments.of("messages", target(MessageTarget::fuzzerTestOneInput), Seeds.messages()),
        Arguments.of("transfers", target(TransferTarget::fuzzerTestOneInput), Seeds.transfers()));
  }

  private static Consumer<byte[]> target(Consumer<byte[]> target) {
    return target;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void takesSeedsAndDamagedSeeds(String name, Consumer<byte[]> target, Map<String, byte[]> seeds) {
    assertThat(seeds).isNotEmpty();
    Random random = new Random(1);
    byte[][] all = seeds.values().toArray(byte[][]::new);
    for (int i = 0; i < DAMAGED; i++) {
      byte[] octets = all[random.nextInt(all.length)].clone();
      int damage = random.nextInt(5);
      for (int n = 0; n < damage && octets.length > 0; n++) {
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      }
      try {
        target.accept(octets);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(name + ", damaged copy " + i + ": " + e, e);
      }
    }
  }
}
