package io.zonegate.verifier.zone;

import io.zonegate.verifier.zone.NameText.FormException;

/** RDATA in wire form: checks that it has the form of its type and brings it to canonical form. */
final class RdataWire {
  private static final int NXT = 30;
  private static final int A6 = 38;
  private static final int APL = 42;

  private final int type;
  private final byte[] rdata;
  private final int end;
  private int at;

  private RdataWire(int type, byte[] rdata, int offset, int length) {
    this.type = type;
    this.rdata = rdata;
    this.at = offset;
    this.end = offset + length;
  }

  /**
   * Walks the uncompressed RDATA and turns the names that canonical form wants so to lower case, in
   * place (RFC 4034 section 6.2). RDATA of types without a row of fields is left as it is.
   *
   * @throws FormException if the RDATA is too short, too long or has a broken name or bit map
   */
  static void canonicalise(int type, byte[] rdata, int offset, int length) throws FormException {
    RdataWire walk = new RdataWire(type, rdata, offset, length);
    switch (type) {
      case NXT, A6 -> walk.obsolete();
      case APL -> walk.prefixes();
      default -> walk.fields();
    }
  }

  private void fields() throws FormException {
    RdataField[] form = RecordType.form(type);
    if (form == null) {
      return;
    }
    for (RdataField field : form) {
      field(field);
    }
    if (at != end) {
      throw bad((end - at) + " octets too many");
    }
  }

  /**
   * The two types on RFC 4034's list that dnsjava reads: NXT is a name and more (RFC 2535 section
   * 5.2); A6 a prefix length, the rest of an address and, unless the length is 0, a name (RFC 2874
   * section 3.1.1).
   */
  private void obsolete() throws FormException {
    if (type == NXT) {
      name(true);
      return;
    }
    skip(1);
    int prefix = rdata[at - 1] & 0xff;
    if (prefix > 128) {
      throw bad("prefix length " + prefix + ", over 128");
    }
    skip((128 - prefix + 7) / 8);
    if (prefix > 0) {
      name(true);
    }
    if (at != end) {
      throw bad((end - at) + " octets too many");
    }
  }

  /** Version 0 and 15 octets; of other versions nothing is known (RFC 1876 section 2). */
  private void location() throws FormException {
    skip(1);
    if (rdata[at - 1] != 0) {
      at = end;
      return;
    }
    skip(LocationText.OCTETS - 1);
  }

  /** Family (2 octets), prefix (1), negation and length (1), address (RFC 3123 section 4). */
  private void prefixes() throws FormException {
    while (at < end) {
      skip(4);
      skip(rdata[at - 1] & 0x7f);
    }
  }

  private FormException bad(String what) {
    return new FormException("RDATA of " + RecordType.mnemonic(type) + ": " + what);
  }

  private void skip(int octets) throws FormException {
    if (octets > end - at) {
      throw bad("ends " + (octets - end + at) + " octets too early");
    }
    at += octets;
  }

  private void field(RdataField field) throws FormException {
    switch (field) {
      case U8, ALGORITHM, SCHEME -> skip(1);
      case U16, TYPE, CERTIFICATE_TYPE -> skip(2);
      case U32, SECONDS, TIME, IPV4 -> skip(4);
      case EUI48 -> skip(6);
      case EUI64, LOCATOR64, U64 -> skip(8);
      case IPV6 -> skip(16);
      case NAME -> name(true);
      case NAME_AS_IS -> name(false);
      case STRING, HEX_COUNTED, BASE32_COUNTED -> counted();
      case STRINGS -> {
        do {
          counted();
        } while (at < end);
      }
      case STRING_REST, BASE64_OR_NONE -> at = end;
      case HEX, BASE64 -> {
        if (at == end && type != RecordType.KEY) {
          throw bad("ends before its data");
        }
        at = end;
      }
      case BITMAP -> bitmap();
      case ATM_ADDRESS, SERVICES -> {
        skip(1);
        at = end;
      }
      case LOCATION -> location();
      case HOST_IDENTITY -> hostIdentity();
      case RELAY -> {
        skip(1);
        int relayType = rdata[at - 1] & 0x7f;
        if (relayType > 3) {
          // Of types that are not assigned yet nothing is known (RFC 8777 section 7).
          at = end;
        } else {
          address(relayType);
        }
      }
      case GATEWAY -> {
        skip(2);
        address(rdata[at - 2] & 0xff);
      }
      case BASE64_OR_NOTHING -> at = end;
      case SERVICE_PARAMETERS -> {
        try {
          ServiceParameters.walk(rdata, at, end);
        } catch (FormException e) {
          throw bad(e.getMessage());
        }
        at = end;
      }
    }
  }

  private void hostIdentity() throws FormException {
    skip(4);
    skip((rdata[at - 4] & 0xff) + Bytes.uint16(rdata, at - 2));
    while (at < end) {
      name(false);
    }
  }

  private void address(int addressType) throws FormException {
    switch (addressType) {
      case 0 -> {}
      case 1 -> skip(4);
      case 2 -> skip(16);
      case 3 -> name(false);
      default -> throw bad("gateway type " + addressType + ", over 3");
    }
  }

  private void counted() throws FormException {
    skip(1);
    skip(rdata[at - 1] & 0xff);
  }

  private void name(boolean lower) throws FormException {
    int start = at;
    while (true) {
      skip(1);
      int octets = rdata[at - 1] & 0xff;
      if (octets > 63) {
        throw bad("label length octet " + octets + ", over 63");
      }
      skip(octets);
      if (at - start > NameKey.MAX_WIRE_BYTES) {
        throw bad("name longer than 255 octets");
      }
      if (octets == 0) {
        return;
      }
      if (lower) {
        for (int i = at - octets; i < at; i++) {
          rdata[i] = NameKey.lower(rdata[i]);
        }
      }
    }
  }

  private void bitmap() throws FormException {
    int last = -1;
    while (at < end) {
      skip(2);
      int window = rdata[at - 2] & 0xff;
      int octets = rdata[at - 1] & 0xff;
      if (window <= last || octets == 0 || octets > 32) {
        throw bad("type bit map block " + window + " of " + octets + " octets after block " + last);
      }
      last = window;
      skip(octets);
    }
  }
}
