package io.zonegate.fuzz;

import io.zonegate.testzones.Cases;
import io.zonegate.testzones.fault.FaultCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Well-formed and nearly well-formed input for each target, made of the cases of testzones. */
final class Seeds {
  private static final Map<String, FaultCase> CASES = new LinkedHashMap<>();

  static {
    Cases.all().forEach(fault -> CASES.put(fault.name(), fault.prepare(1)));
  }

  private Seeds() {}

  /** Inputs for zone files, by the name of their fault. */
  static Map<String, byte[]> zones() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    CASES.forEach((name, made) -> seeds.put(name, made.zoneBytes()));
    return seeds;
  }

  /** Files of the parent's records, and of IANA's form. */
  static Map<String, byte[]> parents() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    CASES.forEach((name, made) -> seeds.put(name, ascii(made.parentDs())));
    seeds.put(
        "anchors",
        ascii(
            "<?xml version=\"1.0\"?><TrustAnchor id=\"1\" source=\"s\"><Zone>example.</Zone>"
                + "<KeyDigest id=\"a\" validFrom=\"2017-02-02T00:00:00+00:00\">"
                + "<KeyTag>20326</KeyTag><Algorithm>8</Algorithm><DigestType>2</DigestType>"
                + "<Digest>E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D</Digest>"
                + "</KeyDigest></TrustAnchor>"));
    return seeds;
  }

  /** Policies: the sections that cases are judged by. */
  static Map<String, byte[]> policies() {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    CASES.forEach(
        (name, made) -> {
          if (!made.policy().isEmpty()) {
            seeds.put(name, ascii("version = 1\n" + made.policy()));
          }
        });
    seeds.put("least", ascii("version = 1\n"));
    return seeds;
  }

  /** The examples of token files. */
  static Map<String, byte[]> tokens() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    try (var files = Files.list(Path.of("..", "hsm-config", "examples"))) {
      for (Path file : files.sorted().toList()) {
        seeds.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return seeds;
  }

  /** Answers of a server that has the records of a case. */
  static Map<String, byte[]> messages() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    Record question = Record.newRecord(Name.root, Type.DNSKEY, DClass.IN);
    for (Map.Entry<String, FaultCase> made : CASES.entrySet().stream().limit(20).toList()) {
      Message answer = Message.newQuery(question);
      org.xbill.DNS.Master lines =
          new org.xbill.DNS.Master(
              new java.io.ByteArrayInputStream(ascii(made.getValue().parentDs())), Name.root, 60);
      for (Record r = lines.nextRecord(); r != null; r = lines.nextRecord()) {
        answer.addRecord(r, Section.ANSWER);
      }
      seeds.put(made.getKey(), answer.toWire());
    }
    return seeds;
  }

  /** Transfers of small cases: all records in one message, behind its length. */
  static Map<String, byte[]> transfers() throws IOException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    Name origin = Name.fromConstantString("example.");
    for (Map.Entry<String, FaultCase> made : CASES.entrySet()) {
      Message answer = new Message(1);
      answer.getHeader().setFlag(org.xbill.DNS.Flags.QR);
      answer.addRecord(Record.newRecord(origin, Type.AXFR, DClass.IN), Section.QUESTION);
      try (org.xbill.DNS.Master lines =
          new org.xbill.DNS.Master(
              new java.io.ByteArrayInputStream(made.getValue().zoneBytes()), origin, 60)) {
        Record soa = lines.nextRecord();
        answer.addRecord(soa, Section.ANSWER);
        for (Record r = lines.nextRecord(); r != null; r = lines.nextRecord()) {
          answer.addRecord(r, Section.ANSWER);
        }
        answer.addRecord(soa, Section.ANSWER);
        byte[] wire = answer.toWire();
        seeds.put(
            made.getKey(),
            java.nio.ByteBuffer.allocate(2 + wire.length)
                .putShort((short) wire.length)
                .put(wire)
                .array());
      } catch (IOException | RuntimeException e) {
        // What dnsjava does not read makes no seed.
      }
    }
    return seeds;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Writes all seeds into folders of this one, a folder for each target. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(folder.resolve("ZoneTarget"), zones());
    write(folder.resolve("DsTarget"), parents());
    write(folder.resolve("PolicyTarget"), policies());
    write(folder.resolve("TokensTarget"), tokens());
    write(folder.resolve("MessageTarget"), messages());
    write(folder.resolve("TransferTarget"), transfers());
  }

  private static void write(Path folder, Map<String, byte[]> seeds) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> seed : seeds.entrySet()) {
      Files.write(folder.resolve(seed.getKey()), seed.getValue());
    }
  }
}
