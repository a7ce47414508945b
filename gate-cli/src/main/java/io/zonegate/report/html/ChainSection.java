package io.zonegate.report.html;

import io.zonegate.report.Figures;
import io.zonegate.verifier.crypto.Algorithm;
import io.zonegate.verifier.portrait.TrustChain;
import io.zonegate.verifier.verdict.SignatureCount;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** The way from the parent's DS to the keys and what they sign: a picture, and two tables. */
final class ChainSection {
  /** A zone can be made with thousands; nobody looks at more. */
  private static final int MOST_ROWS = 50;

  private final TrustChain chain;

  ChainSection(TrustChain chain) {
    this.chain = chain;
  }

  void write(Markup page) throws IOException {
    page.open("section", "id", "chain").element("h2", "DS, keys, and what they sign");
    page.element("p", "DS: " + chain.parent());
    if (chain.ds().isEmpty() && chain.keys().isEmpty() && chain.unpublished().isEmpty()) {
      page.element("p", "There is neither a DS nor a DNSKEY record.").close();
      return;
    }
    new ChainPicture(chain).write(page);
    if (!chain.ds().isEmpty()) {
      ds(page);
    }
    keys(page);
    page.close();
  }

  private void ds(Markup page) throws IOException {
    Tables.begin(
        page, "DS records at the parent", List.of("DS", "Leads to", "Algorithm", "Digest type"));
    for (TrustChain.DsNode node : first(chain.ds())) {
      page.open("tr").element("th", "" + node.ds().keyTag(), "scope", "row").open("td");
      Tables.badge(page, word(node.state()));
      page.text(" " + meaning(node)).close();
      page.element("td", algorithm(node.ds().algorithm()));
      page.element("td", digest(node.ds().digestType())).close();
    }
    Tables.end(page);
    more(page, chain.ds().size());
  }

  /** What is wrong comes first: on a phone the rest is out of sight. */
  private void keys(Markup page) throws IOException {
    Tables.begin(
        page,
        "DNSKEYs of the zone",
        List.of("Key tag", "State", "#RRSIGs", "#That verify", "Over", "Algorithm", "Flags"));
    for (TrustChain.KeyNode key : first(chain.keys())) {
      String flags = key.flags() + (key.isSecureEntryPoint() ? ", SEP" : "");
      begin(page, key.keyTag(), key.state().name(), meaning(key));
      counts(page, key.signatures());
      page.element("td", algorithm(key.algorithm())).element("td", flags).close();
    }
    for (SignatureCount one : first(chain.unpublished())) {
      begin(page, one.keyTag(), "NOT PUBLISHED", "no DNSKEY has this tag and algorithm");
      counts(page, List.of(one));
      page.element("td", algorithm(one.algorithm())).element("td", "").close();
    }
    Tables.end(page);
    more(page, Math.max(chain.keys().size(), chain.unpublished().size()));
  }

  private static void begin(Markup page, int keyTag, String word, String meaning)
      throws IOException {
    page.open("tr").element("th", "" + keyTag, "scope", "row").open("td");
    Tables.badge(page, word);
    page.text(" " + meaning).close();
  }

  private static void counts(Markup page, List<SignatureCount> counts) throws IOException {
    Tables.number(page, Figures.count(counts.stream().mapToLong(SignatureCount::total).sum()));
    Tables.number(page, Figures.count(counts.stream().mapToLong(SignatureCount::verified).sum()));
    page.element("td", types(counts, MOST_ROWS), "class", "long");
  }

  private static void more(Markup page, int all) throws IOException {
    if (all > MOST_ROWS) {
      page.element("p", "... and " + Figures.count(all - MOST_ROWS) + " more");
    }
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MOST_ROWS, all.size()));
  }

  /** {@code SOA 1, NS 1, DS 1,400 of 1,402}; only so many types. */
  static String types(List<SignatureCount> counts, int most) {
    String shown =
        counts.stream()
            .limit(most)
            .map(
                c ->
                    c.coveredType()
                        + " "
                        + (c.verified() == c.total() ? "" : Figures.count(c.verified()) + " of ")
                        + Figures.count(c.total()))
            .collect(Collectors.joining(", "));
    return counts.size() > most ? shown + ", ..." : shown;
  }

  static String algorithm(int number) {
    return Algorithm.of(number).map(a -> number + " " + a).orElse("" + number);
  }

  private static String digest(int type) {
    return switch (type) {
      case 1 -> "1 SHA-1";
      case 2 -> "2 SHA-256";
      case 4 -> "4 SHA-384";
      default -> "" + type;
    };
  }

  /** By custom; no validator looks at it. */
  static String role(TrustChain.KeyNode key) {
    return key.isSecureEntryPoint() ? "KSK" : "ZSK";
  }

  static String word(TrustChain.DsState state) {
    return switch (state) {
      case OK -> "OK";
      case KEY_DOES_NOT_SIGN -> "BROKEN";
      case NO_KEY -> "NO KEY";
      case UNKNOWN_DIGEST -> "IGNORED";
    };
  }

  private String meaning(TrustChain.DsNode node) {
    return switch (node.state()) {
      case OK -> "key " + chain.keys().get(node.key()).keyTag() + ", which signs the DNSKEY RRset";
      case KEY_DOES_NOT_SIGN ->
          "key "
              + chain.keys().get(node.key()).keyTag()
              + ", which has no valid RRSIG over the DNSKEY RRset";
      case NO_KEY -> "no usable key of the zone";
      case UNKNOWN_DIGEST -> "validators do not know its digest type";
    };
  }

  private static String meaning(TrustChain.KeyNode key) {
    String shared =
        key.sameName() > 1
            ? "; " + key.sameName() + " keys have this tag, their RRSIGs are counted together"
            : "";
    return switch (key.state()) {
      case OK -> (key.signsKeys() ? "signs the DNSKEY RRset" : "signs") + shared;
      case BROKEN -> "not all RRSIGs of this tag verify" + shared;
      case IDLE -> "published, signs nothing";
      case UNUSABLE -> "validators must not use it: revoked, no zone key, or not a legal key";
    };
  }
}
