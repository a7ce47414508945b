package io.zonegate.verifier.drill;

/** What kind of answer a question of the drill draws. */
public enum QuestionKind {
  POSITIVE("positive answer"),
  NO_DATA("denial of a type"),
  EMPTY_NON_TERMINAL("denial at an empty non-terminal"),
  NAME_ERROR("denial of a name"),
  WILDCARD("answer from a wildcard"),
  WILDCARD_NO_DATA("denial of a type at a wildcard"),
  SECURE_REFERRAL("DS of a delegation"),
  INSECURE_REFERRAL("denial of the DS of a delegation"),
  REDIRECTION("answer from a DNAME");

  private final String words;

  QuestionKind(String words) {
    this.words = words;
  }

  /** For messages. */
  public String words() {
    return words;
  }
}
