package io.zonegate.hsm.token;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sun.security.pkcs11.wrapper.CK_C_INITIALIZE_ARGS;
import sun.security.pkcs11.wrapper.CK_INFO;
import sun.security.pkcs11.wrapper.CK_TOKEN_INFO;
import sun.security.pkcs11.wrapper.PKCS11;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/**
 * A loaded PKCS#11 library. A library is loaded and initialised once in a process (the JDK's layer
 * keeps it) and never finalised, since C_Finalize would end the sessions of everybody else in the
 * process.
 */
final class Pkcs11Module {

  private static final long CKF_OS_LOCKING_OK = 2;
  private static final long CKF_TOKEN_INITIALIZED = 0x400;

  private final PKCS11 functions;

  private Pkcs11Module(PKCS11 functions) {
    this.functions = functions;
  }

  static Pkcs11Module load(Path library, String tokenLabel) {
    if (!Files.isRegularFile(library)) {
      throw unusable(tokenLabel, library, "library not found", null);
    }
    try {
      return new Pkcs11Module(instance(library));
    } catch (IOException e) {
      throw unusable(tokenLabel, library, "library does not load: " + e.getMessage(), e);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "module " + library, "C_Initialize", e);
    } catch (IllegalAccessError e) {
      throw new HsmException(
          tokenLabel,
          "",
          "Java does not let this program reach its PKCS#11 layer",
          HsmException.NO_CKR,
          "Start java with --add-exports jdk.crypto.cryptoki/sun.security.pkcs11.wrapper=ALL-UNNAMED.",
          e);
    }
  }

  private static HsmException unusable(String token, Path library, String what, Throwable cause) {
    String next = "Install the vendor's PKCS#11 library or correct \"module\" in hsm.toml.";
    return new HsmException(token, "module " + library, what, HsmException.NO_CKR, next, cause);
  }

  private static PKCS11 instance(Path library) throws IOException, PKCS11Exception {
    CK_C_INITIALIZE_ARGS arguments = new CK_C_INITIALIZE_ARGS();
    arguments.flags = CKF_OS_LOCKING_OK;
    try {
      return PKCS11.getInstance(library.toString(), "C_GetFunctionList", arguments, false);
    } catch (PKCS11Exception e) {
      if (CkrAdvice.name(e).equals("CKR_CRYPTOKI_ALREADY_INITIALIZED")) {
        return PKCS11.getInstance(library.toString(), "C_GetFunctionList", null, true);
      }
      throw e;
    }
  }

  PKCS11 functions() {
    return functions;
  }

  /** What the library says of itself, for people. */
  String describe(String tokenLabel) {
    try {
      CK_INFO info = functions.C_GetInfo();
      return text(info.libraryDescription)
          + " "
          + info.libraryVersion
          + " by "
          + text(info.manufacturerID)
          + ", PKCS#11 "
          + info.cryptokiVersion;
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "", "C_GetInfo", e);
    }
  }

  /** CK_INFO.manufacturerID without padding. */
  String manufacturer(String tokenLabel) {
    try {
      return text(functions.C_GetInfo().manufacturerID);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(tokenLabel, "", "C_GetInfo", e);
    }
  }

  /** The slot with the one token of this label; slot numbers change and are never configured. */
  long slotOf(String label) {
    List<String> seen = new ArrayList<>();
    List<Long> found = new ArrayList<>();
    for (long slot : slots(label)) {
      String other = labelIn(slot);
      if (other.equals(label)) {
        found.add(slot);
      }
      if (!other.isEmpty()) {
        seen.add(other);
      }
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    throw new HsmException(
        label,
        "",
        found.size()
            + " tokens have this label, exactly one must; labels seen: "
            + (seen.isEmpty() ? "none" : String.join(", ", seen)),
        "Correct \"label\" in hsm.toml, or connect or rename the token.");
  }

  private long[] slots(String wanted) {
    try {
      return functions.C_GetSlotList(true);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(wanted, "", "C_GetSlotList", e);
    }
  }

  /** Empty for a token that has no label yet. */
  private String labelIn(long slot) {
    try {
      CK_TOKEN_INFO info = functions.C_GetTokenInfo(slot);
      return (info.flags & CKF_TOKEN_INITIALIZED) == 0 ? "" : text(info.label);
    } catch (PKCS11Exception e) {
      // One token that is broken or gone must not hide the others; it shows among the labels seen.
      return "(slot " + slot + ": " + CkrAdvice.name(e) + ")";
    }
  }

  /**
   * Fixed-length text of PKCS#11: octets of UTF-8, one a char, padded with blanks (some libraries:
   * NUL).
   */
  static String text(char[] padded) {
    byte[] octets = new byte[padded.length];
    for (int i = 0; i < padded.length; i++) {
      octets[i] = (byte) padded[i];
    }
    return new String(octets, StandardCharsets.UTF_8).replace('\0', ' ').stripTrailing();
  }
}
