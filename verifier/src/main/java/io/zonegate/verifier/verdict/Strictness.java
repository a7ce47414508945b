package io.zonegate.verifier.verdict;

/**
 * Why a check may block a zone of which a validating resolver, asked today with an empty cache,
 * accepts every answer.
 */
public enum Strictness {
  /** It does not: what it blocks, a resolver refuses in part, or no server loads. */
  AS_A_RESOLVER("a resolver refuses what it blocks, at least in part"),
  /** Validators differ, and some are stricter than others. */
  OTHER_RESOLVERS(
      "resolvers refuse it where they meet it; some let pass what others, or later ones, do not"),
  /** Only a cache with older data, or the parent's older DS, shows it. */
  CACHES("a resolver with an empty cache sees nothing; one that holds older data answers SERVFAIL"),
  /** The next step of time, of the parent or of a rollover breaks the zone. */
  LATER("the answers of today are good, those after the next step are not"),
  /** No answer needs the record, and yet it is signed or published. */
  UNUSED_DATA(
      "resolvers refuse the answers that need it; it blocks where none needs it today, too"),
  /** Name servers and the parent see it, resolvers do not. */
  SERVERS("resolvers do not see it; secondaries, other name servers or the parent do"),
  /** The zone is well signed and says what it should not. */
  CONTENT("it is well signed, and not what was meant"),
  /** It is about the gate, its inputs or its tokens. */
  NOT_THE_ZONE("it is about the gate, its inputs or its tokens");

  private final String reason;

  Strictness(String reason) {
    this.reason = reason;
  }

  /** The reason, for people; a part of a sentence. */
  public String reason() {
    return reason;
  }
}
