package io.zonegate.parent;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.testzones.sign.Denial;
import io.zonegate.verifier.parent.DsFile;
import io.zonegate.verifier.parent.ParentServers;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.NameText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NSD and Knot DNS answer as the parent's servers: a DS, and each kind of proof of its absence. */
class RealParentServersTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nsec", "nsec3", "opt-out"})
  void nsdAndKnotSayTheSame(String kind) throws Exception {
    Denial denial = kind.equals("nsec") ? Denial.nsec() : Denial.nsec3(kind.equals("opt-out"));
    String ds = "zone 7200 IN DS 4711 13 2 " + "ab".repeat(32);
    String zone = ParentZone.signed(ds, denial, NOW).text();
    DsFile anchor = DsFile.read(ParentZone.anchor(folder), null, NOW);
    try (RealServer nsd = RealServer.nsd(folder, ParentZone.ORIGIN, zone);
        RealServer knot = RealServer.knot(folder, ParentZone.ORIGIN, zone)) {
      List<String> addresses = List.of(nsd.address(), knot.address());
      ParentServers servers =
          new ParentServers(
              addresses.stream().map(a -> ServerAddress.parse(a).orElseThrow()).toList(),
              anchor,
              NOW);
      assertThat(servers.ask(NameText.wire("zone.example.")))
          .isInstanceOfSatisfying(
              ParentTrust.Known.class,
              known -> {
                assertThat(known.records()).hasSize(1);
                assertThat(known.seen()).contains(new ParentTrust.Seen(7200, addresses, NOW));
              });
      assertThat(servers.ask(NameText.wire("other.example.")))
          .isEqualTo(new ParentTrust.Insecure(new ParentTrust.Seen(900, addresses, NOW)));
      assertThat(servers.ask(NameText.wire("absent.example.")))
          .isInstanceOfSatisfying(
              ParentTrust.Missing.class,
              missing -> assertThat(missing.reason()).contains("NXDOMAIN"));
    }
  }
}
