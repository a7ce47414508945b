package io.zonegate.testzones.make;

import java.io.IOException;
import java.io.Writer;
import java.util.Random;

/** Writes one record a line, with the letter case and the owner form that a shape asks for. */
final class MasterFileText {

  static final int DEFAULT_TTL = 86_400;

  private final Writer out;
  private final ZoneShape shape;
  private final Random caseRandom;
  private long records;

  MasterFileText(ZoneShape shape, Writer out) {
    this.shape = shape;
    this.out = out;
    this.caseRandom = new Random(~shape.seed());
  }

  void head() throws IOException {
    out.write("; zone " + shape.origin() + " seed " + shape.seed() + "\n");
    out.write("$ORIGIN " + shape.origin() + "\n$TTL " + DEFAULT_TTL + "\n");
  }

  /** Writes a record with the default TTL; the owner is relative to the origin, "" is the apex. */
  void record(String owner, String type, String rdata) throws IOException {
    line(owner, "IN " + type + " " + rdata);
  }

  /** Writes a record with a TTL of its own, in seconds. */
  void record(String owner, int ttl, String type, String rdata) throws IOException {
    line(owner, ttl + " IN " + type + " " + rdata);
  }

  /** A name inside the zone in absolute form, with the case of its letters varied where asked. */
  String absolute(String relative) {
    return withCase(relative.isEmpty() ? shape.origin() : relative + "." + shape.origin());
  }

  /** A name outside the zone, with the case of its letters varied where asked. */
  String withCase(String name) {
    if (!shape.mixedCase()) {
      return name;
    }
    StringBuilder varied = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      varied.append(caseRandom.nextInt(3) == 0 ? Character.toUpperCase(c) : c);
    }
    return varied.toString();
  }

  long records() {
    return records;
  }

  private void line(String owner, String rest) throws IOException {
    if (!shape.relativeNames()) {
      out.write(absolute(owner));
    } else if (owner.isEmpty()) {
      out.write('@');
    } else {
      out.write(withCase(owner));
    }
    out.write('\t');
    out.write(rest);
    out.write('\n');
    records++;
  }
}
