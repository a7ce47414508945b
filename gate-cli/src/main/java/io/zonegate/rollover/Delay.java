package io.zonegate.rollover;

import java.util.Arrays;
import java.util.Optional;

/** What a step of a rollover has to wait for, by its name in RFC 7583. */
public enum Delay {
  /** Slowest name server. */
  PROPAGATION("propagation", "Dprp", "the slowest name server gets a new zone"),
  /** Slowest server of the parent. */
  PARENT_PROPAGATION("parent-propagation", "DprpP", "the parent's slowest server gets a new DS"),
  /** Registration of the DS RRset. */
  REGISTRATION("registration", "Dreg", "the parent puts in the DS RRset that it was asked for"),
  /** Signing of the whole zone. */
  SIGNING("signing", "Dsgn", "all RRsets have got their new signatures"),
  /** TTL of the DNSKEY RRset. */
  DNSKEY_TTL("dnskey-ttl", "TTLkey", "caches drop the DNSKEY RRset"),
  /** TTL of the DS RRset. */
  DS_TTL("ds-ttl", "TTLds", "caches drop the DS RRset"),
  /** Largest TTL of a signed RRset. */
  DATA_TTL("data-ttl", "TTLsig", "caches drop the signed RRset with the largest TTL"),
  /** TTL of negative answers. */
  NEGATIVE_TTL("negative-ttl", "TTLneg", "caches forget that something was not there (RFC 2308)");

  private final String word;
  private final String symbol;
  private final String reason;

  Delay(String word, String symbol, String reason) {
    this.word = word;
    this.symbol = symbol;
    this.reason = reason;
  }

  /** Its name in a plan, for instance {@code dnskey-ttl}. */
  public String word() {
    return word;
  }

  /** Its name in RFC 7583, or one like it. */
  public String symbol() {
    return symbol;
  }

  /** What happens in the meantime: a clause that goes after "until". */
  public String reason() {
    return reason;
  }

  static Optional<Delay> ofWord(String word) {
    return Arrays.stream(values()).filter(d -> d.word.equals(word)).findFirst();
  }
}
