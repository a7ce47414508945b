package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.key.KeyRole;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a key of the DNSKEY RRset is there for, as a request says. */
public enum KeyUse {
  /** A KSK that is to sign the bundles. */
  SIGNING_KSK,
  /** A KSK that is published and does not sign. */
  PUBLISHED_KSK,
  /** A ZSK of the signer that asks; it has signed the request. */
  ZSK,
  /** A key of another signer of the zone (RFC 8901); the request proves nothing about it. */
  FOREIGN;

  /** The word in the file, for instance {@code signing-ksk}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Arrays.stream(values()).map(KeyUse::word).toList();
  }

  static KeyUse ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether a key with these DNSKEY flags can have this use. */
  boolean allows(int flags) {
    return switch (this) {
      case SIGNING_KSK, PUBLISHED_KSK -> flags == KeyRole.KSK.flags();
      case ZSK -> flags == KeyRole.ZSK.flags();
      case FOREIGN -> true;
    };
  }
}
