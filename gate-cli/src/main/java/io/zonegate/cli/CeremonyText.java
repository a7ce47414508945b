package io.zonegate.cli;

import io.zonegate.hsm.ceremony.CeremonyKey;
import io.zonegate.hsm.ceremony.KeyUse;
import io.zonegate.hsm.ceremony.KskPlan;
import io.zonegate.hsm.ceremony.KskRrset;
import io.zonegate.hsm.ceremony.Slot;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What offline KSKs are to sign, for people who read it to each other. */
final class CeremonyText {
  private static final int GROUP = 8;

  private final PrintStream out;

  CeremonyText(PrintStream out) {
    this.out = out;
  }

  /** Shows the whole of a plan. */
  void plan(String what, KskPlan plan) {
    out.println(what + " for " + plan.zone() + ", from " + plan.from() + " until " + plan.until());
    for (CeremonyKey key : plan.keys()) {
      out.printf(Locale.ROOT, "  %-22s %s%n", key, words(key.use()));
    }
    for (KskRrset set : plan.rrsets()) {
      out.println("  " + set.name() + " RRset of " + set.rdata().size() + ", TTL " + set.ttl());
      if (plan.requests().contains(set)) {
        set.rdata().forEach(rdata -> out.println("    " + rdata));
      }
    }
    List<Slot> slots = plan.slots();
    for (int i = 0; i < slots.size(); i++) {
      out.printf(Locale.ROOT, "  bundle %-3d %s%n", i + 1, slots.get(i));
    }
  }

  private static String words(KeyUse use) {
    return switch (use) {
      case SIGNING_KSK -> "signs";
      case PUBLISHED_KSK -> "is published, does not sign";
      case ZSK -> "has signed the request";
      case FOREIGN -> "FOREIGN: nothing here proves who has its private key";
    };
  }

  /** Shows what is new against what was signed before. */
  void changes(KskPlan plan, KskPlan before) {
    out.println("  against the response before, until " + before.until() + ":");
    boolean same = true;
    for (CeremonyKey key : plan.keys()) {
      if (!before.keys().contains(key)) {
        out.printf(Locale.ROOT, "    NEW  %-22s %s%n", key, words(key.use()));
        same = false;
      }
    }
    for (CeremonyKey key : before.keys()) {
      if (!plan.keys().contains(key)) {
        out.printf(Locale.ROOT, "    GONE %-22s was: %s%n", key, key.use().word());
        same = false;
      }
    }
    if (plan.ttl() != before.ttl() || !plan.requests().equals(before.requests())) {
      out.println("    TTL, CDS or CDNSKEY are not the same");
      same = false;
    }
    if (same) {
      out.println("    the same keys and records");
    }
  }

  /** Shows a digest in groups that can be read aloud. */
  void digest(String what, String digest) {
    out.println("SHA-256 of " + what + ":");
    StringBuilder line = new StringBuilder(" ");
    for (int i = 0; i < digest.length(); i += GROUP) {
      line.append(' ').append(digest, i, i + GROUP);
    }
    out.println(line);
  }
}
