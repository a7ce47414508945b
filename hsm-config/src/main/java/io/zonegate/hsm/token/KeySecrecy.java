package io.zonegate.hsm.token;

/** How well a token keeps a private key: CKA_SENSITIVE and CKA_EXTRACTABLE. */
public enum KeySecrecy {
  /** It never leaves the token. The only one for a zone that anybody relies on. */
  SEALED(true, false),
  /** It leaves the token wrapped under another key, and in no other way. */
  WRAPPABLE(true, true),
  /** Whoever may sign with it may also read it. For SoftHSM2 in test set-ups. */
  READABLE(false, true);

  private final boolean sensitive;
  private final boolean extractable;

  KeySecrecy(boolean sensitive, boolean extractable) {
    this.sensitive = sensitive;
    this.extractable = extractable;
  }

  boolean sensitive() {
    return sensitive;
  }

  boolean extractable() {
    return extractable;
  }
}
