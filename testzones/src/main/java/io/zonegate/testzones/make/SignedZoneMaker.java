package io.zonegate.testzones.make;

import io.zonegate.testzones.sign.CanonicalForm;
import io.zonegate.testzones.sign.DenialChain;
import io.zonegate.testzones.sign.RrsigFields;
import io.zonegate.testzones.sign.SigningPlan;
import io.zonegate.testzones.sign.SoftwareKey;
import io.zonegate.testzones.sign.ZoneAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * Makes signed zones by seed, of any size: the zone is made twice, once for its names and what they
 * own, which the denial of existence needs, and once to be signed and written as it comes. What is
 * kept is the names, not the records. They are in no canonical order, which a master file need not
 * have; RRsets come before their RRSIGs.
 */
public final class SignedZoneMaker {
  /** So many RRsets are signed at one time, by all processors. */
  private static final int AT_ONCE = 4_096;

  private final Name origin;
  private final SigningPlan plan;
  private final Writer out;
  private final ZoneAuthority authority;
  private final List<List<Record>> waiting = new ArrayList<>();
  private List<Record> rrset = new ArrayList<>();

  private SignedZoneMaker(Name origin, SigningPlan plan, Writer out, ZoneAuthority authority) {
    this.origin = origin;
    this.plan = plan;
    this.out = out;
    this.authority = authority;
  }

  /**
   * Writes the zone as a master file. Equal arguments, equal bytes, where the keys sign the same
   * twice (RSA, EdDSA and this package's ECDSA do). The writer is neither flushed nor closed.
   *
   * @throws IOException as the writer throws it
   */
  public static void write(ZoneShape shape, SigningPlan plan, Writer out) throws IOException {
    Name origin = Name.fromString(shape.origin());
    List<Record> added = new ArrayList<>();
    for (SoftwareKey key : plan.keys().published()) {
      added.add(key.dnskey(origin, plan.dnskeyTtl()));
    }
    if (plan.denial().nsec3()) {
      added.add(DenialChain.nsec3param(origin, plan.denial()));
    }
    long[] denialTtl = new long[1];
    try {
      ZoneAuthority authority =
          new ZoneAuthority(
              origin,
              sink ->
                  records(shape, origin, added)
                      .accept(
                          r -> {
                            if (r instanceof SOARecord soa) {
                              denialTtl[0] = Math.min(soa.getTTL(), soa.getMinimum());
                            }
                            sink.accept(r);
                          }));
      SignedZoneMaker maker = new SignedZoneMaker(origin, plan, out, authority);
      records(shape, origin, added).accept(maker::take);
      maker.denial(denialTtl[0]).forEach(maker::take);
      maker.end();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The zone's records one after the other, each RRset's together. */
  private static Consumer<Consumer<Record>> records(
      ZoneShape shape, Name origin, List<Record> added) {
    return sink -> {
      try {
        ZoneMaker.write(shape, new RecordLines(origin, sink));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      added.forEach(sink);
    };
  }

  private Stream<Record> denial(long ttl) {
    return plan.denial().nsec3()
        ? DenialChain.nsec3(origin, authority, plan.denial(), ttl)
        : DenialChain.nsec(authority, ttl);
  }

  private void take(Record r) {
    if (!rrset.isEmpty() && !isOf(rrset.get(0), r)) {
      endRrset();
    }
    rrset.add(r);
  }

  private static boolean isOf(Record first, Record r) {
    return first.getType() == r.getType() && first.getName().equals(r.getName());
  }

  private void endRrset() {
    waiting.add(rrset);
    rrset = new ArrayList<>();
    if (waiting.size() == AT_ONCE) {
      signWaiting();
    }
  }

  private void end() {
    endRrset();
    signWaiting();
  }

  private void signWaiting() {
    try {
      for (String text : waiting.parallelStream().map(this::signed).toList()) {
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    waiting.clear();
  }

  /** The RRset and, where the zone signs it, its RRSIGs. */
  private String signed(List<Record> records) {
    StringBuilder text = new StringBuilder();
    records.forEach(r -> text.append(r).append('\n'));
    Record first = records.get(0);
    int type = first.getType();
    if (type == Type.NSEC
        || type == Type.NSEC3
        || authority.signedTypes(first.getName()).contains(type)) {
      List<byte[]> rdatas = records.stream().map(CanonicalForm::rdata).toList();
      for (SoftwareKey key : plan.keys().signersOf(type)) {
        text.append(rrsig(first, key, rdatas)).append('\n');
      }
    }
    return text.toString();
  }

  private Record rrsig(Record first, SoftwareKey key, List<byte[]> rdatas) {
    Name owner = first.getName();
    RrsigFields fields =
        RrsigFields.right(
            owner,
            first.getType(),
            first.getTTL(),
            key,
            origin,
            plan.inception(),
            plan.expiration());
    byte[] signature = key.sign(CanonicalForm.signedData(fields, owner, first.getType(), rdatas));
    return fields.record(owner, first.getTTL(), signature);
  }

  /** Reads the generator's lines as they are written. */
  private static final class RecordLines extends Writer {
    private final Name origin;
    private final Consumer<Record> sink;
    private final StringBuilder line = new StringBuilder();

    RecordLines(Name origin, Consumer<Record> sink) {
      this.origin = origin;
      this.sink = sink;
    }

    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      for (int i = offset; i < offset + length; i++) {
        line.append(chars[i]);
        if (chars[i] == '\n') {
          ZoneMaker.parse(line.toString(), origin).forEach(sink);
          line.setLength(0);
        }
      }
    }

    @Override
    public void flush() {
      // Every line has been passed on.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
