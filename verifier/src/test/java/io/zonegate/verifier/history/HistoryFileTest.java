package io.zonegate.verifier.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.zone.NameText;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFileTest {
  private static final byte[] ZONE = NameText.wire("Zone.Example.");
  private static final Instant TIME = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder;
  private HistoryFile file;

  @BeforeEach
  void fill() throws Exception {
    file = new HistoryFile(folder, ZONE);
    for (int i = 0; i < 4; i++) {
      file.append(event(i));
    }
  }

  private static String sha256(int i) {
    return PublishedKey.sha256(new byte[] {(byte) i});
  }

  private static ZoneEvent event(int i) {
    PublishedKey ksk = new PublishedKey(257, 13, 33_834, sha256(1));
    PublishedKey zsk = new PublishedKey(256, 13, 4_711, sha256(2));
    Signer byKsk = new Signer(33_834, 13, sha256(1));
    Signer byZsk = new Signer(4_711, 13, sha256(2));
    Signer ahead = new Signer(1_234, 15, "");
    ZoneState state =
        i % 2 == 1
            ? new ZoneState(0xffffffffL, List.of(), -1, Set.of(), Set.of(), -1, 60)
            : new ZoneState(
                i,
                List.of(ksk, zsk),
                3_600,
                Set.of(Set.of(byZsk), Set.of(byZsk, ahead)),
                Set.of(byKsk),
                86_400,
                3_600);
    List<Optional<SeenDs>> parents =
        List.of(
            Optional.empty(),
            Optional.of(SeenDs.NONE),
            Optional.of(new SeenDs(List.of(new Ds(33_834, 13, 2, "00FF")), 300)),
            Optional.of(new SeenDs(List.of(new Ds(1, 8, 4, "AB")), SeenDs.TTL_UNKNOWN)));
    return new ZoneEvent(
        i % 2 == 0 ? ZoneEvent.Kind.RELEASED : ZoneEvent.Kind.SERVED,
        TIME.plusSeconds(i),
        state,
        sha256(i),
        parents.get(i % 4));
  }

  private List<String> lines() throws Exception {
    return new ArrayList<>(Files.readAllLines(file.path()));
  }

  private void write(List<String> lines) throws Exception {
    Files.writeString(file.path(), String.join("\n", lines) + "\n");
  }

  private History.Known known() {
    History history = file.read();
    assertThat(history).isInstanceOf(History.Known.class);
    return (History.Known) history;
  }

  private String reason() {
    History history = file.read();
    assertThat(history).isInstanceOf(History.Unreadable.class);
    return ((History.Unreadable) history).reason();
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    assertThat(known().events()).containsExactly(event(0), event(1), event(2), event(3));
    assertThat(lines()).hasSize(5);
    assertThat(lines().get(0)).startsWith("zonegate-history 1 zone.example. #");
    assertThat(lines().get(3))
        .isEqualTo(
            "2026-11-24T12:00:02Z released serial=2 sha256="
                + sha256(2)
                + " soa-minimum=3600 largest-ttl=86400 dnskey-ttl=3600 keys=257/13/33834/"
                + sha256(1)
                + ",256/13/4711/"
                + sha256(2)
                + " dnskey-by=1 data-by=1234/15+2,2 ds-ttl=300 ds=33834/13/2/00FF #"
                + lines().get(3).substring(lines().get(3).length() - 64));
    assertThat(lines().get(4)).endsWith("#" + known().head());
  }

  @Test
  void theChainIsTheDigestOfTheLineBeforeAndTheText() throws Exception {
    String before = "";
    for (String line : lines()) {
      String text = line.substring(0, line.length() - 66);
      before = PublishedKey.sha256((before + "\n" + text).getBytes(StandardCharsets.US_ASCII));
      assertThat(line).isEqualTo(text + " #" + before);
    }
  }

  @Test
  void everyChangedOctetIsSeen() throws Exception {
    byte[] content = Files.readAllBytes(file.path());
    for (int i = 0; i < content.length; i++) {
      byte[] changed = content.clone();
      changed[i] ^= 1;
      Files.write(file.path(), changed);
      assertThat(file.read()).as("octet %d", i).isInstanceOf(History.Unreadable.class);
    }
  }

  @Test
  void everyLineTakenOutOrPutElsewhereIsSeen() throws Exception {
    List<String> whole = lines();
    for (int i = 0; i < whole.size() - 1; i++) {
      List<String> less = new ArrayList<>(whole);
      less.remove(i);
      write(less);
      assertThat(reason()).startsWith(file.path() + ":" + (i + 1) + ": ");
      List<String> twice = new ArrayList<>(whole);
      twice.add(i, whole.get(i));
      write(twice);
      assertThat(reason()).startsWith(file.path() + ":" + (i + 2) + ": the chain of digests");
    }
  }

  @Test
  void everyCutWithinTheLastLineIsSaidAndCanBeMended() throws Exception {
    byte[] content = Files.readAllBytes(file.path());
    int start = content.length - lines().get(4).length() - 1;
    for (int end = start + 1; end < content.length; end++) {
      Files.write(file.path(), java.util.Arrays.copyOf(content, end));
      assertThat(reason())
          .startsWith(file.path() + ":5: the last line is cut short")
          .contains("zonegate history record --released");
    }
    assertThatThrownBy(() -> file.append(event(4)))
        .isInstanceOf(HistoryFile.RefusedException.class)
        .hasMessageContaining(":5: the last line is cut short");

    Path torn = file.mend().orElseThrow();

    assertThat(torn).hasContent(lines(content, start));
    assertThat(file.mend()).isEmpty();
    file.append(event(4));
    assertThat(known().events()).containsExactly(event(0), event(1), event(2), event(4));
  }

  private static String lines(byte[] content, int start) {
    return new String(content, start, content.length - 1 - start, StandardCharsets.US_ASCII);
  }

  @Test
  void aFileThatIsNotThereIsEmptyAndAFolderThatIsNotThereIsNot() {
    HistoryFile other = new HistoryFile(folder, NameText.wire("other."));
    assertThat(other.read())
        .isEqualTo(new History.Known(List.of(), "", folder.resolve("other.history").toString()));
    assertThat(new HistoryFile(folder.resolve("no"), ZONE).read())
        .isEqualTo(
            new History.Unreadable(
                folder.resolve("no")
                    + " is not a folder; make it, or name the history's folder rightly"));
  }

  @Test
  void aCrashBeforeTheFirstLineLeavesTheBeginningOfAFile() throws Exception {
    Files.write(file.path(), new byte[0]);
    assertThat(known().events()).isEmpty();
    file.append(event(0));
    assertThat(known().events()).containsExactly(event(0));
  }

  @Test
  void theNameOfTheFileIsThatOfTheZone() {
    assertThat(new HistoryFile(folder, NameText.wire(".")).path().getFileName())
        .hasToString("@.history");
    assertThat(new HistoryFile(folder, NameText.wire("@.")).path().getFileName())
        .hasToString("%5C%40.history");
    assertThat(new HistoryFile(folder, NameText.wire("a/b.C_d-1.")).path().getFileName())
        .hasToString("a%2Fb.c_d-1.history");
  }

  @Test
  void eventsFollowInTime() throws Exception {
    file.append(event(3));
    assertThatThrownBy(() -> file.append(event(2)))
        .isInstanceOf(HistoryFile.RefusedException.class)
        .hasMessageContaining("has an event of 2026-11-24T12:00:03Z; one of 2026-11-24T12:00:02Z");
    assertThat(known().events()).hasSize(5);
  }

  @Test
  void aTimeWithinASecondCountsFromTheNextOne() {
    ZoneEvent event = event(0);
    ZoneEvent within =
        new ZoneEvent(
            event.kind(), TIME.plusNanos(1), event.state(), event.sha256(), Optional.empty());
    assertThat(within.time()).isEqualTo(TIME.plusSeconds(1));
  }

  @Test
  void anotherWriterIsWaitedFor() throws Exception {
    List<Throwable> failures = new ArrayList<>();
    Thread writer;
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      writer =
          new Thread(
              () -> {
                try {
                  file.append(event(4));
                } catch (Exception e) {
                  failures.add(e);
                }
              });
      writer.start();
      while (writer.getState() != Thread.State.TIMED_WAITING && writer.isAlive()) {
        Thread.onSpinWait();
      }
      assertThat(Files.readAllLines(file.path())).hasSize(5);
    }
    writer.join();
    assertThat(failures).isEmpty();
    assertThat(known().events()).hasSize(5);
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() throws Exception {
    try (RandomAccessFile grown = new RandomAccessFile(file.path().toFile(), "rw")) {
      grown.setLength(HistoryFile.MOST_BYTES + 1);
    }
    assertThat(reason()).contains((HistoryFile.MOST_BYTES + 1) + " octets, limit ");
  }

  /** Lines whose chain holds and that are yet not what this program writes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zonegate-history 1 | zonegate-history 2 | 1: format version 2; this program knows 1",
        "zonegate-history 1 | something 1 | 1: not a history",
        "zone.example. | other. | 1: the history of other., not of zone.example.",
        "12:00:02Z released | 12:00:02Z freed | 3: 'freed' is none of released, served",
        "2026-11-24T12:00:02Z | 2026-11-24 | 3: '2026-11-24' is not a time",
        "2026-11-24T12:00:02Z | 2026-11-24T12:00:02.5Z | 3: '2026-11-24T12:00:02.5Z' is not a time",
        "2026-11-24T12:00:02Z | 2026-11-24T11:00:02Z | 3: an event of 2026-11-24T11:00:02Z after",
        "serial=2 | serial=4294967296 | 3: '4294967296' is not a number from 0 to 4294967295",
        "serial=2 | serial= | 3: 'serial=' stands where serial=VALUE belongs",
        "serial=2 | | 3: ",
        "dnskey-ttl=3600 | dnskey-ttl=x | 3: 'x' is not a number from 0 to 2147483647",
        "keys=257/13/ | keys=257/13/1/ | 3: ",
        "keys=257 | keys=65536 | 3: '65536' is not a number from 0 to 65535",
        "dnskey-by=1 | dnskey-by=3 | 3: '3' is not a number from 0 to 2",
        "dnskey-by=1 | dnskey-by=0 | 3: signer 0",
        "ds=33834/13/2/00FF | ds=33834/13/2 | 3: '33834/13/2' is not TAG/ALGORITHM/TYPE/DIGEST",
        "ds=33834/13/2/00FF | ds=33834/13/2/0 | 3: '0' is not hex",
        "ds=33834/13/2/00FF | ds=none more | 3: 'more' is one field too many",
        "' ds=33834/13/2/00FF' | '' | 3: the line ends before ds=",
      })
  void whatIsNotUnderstoodIsNotPassedOver(String part, String other, String said) throws Exception {
    Chain chain = new Chain();
    List<String> forged = new ArrayList<>();
    List<String> whole = lines();
    // The event of 12:00:02 is then the third line.
    whole.remove(2);
    for (String line : whole) {
      String text = line.substring(0, line.length() - 66);
      boolean here = text.startsWith("zonegate-history") || text.contains("12:00:02Z");
      forged.add(chain.append(here ? text.replace(part, other == null ? "" : other) : text));
    }
    write(forged);
    assertThat(reason()).startsWith(file.path() + ":" + said);
  }
}
