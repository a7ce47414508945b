package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.verifier.parent.Ds;
import io.zonegate.verifier.portrait.Expirations;
import io.zonegate.verifier.portrait.Portrait;
import io.zonegate.verifier.portrait.TrustChain;
import io.zonegate.verifier.portrait.TrustChain.DsNode;
import io.zonegate.verifier.portrait.TrustChain.DsState;
import io.zonegate.verifier.portrait.TrustChain.KeyNode;
import io.zonegate.verifier.portrait.TrustChain.KeyState;
import io.zonegate.verifier.verdict.SignatureCount;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The portrait of a zone as a member of the JSON report, written and read. */
final class PortraitJson {
  private static final String MEMBER = "portrait";
  private static final long HOUR = 3_600;

  private PortraitJson() {}

  /** Writes the member, null for none. */
  static void write(Optional<Portrait> portrait, JsonGenerator json) throws IOException {
    if (portrait.isEmpty()) {
      json.writeNullField(MEMBER);
      return;
    }
    json.writeObjectFieldStart(MEMBER);
    write(portrait.get().expirations(), json);
    write(portrait.get().chain(), json);
    if (portrait.get().previous().isEmpty()) {
      json.writeNullField("previous");
    } else {
      Portrait.Previous previous = portrait.get().previous().get();
      json.writeObjectFieldStart("previous");
      JsonText.text(json, "source", previous.source());
      json.writeNumberField("serial", previous.serial());
      json.writeNumberField("records", previous.records());
      JsonText.counts(json, "recordsByType", previous.countsByType());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(Expirations expirations, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("expirations");
    JsonText.textOrNull(json, "first", expirations.first().map(Instant::toString).orElse(""));
    JsonText.textOrNull(json, "last", expirations.last().map(Instant::toString).orElse(""));
    json.writeNumberField("shortestValidity", expirations.shortestValidity().toSeconds());
    json.writeNumberField("longestValidity", expirations.longestValidity().toSeconds());
    json.writeNumberField("leastRemaining", expirations.leastRemaining().toSeconds());
    json.writeNumberField("soaExpire", expirations.soaExpire().toSeconds());
    Map<String, Long> byHour = new LinkedHashMap<>();
    expirations
        .byHour()
        .forEach((hour, n) -> byHour.put(Instant.ofEpochSecond(hour * HOUR).toString(), n));
    JsonText.counts(json, "byHour", byHour);
    json.writeEndObject();
  }

  private static void write(TrustChain chain, JsonGenerator json) throws IOException {
    JsonText.text(json, "parent", chain.parent());
    json.writeArrayFieldStart("ds");
    for (DsNode node : chain.ds()) {
      json.writeStartObject();
      json.writeNumberField("keyTag", node.ds().keyTag());
      json.writeNumberField("algorithm", node.ds().algorithm());
      json.writeNumberField("digestType", node.ds().digestType());
      JsonText.text(json, "digest", node.ds().digest());
      JsonText.text(json, "state", node.state().name());
      JsonText.numberOrNull(json, "key", node.key());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("keys");
    for (KeyNode key : chain.keys()) {
      json.writeStartObject();
      json.writeNumberField("keyTag", key.keyTag());
      json.writeNumberField("algorithm", key.algorithm());
      json.writeNumberField("flags", key.flags());
      JsonText.text(json, "state", key.state().name());
      json.writeBooleanField("signsDnskey", key.signsKeys());
      json.writeNumberField("sameName", key.sameName());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * Reads the member; empty if it is null, or not there as in reports of earlier versions.
   *
   * @param counts the report's, of the same zone
   */
  static Optional<Portrait> read(JsonTree report, List<SignatureCount> counts) throws IOException {
    if (!report.has(MEMBER)) {
      return Optional.empty();
    }
    JsonTree json = report.object(MEMBER);
    Optional<Portrait.Previous> previous = Optional.empty();
    if (json.has("previous")) {
      JsonTree before = json.object("previous");
      previous =
          Optional.of(
              new Portrait.Previous(
                  before.text("source"),
                  before.number("serial"),
                  before.number("records"),
                  before.counts("recordsByType")));
    }
    return Optional.of(
        new Portrait(expirations(json.object("expirations")), chain(json, counts), previous));
  }

  private static Expirations expirations(JsonTree json) throws IOException {
    SortedMap<Long, Long> byHour = new TreeMap<>();
    json.counts("byHour")
        .forEach(
            (time, n) -> byHour.put(Math.floorDiv(Instant.parse(time).getEpochSecond(), HOUR), n));
    return new Expirations(
        byHour,
        json.time("first"),
        json.time("last"),
        Duration.ofSeconds(json.number("shortestValidity")),
        Duration.ofSeconds(json.number("longestValidity")),
        Duration.ofSeconds(json.number("leastRemaining")),
        Duration.ofSeconds(json.number("soaExpire")));
  }

  private static TrustChain chain(JsonTree json, List<SignatureCount> counts) throws IOException {
    List<DsNode> ds = new ArrayList<>();
    for (JsonTree one : json.list("ds")) {
      ds.add(
          new DsNode(
              new Ds(
                  one.integer("keyTag"),
                  one.integer("algorithm"),
                  one.integer("digestType"),
                  one.text("digest")),
              one.constant("state", DsState.class),
              one.integer("key")));
    }
    List<KeyNode> keys = new ArrayList<>();
    for (JsonTree one : json.list("keys")) {
      int keyTag = one.integer("keyTag");
      int algorithm = one.integer("algorithm");
      keys.add(
          new KeyNode(
              keyTag,
              algorithm,
              one.integer("flags"),
              one.constant("state", KeyState.class),
              one.truth("signsDnskey"),
              one.integer("sameName"),
              TrustChain.made(counts, keyTag, algorithm)));
    }
    return TrustChain.of(json.text("parent"), ds, keys, counts);
  }
}
