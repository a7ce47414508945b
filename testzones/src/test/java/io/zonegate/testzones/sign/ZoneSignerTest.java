package io.zonegate.testzones.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.peer.Peer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Zones as signed here are good zones in the eyes of three independent verifiers. */
final class ZoneSignerTest {

  private static final Name ORIGIN = Name.fromConstantString("signed.example.");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(KeyAlgorithm.class)
  void everyAlgorithmIsAcceptedByItsPeers(KeyAlgorithm algorithm) throws Exception {
    Denial denial = algorithm == KeyAlgorithm.RSASHA1_NSEC3 ? Denial.nsec3(false) : Denial.nsec();
    SigningKeys keys = SigningKeys.pair(algorithm, 7);

    accepted(sign(ZoneShape.of("signed.example.", 7, 6), keys, denial), keys);
  }

  @ParameterizedTest
  @CsvSource({"false,0,''", "true,0,''", "false,3,aabbcc", "true,1,00"})
  void everyKindOfNsec3IsAccepted(boolean optOut, int iterations, String salt) throws Exception {
    SigningKeys keys = SigningKeys.pair(KeyAlgorithm.ECDSAP256, 11);
    ZoneShape shape = ZoneShape.of("signed.example.", 11, 30).withText(true, true);

    accepted(sign(shape, keys, new Denial(true, optOut, iterations, salt)), keys);
  }

  @Test
  void twoAlgorithmsAtOnceAreAccepted() throws Exception {
    SigningKeys keys =
        SigningKeys.pair(KeyAlgorithm.ECDSAP256, 3).plus(SigningKeys.pair(KeyAlgorithm.ED25519, 3));

    accepted(sign(ZoneShape.of("signed.example.", 3, 10), keys, Denial.nsec3(true)), keys);
  }

  @Test
  void optOutLeavesInsecureDelegationsOutOfTheChain() {
    ZoneShape shape = ZoneShape.of("signed.example.", 5, 40).withDsShare(0.25);
    SigningKeys keys = SigningKeys.pair(KeyAlgorithm.ECDSAP256, 5);

    int full = sign(shape, keys, Denial.nsec3(false)).ofType(Type.NSEC3).size();
    SignedZone optOut = sign(shape, keys, Denial.nsec3(true));

    // 30 insecure delegations, one of them alone below an empty non-terminal, or the same with two.
    long insecure =
        optOut.authority().delegations().stream()
            .filter(optOut.authority()::isInsecureDelegation)
            .count();
    int ents = optOut.authority().insecureEmptyNonTerminals().size();
    assertThat(insecure).isEqualTo(30);
    assertThat(full - optOut.ofType(Type.NSEC3).size()).isEqualTo(30 + ents);
  }

  @Test
  void theSameSeedSignsTheSameZone() {
    ZoneShape shape = ZoneShape.of("signed.example.", 9, 10);
    Instant now = Instant.parse("2026-11-01T00:00:00Z");

    String first =
        sign(shape, SigningKeys.pair(KeyAlgorithm.ECDSAP256, 9), Denial.nsec(), now).text();
    String second =
        sign(shape, SigningKeys.pair(KeyAlgorithm.ECDSAP256, 9), Denial.nsec(), now).text();
    String other =
        sign(shape, SigningKeys.pair(KeyAlgorithm.ECDSAP256, 8), Denial.nsec(), now).text();

    assertThat(second).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void dnsjavaReadsTheTextBack() throws Exception {
    SigningKeys keys = SigningKeys.pair(KeyAlgorithm.ECDSAP384, 4);
    SignedZone zone = sign(ZoneShape.of("signed.example.", 4, 20), keys, Denial.nsec3(true));

    List<Record> again = ZoneMaker.parse(zone.text(), ORIGIN);

    assertThat(again).isEqualTo(zone.records());
    assertThat(again)
        .extracting(Record::getTTL)
        .isEqualTo(zone.records().stream().map(Record::getTTL).toList());
    assertThat(again.get(0).getType()).isEqualTo(Type.SOA);
  }

  private static SignedZone sign(ZoneShape shape, SigningKeys keys, Denial denial) {
    return sign(shape, keys, denial, Instant.now());
  }

  private static SignedZone sign(ZoneShape shape, SigningKeys keys, Denial denial, Instant now) {
    SigningPlan plan =
        new SigningPlan(
            keys, denial, now.minus(Duration.ofHours(1)), now.plus(Duration.ofDays(10)), 3_600);
    return ZoneSigner.sign(ORIGIN, ZoneMaker.records(shape), plan);
  }

  private void accepted(SignedZone zone, SigningKeys keys) throws Exception {
    byte[] text = zone.text().getBytes(StandardCharsets.ISO_8859_1);
    String ds = keys.dnskeySigners().get(0).dsText(ORIGIN, 3_600) + "\n";
    // validns 0.8 as Debian builds it cannot verify ECDSA and EdDSA.
    for (Peer peer : EnumSet.complementOf(EnumSet.of(Peer.VALIDNS))) {
      peer.mustAccept(folder, ORIGIN, text, ds);
    }
  }
}
