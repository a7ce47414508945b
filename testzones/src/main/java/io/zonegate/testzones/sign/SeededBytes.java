package io.zonegate.testzones.sign;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * A stream of bytes fixed by a purpose and a seed: SHA-256 over purpose, seed and a counter. It is
 * no secret at all, and that is the point: test keys can be made again. Never use it for real keys.
 */
final class SeededBytes extends SecureRandom {

  @Serial private static final long serialVersionUID = 1L;

  private final transient MessageDigest sha256;
  private final byte[] start;
  private long counter;
  private byte[] block = new byte[0];
  private int used;

  SeededBytes(String purpose, long seed) {
    super(null, null);
    byte[] text = purpose.getBytes(StandardCharsets.UTF_8);
    this.start = ByteBuffer.allocate(text.length + 8).put(text).putLong(seed).array();
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }

  @Override
  public void nextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (used == block.length) {
        sha256.update(start);
        block = sha256.digest(ByteBuffer.allocate(8).putLong(counter++).array());
        used = 0;
      }
      bytes[i] = block[used++];
    }
  }

  @Override
  public byte[] generateSeed(int numBytes) {
    return bytes(numBytes);
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    nextBytes(bytes);
    return bytes;
  }
}
