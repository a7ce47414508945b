package io.zonegate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.text.Printable;
import io.zonegate.verifier.history.History;
import io.zonegate.verifier.history.PublishedKey;
import io.zonegate.verifier.history.SeenDs;
import io.zonegate.verifier.history.Signer;
import io.zonegate.verifier.history.ZoneEvent;
import io.zonegate.verifier.history.ZoneState;
import io.zonegate.verifier.parent.Ds;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The history of a zone as text and as JSON. */
public final class HistoryReport {
  private final String zone;
  private final History.Known history;

  /** The history of this zone, a name in presentation form. */
  public HistoryReport(String zone, History.Known history) {
    this.zone = zone;
    this.history = history;
  }

  /** Writes a few lines an event, the oldest first, and the chain's head. */
  public void writeText(Appendable out) throws IOException {
    for (ZoneEvent event : history.events()) {
      ZoneState state = event.state();
      out.append("%s  %-8s  ".formatted(event.time(), event.kind().word()))
          .append("serial %d  sha256 %s%n".formatted(state.serial(), event.sha256()));
      for (PublishedKey key : state.keys()) {
        out.append("  DNSKEY %d %s: %s%n".formatted(key.flags(), key, work(state, key)));
      }
      for (String signers : unpublished(state)) {
        out.append("  signatures by ").append(signers).append(", not published\n");
      }
      out.append(
          "  TTLs: DNSKEY %s, largest signed %s, SOA minimum %s%n"
              .formatted(
                  seconds(state.dnskeyTtl()),
                  seconds(state.largestTtl()),
                  seconds(state.soaMinimum())));
      out.append("  parent: ")
          .append(event.parent().map(HistoryReport::ds).orElse("not looked at"));
      out.append('\n');
    }
    out.append(
        "%s  %d events in %s%n"
            .formatted(Printable.escape(zone), history.events().size(), history.file()));
    out.append("head ").append(history.head().isEmpty() ? "none" : history.head()).append('\n');
  }

  private static String work(ZoneState state, PublishedKey key) {
    boolean keys = state.dnskeySigners().stream().anyMatch(s -> s.isBy(key));
    boolean data = state.data().stream().flatMap(Set::stream).anyMatch(s -> s.isBy(key));
    return keys && data
        ? "signs the zone and the DNSKEY RRset"
        : keys ? "signs the DNSKEY RRset" : data ? "signs the zone" : "signs nothing";
  }

  private static List<String> unpublished(ZoneState state) {
    return state.data().stream()
        .flatMap(Set::stream)
        .filter(s -> s.sha256().isEmpty())
        .map(Signer::toString)
        .distinct()
        .sorted()
        .toList();
  }

  private static String seconds(long ttl) {
    return ttl < 0 ? "none" : ttl + " s";
  }

  private static String ds(SeenDs seen) {
    return seen.records().isEmpty()
        ? "no DS"
        : seen.records().stream().map(Ds::toString).collect(Collectors.joining("; "))
            + ", TTL "
            + (seen.ttl() < 0 ? "not known" : seen.ttl() + " s");
  }

  /** Writes one JSON object in UTF-8 and flushes; the stream stays open. */
  public void writeJson(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.on(out)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", JsonReport.SCHEMA_VERSION);
      JsonText.text(json, "zone", zone);
      JsonText.text(json, "file", history.file());
      JsonText.textOrNull(json, "head", history.head());
      json.writeArrayFieldStart("events");
      for (ZoneEvent event : history.events()) {
        event(json, event);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    out.flush();
  }

  private static void event(JsonGenerator json, ZoneEvent event) throws IOException {
    ZoneState state = event.state();
    json.writeStartObject();
    JsonText.text(json, "time", event.time().toString());
    JsonText.text(json, "kind", event.kind().word());
    json.writeNumberField("serial", state.serial());
    JsonText.text(json, "sha256", event.sha256());
    JsonText.numberOrNull(json, "dnskeyTtl", state.dnskeyTtl());
    JsonText.numberOrNull(json, "largestSignedTtl", state.largestTtl());
    json.writeNumberField("soaMinimum", state.soaMinimum());
    json.writeArrayFieldStart("keys");
    for (PublishedKey key : state.keys()) {
      json.writeStartObject();
      json.writeNumberField("flags", key.flags());
      json.writeNumberField("algorithm", key.algorithm());
      json.writeNumberField("keyTag", key.keyTag());
      JsonText.text(json, "sha256", key.sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("dnskeySignedBy");
    signers(json, state.dnskeySigners());
    json.writeEndArray();
    json.writeArrayFieldStart("dataSignedBy");
    for (Set<Signer> set : state.data()) {
      json.writeStartArray();
      signers(json, set);
      json.writeEndArray();
    }
    json.writeEndArray();
    if (event.parent().isPresent()) {
      json.writeObjectFieldStart("parent");
      JsonText.numberOrNull(json, "ttl", event.parent().get().ttl());
      json.writeArrayFieldStart("ds");
      for (Ds ds : event.parent().get().records()) {
        json.writeString(
            ds.keyTag() + " " + ds.algorithm() + " " + ds.digestType() + " " + ds.digest());
      }
      json.writeEndArray();
      json.writeEndObject();
    } else {
      json.writeNullField("parent");
    }
    json.writeEndObject();
  }

  private static void signers(JsonGenerator json, Collection<Signer> signers) throws IOException {
    for (Signer signer : signers) {
      json.writeStartObject();
      json.writeNumberField("keyTag", signer.keyTag());
      json.writeNumberField("algorithm", signer.algorithm());
      JsonText.textOrNull(json, "sha256", signer.sha256());
      json.writeEndObject();
    }
  }
}
