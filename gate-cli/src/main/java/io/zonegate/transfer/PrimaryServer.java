package io.zonegate.transfer;

import io.zonegate.verifier.zone.NameText;
import io.zonegate.verifier.zone.TransferredChange;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The server that a zone comes from, asked as a secondary asks (RFC 1034 4.3.5, RFC 1995). */
public final class PrimaryServer {
  private final TransferUrl url;
  private final Optional<TsigKey> key;
  private final Supplier<Instant> clock;
  private final Duration deadline;
  private final long octets;

  /** What a server says of its version: its serial, and in how many seconds to ask again. */
  public record Version(long serial, long refresh) {}

  /**
   * A primary.
   *
   * @param key signs all queries, and must have signed all answers; empty for neither
   * @param clock the time of day, for TSIG
   * @param deadline the longest time that an answer may take
   * @param octets that an answer may have at most
   */
  public PrimaryServer(
      TransferUrl url,
      Optional<TsigKey> key,
      Supplier<Instant> clock,
      Duration deadline,
      long octets) {
    this.url = url;
    this.key = key;
    this.clock = clock;
    this.deadline = deadline;
    this.octets = octets;
  }

  private PrimaryConnection connection() {
    return new PrimaryConnection(url, key, clock, octets, deadline);
  }

  /** Asks which version it has. */
  public Version version() throws ZoneReadException {
    PrimaryConnection connection = connection();
    SOARecord[] found = new SOARecord[1];
    connection.ask(
        Type.SOA,
        Optional.empty(),
        (message, length) -> {
          found[0] = soa(connection, new Message(Arrays.copyOf(message, length)));
          return true;
        });
    return new Version(found[0].getSerial(), found[0].getRefresh());
  }

  private SOARecord soa(PrimaryConnection connection, Message answer) throws ZoneReadException {
    if (answer.getHeader().getID() != connection.id()) {
      throw connection.refused("answers another query");
    }
    if (answer.getRcode() != Rcode.NOERROR) {
      throw connection.refused("answers SOA with " + Rcode.string(answer.getRcode()));
    }
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record instanceof SOARecord soa
          && Arrays.equals(soa.getName().toWireCanonical(), NameText.wire(url.zone()))) {
        return soa;
      }
    }
    throw connection.refused("its answer has no SOA record of the zone");
  }

  /** Takes the whole zone by AXFR. */
  public Zone whole() throws ZoneReadException {
    return ZoneTransfer.fetch(url, connection());
  }

  /**
   * Takes by IXFR what has changed, and makes the new version of it.
   *
   * @param base the version that is here
   * @param file for the new one's image
   * @return empty if the server gives the zone whole only, or has nothing newer
   * @throws ZoneReadException if the answer is not one, or too large to be a gain
   * @throws TransferException if the change does not fit the version that is here
   */
  public Optional<ZoneImage> changed(ZoneImage base, Path file)
      throws IOException, ZoneReadException, TransferException {
    PrimaryConnection connection = connection();
    TransferredChange change =
        new TransferredChange(
            NameText.wire(url.zone()),
            url.toString(),
            connection.id(),
            base.serial(),
            Math.max(1 << 20, base.octets() / 2));
    connection.ask(Type.IXFR, Optional.of(base.soa()), change::add);
    return change.form() == TransferredChange.Form.CHANGE
        ? Optional.of(ImageChange.apply(base, change, file))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return url.server().toString();
  }
}
