package io.zonegate.signer.zone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** An RRSIG record as text (RFC 4034, 3.2): there are as many as all others together. */
final class RrsigText {

  private static final int FIXED_OCTETS = 18;
  private static final long UNSIGNED = 0xffffffffL;

  private RrsigText() {}

  /** Appends the RDATA, with times as YYYYMMDDhhmmss; false, and a part appended, if it is none. */
  static boolean append(TextOctets text, byte[] rdata) {
    if (rdata.length <= FIXED_OCTETS) {
      return false;
    }
    ByteBuffer fields = ByteBuffer.wrap(rdata);
    text.append(Type.string(fields.getShort() & 0xffff));
    text.append(' ').append(fields.get() & 0xff);
    text.append(' ').append(fields.get() & 0xff);
    text.append(' ').append(fields.getInt() & UNSIGNED);
    time(text, fields.getInt() & UNSIGNED);
    time(text, fields.getInt() & UNSIGNED);
    text.append(' ').append(fields.getShort() & 0xffff);
    text.append(' ');
    int end = PlainText.name(text, rdata, FIXED_OCTETS);
    if (end < 0) {
      try {
        Name signer = new Name(Arrays.copyOfRange(rdata, FIXED_OCTETS, rdata.length));
        text.append(signer.toString());
        end = FIXED_OCTETS + signer.length();
      } catch (IOException e) {
        return false;
      }
    }
    text.append(' ');
    text.appendBase64(rdata, end, rdata.length);
    return true;
  }

  private static void time(TextOctets text, long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    long date = (time.getYear() * 100L + time.getMonthValue()) * 100 + time.getDayOfMonth();
    long clock = (time.getHour() * 100L + time.getMinute()) * 100 + time.getSecond();
    text.append(' ').append(date * 1_000_000 + clock);
  }
}
