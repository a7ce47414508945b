package io.zonegate.hsm.register;

import io.zonegate.hsm.key.KeySet;
import io.zonegate.hsm.key.ZoneKey;
import java.util.ArrayList;
import java.util.List;

/**
 * TOKEN-TAG-FRESH: no two keys that a zone ever had share a key tag and an algorithm, the tags that
 * they have with the REVOKE bit included (RFC 4034, appendix B; RFC 5011, section 7).
 *
 * @param keys how many keys were compared: those of the register and those of the key set
 * @param clashes the pairs that share a tag
 */
public record TagFreshness(int keys, List<Clash> clashes) {

  /** In the catalogue of checks. */
  public static final String TAG_FRESH = "TOKEN-TAG-FRESH";

  /**
   * Two keys with one tag.
   *
   * @param first the one that the register heard of first
   * @param second the other one
   * @param inKeySet whether one of them is in the key set; if not, nothing is published or signed
   *     under the tag
   */
  public record Clash(RegisteredKey first, RegisteredKey second, boolean inKeySet) {

    /** A sentence that names both, with their tags. */
    public String text() {
      return second
          + " (revoked: "
          + second.revokedKeyTag()
          + ") has a key tag of "
          + first
          + " (revoked: "
          + first.revokedKeyTag()
          + "); "
          + (inKeySet
              ? "have the one of the two that is in the key set replaced"
              : "neither is in the key set any more");
    }
  }

  /** Copies the list. */
  public TagFreshness {
    clashes = List.copyOf(clashes);
  }

  /** Compares all keys that the register knows of the zone, and those of the key set. */
  public static TagFreshness of(RegisterContent register, KeySet keySet) {
    List<RegisteredKey> current = new ArrayList<>();
    for (ZoneKey key : keySet.keys()) {
      current.add(RegisteredKey.of(keySet.zone(), key, List.of()));
    }
    List<RegisteredKey> all = new ArrayList<>(register.keys(keySet.zone()));
    current.stream().filter(key -> !register.knows(key)).forEach(all::add);
    List<Clash> clashes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      for (int j = i + 1; j < all.size(); j++) {
        RegisteredKey first = all.get(i);
        RegisteredKey second = all.get(j);
        if (first.sharesTagWith(second)) {
          boolean used = current.stream().anyMatch(k -> k.isSame(first) || k.isSame(second));
          clashes.add(new Clash(first, second, used));
        }
      }
    }
    return new TagFreshness(all.size(), clashes);
  }
}
