package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.TableReader;
import io.zonegate.hsm.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request as a file: TOML that people can read, in one form only. */
public final class RequestFile {

  private static final String KIND = "ksk-request";
  private static final String PROOF = "proof";

  private RequestFile() {}

  /** Writes the request, replacing the file in one step. */
  public static void write(Path path, KskRequest request) throws IOException {
    byte[] octets = text(request).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(path, out -> out.write(octets));
  }

  static String text(KskRequest request) {
    String head =
        "# To be signed by KSKs. The SHA-256 of this file is what is read aloud and compared.\n"
            + "version = 1\nkind = \""
            + KIND
            + "\"\n";
    return PlanText.of(request.plan(), head, key -> proof(request, key), slot -> "");
  }

  private static String proof(KskRequest request, CeremonyKey key) {
    return key.use() == KeyUse.ZSK
        ? PROOF + " = " + PlanText.quoted(request.proofs().get(key.dnskey())) + "\n"
        : "";
  }

  /**
   * Reads a request. Its proofs are not verified here.
   *
   * @throws io.zonegate.hsm.config.ConfigException with every error found, each with
   *     file:line:column; also for a file in another form than it is written in
   */
  public static KskRequest read(Path path) {
    PlanReader reader = new PlanReader(path, KIND, "kind", PROOF, "inception");
    KskPlan plan = reader.plan();
    Map<DnskeyRdata, String> proofs = new LinkedHashMap<>();
    List<TableReader> tables = reader.keyTables();
    for (int i = 0; i < tables.size(); i++) {
      CeremonyKey key = plan.keys().get(i);
      if (key.use() == KeyUse.ZSK) {
        proofs.put(key.dnskey(), tables.get(i).text(PROOF));
      }
    }
    return reader.whole(() -> new KskRequest(plan, proofs), RequestFile::text);
  }
}
