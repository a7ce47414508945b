package io.zonegate.testzones.make;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** A zone that is signed as it comes is the one that is signed as a whole. */
final class SignedZoneMakerTest {
  private static final Instant CLOCK = Instant.parse("2026-11-24T12:00:00Z");

  static Stream<Arguments> ways() {
    ZoneShape small = ZoneShape.of("tld.", 3, 40);
    ZoneShape odd = new ZoneShape("a.example.", 9, 25, 1, 0.2, 5, 6, 2, false, true, true);
    return Stream.of(
        Arguments.of(small, KeyAlgorithm.ECDSAP256, Denial.nsec()),
        Arguments.of(small, KeyAlgorithm.ED25519, Denial.nsec3(true)),
        Arguments.of(odd, KeyAlgorithm.ED25519, Denial.nsec3(false)),
        Arguments.of(odd, KeyAlgorithm.ED25519, new Denial(true, true, 3, "ab")),
        Arguments.of(ZoneShape.of("none.", 1, 0), KeyAlgorithm.ED25519, Denial.nsec()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void isTheZoneThatTheSignerOfWholeZonesMakes(
      ZoneShape shape, KeyAlgorithm algorithm, Denial denial) throws Exception {
    SigningPlan plan = plan(algorithm, denial);
    Name origin = Name.fromString(shape.origin());
    StringWriter streamed = new StringWriter();
    SignedZoneMaker.write(shape, plan, streamed);
    assertThat(lines(ZoneMaker.parse(streamed.toString(), origin)))
        .containsExactlyInAnyOrderElementsOf(
            lines(ZoneSigner.sign(origin, ZoneMaker.records(shape), plan).records()));
  }

  /** The records as text; the letter case of owners may differ within an RRset. */
  private static List<String> lines(List<Record> records) {
    return records.stream()
        .map(r -> r.getName().canonicalize() + r.toString().substring(r.toString().indexOf('\t')))
        .toList();
  }

  @Test
  void whatTheWriterThrowsComesOut() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("no space left");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(
            () ->
                SignedZoneMaker.write(
                    ZoneShape.of("tld.", 3, 5), plan(KeyAlgorithm.ED25519, Denial.nsec()), full))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  private static SigningPlan plan(KeyAlgorithm algorithm, Denial denial) {
    return new SigningPlan(
        SigningKeys.pair(algorithm, 3),
        denial,
        CLOCK.minus(Duration.ofDays(1)),
        CLOCK.plus(Duration.ofDays(20)),
        3600);
  }
}
