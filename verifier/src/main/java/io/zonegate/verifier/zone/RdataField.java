package io.zonegate.verifier.zone;

/** A field of RDATA: what it looks like in a master file and on the wire. */
enum RdataField {
  U8,
  U16,
  U32,
  /** 64 bits without a sign; in text a decimal number. */
  U64,
  /** 32 bits; in text a number of seconds or units such as {@code 1h30m}. */
  SECONDS,
  /** 32 bits; in text {@code YYYYMMDDHHmmSS} or a number (RFC 4034 section 3.2). */
  TIME,
  /**
   * A name that canonical form turns to lower case (RFC 4034 section 6.2, RFC 6840 section 5.1).
   */
  NAME,
  /** A name whose case canonical form keeps. */
  NAME_AS_IS,
  IPV4,
  IPV6,
  /** One character-string. */
  STRING,
  /** One or more character-strings, to the end. */
  STRINGS,
  /** Text without a length octet, to the end. */
  STRING_REST,
  /** Octets to the end, in text as hexadecimal, spaces allowed. */
  HEX,
  /** Octets with a length octet, in text as one hexadecimal token, {@code -} for none. */
  HEX_COUNTED,
  /** Octets with a length octet, in text as one token of base32hex without padding. */
  BASE32_COUNTED,
  /** Octets to the end, in text as base64, spaces allowed. */
  BASE64,
  /** Octets to the end, in text as base64; may be none. */
  BASE64_OR_NOTHING,
  /** Octets to the end, in text as base64, {@code -} for none. */
  BASE64_OR_NONE,
  /** Type bit map to the end (RFC 4034 section 4.1.2). */
  BITMAP,
  /** 16 bits; in text a type mnemonic. */
  TYPE,
  /** 8 bits; in text a number or a DNSSEC algorithm mnemonic. */
  ALGORITHM,
  /** 16 bits; in text a number or a certificate type mnemonic (RFC 4398 section 2.1). */
  CERTIFICATE_TYPE,
  /** 8 bits; in text a number or {@code NOTIFY} (RFC 9859). */
  SCHEME,
  /** Six octets as {@code xx-xx-...}. */
  EUI48,
  /** Eight octets as {@code xx-xx-...}. */
  EUI64,
  /** Eight octets as four groups {@code xxxx:xxxx:xxxx:xxxx} (RFC 6742). */
  LOCATOR64,
  /**
   * An octet 1 and digits, in text {@code +digits}; or an octet 0 and octets, in text hex. In text
   * single dots may stand between the digits of both.
   */
  ATM_ADDRESS,
  /**
   * Length of the HIT (1 octet), algorithm (1), length of the key (2), HIT, key, server names; in
   * text algorithm, HIT in hex, key in base64, names (RFC 8005 sections 5 and 6).
   */
  HOST_IDENTITY,
  /**
   * One bit and seven bits of relay type, then nothing (in text {@code .}), an IPv4 address, an
   * IPv6 address or a name (RFC 8777 section 4.2).
   */
  RELAY,
  /**
   * Gateway type (1 octet), algorithm (1), then by the type nothing (in text {@code .}), an IPv4
   * address, an IPv6 address or a name (RFC 4025 section 2).
   */
  GATEWAY,
  /** A place on the Earth, see {@link LocationText}. */
  LOCATION,
  /** Protocol (1 octet) and a bit map of its ports (RFC 1035 section 3.4.2). */
  SERVICES,
  /** SvcParams (RFC 9460), see {@link ServiceParameters}. */
  SERVICE_PARAMETERS
}
