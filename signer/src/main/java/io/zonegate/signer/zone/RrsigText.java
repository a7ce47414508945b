package io.zonegate.signer.zone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/** An RRSIG record as text (RFC 4034, 3.2): there are as many as all others together. */
final class RrsigText {

  private static final int FIXED_OCTETS = 18;
  private static final long UNSIGNED = 0xffffffffL;

  private RrsigText() {}

  /** Type and RDATA, with times as YYYYMMDDhhmmss. */
  static String of(byte[] rdata) throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(rdata);
    StringBuilder text = new StringBuilder(64 + 2 * rdata.length);
    text.append("RRSIG ").append(Type.string(fields.getShort() & 0xffff));
    text.append(' ').append(fields.get() & 0xff);
    text.append(' ').append(fields.get() & 0xff);
    text.append(' ').append(fields.getInt() & UNSIGNED);
    time(text, fields.getInt() & UNSIGNED);
    time(text, fields.getInt() & UNSIGNED);
    text.append(' ').append(fields.getShort() & 0xffff);
    text.append(' ');
    int end = PlainText.name(text, rdata, FIXED_OCTETS);
    if (end < 0) {
      Name signer = new Name(Arrays.copyOfRange(rdata, FIXED_OCTETS, rdata.length));
      text.append(signer);
      end = FIXED_OCTETS + signer.length();
    }
    byte[] signature = Arrays.copyOfRange(rdata, end, rdata.length);
    text.append(' ');
    return text.append(Base64.getEncoder().encodeToString(signature)).toString();
  }

  private static void time(StringBuilder text, long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    long date = (time.getYear() * 100L + time.getMonthValue()) * 100 + time.getDayOfMonth();
    long clock = (time.getHour() * 100L + time.getMinute()) * 100 + time.getSecond();
    text.append(' ').append(date * 1_000_000 + clock);
  }
}
