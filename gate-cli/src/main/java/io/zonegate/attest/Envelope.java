package io.zonegate.attest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.zonegate.hsm.file.Sha256;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** A statement with its signature, as DSSE version 1 has it. */
public final class Envelope {
  private static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
  private static final String ALGORITHM = "Ed25519";
  private static final JsonFactory JSON = new JsonFactory();

  private Envelope() {}

  /** Signs a statement; the envelope is one line of JSON. */
  public static String seal(Statement statement, AttestSigner key) throws AttestationException {
    byte[] payload = statement.octets();
    byte[] signature = key.sign(signed(payload));
    StringWriter text = new StringWriter();
    Base64.Encoder base64 = Base64.getEncoder();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("payloadType", PAYLOAD_TYPE);
      json.writeStringField("payload", base64.encodeToString(payload));
      json.writeArrayFieldStart("signatures");
      json.writeStartObject();
      json.writeStringField("keyid", keyId(key.publicKey()));
      json.writeStringField("sig", base64.encodeToString(signature));
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory", e);
    }
    String sealed = text + "\n";
    // A key that does not belong to its certificate would be found out by every name server.
    open(sealed.getBytes(StandardCharsets.UTF_8), key.publicKey());
    return sealed;
  }

  /**
   * Verifies an envelope's first signature and gives the statement.
   *
   * @throws AttestationException if it is malformed or not signed by this key
   */
  public static Statement open(byte[] envelope, PublicKey key) throws AttestationException {
    Map<String, String> values = Statement.strings(envelope);
    if (!PAYLOAD_TYPE.equals(values.get("/payloadType"))) {
      throw new AttestationException("its payload is not " + PAYLOAD_TYPE);
    }
    byte[] payload = base64(values, "/payload");
    byte[] signature = base64(values, "/signatures/0/sig");
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signed(payload));
      if (!verifier.verify(signature)) {
        throw new AttestationException("its signature is not by the gate's key " + keyId(key));
      }
    } catch (GeneralSecurityException e) {
      throw new AttestationException("its signature cannot be verified", e);
    }
    return Statement.read(payload);
  }

  /** SHA-256 of the key in X.509 form, lower-case hex. */
  public static String keyId(PublicKey key) {
    return Sha256.hex(key.getEncoded());
  }

  private static byte[] base64(Map<String, String> values, String name)
      throws AttestationException {
    String text = values.get(name);
    if (text == null) {
      throw new AttestationException("it has no " + name);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new AttestationException("its " + name + " is not base64", e);
    }
  }

  /**
   * DSSE's pre-authentication encoding: lengths in front, so that nothing can move between parts.
   */
  private static byte[] signed(byte[] payload) {
    byte[] head =
        ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(head, head.length + payload.length);
    System.arraycopy(payload, 0, all, head.length, payload.length);
    return all;
  }
}
