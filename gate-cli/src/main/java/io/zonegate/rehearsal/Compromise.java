package io.zonegate.rehearsal;

import io.zonegate.caching.Caches;
import io.zonegate.caching.Exposure;
import io.zonegate.caching.Lifetime;
import io.zonegate.rollover.Plan;
import io.zonegate.rollover.PlanKey;
import io.zonegate.verifier.history.PublishedKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says of the keys that someone else may have from when they are of no use to anybody. */
final class Compromise {
  private Compromise() {}

  /** A sentence or two for each compromised key of the plan. */
  static List<String> told(Plan plan, KeyRack rack, Caches caches) {
    List<String> told = new ArrayList<>();
    for (PlanKey key : plan.keys()) {
      if (key.compromised()) {
        for (PublishedKey published : rack.published(key.name())) {
          told.add(told(key.name(), Exposure.of(caches, published.sha256())));
        }
      }
    }
    return told;
  }

  private static String told(String name, Exposure exposure) {
    if (exposure.caches() >= Lifetime.FOREVER) {
      return name + " is compromised, and what was done of the plan never makes it harmless";
    }
    StringBuilder text = new StringBuilder(name);
    text.append(" is compromised. By what servers give out and caches hold it is harmless from ");
    text.append(Instant.ofEpochSecond(exposure.caches())).append(" on");
    if (exposure.replay() > exposure.caches()) {
      text.append("; to someone who gives out old answers again it is of use until ")
          .append(Instant.ofEpochSecond(exposure.replay()))
          .append(", when the last signature over a DNSKEY RRset with it has expired (with a")
          .append(" shorter [signing] dnskey-validity that is sooner)");
    }
    if (exposure.byParent()) {
      text.append(
          "; and with an old DS RRset as long as the parent's signature over that is valid, which"
              + " only the parent knows");
    }
    return text.toString();
  }
}
