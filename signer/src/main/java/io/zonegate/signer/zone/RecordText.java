package io.zonegate.signer.zone;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/**
 * RDATA as text for the master file. The text of every type but those that dnsjava is known to
 * write rightly is read back and compared; where it does not give the same octets, the form of RFC
 * 3597 is written.
 */
public final class RecordText {

  private static final Set<Integer> TRUSTED =
      Set.of(Type.A, Type.NS, Type.AAAA, Type.DS, Type.NSEC3);

  private RecordText() {}

  /** Type and RDATA, separated by a blank: {@code NS a.ns.demo.} or {@code TYPE62 \# 2 0001}. */
  public static String of(int type, byte[] rdata) {
    TextOctets text = new TextOctets(64);
    append(text, type, rdata);
    return text.toString();
  }

  /** Appends type and RDATA. */
  public static void append(TextOctets text, int type, byte[] rdata) {
    int before = text.length();
    text.append(Type.string(type)).append(' ');
    boolean written =
        type == Type.RRSIG ? RrsigText.append(text, rdata) : PlainText.append(text, type, rdata);
    if (!written) {
      text.cut(before);
      text.append(byDnsjava(type, rdata));
    }
  }

  private static String byDnsjava(int type, byte[] rdata) {
    try {
      Record record = Record.newRecord(Name.root, type, DClass.IN, 0, rdata);
      String text = record.rdataToString();
      if (TRUSTED.contains(type) || Arrays.equals(rdata, readBack(type, text))) {
        return Type.string(type) + " " + text;
      }
      return generic(type, rdata);
    } catch (IOException | RuntimeException e) {
      // Whatever dnsjava cannot write or read back has the form that every reader knows.
      return generic(type, rdata);
    }
  }

  private static byte[] readBack(int type, String text) throws IOException {
    return Wire.rdata(
        Record.fromString(Name.root, type, DClass.IN, 0, new Tokenizer(text), Name.root));
  }

  private static String generic(int type, byte[] rdata) {
    String hex = HexFormat.of().formatHex(rdata).toUpperCase(Locale.ROOT);
    return "TYPE" + type + " \\# " + rdata.length + (rdata.length == 0 ? "" : " " + hex);
  }
}
