package io.zonegate.transfer;

import io.zonegate.hsm.file.SecretFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of TSIG keys in BIND's form, as {@code tsig-keygen} writes it: {@code key "name" {
 * algorithm hmac-sha256; secret "..."; };}. It must be for its owner alone, as PIN files are.
 */
public final class TsigKeyFile {
  private static final int MOST_OCTETS = 1 << 20;

  /**
   * RFC 8945 section 6 wants no key shorter than the hash; half of it is what is still let pass.
   */
  private static final int LEAST_SECRET = 16;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|#[^\\n]*|//[^\\n]*|/\\*.*?\\*/|(?<word>\"[^\"\\n]*\"|[{};]|[^\\s{};\"]+)",
          Pattern.DOTALL);

  private final Path file;
  private final List<String> words;
  private int at;

  private TsigKeyFile(Path file, List<String> words) {
    this.file = file;
    this.words = words;
  }

  /**
   * Reads the key that zones are asked for with.
   *
   * @throws TransferException as {@link #read}, and if the file has more than one key
   */
  public static TsigKey readOne(Path file) throws TransferException {
    List<TsigKey> keys = read(file);
    if (keys.size() > 1) {
      throw new TransferException(
          file + ": has " + keys.size() + " keys; to ask for a zone it must be one");
    }
    return keys.get(0);
  }

  /**
   * Reads the keys, at least one.
   *
   * @throws TransferException if the file is not there, not for its owner alone, or not in form;
   *     secrets are never part of the message
   */
  public static List<TsigKey> read(Path file) throws TransferException {
    try {
      Optional<SecretFile.Exposure> exposure = SecretFile.exposure(file, SecretFile.OTHERS);
      if (exposure.isPresent()) {
        throw new TransferException(
            "TSIG key file "
                + file
                + " "
                + exposure.get().what()
                + ". "
                + exposure.get().remedy()
                + ", and change the key if others may have read it");
      }
      if (Files.size(file) > MOST_OCTETS) {
        throw new TransferException(file + ": is no file of TSIG keys, with more than 1 MiB");
      }
      return new TsigKeyFile(file, words(file)).keys();
    } catch (NoSuchFileException e) {
      throw new TransferException("TSIG key file " + file + " is not there", e);
    } catch (IOException e) {
      throw new TransferException("TSIG key file " + file + " cannot be read: " + e, e);
    }
  }

  private static List<String> words(Path file) throws IOException, TransferException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<String> words = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() != end) {
        break;
      }
      end = matcher.end();
      if (matcher.group("word") != null) {
        words.add(matcher.group("word"));
      }
    }
    if (end != text.length()) {
      throw new TransferException(
          file + ": line " + (1 + text.substring(0, end).lines().count()) + " is not in form");
    }
    return words;
  }

  private List<TsigKey> keys() throws TransferException {
    List<TsigKey> keys = new ArrayList<>();
    while (at < words.size()) {
      expect("key");
      TsigKey key = key(value("a key's name"));
      if (keys.stream().anyMatch(k -> k.name().equals(key.name()))) {
        throw new TransferException(file + ": has two keys called " + key.name());
      }
      keys.add(key);
    }
    if (keys.isEmpty()) {
      throw new TransferException(
          file + ": has no key; it must read key \"NAME\" { algorithm hmac-sha256; secret ...; };");
    }
    return List.copyOf(keys);
  }

  private TsigKey key(String name) throws TransferException {
    String algorithm = null;
    String secret = null;
    expect("{");
    while (!peek().equals("}")) {
      String what = value("algorithm or secret");
      if (what.equals("algorithm") && algorithm == null) {
        algorithm = value("an algorithm");
      } else if (what.equals("secret") && secret == null) {
        secret = value("a secret");
      } else {
        throw new TransferException(
            file + ": key " + name + ": it has an algorithm and a secret, each once");
      }
      expect(";");
    }
    expect("}");
    if (peek().equals(";")) {
      at++;
    }
    if (algorithm == null || secret == null) {
      throw new TransferException(
          file + ": key " + name + " lacks its " + (secret == null ? "secret" : "algorithm"));
    }
    return key(name, algorithm, secret);
  }

  private TsigKey key(String name, String algorithm, String secret) throws TransferException {
    Optional<TsigKey.Algorithm> known = TsigKey.Algorithm.named(algorithm);
    if (known.isEmpty()) {
      throw new TransferException(
          file
              + ": key "
              + name
              + ": algorithm '"
              + algorithm
              + "' is none of hmac-sha256, hmac-sha384, hmac-sha512, hmac-sha224, hmac-sha1");
    }
    byte[] octets;
    try {
      octets = Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message shows a character of the secret.
      throw new TransferException(file + ": key " + name + ": the secret is not in base64");
    }
    if (octets.length < LEAST_SECRET) {
      throw new TransferException(
          file
              + ": key "
              + name
              + ": the secret has "
              + octets.length
              + " octets, under "
              + LEAST_SECRET
              + "; make one with tsig-keygen");
    }
    try {
      return new TsigKey(name, known.get(), octets);
    } catch (IllegalArgumentException e) {
      throw new TransferException(file + ": " + e.getMessage(), e);
    }
  }

  private String peek() {
    return at < words.size() ? words.get(at) : "";
  }

  private void expect(String word) throws TransferException {
    if (!peek().equals(word)) {
      throw new TransferException(
          file + ": '" + word + "' is missing, word " + (at + 1) + " of the file");
    }
    at++;
  }

  private String value(String what) throws TransferException {
    String word = peek();
    if (word.isEmpty() || "{};".contains(word)) {
      throw new TransferException(
          file + ": " + what + " is missing, word " + (at + 1) + " of the file");
    }
    at++;
    return word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
  }
}
