package io.zonegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonegate.parent.ParentZoneServer;
import io.zonegate.parent.RealServer;
import io.zonegate.transfer.SmallZone;
import io.zonegate.transfer.TransferPeers;
import io.zonegate.transfer.TransferUrl;
import io.zonegate.transfer.ZoneTransfer;
import io.zonegate.verifier.drill.ServedFile;
import io.zonegate.verifier.parent.ServerAddress;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/**
 * The daemon that gives zones by transfer is killed at random moments of whole releases. More
 * rounds: -Dtest.jvm=-Dzonegate.kills=300.
 */
@Timeout(1_200)
class GateTransferKilledTest {
  private static final int KILLS = Integer.getInteger("zonegate.kills", 6);

  /** Every third candidate is damaged. */
  private static final int BAD = 3;

  @TempDir Path folder;
  private final Random random = new Random(20260505);
  private final Map<String, SmallZone> good = new ConcurrentHashMap<>();
  private final Queue<String> bad = new ConcurrentLinkedQueue<>();
  private int port;

  /** A secondary that asks the gate whenever it is asked for its SOA, and never goes back. */
  private final class Secondary implements UnaryOperator<Message> {
    private final String key;
    private final Path file;
    private final ServedFile served;
    private long serial = -1;

    Secondary(String key) {
      this.key = key;
      this.file = folder.resolve("served-" + key);
      this.served = new ServedFile(file);
    }

    @Override
    public synchronized Message apply(Message query) {
      if (query.getQuestion().getType() == Type.SOA) {
        refresh();
      }
      return served.apply(query);
    }

    private void refresh() {
      try {
        Zone given =
            ZoneTransfer.fetch(
                new TransferUrl(new ServerAddress("127.0.0.1", port), "zone.example."),
                Optional.of(TransferPeers.key(key)),
                Instant::now,
                Duration.ofSeconds(10));
        if (given.serial() > serial) {
          serial = given.serial();
          SmallZone zone = good.get(given.content().sha256());
          if (zone == null) {
            bad.add("serial " + serial + " was given to " + key + " and had not passed");
          } else {
            Files.writeString(file, zone.text());
          }
        }
      } catch (ZoneReadException e) {
        // The gate is dead, or has nothing yet: what is here stays.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void whatIsGivenHasPassedAndNoReleaseIsLostOrLiveTwice() throws Exception {
    port = RealServer.freePort();
    Secondary one = new Secondary("one");
    Secondary two = new Secondary("two");
    try (ParentZoneServer first = ParentZoneServer.answering(one);
        ParentZoneServer second = ParentZoneServer.answering(two)) {
      policy(first, second);
      for (int kill = 1; kill <= KILLS; kill++) {
        submit(kill);
        try (GateProcess daemon = daemon()) {
          Thread.sleep(1_000 + random.nextInt(5_000));
          assertThat(daemon.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
          daemon.kill();
        }
        assertThat(bad).isEmpty();
        gate("doctor -q").ends(ExitCode.PASS);
      }
      int last = (KILLS / BAD + 1) * BAD + 1;
      submit(last);
      try (GateProcess daemon = daemon()) {
        String live = "live       release " + (KILLS + 1) + ", serial " + last;
        for (int i = 0; i < 600 && !gate("status").out().contains(live); i++) {
          assertThat(daemon.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
          Thread.sleep(200);
        }
        daemon.kill();
      }
      assertThat(one.serial).isEqualTo(last);
      assertThat(two.serial).isEqualTo(last);
      assertThat(bad).isEmpty();
    }
    gate("doctor").ends(ExitCode.PASS);
    List<String> live =
        gate("history --export")
            .ends(ExitCode.PASS)
            .out()
            .lines()
            .filter(e -> e.contains("\"kind\":\"live\""))
            .map(e -> e.replaceAll(".*\"release\":([0-9]+).*", "$1"))
            .toList();
    assertThat(live).isNotEmpty().doesNotHaveDuplicates();
  }

  private GateProcess daemon() throws IOException {
    return GateProcess.run(folder.resolve("policy.toml"), Instant.now(), folder.resolve("log"));
  }

  private Cli.Answer gate(String words, String... more) {
    String[] policy = {"--policy", folder.resolve("policy.toml").toString()};
    return Cli.now(Cli.words(Cli.words(("gate " + words).split(" "), policy), more));
  }

  private void submit(int serial) throws Exception {
    SmallZone zone = SmallZone.of(serial);
    String text = zone.text();
    if (serial % BAD == 0) {
      text = text.replaceFirst("198\\.18\\.", "198.19.");
    } else {
      good.put(zone.zone().content().sha256(), zone);
    }
    Path file = Files.writeString(folder.resolve("candidate"), text);
    gate("submit", file.toString()).ends(ExitCode.PASS);
  }

  private void policy(ParentZoneServer first, ParentZoneServer second) throws Exception {
    Files.writeString(folder.resolve("ds"), SmallZone.of(1).ds());
    StringBuilder text =
        new StringBuilder(
            """
            version = 1
            [zone]
            origin = "zone.example."
            [parent]
            ds = "ds"
            [gate]
            folder = "gate"
            transfer-listen = ["127.0.0.1:%d"]
            """
                .formatted(port));
    for (String name : List.of("one", "two")) {
      TransferPeers.keyFile(folder, name);
      text.append(
          """
          [[gate.stage]]
          name = "%1$s"
          allow-tsig = "%1$s.key"
          servers = ["%2$s"]
          probe-interval = "1s"
          good-probes = 1
          soak = "0s"
          deadline = "10m"
          transfer = false
          """
              .formatted(name, name.equals("one") ? first.address() : second.address()));
    }
    Files.writeString(folder.resolve("policy.toml"), text);
  }
}
