package io.zonegate.signer.zone;

import org.xbill.DNS.Name;

/**
 * Owner names below an apex, read from plain text: lower-case letters, digits, hyphens and low
 * lines. What is not plain is left to dnsjava, and so is every refusal: null is no answer.
 */
final class PlainOwner {

  private static final int MOST_LABEL = 63;
  private static final int MOST_NAME = 255;

  private final Name apex;
  private final String apexText;

  PlainOwner(Name apex) {
    this.apex = apex;
    this.apexText = apex.toString();
  }

  /** Whether names relative to this one are relative to the apex, as it is written. */
  boolean isApex(Name origin) {
    return origin.toString().equals(apexText);
  }

  /**
   * The name, or null if the text is not plain enough.
   *
   * @param relativeToApex what {@link #isApex} says of the origin
   */
  OwnerName of(String text, boolean relativeToApex) {
    int end = text.length();
    if (text.endsWith(".")) {
      end -= apexText.length() + 1;
      if (end < 1 || text.charAt(end) != '.' || !text.endsWith(apexText)) {
        return null;
      }
    } else if (!relativeToApex) {
      return null;
    }
    if (end + 1 + apex.length() > MOST_NAME) {
      return null;
    }
    byte[] key = new byte[end + 1];
    int at = 0;
    int stop = end;
    for (int i = end - 1; i >= -1; i--) {
      char c = i < 0 ? '.' : text.charAt(i);
      if (c == '.') {
        int length = stop - i - 1;
        if (length < 1 || length > MOST_LABEL) {
          return null;
        }
        for (int j = i + 1; j < stop; j++) {
          key[at++] = (byte) text.charAt(j);
        }
        // The end of a label, see OwnerName.
        key[at++] = 0;
        stop = i;
      } else if (!plain(c)) {
        return null;
      }
    }
    return OwnerName.ofKey(key, apex);
  }

  private static boolean plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }
}
