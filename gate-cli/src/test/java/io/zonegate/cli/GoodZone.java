package io.zonegate.cli;

import io.zonegate.testzones.make.ZoneMaker;
import io.zonegate.testzones.make.ZoneShape;
import io.zonegate.testzones.sign.Denial;
import io.zonegate.testzones.sign.KeyAlgorithm;
import io.zonegate.testzones.sign.SigningKeys;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.ZoneSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * The files of a small zone without fault, signed with software keys.
 *
 * @param signed the candidate, one record a line, the SOA first
 * @param ds the parent's DS record
 * @param unsigned the zone before signing
 */
public record GoodZone(Path signed, Path ds, Path unsigned) {
  /** Its name. */
  public static final Name ORIGIN = Name.fromConstantString("zone.example.");

  private static final long TTL = 3600;

  /** Signing takes a second, and every test needs the zone. */
  private static final Map<Instant, Texts> MADE = new ConcurrentHashMap<>();

  private record Texts(String signed, String ds, String unsigned) {}

  /** Writes the files into the folder; the signatures are made for {@link Cli#NOW}. */
  public static GoodZone in(Path folder) throws IOException {
    return in(folder, Cli.NOW);
  }

  /** Writes the files into the folder; the signatures are valid around this time. */
  public static GoodZone in(Path folder, Instant at) throws IOException {
    Texts texts = MADE.computeIfAbsent(at, GoodZone::make);
    GoodZone zone =
        new GoodZone(
            folder.resolve("signed.zone"),
            folder.resolve("dsset-zone.example."),
            folder.resolve("unsigned.zone"));
    Files.writeString(zone.signed, texts.signed, StandardCharsets.ISO_8859_1);
    Files.writeString(zone.ds, texts.ds);
    Files.writeString(zone.unsigned, texts.unsigned, StandardCharsets.ISO_8859_1);
    return zone;
  }

  private static Texts make(Instant at) {
    SigningKeys keys = SigningKeys.pair(KeyAlgorithm.ECDSAP256, 1);
    List<Record> records = ZoneMaker.records(ZoneShape.of(ORIGIN.toString(), 1, 10));
    SigningPlan plan =
        new SigningPlan(
            keys,
            Denial.nsec3(false),
            at.minus(Duration.ofDays(1)),
            at.plus(Duration.ofDays(14)),
            TTL);
    return new Texts(
        ZoneSigner.sign(ORIGIN, records, plan).text(),
        keys.dnskeySigners().get(0).dsText(ORIGIN, TTL) + "\n",
        records.stream().map(r -> r + "\n").collect(Collectors.joining()));
  }

  /** The words that judge it, and more of them; the source is not among them. */
  String[] verify(String... more) {
    return Cli.words(new String[] {"verify", "--ds", ds.toString()}, more);
  }

  /** Writes another file beside the candidate. */
  Path beside(String name, String text) throws IOException {
    return Files.writeString(signed.resolveSibling(name), text, StandardCharsets.ISO_8859_1);
  }

  /** The candidate's text. */
  String text() throws IOException {
    return Files.readString(signed, StandardCharsets.ISO_8859_1);
  }
}
