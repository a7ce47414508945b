package io.zonegate.hsm.keyfile;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.algorithm.DnssecAlgorithm;
import io.zonegate.hsm.key.KeyRole;
import io.zonegate.hsm.keyfile.KeyFile.FormException;
import io.zonegate.hsm.token.SoftwareKeyPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/** The two files of a key that dnssec-keygen makes: {@code K*.private} and {@code K*.key}. */
final class BindKeyFiles {
  static final String PRIVATE = ".private";

  private static final List<String> RSA_PARTS =
      List.of(
          "Modulus",
          "PublicExponent",
          "PrivateExponent",
          "Prime1",
          "Prime2",
          "Exponent1",
          "Exponent2",
          "Coefficient");

  private BindKeyFiles() {}

  static KeyFile read(Path file) throws IOException, FormException {
    String name = file.toString();
    Path publicFile = Path.of(name.substring(0, name.length() - PRIVATE.length()) + ".key");
    DNSKEYRecord record = dnskey(publicFile);
    Map<String, String> fields = fields(file);
    try {
      DnssecAlgorithm algorithm =
          DnssecAlgorithm.parse(field(file, fields, "Algorithm").split(" ", 2)[0]);
      SoftwareKeyPair pair = pair(file, algorithm, fields);
      DnskeyRdata made = DnskeyRdata.of(record.getFlags(), algorithm, pair.publicKeyField());
      if (record.getAlgorithm() != algorithm.number()
          || !Arrays.equals(record.getKey(), pair.publicKeyField())) {
        pair.close();
        throw new FormException(
            file, "its key has the tag " + made.keyTag() + " and is not that of " + publicFile);
      }
      Optional<KeyRole> role =
          Arrays.stream(KeyRole.values()).filter(r -> r.flags() == record.getFlags()).findFirst();
      if (role.isEmpty()) {
        pair.close();
        throw new FormException(
            publicFile,
            "its flags are " + record.getFlags() + "; 257 (KSK) or 256 (ZSK) are needed");
      }
      return new KeyFile(algorithm, pair, Optional.of(record.getName()), role);
    } catch (IllegalArgumentException e) {
      throw new FormException(file, e.getMessage());
    }
  }

  private static DNSKEYRecord dnskey(Path file) throws IOException, FormException {
    // As text, so that a file that is not there is said in the words of the system.
    try (Master master =
        new Master(new java.io.ByteArrayInputStream(Files.readAllBytes(file)), Name.root, 0)) {
      Record record = master.nextRecord();
      if (record instanceof DNSKEYRecord dnskey && master.nextRecord() == null) {
        return dnskey;
      }
      throw new FormException(file, "it is not one DNSKEY record");
    }
  }

  /** Lines {@code NAME: VALUE}. */
  private static Map<String, String> fields(Path file) throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  private static String field(Path file, Map<String, String> fields, String name)
      throws FormException {
    String value = fields.get(name);
    if (value == null) {
      throw new FormException(file, "it has no line \"" + name + ":\"");
    }
    return value;
  }

  private static SoftwareKeyPair pair(
      Path file, DnssecAlgorithm algorithm, Map<String, String> fields) throws FormException {
    if (algorithm.family() != DnssecAlgorithm.Family.RSA) {
      return SoftwareKeyPair.ofSecret(algorithm, octets(file, fields, "PrivateKey"));
    }
    List<byte[]> parts = new ArrayList<>();
    for (String part : RSA_PARTS) {
      parts.add(octets(file, fields, part));
    }
    return SoftwareKeyPair.ofRsa(algorithm, parts);
  }

  private static byte[] octets(Path file, Map<String, String> fields, String name)
      throws FormException {
    return Base64.getDecoder().decode(field(file, fields, name));
  }
}
