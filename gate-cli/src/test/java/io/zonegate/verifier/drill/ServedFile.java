package io.zonegate.verifier.drill;

import io.zonegate.verifier.crypto.KeyRing;
import io.zonegate.verifier.denial.DenialFacts;
import io.zonegate.verifier.parent.ParentTrust;
import io.zonegate.verifier.zone.NameKey;
import io.zonegate.verifier.zone.Zone;
import io.zonegate.verifier.zone.ZoneReadException;
import io.zonegate.verifier.zone.ZoneSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/**
 * Answers as a server does whose zone is always what the file is; lies here because no class that
 * answers is public.
 */
public final class ServedFile implements UnaryOperator<Message> {
  private final Path file;
  private byte[] octets = {};
  private Drill zone;

  /** A server of this file, which need not be there yet. */
  public ServedFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized Message apply(Message query) {
    Message answer = answer(query);
    answer.getHeader().setID(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    return answer;
  }

  private Message answer(Message query) {
    Name name = query.getQuestion().getName();
    byte[] key = new byte[NameKey.MAX_BYTES];
    int length = NameKey.fromWire(name.toWireCanonical(), 0, key);
    try {
      load();
      return zone.answer(KeyedName.of(key, length), query.getQuestion().getType()).message();
    } catch (BeyondValidatorException | IOException | ZoneReadException e) {
      Message answer = new Message();
      answer.addRecord(query.getQuestion(), Section.QUESTION);
      answer.getHeader().setRcode(Rcode.SERVFAIL);
      return answer;
    }
  }

  private void load() throws IOException, ZoneReadException {
    byte[] found = Files.readAllBytes(file);
    if (zone == null || !java.util.Arrays.equals(octets, found)) {
      Zone read = ZoneSource.read(file, null);
      zone =
          Drill.of(
              read,
              KeyRing.of(read),
              DenialFacts.of(read),
              new ParentTrust.NotJudged("a test"),
              Instant.EPOCH,
              List.of());
      octets = found;
    }
  }
}
