package io.zonegate.signer.denial;

import java.util.HexFormat;

/** How the zone denies that a name or type exists. */
public sealed interface DenialMode {

  /** NSEC: every authoritative name points to the next. */
  record Nsec() implements DenialMode {}

  /**
   * NSEC3 with SHA-1.
   *
   * @param optOut whether insecure delegations are left out of the chain (RFC 5155, 6)
   * @param iterations additional iterations, 0 to 50; RFC 9276, 3.1 asks for 0
   * @param salt hexadecimal of 0 to 255 octets, "" for none; RFC 9276, 3.1 asks for none
   */
  record Nsec3(boolean optOut, int iterations, String salt) implements DenialMode {

    /** Validators treat a zone above it as insecure or fail it (RFC 9276, 3.2). */
    static final int MOST_ITERATIONS = 50;

    /** Refuses parameters out of range. */
    public Nsec3 {
      if (iterations < 0 || iterations > MOST_ITERATIONS) {
        throw new IllegalArgumentException(
            "NSEC3 iterations are "
                + iterations
                + "; 0 to "
                + MOST_ITERATIONS
                + " are allowed, 0 is right (RFC 9276)");
      }
      if (!salt.matches("([0-9a-fA-F]{2}){0,255}")) {
        throw new IllegalArgumentException(
            "NSEC3 salt \"" + salt + "\" is not hexadecimal of 0 to 255 octets");
      }
    }

    /** The parameters that RFC 9276 asks for: no additional iteration, no salt. */
    public static Nsec3 recommended(boolean optOut) {
      return new Nsec3(optOut, 0, "");
    }

    byte[] saltOctets() {
      return HexFormat.of().parseHex(salt);
    }
  }
}
