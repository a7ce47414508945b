package io.zonegate.hsm.ceremony;

import io.zonegate.hsm.config.TableReader;
import io.zonegate.hsm.file.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Tokenizer;
import org.xbill.DNS.Type;

/** A response as a file: the TOML of its request with RRSIGs in the bundles. */
public final class ResponseFile {

  private static final String KIND = "ksk-response";
  private static final String REQUEST = "request";
  private static final String RRSIGS = "rrsigs";

  private ResponseFile() {}

  /** Writes the response, replacing the file in one step. */
  public static void write(Path path, KskResponse response) throws IOException {
    byte[] octets = text(response).getBytes(StandardCharsets.UTF_8);
    WholeFile.write(path, out -> out.write(octets));
  }

  static String text(KskResponse response) {
    String head =
        "# Signed by KSKs: RRSIGs for every bundle of the request with this SHA-256.\n"
            + "version = 1\nkind = \""
            + KIND
            + "\"\n"
            + REQUEST
            + " = \""
            + response.request()
            + "\"\n";
    return PlanText.of(
        response.plan(),
        head,
        key -> "",
        slot ->
            RRSIGS
                + PlanText.list(
                    response.rrsigs(slot).stream().map(Record::rdataToString).toList()));
  }

  /**
   * Reads a response. Its signatures are not verified here, see {@link KskResponse#verify}.
   *
   * @throws io.zonegate.hsm.config.ConfigException with every error found, each with
   *     file:line:column; also for a file in another form than it is written in
   */
  public static KskResponse read(Path path) {
    PlanReader reader = new PlanReader(path, KIND, REQUEST, "use", RRSIGS);
    KskPlan plan = reader.plan();
    String request = reader.root().text(REQUEST);
    List<RRSIGRecord> rrsigs = new ArrayList<>();
    for (TableReader table : reader.slotTables()) {
      table.texts(RRSIGS).forEach(text -> add(rrsigs, table, plan.zone(), text));
    }
    return reader.whole(() -> new KskResponse(plan, request, rrsigs), ResponseFile::text);
  }

  private static void add(List<RRSIGRecord> to, TableReader table, Name zone, String text) {
    try {
      Tokenizer words = new Tokenizer(text);
      to.add((RRSIGRecord) Record.fromString(zone, Type.RRSIG, DClass.IN, 0, words, Name.root));
    } catch (IOException | RuntimeException e) {
      table.error(RRSIGS, "\"" + text + "\" is no RRSIG: " + e.getMessage());
    }
  }
}
