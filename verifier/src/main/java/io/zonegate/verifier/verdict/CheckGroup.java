package io.zonegate.verifier.verdict;

/** The chapter of the catalogue that a check belongs to. */
public enum CheckGroup {
  KEYS("Keys and the chain to the parent"),
  SIGNATURES("Signatures"),
  DENIAL("Denial of existence"),
  CONTENT("Content"),
  HISTORY("History"),
  TOKENS("Tokens"),
  SERVED("What servers serve"),
  GATE("The gate itself");

  private final String title;

  CheckGroup(String title) {
    this.title = title;
  }

  /** The chapter's heading. */
  public String title() {
    return title;
  }
}
