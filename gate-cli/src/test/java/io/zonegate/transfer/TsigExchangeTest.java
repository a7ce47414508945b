package io.zonegate.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/** Our codes against dnsjava's, and what a server in between could do to a stream of messages. */
class TsigExchangeTest {
  private static final TsigKey KEY = TransferPeers.key();
  private static final TSIG DNSJAVA =
      new TSIG(
          TSIG.HMAC_SHA256,
          KEY.name(),
          new SecretKeySpec(
              "thirty-two octets make a secret.".getBytes(StandardCharsets.US_ASCII),
              "HmacSHA256"));

  private final TsigExchange ours = new TsigExchange(KEY, Instant::now);
  private TSIGRecord last;

  private static Message message() {
    return Message.newQuery(
        Record.newRecord(Name.fromConstantString("example."), Type.AXFR, DClass.IN));
  }

  @BeforeEach
  void ask() throws Exception {
    byte[] query = Arrays.copyOf(message().toWire(), 1000);
    int length = ours.sign(query, message().toWire().length);
    byte[] wire = Arrays.copyOf(query, length);
    Message parsed = new Message(wire);
    assertThat(DNSJAVA.verify(parsed, wire, null)).isEqualTo(Rcode.NOERROR);
    last = parsed.getTSIG();
  }

  /** The next message as dnsjava signs it. */
  private byte[] signed(boolean first) {
    Message answer = message();
    DNSJAVA.apply(answer, last, first);
    last = answer.getTSIG();
    return answer.toWire();
  }

  private int verify(byte[] wire) throws WireParseException {
    return ours.verify(wire, wire.length, TsigRecord.find(wire, wire.length));
  }

  @Test
  void acceptsAStreamAsDnsjavaSignsIt() throws Exception {
    assertThat(verify(signed(true))).isEqualTo(Rcode.NOERROR);
    for (int i = 0; i < 5; i++) {
      assertThat(verify(signed(false))).isEqualTo(Rcode.NOERROR);
    }
    assertThat(ours.isSettled()).isTrue();
  }

  @Test
  void theFirstMessageMustBeSignedAndSoMustOneOfAHundred() throws Exception {
    byte[] plain = message().toWire();
    TsigExchange other = new TsigExchange(KEY, Instant::now);
    byte[] query = Arrays.copyOf(plain, 1000);
    other.sign(query, plain.length);
    assertThat(other.verify(plain, plain.length, null)).isEqualTo(Rcode.BADSIG);
    assertThat(verify(signed(true))).isEqualTo(Rcode.NOERROR);
    for (int i = 0; i < 99; i++) {
      assertThat(verify(plain)).isEqualTo(Rcode.NOERROR);
      assertThat(ours.isSettled()).isFalse();
    }
    assertThat(verify(plain)).isEqualTo(Rcode.BADSIG);
  }

  @Test
  void aMessageThatIsLostAddedOrChangedIsSeen() throws Exception {
    assertThat(verify(signed(true))).isEqualTo(Rcode.NOERROR);
    byte[] lost = signed(false);
    byte[] next = signed(false);
    assertThat(lost).isNotEqualTo(next);
    assertThat(verify(next)).isEqualTo(Rcode.BADSIG);
  }

  @Test
  void anUnsignedMessageInBetweenCounts() throws Exception {
    assertThat(verify(signed(true))).isEqualTo(Rcode.NOERROR);
    assertThat(verify(message().toWire())).isEqualTo(Rcode.NOERROR);
    assertThat(verify(signed(false))).isEqualTo(Rcode.BADSIG);
  }

  @Test
  void aShortenedCodeIsRefused() throws Exception {
    byte[] wire = signed(true);
    TsigRecord record = TsigRecord.find(wire, wire.length);
    TsigRecord cut =
        new TsigRecord(
            record.start(),
            record.key(),
            record.algorithm(),
            record.time(),
            record.fudge(),
            Arrays.copyOf(record.mac(), 16),
            record.originalId(),
            0,
            new byte[0]);
    assertThat(ours.verify(wire, wire.length, cut)).isEqualTo(Rcode.BADSIG);
  }

  @Test
  void theRecordMustBeTheLastOne() throws Exception {
    byte[] wire = signed(true);
    byte[] more = Arrays.copyOf(wire, wire.length + 1);
    assertThatThrownBy(() -> TsigRecord.find(more, more.length))
        .isInstanceOf(WireParseException.class);
    for (int cut = 0; cut < wire.length; cut++) {
      int length = cut;
      assertThatThrownBy(() -> TsigRecord.find(wire, length))
          .isInstanceOf(WireParseException.class);
    }
  }
}
