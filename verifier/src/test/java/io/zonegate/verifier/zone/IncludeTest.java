package io.zonegate.verifier.zone;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncludeTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    Path file = folder.resolve("zones").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Zone read(String text) throws IOException, ZoneReadException {
    return ZoneSource.read(file("main.zone", ZoneText.HEAD + text), ZoneText.EXAMPLE);
  }

  @Test
  void includedRecordsBelongToTheZoneAndAreCounted() throws Exception {
    file("sub/keys.inc", "h A 192.0.2.1\n");

    Zone zone = read("$INCLUDE sub/keys.inc\n$INCLUDE \"sub/keys.inc\" other\n");

    assertThat(ZoneText.owners(zone)).contains("h.example.", "h.other.example.");
    assertThat(zone.includes()).isEqualTo(2);
  }

  @Test
  void originAndOwnerComeBackAfterAnInclude() throws Exception {
    file("a.inc", "h A 192.0.2.1\n$ORIGIN elsewhere.example.\ni A 192.0.2.2\n");

    Zone zone =
        read("before TXT x\n$INCLUDE a.inc deep.example.\n A 192.0.2.3\nafter A 192.0.2.4\n");

    assertThat(ZoneText.owners(zone))
        .contains("h.deep.example.", "i.elsewhere.example.", "after.example.");
    assertThat(zone.findRrset(ZoneText.owner(zone, "before.example."), 1)).isPositive();
  }

  @Test
  void positionsNameTheFileAndTheLineInIt() throws Exception {
    file("a.inc", "\nh A 192.0.2.1\n$INCLUDE b.inc\nj A 192.0.2.3\n");
    file("b.inc", "i A 192.0.2.2\n");

    Zone zone = read("$INCLUDE a.inc\nk A 192.0.2.4\n");

    assertThat(position(zone, "h.example.")).isEqualTo("a.inc:2");
    assertThat(position(zone, "i.example.")).isEqualTo("b.inc:1");
    assertThat(position(zone, "j.example.")).isEqualTo("a.inc:4");
    assertThat(position(zone, "k.example.")).endsWith("main.zone:7");
    assertThat(position(zone, "ns.example.")).endsWith("main.zone:5");
  }

  private static String position(Zone zone, String owner) {
    int s = zone.findRrset(ZoneText.owner(zone, owner), RecordType.A);
    return zone.position(zone.firstRecord(s));
  }

  @Test
  void faultInAnIncludedFileIsReportedThere() throws Exception {
    file("a.inc", "h A 192.0.2.1\n\ni A 192.0.2.x\n");

    assertThatThrownBy(() -> read("$INCLUDE a.inc\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("a.inc:3: '192.0.2.x'");
  }

  @Test
  void foreignOwnerInAnIncludedFileIsReportedThere() throws Exception {
    file("a.inc", "\nh.other. A 192.0.2.1\n");

    assertThatThrownBy(() -> read("$INCLUDE a.inc\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessage("a.inc:2: owner h.other. is outside the zone example.");
  }

  @Test
  void fileThatIncludesItselfIsRefused() {
    assertThatThrownBy(() -> read("$INCLUDE main.zone\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("main.zone:6: ")
        .hasMessageContaining("includes itself");
  }

  @Test
  void loopOverTwoFilesIsRefused() throws Exception {
    file("a.inc", "$INCLUDE b.inc\n");
    file("b.inc", "$INCLUDE a.inc\n");

    assertThatThrownBy(() -> read("$INCLUDE a.inc\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("b.inc:1: ")
        .hasMessageContaining("includes itself");
  }

  @Test
  void chainDeeperThanTheLimitIsRefused() throws Exception {
    for (int i = 0; i < 20; i++) {
      file("c" + i + ".inc", "$INCLUDE c" + (i + 1) + ".inc\n");
    }
    file("c20.inc", "h A 192.0.2.1\n");

    assertThatThrownBy(() -> read("$INCLUDE c0.inc\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("deeper than 16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside.inc", "/etc/hostname", "sub/../../outside.inc", "link.inc"})
  void pathOutsideTheFolderIsRefused(String path) throws Exception {
    Files.writeString(folder.resolve("outside.inc"), "h A 192.0.2.1\n");
    file("sub/here", "");
    Files.createSymbolicLink(folder.resolve("zones/link.inc"), folder.resolve("outside.inc"));

    assertThatThrownBy(() -> read("$INCLUDE " + path + "\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("main.zone:6: $INCLUDE " + path)
        .hasMessageContaining("outside the folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing.inc", "sub", "\"\"", "a\\000b"})
  void whatCannotBeOpenedIsRefusedWithTheLine(String path) throws Exception {
    file("sub/here", "");

    assertThatThrownBy(() -> read("$INCLUDE " + path + "\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("main.zone:6: $INCLUDE ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$INCLUDE", "$INCLUDE a b c", "$ORIGIN", "$ORIGIN a b", "$TTL", "$TTL 1 2"})
  void directiveOfAnotherFormIsRefused(String line) {
    assertThatThrownBy(() -> read(line + "\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("main.zone:6: the directive has the form $");
  }

  @Test
  void unknownDirectiveIsRefused() {
    assertThatThrownBy(() -> read("$UNKNOWN x\n"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("main.zone:6: unknown directive '$UNKNOWN'");
  }

  @Test
  void readAloneAndStreamsRefuseEveryInclude() throws Exception {
    file("a.inc", "h A 192.0.2.1\n");
    Path main = file("main.zone", ZoneText.HEAD + "$INCLUDE a.inc\n");

    assertThatThrownBy(() -> ZoneSource.readAlone(main, null))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageContaining("main.zone:6: $INCLUDE a.inc is not allowed here");
    assertThatThrownBy(() -> ZoneText.withHead("$INCLUDE /etc/passwd"))
        .isInstanceOf(ZoneReadException.class)
        .hasMessageStartingWith("test.zone:6: $INCLUDE /etc/passwd is not allowed here");
  }

  @Test
  void packedMainFileIncludesPlainFiles() throws Exception {
    file("a.inc", "h A 192.0.2.1\n");
    Path main = file("main.zone.gz", "");
    Files.write(main, Packed.gzip((ZoneText.HEAD + "$INCLUDE a.inc\n").getBytes(US_ASCII)));

    assertThat(ZoneText.owners(ZoneSource.read(main, null))).contains("h.example.");
  }
}
